data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  region  = data.aws_region.current.id
  home    = var.home ? 1 : 0

  # By name and not by reference: policies are whole in the plan then, and the key can name the topic
  # that names the key.
  trail_arn     = "arn:aws:cloudtrail:${local.region}:${local.account}:trail/${var.prefix}"
  trail_logs    = "/aws/cloudtrail/${var.prefix}"
  topic         = "${var.prefix}-security"
  topic_arn     = "arn:aws:sns:${local.region}:${local.account}:${local.topic}"
  audit_bucket  = "${var.prefix}-audit-${local.account}-${local.region}"
  audit_arn     = "arn:aws:s3:::${local.audit_bucket}"
  record_bucket = "${var.prefix}-records-${local.account}-${local.region}"
  record_arn    = "arn:aws:s3:::${local.record_bucket}"
}
