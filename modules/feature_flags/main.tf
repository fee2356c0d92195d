data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  region  = data.aws_region.current.id

  environment_arn = "arn:aws:appconfig:${local.region}:${local.account}:application/${aws_appconfig_application.this.id}/environment/${aws_appconfig_environment.this.environment_id}"
}

resource "aws_appconfig_application" "this" {
  name        = var.prefix
  description = "Feature flags of ${var.prefix}"
}

resource "aws_appconfig_environment" "this" {
  name           = var.environment
  description    = "Flags go back when a gate fires"
  application_id = aws_appconfig_application.this.id

  # Without gates, a change goes on whatever happens.
  dynamic "monitor" {
    for_each = aws_cloudwatch_composite_alarm.gates
    content {
      alarm_arn      = monitor.value.arn
      alarm_role_arn = aws_iam_role.monitor[0].arn
    }
  }

  # AppConfig asks with this right from the first minute.
  depends_on = [aws_iam_role_policy.monitor]
}

resource "aws_appconfig_configuration_profile" "this" {
  name               = "feature-flags"
  description        = "Feature flags"
  application_id     = aws_appconfig_application.this.id
  location_uri       = "hosted"
  type               = "AWS.AppConfig.FeatureFlags"
  kms_key_identifier = var.key_arn
}

resource "aws_appconfig_hosted_configuration_version" "this" {
  application_id           = aws_appconfig_application.this.id
  configuration_profile_id = aws_appconfig_configuration_profile.this.configuration_profile_id
  description              = "Written by Terraform"
  content_type             = "application/json"
  content = jsonencode({
    version = "1"
    flags   = { for name, flag in var.flags : name => { name = name, description = flag.description } }
    values  = { for name, flag in var.flags : name => { enabled = flag.enabled } }
  })

  # Each change is a version of its own: the one before goes once the new one is on its way, and
  # applications keep what was deployed until then.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_appconfig_deployment_strategy" "this" {
  name                           = var.prefix
  description                    = "${var.step_percent} % at a time over ${var.duration} minutes, then watched for ${var.bake}"
  growth_type                    = "LINEAR"
  growth_factor                  = var.step_percent
  deployment_duration_in_minutes = var.duration
  final_bake_time_in_minutes     = var.bake
  replicate_to                   = "NONE"
}

# The provider starts a deployment and returns: the state is locked for seconds only. An apply is
# green, then, also if a gate takes the flags back later; AppConfig shows that as ROLLED_BACK.
resource "aws_appconfig_deployment" "this" {
  application_id           = aws_appconfig_application.this.id
  environment_id           = aws_appconfig_environment.this.environment_id
  configuration_profile_id = aws_appconfig_configuration_profile.this.configuration_profile_id
  configuration_version    = aws_appconfig_hosted_configuration_version.this.version_number
  deployment_strategy_id   = aws_appconfig_deployment_strategy.this.id
  description              = "Written by Terraform"
  kms_key_identifier       = var.key_arn
}
