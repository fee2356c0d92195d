mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_resource "aws_appconfig_application" {
    defaults = { id = "app1" }
  }

  mock_resource "aws_appconfig_environment" {
    defaults = { environment_id = "env1" }
  }

  mock_resource "aws_appconfig_configuration_profile" {
    defaults = { configuration_profile_id = "prof1" }
  }

  mock_resource "aws_appconfig_hosted_configuration_version" {
    defaults = { version_number = 3 }
  }

  mock_resource "aws_cloudwatch_composite_alarm" {
    defaults = { arn = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:shop-test-flags" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/shop-test-flags" }
  }
}

variables {
  prefix       = "shop-test"
  readers      = { app = "shop-test-app-task" }
  environment  = "test"
  step_percent = 20
  duration     = 10
  bake         = 5
  key_arn      = "arn:aws:kms:eu-west-1:111122223333:key/1234"

  flags = {
    newCheckout = { description = "The checkout in one page", enabled = true }
    recommend   = { description = "Recommendations", enabled = false }
  }

  gate_alarm_arns = {
    app-blue-error-rate  = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:shop-test-app-blue-error-rate"
    app-green-error-rate = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:shop-test-app-green-error-rate"
  }
  boundary_arn = "arn:aws:iam::111122223333:policy/shop-test-boundary"
}

run "flags_are_what_appconfig_reads" {
  assert {
    condition = jsondecode(aws_appconfig_hosted_configuration_version.this.content) == {
      version = "1"
      flags = {
        newCheckout = { name = "newCheckout", description = "The checkout in one page" }
        recommend   = { name = "recommend", description = "Recommendations" }
      }
      values = {
        newCheckout = { enabled = true }
        recommend   = { enabled = false }
      }
    }
    error_message = "What each flag is, and whether it is on."
  }

  assert {
    condition     = aws_appconfig_configuration_profile.this.type == "AWS.AppConfig.FeatureFlags" && aws_appconfig_configuration_profile.this.location_uri == "hosted"
    error_message = "AppConfig keeps and checks them as flags."
  }
}

run "flags_are_encrypted_with_the_environments_key" {
  assert {
    condition     = aws_appconfig_configuration_profile.this.kms_key_identifier == var.key_arn && aws_appconfig_deployment.this.kms_key_identifier == var.key_arn
    error_message = "Where they are kept and where they are deployed."
  }
}

run "a_change_reaches_tasks_step_by_step" {
  assert {
    condition     = aws_appconfig_deployment_strategy.this.growth_type == "LINEAR" && aws_appconfig_deployment_strategy.this.growth_factor == 20 && aws_appconfig_deployment_strategy.this.deployment_duration_in_minutes == 10 && aws_appconfig_deployment_strategy.this.final_bake_time_in_minutes == 5
    error_message = "20 % at a time within 10 minutes, watched for 5 more."
  }

  assert {
    condition     = aws_appconfig_deployment.this.configuration_version == "3" && aws_appconfig_deployment.this.environment_id == "env1" && aws_appconfig_environment.this.name == "test"
    error_message = "The newest version, in this environment."
  }
}

run "any_gate_takes_a_change_back" {
  assert {
    condition     = aws_cloudwatch_composite_alarm.gates[0].alarm_rule == "ALARM(\"shop-test-app-blue-error-rate\") OR ALARM(\"shop-test-app-green-error-rate\")"
    error_message = "Every gate, in one alarm: AppConfig watches five at most."
  }

  assert {
    condition = tolist([for monitor in aws_appconfig_environment.this.monitor : "${monitor.alarm_arn} ${monitor.alarm_role_arn}"]) == tolist([
      "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:shop-test-flags arn:aws:iam::111122223333:role/shop-test-flags",
    ])
    error_message = "AppConfig watches that alarm, with a role of its own."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.monitor[0].policy).Statement[0].Action == "cloudwatch:DescribeAlarms" && length(jsondecode(aws_iam_role_policy.monitor[0].policy).Statement) == 1
    error_message = "The role looks, and does nothing."
  }

  assert {
    condition     = jsondecode(aws_iam_role.monitor[0].assume_role_policy).Statement[0].Principal.Service == "appconfig.amazonaws.com"
    error_message = "Only AppConfig takes the role."
  }
}

run "without_gates_nothing_is_watched" {
  variables {
    gate_alarm_arns = {}
  }

  assert {
    condition     = length(aws_appconfig_environment.this.monitor) == 0 && length(aws_cloudwatch_composite_alarm.gates) == 0 && length(aws_iam_role.monitor) == 0 && length(aws_iam_role_policy.monitor) == 0
    error_message = "No alarm and no role is made for nothing."
  }
}

run "an_application_reads_these_flags_and_no_others" {
  assert {
    condition     = { for statement in jsondecode(aws_iam_role_policy.read["app"].policy).Statement : statement.Sid => statement }.Flags.Resource == "arn:aws:appconfig:eu-west-1:111122223333:application/app1/environment/env1/configuration/prof1"
    error_message = "The flags of this environment."
  }

  assert {
    condition     = toset({ for statement in jsondecode(aws_iam_role_policy.read["app"].policy).Statement : statement.Sid => statement }.Flags.Action) == toset(["appconfig:GetLatestConfiguration", "appconfig:StartConfigurationSession"])
    error_message = "Reading only."
  }

  assert {
    condition     = { for statement in jsondecode(aws_iam_role_policy.read["app"].policy).Statement : statement.Sid => statement }.Decrypt.Resource == var.key_arn && { for statement in jsondecode(aws_iam_role_policy.read["app"].policy).Statement : statement.Sid => statement }.Decrypt.Condition.ArnLike["kms:EncryptionContext:aws:appconfig:deployment:arn"] == "arn:aws:appconfig:eu-west-1:111122223333:application/app1/environment/env1/deployment/*"
    error_message = "With the key, and nothing else that it encrypts."
  }

  assert {
    condition     = output.application_id == "app1" && output.environment_id == "env1" && output.profile_id == "prof1"
    error_message = "Applications ask by these."
  }
}

run "a_step_of_nothing_is_refused" {
  command = plan

  variables {
    step_percent = 0
  }

  expect_failures = [var.step_percent]
}

run "a_day_is_the_longest_roll_out" {
  command = plan

  variables {
    duration = 1441
  }

  expect_failures = [var.duration]
}

run "more_gates_than_cloudwatch_combines_are_refused" {
  command = plan

  variables {
    gate_alarm_arns = { for number in range(101) : "gate-${number}" => "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:gate-${number}" }
  }

  expect_failures = [aws_cloudwatch_composite_alarm.gates]
}

run "the_longest_prefix_fits" {
  command = plan

  variables {
    prefix = "twenty-characters-pr-stage"
  }

  assert {
    condition     = length(aws_appconfig_application.this.name) <= 64 && length(aws_iam_role.monitor[0].name) <= 64
    error_message = "AppConfig and IAM take 64 characters."
  }
}

run "no_role_is_without_a_limit" {
  assert {
    condition     = alltrue([for role in aws_iam_role.monitor : role.permissions_boundary == var.boundary_arn])
    error_message = "Whatever is attached to it later."
  }
}
