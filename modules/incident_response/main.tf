data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  region  = data.aws_region.current.id

  # What looks from outside needs no other alarm to agree.
  hit = concat([var.rule], [for name in var.synthetic_alarm_name[*] : "ALARM(\"${name}\")"])

  # Severity 1 of 4. Source: AWS Systems Manager User Guide, "Configure CloudWatch alarms to create
  # OpsItems".
  ops_item = "arn:aws:ssm:${local.region}:${local.account}:opsitem:1#CATEGORY=Availability"

  told = concat([var.topic_arn], aws_sns_topic.pager[*].arn)
}

resource "aws_cloudwatch_composite_alarm" "incident" {
  alarm_name        = "${var.prefix}-incident"
  alarm_description = "Users of ${var.prefix} get errors, or wait because tasks are missing, or can't get in. Look first at the dashboard ${var.dashboard_name}; if a release is under way or just over, bring the version before back${local.released == 0 ? "" : " with the runbook ${aws_ssm_document.rollback[0].name}"} before looking further."
  alarm_rule        = join(" OR ", local.hit)
  alarm_actions     = concat(local.told, [for item in [local.ops_item] : item if var.ops_items])
  ok_actions        = local.told

  # A page that the policy turns away is lost.
  depends_on = [aws_sns_topic_policy.pager]
}
