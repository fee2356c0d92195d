mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/role" }
  }
}

variables {
  prefix            = "shop-test"
  github_subject    = "repo:shop/web:environment:test"
  oidc_provider_arn = null
  session           = 7200
  operators         = ["arn:aws:iam::111122223333:user/ann", "arn:aws:iam::111122223333:user/bob"]
  auditors          = ["arn:aws:iam::444455556666:root"]
  cluster_arn       = "arn:aws:ecs:eu-west-1:111122223333:cluster/shop-test"
  cluster_name      = "shop-test"
  services          = ["app"]
  repository_arns   = ["arn:aws:ecr:eu-west-1:111122223333:repository/shop-test/app"]
  state_machine_arn = "arn:aws:states:eu-west-1:111122223333:stateMachine:shop-test-migrate"
  task_role_arns    = ["arn:aws:iam::111122223333:role/shop-test-app-task", "arn:aws:iam::111122223333:role/shop-test-app-execution"]
  shift_role_arns   = ["arn:aws:iam::111122223333:role/shop-test-app-shift"]
  runbook_role_arns = ["arn:aws:iam::111122223333:role/shop-test-runbook"]
  log_groups        = ["/ecs/shop-test/app"]
  key_arn           = "arn:aws:kms:eu-west-1:111122223333:key/1234"
  boundary_arn      = "arn:aws:iam::111122223333:policy/shop-test-access-boundary"
}

run "one_subject_of_github_delivers" {
  assert {
    condition = jsondecode(aws_iam_role.deployer[0].assume_role_policy).Statement == [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }
      Condition = {
        StringEquals = {
          "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
          "token.actions.githubusercontent.com:sub" = "repo:shop/web:environment:test"
        }
      }
    }]
    error_message = "A token for AWS, of a job in this environment of this repository, and of no other."
  }

  assert {
    condition     = aws_iam_role.deployer[0].max_session_duration == 7200
    error_message = "Its credentials hold as long as a deployment is followed."
  }
}

run "a_subject_with_ids_is_taken_as_it_is" {
  variables {
    github_subject = "repo:shop@123456/web@456789:environment:test"
  }

  assert {
    condition     = jsondecode(aws_iam_role.deployer[0].assume_role_policy).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:sub"] == "repo:shop@123456/web@456789:environment:test"
    error_message = "GitHub writes the ids of owner and repository for newer repositories."
  }
}

run "an_enterprise_has_an_issuer_of_its_own" {
  variables {
    oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com/example"
  }

  assert {
    condition = toset(keys(jsondecode(aws_iam_role.deployer[0].assume_role_policy).Statement[0].Condition.StringEquals)) == toset([
      "token.actions.githubusercontent.com/example:aud",
      "token.actions.githubusercontent.com/example:sub",
    ])
    error_message = "Conditions name the provider with its path: under another name they never hold."
  }
}

run "the_pipeline_does_what_deploying_takes" {
  assert {
    condition = toset([
      for action in flatten([for statement in jsondecode(aws_iam_role_policy.deployer[0].policy).Statement : statement.Action]) :
      action if startswith(action, "ecs:") || startswith(action, "cloudwatch:")
      ]) == toset([
      "cloudwatch:DescribeAlarms",
      "ecs:DescribeServiceDeployments",
      "ecs:DescribeServiceRevisions",
      "ecs:DescribeServices",
      "ecs:DescribeTaskDefinition",
      "ecs:ListServiceDeployments",
      "ecs:StopServiceDeployment",
      "ecs:UpdateService",
    ])
    error_message = "What deployment.sh asks of AWS."
  }

  assert {
    condition = { for statement in jsondecode(aws_iam_role_policy.deployer[0].policy).Statement : statement.Sid => statement }.Deployments.Resource == [
      "arn:aws:ecs:eu-west-1:111122223333:service/shop-test/app",
      "arn:aws:ecs:eu-west-1:111122223333:service-deployment/shop-test/app/*",
      "arn:aws:ecs:eu-west-1:111122223333:service-revision/shop-test/app/*",
    ]
    error_message = "Of the services of this environment."
  }

  assert {
    condition     = { for statement in jsondecode(aws_iam_role_policy.deployer[0].policy).Statement : statement.Sid => statement }.Push.Resource == ["arn:aws:ecr:eu-west-1:111122223333:repository/shop-test/app"]
    error_message = "Images go to the repositories of this environment."
  }

  assert {
    condition = alltrue([
      for sid, resource in { Migrate = [var.state_machine_arn], Follow = ["arn:aws:states:eu-west-1:111122223333:execution:shop-test-migrate:*"], Decrypt = [var.key_arn] } :
      { for statement in jsondecode(aws_iam_role_policy.deployer[0].policy).Statement : statement.Sid => statement }[sid].Resource == resource
    ])
    error_message = "The migration is started and followed, and its executions read with the key."
  }
}

run "roles_are_handed_on_by_name_and_to_one_service" {
  assert {
    condition = {
      for statement in jsondecode(aws_iam_role_policy.deployer[0].policy).Statement :
      statement.Condition.StringEquals["iam:PassedToService"] => statement.Resource if statement.Action == ["iam:PassRole"]
      } == {
      "ecs-tasks.amazonaws.com" = ["arn:aws:iam::111122223333:role/shop-test-app-task", "arn:aws:iam::111122223333:role/shop-test-app-execution"]
      "ecs.amazonaws.com"       = ["arn:aws:iam::111122223333:role/shop-test-app-shift"]
    }
    error_message = "Roles of tasks to tasks, and the role that shifts requests to ECS."
  }
}

run "nothing_is_written_everywhere" {
  assert {
    condition = alltrue([
      for action in flatten([
        for statement in concat(jsondecode(aws_iam_role_policy.deployer[0].policy).Statement, jsondecode(aws_iam_role_policy.operator[0].policy).Statement) :
        statement.Action if contains(statement.Resource, "*")
      ]) : can(regex("^[a-z0-9-]+:(Describe|List|Get|BatchGet|StopQuery)", action))
    ])
    error_message = "Only what reads is allowed on all resources."
  }
}

run "people_show_a_second_factor" {
  assert {
    condition = alltrue([
      for role in [aws_iam_role.operator[0], aws_iam_role.auditor[0]] :
      jsondecode(role.assume_role_policy).Statement[0].Condition == {
        Bool            = { "aws:MultiFactorAuthPresent" = "true" }
        NumericLessThan = { "aws:MultiFactorAuthAge" = "3600" }
      } && role.max_session_duration == 3600
    ])
    error_message = "Within the last hour, and for an hour."
  }

  assert {
    condition     = toset(jsondecode(aws_iam_role.operator[0].assume_role_policy).Statement[0].Principal.AWS) == var.operators && toset(jsondecode(aws_iam_role.auditor[0].assume_role_policy).Statement[0].Principal.AWS) == var.auditors
    error_message = "Those who are named, each for the role they are named for."
  }
}

run "a_role_has_no_second_factor_to_show" {
  command = plan

  variables {
    operators = ["arn:aws:iam::111122223333:role/on-call"]
  }

  expect_failures = [var.operators]
}

run "nor_has_the_role_of_an_auditor" {
  command = plan

  variables {
    auditors = ["arn:aws:iam::111122223333:role/audit"]
  }

  expect_failures = [var.auditors]
}

run "operators_run_runbooks_of_this_environment" {
  assert {
    condition = toset({ for statement in jsondecode(aws_iam_role_policy.operator[0].policy).Statement : statement.Sid => statement }.Runbooks.Resource) == toset([
      "arn:aws:ssm:eu-west-1:111122223333:automation-definition/shop-test-*",
      "arn:aws:ssm:eu-west-1:111122223333:automation-execution/*",
      "arn:aws:ssm:eu-west-1:111122223333:document/shop-test-*",
    ])
    error_message = "By the beginning of their names."
  }

  assert {
    condition     = { for statement in jsondecode(aws_iam_role_policy.operator[0].policy).Statement : statement.Sid => statement }.RunbookRoles.Resource == ["arn:aws:iam::111122223333:role/shop-test-runbook"] && { for statement in jsondecode(aws_iam_role_policy.operator[0].policy).Statement : statement.Sid => statement }.RunbookRoles.Condition.StringEquals["iam:PassedToService"] == "ssm.amazonaws.com"
    error_message = "With the roles of the runbooks, handed to Systems Manager only."
  }

  assert {
    condition     = contains({ for statement in jsondecode(aws_iam_role_policy.operator[0].policy).Statement : statement.Sid => statement }.Deployments.Action, "ecs:StopServiceDeployment")
    error_message = "They take versions back as the pipeline does."
  }
}

run "operators_read_the_logs_of_this_environment" {
  assert {
    condition = { for statement in jsondecode(aws_iam_role_policy.operator[0].policy).Statement : statement.Sid => statement }.Logs.Resource == [
      "arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/shop-test/app",
      "arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/shop-test/app:*",
    ]
    error_message = "Of this environment and of no other in the account."
  }

  assert {
    condition = length([
      for action in flatten([for statement in jsondecode(aws_iam_role_policy.operator[0].policy).Statement : statement.Action]) : action
      if contains(["ecs:ExecuteCommand", "ssm:StartSession", "ssm:SendCommand", "secretsmanager:GetSecretValue", "ecr:PutImage"], action)
    ]) == 0
    error_message = "No shell, no secret, no image of their own."
  }
}

run "auditors_see_settings_and_no_data" {
  assert {
    condition     = toset([for attachment in aws_iam_role_policy_attachment.auditor : attachment.policy_arn]) == toset(["arn:aws:iam::aws:policy/SecurityAudit", "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"])
    error_message = "What AWS keeps for auditors."
  }

  assert {
    condition = alltrue([
      for action in ["kms:Decrypt", "logs:GetLogEvents", "logs:FilterLogEvents", "s3:GetObject", "secretsmanager:GetSecretValue", "ssm:GetParameter*"] :
      contains(jsondecode(aws_iam_role_policy.auditor[0].policy).Statement[0].Action, action)
    ]) && jsondecode(aws_iam_role_policy.auditor[0].policy).Statement[0].Effect == "Deny" && jsondecode(aws_iam_role_policy.auditor[0].policy).Statement[0].Resource == "*"
    error_message = "Whatever else says so, what is stored stays closed."
  }
}

run "all_of_them_have_a_limit" {
  assert {
    condition     = alltrue([for role in [aws_iam_role.deployer[0], aws_iam_role.operator[0], aws_iam_role.auditor[0]] : role.permissions_boundary == var.boundary_arn])
    error_message = "Whatever is attached to them later."
  }
}

run "nobody_gets_a_role_who_is_not_named" {
  variables {
    github_subject = null
    operators      = []
    auditors       = []
  }

  assert {
    condition = length(concat(
      aws_iam_role.deployer, aws_iam_role.operator, aws_iam_role.auditor,
      aws_iam_role_policy.deployer, aws_iam_role_policy.operator, aws_iam_role_policy.auditor,
    )) == 0 && length(aws_iam_role_policy_attachment.auditor) == 0
    error_message = "No role without somebody who assumes it."
  }

  assert {
    condition     = output.deployer_role_arn == null && output.operator_role_arn == null && output.auditor_role_arn == null
    error_message = "Nor an output."
  }
}

run "before_the_first_release_there_is_little_to_do" {
  variables {
    services          = []
    state_machine_arn = null
    task_role_arns    = []
    shift_role_arns   = []
    runbook_role_arns = []
  }

  assert {
    condition     = toset([for statement in jsondecode(aws_iam_role_policy.deployer[0].policy).Statement : statement.Sid]) == toset(["Look", "Push"])
    error_message = "Images are pushed, and a statement without resources, which IAM refuses, is left out."
  }
}

run "names_fit_the_longest_prefix" {
  variables {
    prefix = "abcdefghijklmnopqrstuvwxyz"
  }

  assert {
    condition     = alltrue([for role in [aws_iam_role.deployer[0], aws_iam_role.operator[0], aws_iam_role.auditor[0]] : length(role.name) <= 64])
    error_message = "A role's name has 64 characters at most."
  }
}
