mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-west-1:111122223333:shop-test-alerts" }
  }
}

variables {
  prefix  = "shop-test"
  emails  = ["on-call@example.com", "team@example.com"]
  key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1234"
}

run "messages_are_encrypted_with_the_environments_key" {
  assert {
    condition     = aws_sns_topic.this.name == "shop-test-alerts" && aws_sns_topic.this.kms_master_key_id == var.key_arn
    error_message = "Our key, not AWS's: alarms can't publish with that one."
  }
}

run "services_of_this_account_publish_and_nobody_else" {
  assert {
    condition = {
      for statement in jsondecode(aws_sns_topic_policy.this.policy).Statement : statement.Sid => statement
    }.Services.Condition.StringEquals["aws:SourceAccount"] == "111122223333"
    error_message = "Alarms, backups and the database of this account."
  }

  assert {
    condition = {
      for statement in jsondecode(aws_sns_topic_policy.this.policy).Statement : statement.Sid => statement
    }.Rules.Condition.ArnLike["aws:SourceArn"] == "arn:aws:events:eu-west-1:111122223333:rule/*"
    error_message = "Rules of this account and region."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_sns_topic_policy.this.policy).Statement : statement.Principal.Service if statement.Effect == "Allow"
    ])) == toset(["backup.amazonaws.com", "cloudwatch.amazonaws.com", "events.amazonaws.com", "events.rds.amazonaws.com"])
    error_message = "These four tell something, and all of them are let in."
  }
}

run "nobody_publishes_in_the_clear" {
  assert {
    condition = anytrue([
      for statement in jsondecode(aws_sns_topic_policy.this.policy).Statement :
      statement.Effect == "Deny" && statement.Principal == "*" && statement.Condition.Bool["aws:SecureTransport"] == "false"
      if try(statement.Principal == "*", false)
    ])
    error_message = "TLS is required of everybody."
  }
}

run "each_address_is_subscribed" {
  assert {
    condition     = keys(aws_sns_topic_subscription.email) == ["on-call@example.com", "team@example.com"]
    error_message = "One subscription for each address."
  }

  assert {
    condition     = alltrue([for address, subscription in aws_sns_topic_subscription.email : subscription.endpoint == address && subscription.protocol == "email" && subscription.topic_arn == output.topic_arn])
    error_message = "To this topic, by e-mail."
  }
}

run "a_topic_without_addresses_is_fine" {
  variables {
    emails = []
  }

  assert {
    condition     = length(aws_sns_topic_subscription.email) == 0 && output.topic_arn == "arn:aws:sns:eu-west-1:111122223333:shop-test-alerts"
    error_message = "Something else may subscribe."
  }
}

run "what_is_no_address_is_refused" {
  command = plan

  variables {
    emails = ["on-call"]
  }

  expect_failures = [var.emails]
}
