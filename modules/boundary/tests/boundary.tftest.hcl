mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_resource "aws_iam_policy" {
    defaults = { arn = "arn:aws:iam::111122223333:policy/shop-test-boundary" }
  }
}

variables {
  prefix       = "shop-test"
  existing_arn = null
}

run "a_workload_gives_itself_no_rights" {
  assert {
    condition = alltrue([
      for action in ["iam:Create*", "iam:Put*", "iam:Attach*", "iam:Set*", "iam:Delete*", "organizations:*", "account:*"] :
      contains({ for statement in jsondecode(aws_iam_policy.workloads[0].policy).Statement : statement.Sid => statement }.Never.Action, action)
    ])
    error_message = "Rights, policies, this limit and the organisation are changed by others."
  }

  assert {
    condition = toset([
      for action in flatten([for statement in jsondecode(aws_iam_policy.workloads[0].policy).Statement : statement.Action if statement.Effect == "Allow"]) :
      action if startswith(action, "iam:") || startswith(action, "sts:") || startswith(action, "organizations:") || action == "*"
    ]) == toset(["iam:PassRole"])
    error_message = "Of IAM, a workload needs to hand roles on, and nothing else."
  }

  assert {
    condition = { for statement in jsondecode(aws_iam_policy.workloads[0].policy).Statement : statement.Sid => statement }.Roles == {
      Sid       = "Roles"
      Effect    = "Allow"
      Action    = "iam:PassRole"
      Resource  = "arn:aws:iam::111122223333:role/shop-test-*"
      Condition = { StringEquals = { "iam:PassedToService" = ["ecs-tasks.amazonaws.com", "ecs.amazonaws.com", "ssm.amazonaws.com"] } }
    }
    error_message = "Roles of this environment, to what runs its tasks and its runbooks."
  }
}

run "a_workload_changes_no_policy_of_what_holds_data" {
  assert {
    condition = alltrue([
      for action in ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "s3:PutBucketPolicy", "secretsmanager:PutResourcePolicy"] :
      contains({ for statement in jsondecode(aws_iam_policy.workloads[0].policy).Statement : statement.Sid => statement }.Never.Action, action)
    ])
    error_message = "Who reads a key, a bucket or a secret is decided elsewhere."
  }

  assert {
    condition     = { for statement in jsondecode(aws_iam_policy.workloads[0].policy).Statement : statement.Sid => statement }.Grants.Condition.Bool["kms:GrantIsForAWSResource"] == "true"
    error_message = "A key is lent to services of AWS only."
  }
}

run "nobody_stops_what_records_them" {
  assert {
    condition = alltrue([
      for action in ["cloudtrail:Stop*", "cloudtrail:Delete*", "config:Stop*", "guardduty:Delete*", "securityhub:Disable*", "access-analyzer:Delete*"] :
      contains({ for statement in jsondecode(aws_iam_policy.workloads[0].policy).Statement : statement.Sid => statement }.Never.Action, action)
      && contains({ for statement in jsondecode(aws_iam_policy.access[0].policy).Statement : statement.Sid => statement }.Most.NotAction, action)
    ])
    error_message = "Trails, recorders, detectors and analyzers stay."
  }
}

run "the_account_is_the_end" {
  assert {
    condition     = try({ for statement in jsondecode(aws_iam_policy.workloads[0].policy).Statement : statement.Sid => statement }.Here.Condition.StringEqualsIfExists["aws:ResourceAccount"], null) == "111122223333"
    error_message = "What belongs to somebody else is out of reach, but for what a setting may name there."
  }

  assert {
    condition = alltrue([
      for action in { for statement in jsondecode(aws_iam_policy.workloads[0].policy).Statement : statement.Sid => statement }.Anywhere.Action :
      contains(["ecr", "kms", "secretsmanager", "sqs", "ssm", "ssmmessages"], split(":", action)[0])
    ])
    error_message = "Images, keys, secrets, queues and the documents of AWS."
  }
}

run "who_acts_from_outside_gets_no_rights_either" {
  assert {
    condition = alltrue([
      for action in ["iam:Attach*", "iam:Create*", "iam:PassRole", "iam:Put*", "iam:Set*", "iam:Update*", "kms:PutKeyPolicy", "organizations:Leave*", "sts:AssumeRole*"] :
      contains({ for statement in jsondecode(aws_iam_policy.access[0].policy).Statement : statement.Sid => statement }.Most.NotAction, action)
    ])
    error_message = "A pipeline or an operator has what its role says, and no way to more."
  }

  assert {
    condition     = { for statement in jsondecode(aws_iam_policy.access[0].policy).Statement : statement.Sid => statement }.Roles.Resource == "arn:aws:iam::111122223333:role/shop-test-*"
    error_message = "Roles of this environment may be handed on, as the role says."
  }
}

run "aws_has_room_for_both" {
  variables {
    prefix = "abcdefghijklmnopqrstuvwxyz"
  }

  assert {
    condition     = length(aws_iam_policy.workloads[0].policy) <= 6144 && length(aws_iam_policy.access[0].policy) <= 6144
    error_message = "A policy has 6144 characters at most: ${length(aws_iam_policy.workloads[0].policy)} and ${length(aws_iam_policy.access[0].policy)}."
  }
}

run "somebody_elses_limit_takes_the_place_of_both" {
  variables {
    existing_arn = "arn:aws:iam::111122223333:policy/everybody"
  }

  assert {
    condition     = length(aws_iam_policy.workloads) == 0 && length(aws_iam_policy.access) == 0 && output.arn == "arn:aws:iam::111122223333:policy/everybody" && output.access_arn == "arn:aws:iam::111122223333:policy/everybody"
    error_message = "An organisation that asks for one asks for it on every role."
  }
}
