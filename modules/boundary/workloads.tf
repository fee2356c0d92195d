# A policy has room for 6144 characters: a service is written out where one of its actions would
# give somebody more, and cut short where none would.
resource "aws_iam_policy" "workloads" {
  #checkov:skip=CKV_AWS_287:A boundary grants nothing: it limits what the policies of a role grant
  #checkov:skip=CKV_AWS_288:A boundary grants nothing: it limits what the policies of a role grant
  #checkov:skip=CKV_AWS_289:A boundary grants nothing: it limits what the policies of a role grant
  #checkov:skip=CKV_AWS_290:A boundary grants nothing: it limits what the policies of a role grant
  #checkov:skip=CKV_AWS_355:A boundary grants nothing: it limits what the policies of a role grant
  count       = local.own
  name        = "${var.prefix}-boundary"
  description = "What workloads of ${var.prefix} may ever do"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # What some calls don't tell is whose a resource is: those that do have to name this account.
      {
        Sid    = "Here"
        Effect = "Allow"
        Action = [
          "appconfig:GetLatestConfiguration",
          "appconfig:StartConfigurationSession",
          "aps:RemoteWrite",
          "backup:CopyFromBackupVault",
          "backup:CopyIntoBackupVault",
          "backup:Describe*",
          "backup:List*",
          "backup:StartRestoreJob",
          "backup:TagResource",
          "bedrock:InvokeModel*",
          "cloudwatch:Describe*",
          "cloudwatch:Get*",
          "cloudwatch:List*",
          "cloudwatch:PutMetricData",
          "dynamodb:*Item",
          "dynamodb:DescribeTable",
          "dynamodb:Query",
          "dynamodb:Scan",
          "ec2:CreateNetworkInterface",
          "ec2:DeleteNetworkInterface",
          "ec2:Describe*",
          "ec2messages:*",
          "ecs:DeregisterContainerInstance",
          "ecs:Describe*",
          "ecs:DiscoverPollEndpoint",
          "ecs:List*",
          "ecs:Poll",
          "ecs:RegisterContainerInstance",
          "ecs:RunTask",
          "ecs:StartTelemetrySession",
          "ecs:StopServiceDeployment",
          "ecs:StopTask",
          "ecs:Submit*",
          "ecs:TagResource",
          "ecs:UpdateContainerInstancesState",
          "ecs:UpdateService",
          "elasticloadbalancing:DeregisterTargets",
          "elasticloadbalancing:Describe*",
          "elasticloadbalancing:ModifyListener",
          "elasticloadbalancing:ModifyRule",
          "elasticloadbalancing:RegisterTargets",
          "events:DescribeRule",
          "events:PutEvents",
          "events:PutRule",
          "events:PutTargets",
          "kinesis:Describe*",
          "kinesis:Get*",
          "kinesis:List*",
          "kinesis:PutRecord*",
          "lambda:InvokeFunction",
          "logs:CreateLog*",
          "logs:DeleteLogDelivery",
          "logs:Describe*",
          "logs:GetLog*",
          "logs:ListLogDeliveries",
          "logs:PutLogEvents",
          "logs:PutResourcePolicy",
          "logs:PutRetentionPolicy",
          "logs:UpdateLogDelivery",
          "rds-db:connect",
          "rds:AddTagsToResource",
          "rds:CopyDBSnapshot",
          "rds:CreateDBInstance",
          "rds:CreateDBSnapshot",
          "rds:DeleteDBInstance*",
          "rds:DeleteDBSnapshot",
          "rds:Describe*",
          "rds:ListTagsForResource",
          "rds:ModifyDBInstance",
          "rds:RestoreDBInstance*",
          "s3:AbortMultipartUpload",
          "s3:DeleteObject",
          "s3:GetBucketLocation",
          "s3:GetObject",
          "s3:ListAllMyBuckets",
          "s3:ListBucket",
          "s3:PutObject",
          "s3:PutObjectTagging",
          "ses:SendEmail",
          "ses:SendRawEmail",
          "sns:Publish",
          "states:StartExecution",
          "tag:GetResources",
          "xray:GetSampling*",
          "xray:PutTelemetryRecords",
          "xray:PutTraceSegments",
        ]
        Resource  = "*"
        Condition = { StringEqualsIfExists = { "aws:ResourceAccount" = local.account } }
      },
      # What a setting may name in another account, or what is AWS's own: images, keys, queues,
      # secrets, the documents that Systems Manager runs on hosts.
      {
        Sid    = "Anywhere"
        Effect = "Allow"
        Action = [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:GetAuthorizationToken",
          "ecr:GetDownloadUrlForLayer",
          "kms:Decrypt",
          "kms:DescribeKey",
          "kms:Encrypt",
          "kms:GenerateDataKey*",
          "kms:ReEncrypt*",
          "secretsmanager:DescribeSecret",
          "secretsmanager:GetSecretValue",
          "sqs:ChangeMessageVisibility",
          "sqs:DeleteMessage",
          "sqs:Get*",
          "sqs:ReceiveMessage",
          "sqs:SendMessage",
          "ssm:Describe*",
          "ssm:Get*",
          "ssm:List*",
          "ssm:PutComplianceItems",
          "ssm:PutConfigurePackageResult",
          "ssm:PutInventory",
          "ssm:UpdateAssociationStatus",
          "ssm:UpdateInstanceAssociationStatus",
          "ssm:UpdateInstanceInformation",
          "ssmmessages:*",
        ]
        Resource = "*"
      },
      # For a service of AWS that encrypts with the key, never for somebody else.
      {
        Sid       = "Grants"
        Effect    = "Allow"
        Action    = "kms:CreateGrant"
        Resource  = "*"
        Condition = { Bool = { "kms:GrantIsForAWSResource" = "true" } }
      },
      {
        Sid       = "Roles"
        Effect    = "Allow"
        Action    = "iam:PassRole"
        Resource  = "arn:aws:iam::${local.account}:role/${var.prefix}-*"
        Condition = { StringEquals = { "iam:PassedToService" = ["ecs-tasks.amazonaws.com", "ecs.amazonaws.com", "ssm.amazonaws.com"] } }
      },
      # The policy of a resource may let a role in past the lists above, but not past these.
      {
        Sid    = "Never"
        Effect = "Deny"
        Action = [
          "access-analyzer:Delete*",
          "account:*",
          "cloudtrail:Delete*",
          "cloudtrail:Put*",
          "cloudtrail:Stop*",
          "cloudtrail:Update*",
          "config:Delete*",
          "config:Put*",
          "config:Stop*",
          "guardduty:Delete*",
          "guardduty:Disassociate*",
          "guardduty:Stop*",
          "guardduty:Update*",
          "iam:Add*",
          "iam:Attach*",
          "iam:Create*",
          "iam:Delete*",
          "iam:Detach*",
          "iam:Put*",
          "iam:Remove*",
          "iam:Set*",
          "iam:Update*",
          "kms:DisableKey",
          "kms:PutKeyPolicy",
          "kms:ScheduleKeyDeletion",
          "organizations:*",
          "s3:DeleteBucketPolicy",
          "s3:PutBucketPolicy",
          "secretsmanager:DeleteResourcePolicy",
          "secretsmanager:PutResourcePolicy",
          "securityhub:BatchDisable*",
          "securityhub:Delete*",
          "securityhub:Disable*",
        ]
        Resource = "*"
      },
    ]
  })
}
