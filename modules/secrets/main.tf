data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  region  = data.aws_region.current.id

  # Somebody else's functions, and the secrets that each one rotates.
  rotated   = { for name, secret in var.secrets : name => secret if secret.rotation_function != null }
  functions = { for name, secret in local.rotated : split(":", secret.rotation_function)[6] => name... }
}

# No version: a value that Terraform sets is in its state.
resource "aws_secretsmanager_secret" "this" {
  #checkov:skip=CKV2_AWS_57:A secret is rotated where there is a function that can replace what it opens
  for_each    = var.secrets
  name_prefix = "${var.prefix}/${each.key}-"
  description = each.value.description
  kms_key_id  = var.key_arn

  # As long as AWS can: who deleted it may be on holiday.
  recovery_window_in_days = 30
}
