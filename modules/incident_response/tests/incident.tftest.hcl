mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-west-1:111122223333:shop-test-incidents" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/shop-test-runbook" }
  }

  mock_resource "aws_iam_policy" {
    defaults = { arn = "arn:aws:iam::111122223333:policy/shop-test-slack" }
  }
}

variables {
  prefix               = "shop-test"
  rule                 = "ALARM(\"shop-test-load-balancer-rejected\") OR (ALARM(\"shop-test-load-balancer-slow\") AND (ALARM(\"shop-test-service-app-tasks\")))"
  synthetic_alarm_name = "shop-test-outside"
  dashboard_name       = "shop-test"
  topic_arn            = "arn:aws:sns:eu-west-1:111122223333:shop-test-alerts"
  ops_items            = true
  pager                = "shop@pager.example.com"
  slack                = { workspace = "T0123ABCD", channel = "C0123ABCD" }
  cluster_name         = "shop-test"
  services             = ["mailer", "app"]
  pass_role_arns       = ["arn:aws:iam::111122223333:role/shop-test-app-task", "arn:aws:iam::111122223333:role/shop-test-app-execution"]
  deployment_timeout   = 4500
  boundary_arn         = "arn:aws:iam::111122223333:policy/boundary"
  key_arn              = "arn:aws:kms:eu-west-1:111122223333:key/1234"
}

run "an_incident_is_told_to_everybody_and_written_down" {
  assert {
    condition = toset(aws_cloudwatch_composite_alarm.incident.alarm_actions) == toset([
      var.topic_arn,
      "arn:aws:sns:eu-west-1:111122223333:shop-test-incidents",
      "arn:aws:ssm:eu-west-1:111122223333:opsitem:1#CATEGORY=Availability",
    ])
    error_message = "The topic, the pager, and an item of severity 1."
  }

  assert {
    condition     = toset(aws_cloudwatch_composite_alarm.incident.ok_actions) == toset([var.topic_arn, "arn:aws:sns:eu-west-1:111122223333:shop-test-incidents"])
    error_message = "Its end is told to the same people, and opens no item."
  }

  assert {
    condition     = strcontains(aws_cloudwatch_composite_alarm.incident.alarm_description, "Look first at the dashboard shop-test") && strcontains(aws_cloudwatch_composite_alarm.incident.alarm_description, "runbook shop-test-rollback")
    error_message = "It says where to look, and what to do."
  }
}

run "what_looks_from_outside_needs_no_other_alarm" {
  assert {
    condition     = aws_cloudwatch_composite_alarm.incident.alarm_rule == "${var.rule} OR ALARM(\"shop-test-outside\")"
    error_message = "Either is enough."
  }
}

run "the_pager_hears_of_incidents_alone" {
  assert {
    condition     = aws_sns_topic.pager[0].kms_master_key_id == var.key_arn
    error_message = "Encrypted with the environment's key."
  }

  assert {
    condition = {
      for statement in jsondecode(aws_sns_topic_policy.pager[0].policy).Statement : statement.Sid => statement
    }.Incident.Condition.ArnEquals["aws:SourceArn"] == "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:shop-test-incident"
    error_message = "No other alarm may wake anybody."
  }

  assert {
    condition     = length([for statement in jsondecode(aws_sns_topic_policy.pager[0].policy).Statement : statement if statement.Effect == "Allow"]) == 1
    error_message = "Nobody else publishes."
  }

  assert {
    condition     = aws_sns_topic_subscription.pager[0].protocol == "email" && aws_sns_topic_subscription.pager[0].endpoint == "shop@pager.example.com" && aws_sns_topic_subscription.pager[0].topic_arn == aws_sns_topic.pager[0].arn
    error_message = "By mail: an HTTPS endpoint would hold a secret."
  }
}

run "slack_looks_and_changes_nothing" {
  assert {
    condition     = aws_chatbot_slack_channel_configuration.this[0].slack_team_id == "T0123ABCD" && aws_chatbot_slack_channel_configuration.this[0].slack_channel_id == "C0123ABCD" && aws_chatbot_slack_channel_configuration.this[0].sns_topic_arns == toset([var.topic_arn])
    error_message = "The channel hears what the topic hears; incidents are told there too."
  }

  assert {
    condition     = aws_chatbot_slack_channel_configuration.this[0].guardrail_policy_arns == tolist([aws_iam_policy.slack[0].arn]) && aws_iam_role_policy_attachment.slack[0].policy_arn == aws_iam_policy.slack[0].arn
    error_message = "Without a guardrail it is AdministratorAccess."
  }

  assert {
    condition     = alltrue([for action in jsondecode(aws_iam_policy.slack[0].policy).Statement[0].Action : can(regex("^cloudwatch:(Describe|Get|List)[A-Za-z]+$", action))])
    error_message = "Only CloudWatch, only reading, each action by its name."
  }

  assert {
    condition     = jsondecode(aws_iam_role.slack[0].assume_role_policy).Statement[0].Principal.Service == "chatbot.amazonaws.com" && aws_iam_role.slack[0].permissions_boundary == var.boundary_arn
    error_message = "The role is for the chat service, within the boundary."
  }
}

run "the_runbook_takes_a_deployment_back_that_is_under_way" {
  assert {
    condition     = aws_ssm_document.rollback[0].name == "shop-test-rollback" && aws_ssm_document.rollback[0].document_type == "Automation" && jsondecode(aws_ssm_document.rollback[0].content).schemaVersion == "0.3"
    error_message = "An Automation runbook."
  }

  assert {
    condition     = jsondecode(aws_ssm_document.rollback[0].content).parameters.Service.allowedValues == ["app", "mailer"]
    error_message = "For the released services and nothing else."
  }

  assert {
    condition = {
      for step in jsondecode(aws_ssm_document.rollback[0].content).mainSteps : step.name => step.inputs
    }["Stop"] == { Service = "ecs", Api = "StopServiceDeployment", serviceDeploymentArn = "{{ UnderWay.Arn }}", stopType = "ROLLBACK" }
    error_message = "ECS goes back to the version before; ABORT would leave users between both."
  }

  assert {
    condition = {
      for step in jsondecode(aws_ssm_document.rollback[0].content).mainSteps : step.name => step
    }["WentBack"].inputs.DesiredValues == ["ROLLBACK_SUCCESSFUL"]
    error_message = "Green means that the version before serves."
  }

  assert {
    condition     = { for choice in { for step in jsondecode(aws_ssm_document.rollback[0].content).mainSteps : step.name => step }["Which"].inputs.Choices : choice.StringEquals => choice.NextStep } == { NONE = "Before", PENDING = "Stop", IN_PROGRESS = "Stop" } && { for step in jsondecode(aws_ssm_document.rollback[0].content).mainSteps : step.name => step }["Which"].inputs.Default == "Back"
    error_message = "What is under way is stopped, what goes back already is waited for, and otherwise the version before is started."
  }
}

run "the_runbook_starts_the_version_before_where_its_tasks_are_gone" {
  assert {
    condition     = { for step in jsondecode(aws_ssm_document.rollback[0].content).mainSteps : step.name => step }["Shift"].inputs.deploymentConfiguration == { strategy = "BLUE_GREEN", bakeTimeInMinutes = 0, deploymentCircuitBreaker = { enable = true, rollback = true }, alarms = { alarmNames = [], enable = false, rollback = false } }
    error_message = "All requests at once; alarms of the version that is left don't undo it."
  }

  assert {
    condition     = !contains(keys({ for step in jsondecode(aws_ssm_document.rollback[0].content).mainSteps : step.name => step }["Replace"].inputs), "deploymentConfiguration")
    error_message = "A worker rolls, as always."
  }

  assert {
    condition     = { for step in jsondecode(aws_ssm_document.rollback[0].content).mainSteps : step.name => step }["Serves"].inputs.DesiredValues == ["SUCCESSFUL"]
    error_message = "Green means that the version before serves."
  }
}

run "the_runbook_waits_as_long_as_a_deployment_takes_and_goes_nowhere_else" {
  assert {
    condition     = alltrue([for step in jsondecode(aws_ssm_document.rollback[0].content).mainSteps : step.timeoutSeconds == 4500 if step.action == "aws:waitForAwsResourceProperty"])
    error_message = "The default of an hour is shorter than some deployments."
  }

  assert {
    condition = alltrue([
      for step in jsondecode(aws_ssm_document.rollback[0].content).mainSteps :
      alltrue([for next in concat([try(step.nextStep, "Stop")], [for choice in try(step.inputs.Choices, []) : choice.NextStep], [try(step.inputs.Default, "Stop")]) : contains([for other in jsondecode(aws_ssm_document.rollback[0].content).mainSteps : other.name], next)])
    ])
    error_message = "Every step that is named is there."
  }
}

run "the_runbook_has_the_rights_of_its_steps_and_no_others" {
  assert {
    condition     = jsondecode(aws_ssm_document.rollback[0].content).assumeRole == "arn:aws:iam::111122223333:role/${aws_iam_role.runbook[0].name}"
    error_message = "It works with its own role."
  }

  assert {
    condition = toset(flatten([for statement in jsondecode(aws_iam_role_policy.runbook[0].policy).Statement : statement.Action])) == toset([
      "ecs:DescribeServiceDeployments", "ecs:DescribeServiceRevisions", "ecs:DescribeServices", "ecs:ListServiceDeployments", "ecs:StopServiceDeployment", "ecs:UpdateService",
    ])
    error_message = "The calls of the runbook."
  }

  assert {
    condition     = alltrue(flatten([for statement in jsondecode(aws_iam_role_policy.runbook[0].policy).Statement : [for arn in statement.Resource : can(regex("^arn:aws:ecs:eu-west-1:111122223333:service(-deployment|-revision)?/shop-test/(app|mailer)(/\\*)?$", arn))]]))
    error_message = "On the released services of this cluster."
  }

  assert {
    condition     = tolist(jsondecode(aws_iam_role_policy.pass[0].policy).Statement[0].Resource) == var.pass_role_arns && jsondecode(aws_iam_role_policy.pass[0].policy).Statement[0].Condition.StringEquals["iam:PassedToService"] == ["ecs-tasks.amazonaws.com", "ecs.amazonaws.com"]
    error_message = "It hands the roles of the services to ECS, and none to anybody else."
  }

  assert {
    condition     = jsondecode(aws_iam_role.runbook[0].assume_role_policy).Statement[0].Condition == { ArnLike = { "aws:SourceArn" = "arn:aws:ssm:eu-west-1:111122223333:automation-execution/*" }, StringEquals = { "aws:SourceAccount" = "111122223333" } } && aws_iam_role.runbook[0].permissions_boundary == var.boundary_arn
    error_message = "Executions of this account and region, within the boundary."
  }

  assert {
    condition     = output.runbook_name == "shop-test-rollback" && output.runbook_role_arn == "arn:aws:iam::111122223333:role/shop-test-runbook"
    error_message = "Operators are given the right to start it by these."
  }
}

run "an_environment_may_have_neither_pager_nor_slack_nor_items" {
  variables {
    ops_items            = false
    pager                = null
    slack                = null
    synthetic_alarm_name = null
  }

  assert {
    condition     = toset(aws_cloudwatch_composite_alarm.incident.alarm_actions) == toset([var.topic_arn]) && aws_cloudwatch_composite_alarm.incident.alarm_rule == var.rule
    error_message = "The topic is told."
  }

  assert {
    condition     = length(aws_sns_topic.pager) + length(aws_chatbot_slack_channel_configuration.this) + length(aws_iam_role.slack) + length(aws_iam_policy.slack) == 0
    error_message = "Nothing is left that nobody uses."
  }
}

run "before_the_first_release_there_is_nothing_to_bring_back" {
  variables {
    services       = []
    pass_role_arns = []
  }

  assert {
    condition     = length(aws_ssm_document.rollback) + length(aws_iam_role.runbook) + length(aws_iam_role_policy.pass) == 0 && output.runbook_name == null && output.runbook_role_arn == null
    error_message = "No runbook, and no role for one."
  }

  assert {
    condition     = !strcontains(aws_cloudwatch_composite_alarm.incident.alarm_description, "runbook")
    error_message = "The alarm names none."
  }
}

run "what_is_no_rule_is_refused" {
  command = plan

  variables {
    rule = "shop-test-load-balancer-rejected"
  }

  expect_failures = [var.rule]
}
