# Planned only: the buckets refuse to be destroyed, after a test too. What AWS would compute is known in the plan.
mock_provider "aws" {
  override_during = plan

  mock_data "aws_region" {
    defaults = { id = "eu-central-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:111122223333:key/1234" }
  }

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-central-1:111122223333:shop-second-security" }
  }
}

variables {
  prefix          = "shop-second"
  home            = false
  emails          = []
  budget          = 2000
  audit_retention = 365
  log_retention   = 365
  boundary_arn    = "arn:aws:iam::111122223333:policy/boundary"
}

run "what_exists_once_for_all_regions_is_left_to_the_home_region" {
  command = plan

  assert {
    condition     = length(aws_cloudtrail.this) + length(aws_cloudwatch_log_group.trail) + length(aws_iam_role.trail) + length(aws_s3_bucket.audit) + length(aws_s3_bucket_policy.audit) == 0
    error_message = "No second trail: it would write and cost everything twice."
  }

  assert {
    condition     = length(aws_cloudwatch_log_metric_filter.watched) + length(aws_cloudwatch_metric_alarm.watched) + length(aws_budgets_budget.this) == 0
    error_message = "What the trail of all Regions shows is told once, and so are costs."
  }

  assert {
    condition     = length(aws_iam_account_password_policy.this) + length(aws_s3_account_public_access_block.this) + length(aws_accessanalyzer_analyzer.unused) == 0
    error_message = "IAM and S3 keep one for the account."
  }

  assert {
    condition     = output.trail_arn == null && output.audit_bucket == null && keys(output.analyzer_arns) == ["external"]
    error_message = "And nobody is told of any."
  }
}

run "config_records_what_is_here_and_nothing_global" {
  command = plan

  assert {
    condition     = one(aws_config_configuration_recorder.this.recording_group).all_supported && !one(aws_config_configuration_recorder.this.recording_group).include_global_resource_types && aws_config_configuration_recorder_status.this.is_enabled
    error_message = "Global types would be paid for once more."
  }

  assert {
    condition     = length(setintersection(["PasswordsLong", "RootWithoutKeys"], keys(yamldecode(aws_config_conformance_pack.this.template_body).Resources))) == 0
    error_message = "Nor are there rules on what isn't recorded."
  }
}

run "the_region_is_guarded_all_the_same" {
  command = plan

  assert {
    condition     = aws_guardduty_detector.this.enable && length(aws_securityhub_standards_subscription.this) == 2 && aws_accessanalyzer_analyzer.external.type == "ACCOUNT" && aws_ebs_encryption_by_default.this.enabled && aws_inspector2_enabler.this.account_ids == toset(["111122223333"])
    error_message = "These exist once in each Region."
  }

  assert {
    condition     = aws_cloudwatch_event_target.findings.arn == output.topic_arn && length(aws_sns_topic_subscription.email) == 0
    error_message = "Findings go to a topic of this Region; something else may subscribe."
  }
}
