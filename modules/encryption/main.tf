data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  # Nothing is created beside a key that somebody else manages.
  own     = var.existing_key_arn == null ? 1 : 0
  account = data.aws_caller_identity.current.account_id
  region  = data.aws_region.current.id

  # Auto Scaling starts hosts with encrypted volumes through its service-linked role. The role is
  # made with the first Auto Scaling group of an account, after this key; KMS refuses a policy
  # that names a role that doesn't exist, but not a condition that does.
  auto_scaling_only = {
    ArnEquals    = { "aws:PrincipalArn" = "arn:aws:iam::${local.account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling" }
    StringEquals = { "kms:CallerAccount" = local.account }
  }
}

resource "aws_kms_key" "this" {
  #checkov:skip=CKV_AWS_33:The wildcards are narrowed to the service-linked role of Auto Scaling in this account, which can't be named before it exists
  count                   = local.own
  description             = "Data of ${var.prefix}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # IAM policies of the account decide, as for every other resource.
      {
        Sid       = "Account"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${local.account}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      # CloudWatch Logs encrypts by itself, for log groups of this account only.
      {
        Sid       = "Logs"
        Effect    = "Allow"
        Principal = { Service = "logs.${local.region}.amazonaws.com" }
        Action    = ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "*"
        Condition = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:${local.region}:${local.account}:log-group:*" } }
      },
      # What CloudWatch Logs learns of logs, and what it finds in them; the findings are encrypted
      # through a client that puts its own prefix before the context.
      {
        Sid       = "LogAnomalies"
        Effect    = "Allow"
        Principal = { Service = "logs.${local.region}.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:${local.region}:${local.account}:anomaly-detector:*" } }
      },
      {
        Sid       = "LogAnomalyFindings"
        Effect    = "Allow"
        Principal = { Service = "logs.${local.region}.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "*"
        Condition = { ArnLike = { "kms:EncryptionContext:aws-crypto-ec:aws:logs:arn" = "arn:aws:logs:${local.region}:${local.account}:anomaly-detector:*" } }
      },
      # Who tells people through an encrypted topic: without this, alarms and events vanish, and
      # nothing says so. The topic is named and not the account that the message comes from, since
      # EventBridge doesn't say which that is; the topic's own policy asks.
      {
        Sid       = "Alerts"
        Effect    = "Allow"
        Principal = { Service = ["backup.amazonaws.com", "cloudwatch.amazonaws.com", "events.amazonaws.com", "events.rds.amazonaws.com"] }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = { ArnLike = { "kms:EncryptionContext:aws:sns:topicArn" = "arn:aws:sns:${local.region}:${local.account}:*" } }
      },
      # Logs that a service hands over instead of writing them, such as those of a state machine that
      # is encrypted with this key.
      {
        Sid       = "LogDelivery"
        Effect    = "Allow"
        Principal = { Service = "delivery.logs.amazonaws.com" }
        Action    = "kms:Decrypt*"
        Resource  = "*"
        Condition = {
          ArnLike      = { "aws:SourceArn" = "arn:aws:logs:${local.region}:${local.account}:*" }
          StringEquals = { "aws:SourceAccount" = local.account }
        }
      },
      # Without these two, hosts end while they start, with nothing in the log but "internal error".
      {
        Sid       = "AutoScalingUse"
        Effect    = "Allow"
        Principal = { AWS = "*" }
        Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "*"
        Condition = local.auto_scaling_only
      },
      {
        Sid       = "AutoScalingGrant"
        Effect    = "Allow"
        Principal = { AWS = "*" }
        Action    = "kms:CreateGrant"
        Resource  = "*"
        Condition = merge(local.auto_scaling_only, { Bool = { "kms:GrantIsForAWSResource" = "true" } })
      },
    ]
  })
}

resource "aws_kms_alias" "this" {
  count         = local.own
  name          = "alias/${var.prefix}"
  target_key_id = aws_kms_key.this[0].key_id
}

# Made before a key could be brought along: the same key, not a new one.
moved {
  from = aws_kms_key.this
  to   = aws_kms_key.this[0]
}

moved {
  from = aws_kms_alias.this
  to   = aws_kms_alias.this[0]
}
