data "aws_caller_identity" "current" {}

locals {
  # Nothing is created beside a policy that somebody else manages.
  own     = var.existing_arn == null ? 1 : 0
  account = data.aws_caller_identity.current.account_id
}
