# Planned only: the buckets refuse to be destroyed, after a test too. What AWS would compute is known in the plan.
mock_provider "aws" {
  override_during = plan

  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/cloudtrail/shop-production" }
  }

  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-west-1:111122223333:key/1234" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/shop-production-trail-1" }
  }

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-west-1:111122223333:shop-production-security" }
  }
}

variables {
  prefix          = "shop-production"
  home            = true
  emails          = ["security@example.com", "on-call@example.com"]
  budget          = 2000
  audit_retention = 365
  log_retention   = 731
  boundary_arn    = "arn:aws:iam::111122223333:policy/boundary"
}

run "the_trail_sees_every_region_and_can_be_proved" {
  command = plan

  assert {
    condition     = aws_cloudtrail.this[0].is_multi_region_trail && aws_cloudtrail.this[0].include_global_service_events && aws_cloudtrail.this[0].enable_logging
    error_message = "Calls of all Regions and of services without one."
  }

  assert {
    condition     = aws_cloudtrail.this[0].enable_log_file_validation && aws_cloudtrail.this[0].kms_key_id == output.audit_key_arn
    error_message = "Whether a file was changed can be seen, and our key encrypts it."
  }

  assert {
    condition     = toset([for selector in aws_cloudtrail.this[0].insight_selector : selector.insight_type]) == toset(["ApiCallRateInsight", "ApiErrorRateInsight"])
    error_message = "More calls than ever, and more errors than ever."
  }

  assert {
    condition     = aws_cloudtrail.this[0].sns_topic_name == null
    error_message = "A message for each file would bury the others."
  }
}

run "the_trail_can_be_searched_and_its_role_does_nothing_else" {
  command = plan

  assert {
    condition     = aws_cloudtrail.this[0].cloud_watch_logs_group_arn == "${aws_cloudwatch_log_group.trail[0].arn}:*" && aws_cloudwatch_log_group.trail[0].retention_in_days == 731 && aws_cloudwatch_log_group.trail[0].kms_key_id == output.audit_key_arn
    error_message = "In a log group with our key, as long as logs are kept."
  }

  assert {
    condition = one(jsondecode(aws_iam_role_policy.trail[0].policy).Statement) == {
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/cloudtrail/shop-production:log-stream:*"
    }
    error_message = "Writing to that group is all that CloudTrail may do as its role."
  }

  assert {
    condition     = aws_iam_role.trail[0].permissions_boundary == var.boundary_arn
    error_message = "And never more than the boundary allows."
  }
}

run "nobody_takes_back_what_the_trail_wrote" {
  command = plan

  assert {
    condition     = aws_s3_bucket.audit[0].object_lock_enabled && one(one(aws_s3_bucket_object_lock_configuration.audit[0].rule).default_retention).mode == "GOVERNANCE" && one(one(aws_s3_bucket_object_lock_configuration.audit[0].rule).default_retention).days == 365 && one(aws_s3_bucket_versioning.audit[0].versioning_configuration).status == "Enabled"
    error_message = "Each version is locked as long as was asked for."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_s3_bucket_policy.audit[0].policy).Statement :
      statement.Effect == "Deny" && statement.Principal == "*" && contains(flatten([statement.Action]), "s3:BypassGovernanceRetention") && try(statement.Condition, null) == null
      if try(statement.Principal == "*", false)
    ])
    error_message = "And nobody may pass the lock by."
  }

  assert {
    condition     = one(one(aws_s3_bucket_lifecycle_configuration.audit[0].rule).expiration).days > 365
    error_message = "It is removed only once the lock is off."
  }
}

run "both_buckets_are_closed_and_ask_for_tls" {
  command = plan

  assert {
    condition = alltrue([
      for block in [aws_s3_bucket_public_access_block.audit[0], aws_s3_bucket_public_access_block.records] :
      block.block_public_acls && block.block_public_policy && block.ignore_public_acls && block.restrict_public_buckets
    ])
    error_message = "No policy opens them."
  }

  assert {
    condition = alltrue([
      for policy in [aws_s3_bucket_policy.audit[0].policy, aws_s3_bucket_policy.records.policy] : anytrue([
        for statement in jsondecode(policy).Statement :
        statement.Effect == "Deny" && statement.Action == "s3:*" && statement.Condition.Bool["aws:SecureTransport"] == "false"
        if try(statement.Principal == "*", false) && can(statement.Condition)
      ])
    ])
    error_message = "Nobody reads or writes in the clear."
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.audit[0].rule).apply_server_side_encryption_by_default).kms_master_key_id == output.audit_key_arn
    error_message = "The trail is encrypted with our key."
  }
}

run "each_service_writes_its_own_and_for_this_account" {
  command = plan

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_s3_bucket_policy.audit[0].policy).Statement :
      statement.Principal.Service == "cloudtrail.amazonaws.com" && statement.Condition.StringEquals["aws:SourceArn"] == "arn:aws:cloudtrail:eu-west-1:111122223333:trail/shop-production"
      if statement.Effect == "Allow"
    ])
    error_message = "Only our trail writes to its bucket."
  }

  assert {
    condition = { for statement in jsondecode(aws_s3_bucket_policy.records.policy).Statement : statement.Sid => statement.Resource if statement.Effect == "Allow" } == {
      ConfigLooks  = "arn:aws:s3:::shop-production-records-111122223333-eu-west-1"
      ConfigWrites = "arn:aws:s3:::shop-production-records-111122223333-eu-west-1/config/AWSLogs/111122223333/Config/*"
      AccessLogs   = "arn:aws:s3:::shop-production-records-111122223333-eu-west-1/access/*"
    }
    error_message = "Config writes below config, and S3 below access."
  }

  assert {
    condition     = aws_s3_bucket_logging.audit[0].target_bucket == aws_s3_bucket.records.bucket && aws_s3_bucket_logging.audit[0].target_prefix == "access/"
    error_message = "Who reads the trail is written down."
  }
}

# Where this is missed, alarms and findings vanish, and nothing says so.
run "the_key_admits_who_has_to_use_it" {
  command = plan

  assert {
    condition = { for statement in jsondecode(aws_kms_key.this.policy).Statement : statement.Sid => statement.Condition if can(statement.Condition) } == {
      Config = { StringEquals = { "aws:SourceAccount" = "111122223333" } }
      Logs   = { ArnEquals = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/cloudtrail/shop-production" } }
      Topic  = { StringEquals = { "kms:EncryptionContext:aws:sns:topicArn" = "arn:aws:sns:eu-west-1:111122223333:shop-production-security" } }
      Trail  = { StringEquals = { "aws:SourceArn" = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/shop-production" } }
    }
    error_message = "Each for one thing: Config of this account, this log group, this topic, this trail. A condition on aws:SourceAccount would shut EventBridge out."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_sns_topic_policy.security.policy).Statement : statement.Principal.Service if statement.Effect == "Allow"
    ])) == toset(flatten([for statement in jsondecode(aws_kms_key.this.policy).Statement : statement.Principal.Service if statement.Sid == "Topic"]))
    error_message = "Who publishes needs the key, and who has it publishes."
  }

  assert {
    condition     = aws_sns_topic.security.kms_master_key_id == output.audit_key_arn && aws_kms_key.this.enable_key_rotation
    error_message = "The topic has our key, which changes every year."
  }
}

run "each_address_hears_of_it" {
  command = plan

  assert {
    condition     = { for address, subscription in aws_sns_topic_subscription.email : address => subscription.protocol } == { "on-call@example.com" = "email", "security@example.com" = "email" }
    error_message = "One subscription for each address, by e-mail."
  }
}

run "everything_that_cis_names_is_watched" {
  command = plan

  assert {
    condition     = sort([for event in local.watched : event.cis]) == sort([for number in range(1, 16) : "4.${number}"])
    error_message = "4.1 to 4.15 of the benchmark."
  }

  assert {
    condition = keys(aws_cloudwatch_metric_alarm.watched) == keys(aws_cloudwatch_log_metric_filter.watched) && alltrue([
      for name, alarm in aws_cloudwatch_metric_alarm.watched :
      alarm.namespace == one(aws_cloudwatch_log_metric_filter.watched[name].metric_transformation).namespace &&
      alarm.metric_name == one(aws_cloudwatch_log_metric_filter.watched[name].metric_transformation).name
    ])
    error_message = "Each filter has an alarm on its metric."
  }

  assert {
    condition = alltrue([
      for alarm in aws_cloudwatch_metric_alarm.watched :
      alarm.alarm_actions == toset([output.topic_arn]) && alarm.statistic == "Sum" && alarm.threshold == 1 && alarm.comparison_operator == "GreaterThanOrEqualToThreshold" && alarm.treat_missing_data == "notBreaching"
    ])
    error_message = "Once is enough, no data is well, and people are told."
  }

  # Limit of CloudWatch Logs: PutMetricFilter, filterPattern.
  assert {
    condition     = alltrue([for filter in aws_cloudwatch_log_metric_filter.watched : length(filter.pattern) <= 1024])
    error_message = "CloudWatch Logs takes 1,024 characters."
  }
}

run "patterns_are_those_of_the_benchmark" {
  command = plan

  assert {
    condition     = aws_cloudwatch_log_metric_filter.watched["trail-changed"].pattern == "{ ($.eventName = CreateTrail) || ($.eventName = UpdateTrail) || ($.eventName = DeleteTrail) || ($.eventName = StartLogging) || ($.eventName = StopLogging) }"
    error_message = "4.5: any of the calls."
  }

  assert {
    condition     = aws_cloudwatch_log_metric_filter.watched["key-disabled"].pattern == "{ ($.eventSource = kms.amazonaws.com) && (($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion)) }"
    error_message = "4.7: any of the calls to this service."
  }
}

run "a_call_that_is_refused_counts_and_others_do_not" {
  command = plan

  assert {
    condition     = startswith(aws_cloudwatch_log_metric_filter.watched["calls-refused"].pattern, "{ (($.errorCode = \"*UnauthorizedOperation\") || ($.errorCode = \"AccessDenied*\")) && ")
    error_message = "4.1: an error, and not one of the harmless ones. Joined by `or`, every call would count."
  }
}

run "config_records_everything_and_what_is_global_here" {
  command = plan

  assert {
    condition     = one(aws_config_configuration_recorder.this.recording_group).all_supported && one(aws_config_configuration_recorder.this.recording_group).include_global_resource_types && aws_config_configuration_recorder_status.this.is_enabled
    error_message = "All types, and it is on."
  }

  assert {
    condition     = aws_config_delivery_channel.this.s3_bucket_name == aws_s3_bucket.records.bucket && aws_config_delivery_channel.this.s3_kms_key_arn == output.audit_key_arn && aws_config_delivery_channel.this.sns_topic_arn == null
    error_message = "Into the bucket that isn't locked, which Config refuses, with our key, and without a message for each change."
  }

  assert {
    condition     = yamldecode(aws_config_conformance_pack.this.template_body).Resources.PasswordsLong.Properties.InputParameters.MinimumPasswordLength == tostring(aws_iam_account_password_policy.this[0].minimum_password_length)
    error_message = "What the rule asks is what the policy says."
  }
}

run "security_hub_measures_by_both_standards" {
  command = plan

  assert {
    condition = toset([for standard in aws_securityhub_standards_subscription.this : standard.standards_arn]) == toset([
      "arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0",
      "arn:aws:securityhub:eu-west-1::standards/cis-aws-foundations-benchmark/v/3.0.0",
    ])
    error_message = "The one of AWS, and CIS."
  }
}

run "high_and_critical_findings_are_told" {
  command = plan

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.findings.event_pattern).detail.findings.Severity.Label == ["CRITICAL", "HIGH"] && jsondecode(aws_cloudwatch_event_rule.findings.event_pattern).source == ["aws.securityhub"]
    error_message = "What Security Hub finds, from HIGH on."
  }

  assert {
    condition     = aws_cloudwatch_event_target.findings.arn == output.topic_arn
    error_message = "To the topic."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sns_topic_policy.security.policy).Statement :
      statement.Condition.ArnEquals["aws:SourceArn"] == "arn:aws:events:eu-west-1:111122223333:rule/${aws_cloudwatch_event_rule.findings.name}" if statement.Sid == "Findings"
    ])
    error_message = "Which lets this rule in."
  }
}

run "guardduty_looks_at_hosts_from_within" {
  command = plan

  assert {
    condition     = aws_guardduty_detector.this.enable && { for part in aws_guardduty_detector_feature.runtime.additional_configuration : part.name => part.status }["EC2_AGENT_MANAGEMENT"] == "ENABLED" && aws_guardduty_detector_feature.runtime.status == "ENABLED"
    error_message = "The agent is put onto hosts, and sees their containers."
  }

  assert {
    condition     = alltrue([for feature in aws_guardduty_detector_feature.this : feature.status == "ENABLED"])
    error_message = "What is named is on."
  }
}

run "inspector_and_access_analyzer_look_too" {
  command = plan

  assert {
    condition     = aws_inspector2_enabler.this.account_ids == toset(["111122223333"]) && length(setsubtract(["EC2", "ECR"], aws_inspector2_enabler.this.resource_types)) == 0
    error_message = "Hosts and images of this account."
  }

  assert {
    condition     = aws_accessanalyzer_analyzer.external.type == "ACCOUNT" && aws_accessanalyzer_analyzer.unused[0].type == "ACCOUNT_UNUSED_ACCESS" && keys(output.analyzer_arns) == ["external", "unused"]
    error_message = "Who reaches in from outside, and which rights nobody uses."
  }
}

run "what_says_nothing_else_is_safe" {
  command = plan

  assert {
    condition     = aws_ebs_encryption_by_default.this.enabled && aws_ebs_snapshot_block_public_access.this.state == "block-all-sharing"
    error_message = "Volumes are encrypted, and snapshots shared with nobody."
  }

  assert {
    condition     = aws_ec2_instance_metadata_defaults.this.http_tokens == "required" && aws_ec2_instance_metadata_defaults.this.http_put_response_hop_limit == 1
    error_message = "Instances want a token, and containers don't reach it."
  }

  assert {
    condition     = aws_s3_account_public_access_block.this[0].block_public_acls && aws_s3_account_public_access_block.this[0].block_public_policy && aws_s3_account_public_access_block.this[0].ignore_public_acls && aws_s3_account_public_access_block.this[0].restrict_public_buckets
    error_message = "No bucket of the account is public."
  }

  assert {
    condition     = { for setting in aws_ecs_account_setting_default.this : setting.name => setting.value } == { containerInsights = "enhanced", tagResourceAuthorization = "on" }
    error_message = "Clusters are seen into, and tagging needs a right."
  }
}

run "passwords_are_as_cis_wants_them" {
  command = plan

  assert {
    condition     = aws_iam_account_password_policy.this[0].minimum_password_length >= 14 && aws_iam_account_password_policy.this[0].password_reuse_prevention == 24 && aws_iam_account_password_policy.this[0].max_password_age <= 90
    error_message = "1.8 and 1.9 of the benchmark, and IAM.7 of Security Hub."
  }
}

run "costs_are_told_before_they_are_too_high" {
  command = plan

  assert {
    condition     = aws_budgets_budget.this[0].limit_amount == "2000" && aws_budgets_budget.this[0].limit_unit == "USD" && aws_budgets_budget.this[0].time_unit == "MONTHLY"
    error_message = "Dollars in a month."
  }

  assert {
    condition     = { for notification in aws_budgets_budget.this[0].notification : notification.notification_type => notification.threshold } == { ACTUAL = 80, FORECASTED = 100 } && alltrue([for notification in aws_budgets_budget.this[0].notification : notification.subscriber_sns_topic_arns == toset([output.topic_arn])])
    error_message = "At 80 %, and when more is foreseen, to the topic."
  }
}

run "names_fit_the_longest_prefix" {
  command = plan

  variables {
    prefix = "abcdefghijklm-nopqrstuvwxy"
  }

  override_data {
    target = data.aws_region.current
    values = { id = "ap-southeast-2" }
  }

  assert {
    condition     = length(aws_s3_bucket.audit[0].bucket) <= 63 && length(aws_s3_bucket.records.bucket) <= 63
    error_message = "S3 takes 63 characters."
  }

  assert {
    condition     = length(aws_iam_role.trail[0].name_prefix) <= 38 && alltrue([for rule in yamldecode(aws_config_conformance_pack.this.template_body).Resources : length(rule.Properties.ConfigRuleName) <= 64])
    error_message = "IAM takes 38 characters, and Config adds some of its own to the name of a rule."
  }
}
