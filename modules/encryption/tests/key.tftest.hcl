mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }
}

variables {
  prefix           = "shop-test"
  existing_key_arn = null
}

run "the_key_rotates_and_survives_a_mistake" {
  assert {
    condition     = aws_kms_key.this[0].enable_key_rotation && aws_kms_key.this[0].deletion_window_in_days == 30
    error_message = "Rotation is on, and deletion can be called off for 30 days."
  }

  assert {
    condition     = output.key_alias == "alias/shop-test" && output.key_arn == aws_kms_key.this[0].arn
    error_message = "People find the key by its alias."
  }
}

run "logs_use_the_key_for_this_account_only" {
  assert {
    condition     = { for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement.Sid => statement }.Logs.Principal.Service == "logs.eu-west-1.amazonaws.com"
    error_message = "CloudWatch Logs of this region."
  }

  assert {
    condition     = { for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement.Sid => statement }.Logs.Condition.ArnLike["kms:EncryptionContext:aws:logs:arn"] == "arn:aws:logs:eu-west-1:111122223333:log-group:*"
    error_message = "Log groups of this account and region."
  }
}

run "what_is_learnt_of_logs_is_encrypted_with_the_key_too" {
  assert {
    condition = alltrue([
      for context, sid in { "kms:EncryptionContext:aws:logs:arn" = "LogAnomalies", "kms:EncryptionContext:aws-crypto-ec:aws:logs:arn" = "LogAnomalyFindings" } :
      { for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement.Sid => statement }[sid].Condition.ArnLike[context] == "arn:aws:logs:eu-west-1:111122223333:anomaly-detector:*"
    ])
    error_message = "Detectors of this account and region: CloudWatch Logs refuses a detector whose key doesn't admit it."
  }
}

run "auto_scaling_starts_hosts_with_encrypted_volumes" {
  assert {
    condition     = { for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement.Sid => statement }.AutoScalingUse.Condition.ArnEquals["aws:PrincipalArn"] == "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"
    error_message = "The service-linked role uses the key."
  }

  assert {
    condition     = { for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement.Sid => statement }.AutoScalingGrant.Condition.Bool["kms:GrantIsForAWSResource"] == "true"
    error_message = "Grants are for AWS resources only."
  }
}

run "nobody_is_admitted_without_a_condition" {
  assert {
    condition = alltrue([
      for statement in jsondecode(aws_kms_key.this[0].policy).Statement :
      try(statement.Condition.ArnEquals["aws:PrincipalArn"], "") != "" && try(statement.Condition.StringEquals["kms:CallerAccount"], "") == "111122223333"
      if try(statement.Principal.AWS, "") == "*"
    ])
    error_message = "A wildcard is narrowed to one role of this account."
  }
}

run "publishers_reach_encrypted_topics_of_this_account_only" {
  assert {
    condition = toset({ for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement.Sid => statement }.Alerts.Principal.Service) == toset([
      "backup.amazonaws.com", "cloudwatch.amazonaws.com", "events.amazonaws.com", "events.rds.amazonaws.com",
    ])
    error_message = "Alarms, events, the database and backups tell people through an encrypted topic."
  }

  assert {
    condition     = { for statement in jsondecode(aws_kms_key.this[0].policy).Statement : statement.Sid => statement }.Alerts.Condition == { ArnLike = { "kms:EncryptionContext:aws:sns:topicArn" = "arn:aws:sns:eu-west-1:111122223333:*" } }
    error_message = "For topics of this account, and without aws:SourceAccount: EventBridge would be shut out."
  }
}

run "an_existing_key_is_handed_through_and_nothing_is_made" {
  variables {
    existing_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/of-another-team"
  }

  assert {
    condition     = output.key_arn == var.existing_key_arn && output.key_alias == null
    error_message = "The key is that one."
  }

  assert {
    condition     = length(aws_kms_key.this) == 0 && length(aws_kms_alias.this) == 0
    error_message = "No key and no alias is made beside it."
  }
}

run "what_is_no_key_is_refused" {
  command = plan

  variables {
    existing_key_arn = "alias/of-another-team"
  }

  expect_failures = [var.existing_key_arn]
}
