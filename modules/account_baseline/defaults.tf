# What applies to everything in the account that says nothing else, whoever makes it.
locals {
  # CIS Amazon Web Services Foundations Benchmark 3.0.0, 1.8 and 1.9; the days are those of Security Hub, IAM.7.
  passwords = { length = 14, remembered = 24, days = 90 }
}

resource "aws_ebs_encryption_by_default" "this" {
  enabled = true
}

resource "aws_ebs_snapshot_block_public_access" "this" {
  state = "block-all-sharing"
}

resource "aws_ec2_instance_metadata_defaults" "this" {
  http_tokens                 = "required"
  http_put_response_hop_limit = 1
}

resource "aws_ecs_account_setting_default" "this" {
  for_each = { containerInsights = "enhanced", tagResourceAuthorization = "on" }
  name     = each.key
  value    = each.value
}

resource "aws_s3_account_public_access_block" "this" {
  count                   = local.home
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_iam_account_password_policy" "this" {
  count                          = local.home
  minimum_password_length        = local.passwords.length
  password_reuse_prevention      = local.passwords.remembered
  max_password_age               = local.passwords.days
  require_lowercase_characters   = true
  require_numbers                = true
  require_symbols                = true
  require_uppercase_characters   = true
  allow_users_to_change_password = true
}
