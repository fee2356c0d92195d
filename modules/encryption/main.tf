data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id

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
        Principal = { Service = "logs.${data.aws_region.current.id}.amazonaws.com" }
        Action    = ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "*"
        Condition = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:${data.aws_region.current.id}:${local.account}:log-group:*" } }
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
  name          = "alias/${var.prefix}"
  target_key_id = aws_kms_key.this.key_id
}
