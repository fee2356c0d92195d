# Pipelines and people read much that workloads don't, so that what they may is everything but what
# would give them more or leave no trace; their roles say what of it they get.
#
# What stands in NotAction is taken for what is allowed: handing on any role is left out there.
#trivy:ignore:AWS-0342
resource "aws_iam_policy" "access" {
  #checkov:skip=CKV_AWS_286:A boundary grants nothing: it limits what the policies of a role grant
  #checkov:skip=CKV_AWS_287:A boundary grants nothing: it limits what the policies of a role grant
  #checkov:skip=CKV_AWS_288:A boundary grants nothing: it limits what the policies of a role grant
  #checkov:skip=CKV_AWS_289:A boundary grants nothing: it limits what the policies of a role grant
  #checkov:skip=CKV_AWS_290:A boundary grants nothing: it limits what the policies of a role grant
  #checkov:skip=CKV_AWS_355:A boundary grants nothing: it limits what the policies of a role grant
  count       = local.own
  name        = "${var.prefix}-access-boundary"
  description = "What who acts on ${var.prefix} may ever do"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Most"
        Effect = "Allow"
        NotAction = [
          "access-analyzer:Delete*",
          "account:Close*",
          "account:Delete*",
          "account:Disable*",
          "account:Enable*",
          "account:Put*",
          "cloudtrail:Delete*",
          "cloudtrail:Put*",
          "cloudtrail:Stop*",
          "cloudtrail:Update*",
          "config:Delete*",
          "config:Put*",
          "config:Stop*",
          "guardduty:Create*",
          "guardduty:Delete*",
          "guardduty:Disassociate*",
          "guardduty:Stop*",
          "guardduty:Update*",
          "iam:Add*",
          "iam:Attach*",
          "iam:Create*",
          "iam:Deactivate*",
          "iam:Delete*",
          "iam:Detach*",
          "iam:Disable*",
          "iam:Enable*",
          "iam:PassRole",
          "iam:Put*",
          "iam:Remove*",
          "iam:Set*",
          "iam:Tag*",
          "iam:Untag*",
          "iam:Update*",
          "iam:Upload*",
          "kms:CreateGrant",
          "kms:DisableKey",
          "kms:PutKeyPolicy",
          "kms:ScheduleKeyDeletion",
          "organizations:Accept*",
          "organizations:Attach*",
          "organizations:Close*",
          "organizations:Create*",
          "organizations:Delete*",
          "organizations:Deregister*",
          "organizations:Detach*",
          "organizations:Disable*",
          "organizations:Enable*",
          "organizations:Invite*",
          "organizations:Leave*",
          "organizations:Move*",
          "organizations:Put*",
          "organizations:Register*",
          "organizations:Remove*",
          "organizations:Update*",
          "s3:DeleteBucketPolicy",
          "s3:PutBucketPolicy",
          "secretsmanager:DeleteResourcePolicy",
          "secretsmanager:PutResourcePolicy",
          "securityhub:BatchDisable*",
          "securityhub:Delete*",
          "securityhub:Disable*",
          "sts:AssumeRole*",
        ]
        Resource = "*"
      },
      {
        Sid       = "Roles"
        Effect    = "Allow"
        Action    = "iam:PassRole"
        Resource  = "arn:aws:iam::${local.account}:role/${var.prefix}-*"
        Condition = { StringEquals = { "iam:PassedToService" = ["ecs-tasks.amazonaws.com", "ecs.amazonaws.com", "ssm.amazonaws.com"] } }
      },
    ]
  })
}
