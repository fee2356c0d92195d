mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_resource "aws_secretsmanager_secret" {
    defaults = { arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-test/stripe-20260101000000000000000001-AbCdEf" }
  }
}

variables {
  prefix = "shop-test"
  secrets = {
    stripe = { description = "The account at Stripe", rotation_function = "arn:aws:lambda:eu-west-1:111122223333:function:rotate-stripe", rotation = 30 }
    mail   = { description = "The relay that sends mail", rotation_function = null, rotation = 30 }
  }
  topic_arn = "arn:aws:sns:eu-west-1:111122223333:shop-test-alerts"
  key_arn   = "arn:aws:kms:eu-west-1:111122223333:key/1234"
}

run "each_secret_has_the_environments_key_and_a_way_back" {
  assert {
    condition     = keys(aws_secretsmanager_secret.this) == ["mail", "stripe"] && aws_secretsmanager_secret.this["stripe"].description == "The account at Stripe"
    error_message = "One for each name, which says what it opens."
  }

  assert {
    condition     = alltrue([for secret in aws_secretsmanager_secret.this : secret.kms_key_id == var.key_arn])
    error_message = "Our key: with AWS's, everybody who may read secrets of the account may decrypt them."
  }

  assert {
    condition     = alltrue([for secret in aws_secretsmanager_secret.this : secret.recovery_window_in_days == 30])
    error_message = "A deleted secret can be restored for 30 days."
  }

  assert {
    condition     = aws_secretsmanager_secret.this["mail"].name_prefix == "shop-test/mail-"
    error_message = "A whole name could not be used again for 30 days."
  }

  assert {
    condition     = output.arns == { mail = aws_secretsmanager_secret.this["mail"].arn, stripe = aws_secretsmanager_secret.this["stripe"].arn }
    error_message = "By name, for services that refer to them."
  }
}

run "only_a_secret_with_a_function_is_rotated" {
  assert {
    condition     = keys(aws_secretsmanager_secret_rotation.this) == ["stripe"] && aws_secretsmanager_secret_rotation.this["stripe"].rotation_lambda_arn == var.secrets.stripe.rotation_function
    error_message = "By its function; people replace the others."
  }

  assert {
    condition     = aws_secretsmanager_secret_rotation.this["stripe"].rotation_rules[0].automatically_after_days == 30
    error_message = "As often as the setting says."
  }

  assert {
    condition     = !aws_secretsmanager_secret_rotation.this["stripe"].rotate_immediately
    error_message = "Not at once: a new secret has no value, and its rotation fails."
  }
}

run "secrets_manager_calls_the_function_for_this_secret_and_nobody_else_does" {
  assert {
    condition     = aws_lambda_permission.rotate["stripe"].principal == "secretsmanager.amazonaws.com" && aws_lambda_permission.rotate["stripe"].action == "lambda:InvokeFunction" && aws_lambda_permission.rotate["stripe"].function_name == var.secrets.stripe.rotation_function
    error_message = "Without it a rotation fails without a word."
  }

  assert {
    condition     = aws_lambda_permission.rotate["stripe"].source_account == "111122223333" && aws_lambda_permission.rotate["stripe"].source_arn == aws_secretsmanager_secret.this["stripe"].arn
    error_message = "In no other account's name, for no other secret."
  }

  assert {
    condition     = aws_lambda_permission.rotate["stripe"].qualifier == null
    error_message = "The function itself."
  }
}

run "a_function_may_be_named_with_an_alias" {
  variables {
    secrets = {
      stripe = { description = "The account at Stripe", rotation_function = "arn:aws:lambda:eu-west-1:111122223333:function:rotate-stripe:live", rotation = 7 }
    }
  }

  assert {
    condition     = aws_lambda_permission.rotate["stripe"].function_name == "arn:aws:lambda:eu-west-1:111122223333:function:rotate-stripe" && aws_lambda_permission.rotate["stripe"].qualifier == "live"
    error_message = "The permission is on the alias."
  }

  assert {
    condition     = aws_secretsmanager_secret_rotation.this["stripe"].rotation_lambda_arn == var.secrets.stripe.rotation_function && keys(aws_cloudwatch_metric_alarm.rotation) == ["rotate-stripe"]
    error_message = "The alias rotates, the function is watched."
  }
}

run "a_function_that_fails_is_told_without_a_trail" {
  variables {
    secrets = {
      mail   = { description = "The relay that sends mail", rotation_function = "arn:aws:lambda:eu-west-1:111122223333:function:rotate", rotation = 30 }
      stripe = { description = "The account at Stripe", rotation_function = "arn:aws:lambda:eu-west-1:111122223333:function:rotate", rotation = 30 }
    }
  }

  assert {
    condition     = keys(aws_cloudwatch_metric_alarm.rotation) == ["rotate"] && aws_cloudwatch_metric_alarm.rotation["rotate"].dimensions == tomap({ FunctionName = "rotate" }) && aws_cloudwatch_metric_alarm.rotation["rotate"].metric_name == "Errors"
    error_message = "One alarm for each function."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.rotation["rotate"].threshold == 0 && aws_cloudwatch_metric_alarm.rotation["rotate"].comparison_operator == "GreaterThanThreshold" && aws_cloudwatch_metric_alarm.rotation["rotate"].treat_missing_data == "notBreaching"
    error_message = "One error is enough, and days without a rotation are fine."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.rotation["rotate"].alarm_actions == toset([var.topic_arn]) && strcontains(aws_cloudwatch_metric_alarm.rotation["rotate"].alarm_description, "mail, stripe")
    error_message = "People hear which secrets are meant."
  }
}

run "what_goes_wrong_is_told" {
  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.this["rotation-failed"].event_pattern).detail == { eventName = ["RotationFailed"], additionalEventData = { SecretId = [{ prefix = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-test/" }] } }
    error_message = "Rotations of this environment that failed."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.this["deleted"].event_pattern).detail.eventName == ["DeleteSecret"] && jsondecode(aws_cloudwatch_event_rule.this["deleted"].event_pattern).detail.responseElements.arn == [{ prefix = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-test/" }]
    error_message = "Deletions that succeeded, of secrets of this environment."
  }

  assert {
    condition     = alltrue([for secret in aws_secretsmanager_secret.this : startswith(secret.name_prefix, "shop-test/")])
    error_message = "Both patterns know the secrets by the start of their names."
  }

  assert {
    condition     = alltrue([for name, target in aws_cloudwatch_event_target.this : target.arn == var.topic_arn && target.rule == aws_cloudwatch_event_rule.this[name].name]) && length(aws_cloudwatch_event_target.this) == 2
    error_message = "Each goes to the topic."
  }

  assert {
    condition     = alltrue([for target in aws_cloudwatch_event_target.this : can(jsondecode(target.input_transformer[0].input_template)) && toset(flatten(regexall("<([a-z]+)>", target.input_transformer[0].input_template))) == toset(keys(target.input_transformer[0].input_paths))])
    error_message = "A sentence in quotes, and each placeholder is filled."
  }
}

run "without_a_function_no_rotation_is_waited_for" {
  variables {
    secrets = { mail = { description = "The relay that sends mail", rotation_function = null, rotation = 30 } }
  }

  assert {
    condition     = length(aws_secretsmanager_secret_rotation.this) == 0 && length(aws_lambda_permission.rotate) == 0 && length(aws_cloudwatch_metric_alarm.rotation) == 0 && keys(aws_cloudwatch_event_rule.this) == ["deleted"]
    error_message = "People replace it."
  }
}

run "without_secrets_there_is_nothing" {
  variables {
    secrets = {}
  }

  assert {
    condition     = length(aws_secretsmanager_secret.this) == 0 && length(aws_cloudwatch_event_rule.this) == 0 && length(aws_cloudwatch_event_target.this) == 0 && output.arns == {}
    error_message = "Not even a rule that waits for nothing."
  }
}

run "the_longest_names_fit" {
  variables {
    prefix = "twenty-characters-pr-stage"
    secrets = {
      a-name-of-forty-characters-which-is-max1 = {
        description       = "What it opens"
        rotation_function = "arn:aws:lambda:eu-west-1:111122223333:function:a-function-with-a-name-of-sixty-four-characters-as-lambda-has-it"
        rotation          = 30
      }
    }
  }

  assert {
    condition     = alltrue([for rule in aws_cloudwatch_event_rule.this : length(rule.name) <= 64])
    error_message = "A rule has 64 characters."
  }

  assert {
    condition     = alltrue([for permission in aws_lambda_permission.rotate : length(permission.statement_id_prefix) <= 74])
    error_message = "A statement has 100 characters, of which Terraform takes 26."
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.rotation : length(alarm.alarm_name) <= 255])
    error_message = "An alarm has 255 characters."
  }
}

run "what_is_no_function_is_refused" {
  command = plan

  variables {
    secrets = { mail = { description = "The relay that sends mail", rotation_function = "rotate", rotation = 30 } }
  }

  expect_failures = [var.secrets]
}
