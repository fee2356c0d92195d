mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/migrate" }
  }

  mock_resource "aws_sfn_state_machine" {
    defaults = { arn = "arn:aws:states:eu-west-1:111122223333:stateMachine:shop-test-migrations" }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/vendedlogs/states/shop-test-migrations" }
  }
}

variables {
  prefix              = "shop-test"
  cluster_arn         = "arn:aws:ecs:eu-west-1:111122223333:cluster/shop-test"
  subnet_ids          = ["subnet-0123456789abcdef1", "subnet-0123456789abcdef2"]
  security_group_id   = "sg-0123456789abcdef0"
  services            = ["web", "worker"]
  database_identifier = "shop-test"
  database_arn        = "arn:aws:rds:eu-west-1:111122223333:db:shop-test"
  migrate_task_arn    = "arn:aws:ecs:eu-west-1:111122223333:task-definition/shop-test-web-migrate:7"
  integrity_task_arn  = "arn:aws:ecs:eu-west-1:111122223333:task-definition/shop-test-web-integrity:7"
  undo_task_arn       = "arn:aws:ecs:eu-west-1:111122223333:task-definition/shop-test-web-undo:7"
  pass_role_arns      = ["arn:aws:iam::111122223333:role/shop-test-web-task", "arn:aws:iam::111122223333:role/shop-test-web-execution"]
  timeout             = 30
  integrity_schedule  = "cron(30 4 * * ? *)"
  snapshot_retention  = 14
  topic_arn           = "arn:aws:sns:eu-west-1:111122223333:shop-test"
  log_retention       = 30
  key_arn             = "arn:aws:kms:eu-west-1:111122223333:key/1234"
  boundary_arn        = "arn:aws:iam::111122223333:policy/shop-test-boundary"
}

run "every_state_is_reached_and_leads_somewhere" {
  assert {
    condition = toset(flatten(regexall("\"(?:Default|Next|StartAt)\":\"([^\"]+)\"", aws_sfn_state_machine.this.definition))) == toset(concat(
      keys(jsondecode(aws_sfn_state_machine.this.definition).States),
      flatten([for state in jsondecode(aws_sfn_state_machine.this.definition).States : keys(state.ItemProcessor.States) if state.Type == "Map"]),
    ))
    error_message = "What is named exists, and what exists is named."
  }

  assert {
    condition = alltrue([
      for state in jsondecode(aws_sfn_state_machine.this.definition).States :
      can(state.Next) || can(state.Default) || contains(["Fail", "Succeed"], state.Type)
    ])
    error_message = "Only an end ends."
  }

  assert {
    condition     = jsondecode(aws_sfn_state_machine.this.definition).QueryLanguage == "JSONata"
    error_message = "The expressions are JSONata."
  }
}

run "a_snapshot_comes_first" {
  assert {
    condition     = jsondecode(aws_sfn_state_machine.this.definition).States.Snapshot.Resource == "arn:aws:states:::aws-sdk:rds:createDBSnapshot" && jsondecode(aws_sfn_state_machine.this.definition).States.Snapshot.Arguments.DbInstanceIdentifier == "shop-test"
    error_message = "Of the database."
  }

  assert {
    condition     = jsondecode(aws_sfn_state_machine.this.definition).States.Snapshot.Arguments.DbSnapshotIdentifier == "{% 'shop-test-migration-' & $states.context.Execution.Name %}"
    error_message = "Named after the execution."
  }

  assert {
    condition     = [for choice in jsondecode(aws_sfn_state_machine.this.definition).States.Available.Choices : choice.Condition if choice.Next == "Migrate"] == ["{% $status = 'available' %}"]
    error_message = "Nothing is migrated before it is there."
  }

  assert {
    condition     = jsondecode(aws_sfn_state_machine.this.definition).States.Snapshot.Assign.deadline == "{% $millis() + 1800000 %}" && jsondecode(aws_sfn_state_machine.this.definition).States.Available.Default == "Notify"
    error_message = "Nobody waits for ever."
  }
}

run "nothing_is_migrated_during_a_release" {
  assert {
    condition     = jsondecode(aws_sfn_state_machine.this.definition).States.Releases.Items == ["web", "worker"] && jsondecode(aws_sfn_state_machine.this.definition).States.Releases.Next == "Quiet"
    error_message = "Every service is asked."
  }

  assert {
    condition     = jsondecode(aws_sfn_state_machine.this.definition).States.Quiet.Choices == [{ Condition = "{% $releases = 0 %}", Next = "Snapshot" }] && jsondecode(aws_sfn_state_machine.this.definition).States.Quiet.Default == "Notify"
    error_message = "One release is one too many."
  }

  assert {
    condition     = length(setintersection(jsondecode(aws_sfn_state_machine.this.definition).States.Releases.ItemProcessor.States["Under way"].Arguments.Status, ["SUCCESSFUL", "STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED"])) == 0
    error_message = "A release that ended isn't one."
  }
}

run "the_migration_is_checked_and_undone_when_it_fails" {
  assert {
    condition     = jsondecode(aws_sfn_state_machine.this.definition).States.Migrate.Arguments.TaskDefinition == var.migrate_task_arn && jsondecode(aws_sfn_state_machine.this.definition).States.Migrate.Next == "Integrity"
    error_message = "Migrate, then check."
  }

  assert {
    condition     = jsondecode(aws_sfn_state_machine.this.definition).States.Integrity.Arguments.TaskDefinition == var.integrity_task_arn && jsondecode(aws_sfn_state_machine.this.definition).States.Integrity.Next == "Old snapshots"
    error_message = "Checked, then tidied up."
  }

  assert {
    condition     = alltrue([for name in ["Migrate", "Integrity"] : jsondecode(aws_sfn_state_machine.this.definition).States[name].Catch[0].Next == "Undo"])
    error_message = "Both can fail."
  }

  assert {
    condition     = jsondecode(aws_sfn_state_machine.this.definition).States.Undo.Arguments.TaskDefinition == var.undo_task_arn && jsondecode(aws_sfn_state_machine.this.definition).States.Undo.Next == "Notify"
    error_message = "Undone, then told."
  }
}

run "every_failure_is_told" {
  assert {
    condition = alltrue([
      for name, state in jsondecode(aws_sfn_state_machine.this.definition).States :
      contains(["Notify", "Notify of leftovers", "Undo"], state.Catch[0].Next) && state.Catch[0].ErrorEquals == ["States.ALL"]
      if contains(["Map", "Task"], state.Type) && !contains(["Notify", "Notify of leftovers"], name)
    ])
    error_message = "Whatever it is."
  }

  assert {
    condition     = jsondecode(aws_sfn_state_machine.this.definition).States.Notify.Arguments.TopicArn == var.topic_arn && jsondecode(aws_sfn_state_machine.this.definition).States.Notify.Next == "Failed" && jsondecode(aws_sfn_state_machine.this.definition).States.Failed.Type == "Fail"
    error_message = "To the topic, and to whoever waits."
  }

  assert {
    condition     = alltrue([for said in ["$cause", "$undo", "$snapshot", "$states.context.Execution.Id"] : strcontains(jsondecode(aws_sfn_state_machine.this.definition).States.Notify.Arguments.Message, said)])
    error_message = "Why, what was undone, and what is left to restore."
  }

  assert {
    condition     = alltrue([for name in ["Migrate", "Integrity", "Undo", "Check"] : jsondecode(aws_sfn_state_machine.this.definition).States[name].TimeoutSeconds == 1800])
    error_message = "A task that hangs has failed."
  }
}

run "a_success_is_quiet" {
  assert {
    condition     = !strcontains(jsonencode({ for name, state in jsondecode(aws_sfn_state_machine.this.definition).States : name => state.Next if contains(["Delete", "Old snapshots", "Check"], name) }), "Notify")
    error_message = "Nobody is called."
  }

  assert {
    condition     = jsondecode(aws_sfn_state_machine.this.definition).States["Notify of leftovers"].Next == "Done"
    error_message = "What couldn't be tidied up doesn't undo a migration."
  }
}

run "only_old_snapshots_of_migrations_are_deleted" {
  assert {
    condition     = strcontains(jsondecode(aws_sfn_state_machine.this.definition).States["Old snapshots"].Assign.old, "$substring(DbSnapshotIdentifier, 0, 20) = 'shop-test-migration-'") && length("shop-test-migration-") == 20
    error_message = "Ours."
  }

  assert {
    condition     = strcontains(jsondecode(aws_sfn_state_machine.this.definition).States["Old snapshots"].Assign.old, "< $millis() - 1209600000")
    error_message = "Fourteen days old."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_role_policy.states.policy).Statement :
      statement.Resource == ["arn:aws:rds:eu-west-1:111122223333:snapshot:shop-test-migration-*"]
      if contains(statement.Action, "rds:DeleteDBSnapshot")
    ])
    error_message = "The role can't delete others."
  }
}

run "tasks_run_on_fargate_inside" {
  assert {
    condition = alltrue([
      for name in ["Migrate", "Integrity", "Undo", "Check"] :
      jsondecode(aws_sfn_state_machine.this.definition).States[name].Resource == "arn:aws:states:::ecs:runTask.sync" && jsondecode(aws_sfn_state_machine.this.definition).States[name].Arguments.LaunchType == "FARGATE" && jsondecode(aws_sfn_state_machine.this.definition).States[name].Arguments.Cluster == var.cluster_arn
    ])
    error_message = "Waited for, and in the cluster."
  }

  assert {
    condition = alltrue([
      for name in ["Migrate", "Integrity", "Undo", "Check"] :
      jsondecode(aws_sfn_state_machine.this.definition).States[name].Arguments.NetworkConfiguration.AwsvpcConfiguration == {
        AssignPublicIp = "DISABLED"
        SecurityGroups = ["sg-0123456789abcdef0"]
        Subnets        = ["subnet-0123456789abcdef1", "subnet-0123456789abcdef2"]
      }
    ])
    error_message = "Without a public address."
  }
}

run "the_role_can_do_that_and_no_more" {
  assert {
    condition = { for statement in jsondecode(aws_iam_role_policy.states.policy).Statement : statement.Sid => statement.Resource }.Run == [
      "arn:aws:ecs:eu-west-1:111122223333:task-definition/shop-test-web-migrate:*",
      "arn:aws:ecs:eu-west-1:111122223333:task-definition/shop-test-web-integrity:*",
      "arn:aws:ecs:eu-west-1:111122223333:task-definition/shop-test-web-undo:*",
    ]
    error_message = "These tasks, in any revision."
  }

  assert {
    condition     = { for statement in jsondecode(aws_iam_role_policy.states.policy).Statement : statement.Sid => statement }.Run.Condition.ArnEquals["ecs:cluster"] == var.cluster_arn
    error_message = "In this cluster."
  }

  assert {
    condition     = { for statement in jsondecode(aws_iam_role_policy.states.policy).Statement : statement.Sid => statement }.Hand.Resource == ["arn:aws:iam::111122223333:role/shop-test-web-task", "arn:aws:iam::111122223333:role/shop-test-web-execution"] && { for statement in jsondecode(aws_iam_role_policy.states.policy).Statement : statement.Sid => statement }.Hand.Condition.StringEquals["iam:PassedToService"] == "ecs-tasks.amazonaws.com"
    error_message = "With the roles of the service, for tasks only."
  }

  assert {
    condition     = { for statement in jsondecode(aws_iam_role_policy.states.policy).Statement : statement.Sid => statement }.Snapshot.Resource == ["arn:aws:rds:eu-west-1:111122223333:db:shop-test", "arn:aws:rds:eu-west-1:111122223333:snapshot:shop-test-migration-*"]
    error_message = "Snapshots of this database, under our names."
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.states.policy).Statement : statement.Sid if contains(statement.Resource, "*")] == ["Log"]
    error_message = "Only what can't be narrowed isn't."
  }

  assert {
    condition     = jsondecode(aws_iam_role.states.assume_role_policy).Statement[0].Condition == { ArnLike = { "aws:SourceArn" = "arn:aws:states:eu-west-1:111122223333:stateMachine:shop-test-migrations" }, StringEquals = { "aws:SourceAccount" = "111122223333" } }
    error_message = "For this state machine."
  }
}

run "the_clock_starts_the_check_alone" {
  assert {
    condition     = aws_scheduler_schedule.integrity[0].schedule_expression == "cron(30 4 * * ? *)" && aws_scheduler_schedule.integrity[0].target[0].arn == output.state_machine_arn && jsondecode(aws_scheduler_schedule.integrity[0].target[0].input) == { check = true }
    error_message = "Through the state machine, so that a failure is told."
  }

  assert {
    condition     = jsondecode(aws_sfn_state_machine.this.definition).States["Asked for"].Choices == [{ Condition = "{% $states.input.check = true %}", Next = "Check" }] && jsondecode(aws_sfn_state_machine.this.definition).States["Asked for"].Default == "Releases"
    error_message = "Anything else migrates."
  }

  assert {
    condition     = jsondecode(aws_sfn_state_machine.this.definition).States.Check.Next == "Done" && jsondecode(aws_sfn_state_machine.this.definition).States.Check.Catch[0].Next == "Notify"
    error_message = "Nothing is undone: nothing was done."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.scheduler[0].policy).Statement[0] == { Sid = "Start", Effect = "Allow", Action = "states:StartExecution", Resource = "arn:aws:states:eu-west-1:111122223333:stateMachine:shop-test-migrations" }
    error_message = "The clock starts this and nothing else."
  }
}

run "everything_stored_is_encrypted_and_followed" {
  assert {
    condition     = aws_sfn_state_machine.this.encryption_configuration[0].kms_key_id == var.key_arn && aws_cloudwatch_log_group.this.kms_key_id == var.key_arn && aws_scheduler_schedule.integrity[0].kms_key_arn == var.key_arn
    error_message = "Definition, history, log and schedule, with our key."
  }

  assert {
    condition     = aws_sfn_state_machine.this.logging_configuration[0].level == "ALL" && aws_sfn_state_machine.this.tracing_configuration[0].enabled && output.log_group == "/aws/vendedlogs/states/shop-test-migrations" && aws_cloudwatch_log_group.this.retention_in_days == 30
    error_message = "Logged where Step Functions may write, and traced."
  }
}

run "without_a_clock_there_is_no_schedule" {
  variables {
    integrity_schedule = null
  }

  assert {
    condition     = length(aws_scheduler_schedule.integrity) == 0 && length(aws_iam_role.scheduler) == 0 && length(aws_iam_role_policy.scheduler) == 0
    error_message = "And nobody who could start it."
  }
}

run "without_checking_and_undoing_a_migration_still_has_its_snapshot" {
  variables {
    integrity_task_arn = null
    integrity_schedule = null
    undo_task_arn      = null
    services           = []
  }

  assert {
    condition     = length(setintersection(keys(jsondecode(aws_sfn_state_machine.this.definition).States), ["Check", "Integrity", "Undo"])) == 0
    error_message = "What isn't given isn't run."
  }

  assert {
    condition     = jsondecode(aws_sfn_state_machine.this.definition).States.Migrate.Next == "Old snapshots" && jsondecode(aws_sfn_state_machine.this.definition).States.Migrate.Catch[0].Next == "Notify"
    error_message = "A failure is told, and people restore."
  }

  assert {
    condition = toset(flatten(regexall("\"(?:Default|Next|StartAt)\":\"([^\"]+)\"", aws_sfn_state_machine.this.definition))) == toset(concat(
      keys(jsondecode(aws_sfn_state_machine.this.definition).States),
      flatten([for state in jsondecode(aws_sfn_state_machine.this.definition).States : keys(state.ItemProcessor.States) if state.Type == "Map"]),
    ))
    error_message = "What is named exists, and what exists is named."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.states.policy).Statement : length(statement.Resource) > 0]) && { for statement in jsondecode(aws_iam_role_policy.states.policy).Statement : statement.Sid => statement.Resource }.Run == ["arn:aws:ecs:eu-west-1:111122223333:task-definition/shop-test-web-migrate:*"]
    error_message = "No right to what isn't there."
  }
}

run "checks_are_told_when_undoing_is_left_to_people" {
  variables {
    undo_task_arn = null
  }

  assert {
    condition     = jsondecode(aws_sfn_state_machine.this.definition).States.Integrity.Catch[0].Next == "Notify"
    error_message = "They have the snapshot."
  }
}

run "a_clock_without_a_check_is_refused" {
  command = plan

  variables {
    integrity_task_arn = null
  }

  expect_failures = [aws_sfn_state_machine.this]
}

run "a_task_without_time_is_refused" {
  command = plan

  variables {
    timeout = 0
  }

  expect_failures = [var.timeout]
}

run "a_task_without_a_revision_is_refused" {
  command = plan

  variables {
    migrate_task_arn = "arn:aws:ecs:eu-west-1:111122223333:task-definition/shop-test-web-migrate"
  }

  expect_failures = [var.migrate_task_arn]
}

run "the_longest_prefix_fits" {
  variables {
    prefix = "twenty-characters-pr-stage"
  }

  assert {
    condition     = length(aws_iam_role.states.name_prefix) <= 38 && length(aws_iam_role.scheduler[0].name_prefix) <= 38
    error_message = "A role's prefix has 38 characters at most."
  }

  assert {
    condition     = length(aws_sfn_state_machine.this.name) <= 80 && length(aws_scheduler_schedule.integrity[0].name) <= 64
    error_message = "A state machine's name has 80, a schedule's 64."
  }

  assert {
    condition     = alltrue([for name in ["Notify", "Notify of leftovers"] : length(jsondecode(aws_sfn_state_machine.this.definition).States[name].Arguments.Subject) <= 100])
    error_message = "A subject has 100."
  }
}

run "no_role_is_without_a_limit" {
  assert {
    condition     = alltrue([for role in concat([aws_iam_role.states], aws_iam_role.scheduler) : role.permissions_boundary == var.boundary_arn])
    error_message = "Whatever is attached to them later."
  }
}
