# Expressions are JSONata: JSONPath can't tell how old a snapshot is.
locals {
  task = {
    Type           = "Task"
    Resource       = "arn:aws:states:::ecs:runTask.sync"
    TimeoutSeconds = var.timeout * 60
    Output         = {}
  }

  # On Fargate: the hosts' few network interfaces belong to the services.
  place = {
    Cluster    = var.cluster_arn
    LaunchType = "FARGATE"
    NetworkConfiguration = {
      AwsvpcConfiguration = {
        Subnets        = var.subnet_ids
        SecurityGroups = [var.security_group_id]
        AssignPublicIp = "DISABLED"
      }
    }
  }

  # A state that nothing leads to is refused, so those of absent tasks are left out.
  present = {
    Check     = var.integrity_task_arn != null
    Integrity = var.integrity_task_arn != null
    Undo      = var.undo_task_arn != null
  }
  after_migrate = var.integrity_task_arn != null ? "Integrity" : "Old snapshots"
  after_failure = var.undo_task_arn != null ? "Undo" : "Notify"

  # As much of it as a message and the history of the execution can hold.
  failure = "{% $substring($states.errorOutput.Error & ': ' & $states.errorOutput.Cause, 0, 8000) %}"

  # An interface that was busy for a moment.
  again = [{ ErrorEquals = ["States.TaskFailed"], IntervalSeconds = 5, MaxAttempts = 3, BackoffRate = 2 }]

  states = {
    # Every variable gets a value, since an expression without one ends the execution.
    Begin = {
      Type = "Pass"
      Assign = {
        what     = "{% $states.input.check = true ? 'The check of the data' : 'The migration' %}"
        snapshot = "none"
        undo     = "not run"
      }
      Next = "Asked for"
    }
    "Asked for" = {
      Type    = "Choice"
      Choices = [{ Condition = "{% $states.input.check = true %}", Next = var.integrity_task_arn != null ? "Check" : "Done" }]
      Default = "Releases"
    }

    # Old and new tasks may be serving now; the schema stays what both know.
    Releases = {
      Type  = "Map"
      Items = var.services
      ItemProcessor = {
        ProcessorConfig = { Mode = "INLINE" }
        StartAt         = "Under way"
        States = {
          "Under way" = {
            Type     = "Task"
            Resource = "arn:aws:states:::aws-sdk:ecs:listServiceDeployments"
            Arguments = {
              Cluster = var.cluster_arn
              Service = "{% $states.input %}"
              Status  = ["PENDING", "IN_PROGRESS", "STOP_REQUESTED", "ROLLBACK_REQUESTED", "ROLLBACK_IN_PROGRESS"]
            }
            Output = "{% $count($states.result.ServiceDeployments) %}"
            # Before the first release there is no service.
            Retry = concat([{ ErrorEquals = ["Ecs.ServiceNotFoundException"], IntervalSeconds = 1, MaxAttempts = 0, BackoffRate = 1 }], local.again)
            Catch = [{ ErrorEquals = ["Ecs.ServiceNotFoundException"], Output = 0, Next = "None yet" }]
            End   = true
          }
          "None yet" = { Type = "Pass", End = true }
        }
      }
      Assign = { releases = "{% $sum($states.result) %}" }
      Catch  = [{ ErrorEquals = ["States.ALL"], Assign = { cause = local.failure }, Next = "Notify" }]
      Next   = "Quiet"
    }
    Quiet = {
      Type    = "Choice"
      Choices = [{ Condition = "{% $releases = 0 %}", Next = "Snapshot" }]
      Assign  = { cause = "A release is under way: its old tasks and its new ones share the schema. Start again when it has ended." }
      Default = "Notify"
    }

    Snapshot = {
      Type     = "Task"
      Resource = "arn:aws:states:::aws-sdk:rds:createDBSnapshot"
      Arguments = {
        DbInstanceIdentifier = var.database_identifier
        DbSnapshotIdentifier = "{% '${local.snapshot_prefix}' & $states.context.Execution.Name %}"
        Tags                 = [{ Key = "Execution", Value = "{% $states.context.Execution.Name %}" }]
      }
      Assign = {
        snapshot = "{% $states.result.DbSnapshot.DbSnapshotIdentifier %}"
        deadline = "{% $millis() + ${var.timeout * 60000} %}"
      }
      # The daily backup or a change is running, and ends.
      Retry = [{ ErrorEquals = ["Rds.InvalidDbInstanceStateException"], IntervalSeconds = 60, MaxAttempts = 15, BackoffRate = 1 }]
      Catch = [{ ErrorEquals = ["States.ALL"], Assign = { cause = local.failure }, Next = "Notify" }]
      Next  = "Wait"
    }
    Wait = {
      Type    = "Wait"
      Seconds = 15
      Next    = "Snapshot status"
    }
    "Snapshot status" = {
      Type      = "Task"
      Resource  = "arn:aws:states:::aws-sdk:rds:describeDBSnapshots"
      Arguments = { DbSnapshotIdentifier = "{% $snapshot %}" }
      Assign    = { status = "{% $states.result.DbSnapshots[0].Status %}" }
      Retry     = local.again
      Catch     = [{ ErrorEquals = ["States.ALL"], Assign = { cause = local.failure }, Next = "Notify" }]
      Next      = "Available"
    }
    Available = {
      Type = "Choice"
      Choices = [
        { Condition = "{% $status = 'available' %}", Next = "Migrate" },
        { Condition = "{% $status = 'creating' and $millis() < $deadline %}", Next = "Wait" },
      ]
      Assign  = { cause = "{% 'The snapshot is ' & $status & ' and not available; nothing was migrated.' %}" }
      Default = "Notify"
    }

    Migrate = merge(local.task, {
      Arguments = merge(local.place, { TaskDefinition = var.migrate_task_arn })
      Catch     = [{ ErrorEquals = ["States.ALL"], Assign = { cause = local.failure }, Next = local.after_failure }]
      Next      = local.after_migrate
    })
    Integrity = merge(local.task, {
      Arguments = merge(local.place, { TaskDefinition = var.integrity_task_arn })
      Catch     = [{ ErrorEquals = ["States.ALL"], Assign = { cause = local.failure }, Next = local.after_failure }]
      Next      = "Old snapshots"
    })
    Undo = merge(local.task, {
      Arguments = merge(local.place, { TaskDefinition = var.undo_task_arn })
      Assign    = { undo = "done" }
      Catch     = [{ ErrorEquals = ["States.ALL"], Assign = { undo = "{% 'failed, ' & $states.errorOutput.Error & ': ' & $states.errorOutput.Cause %}" }, Next = "Notify" }]
      Next      = "Notify"
    })
    Check = merge(local.task, {
      Arguments = merge(local.place, { TaskDefinition = var.integrity_task_arn })
      Catch     = [{ ErrorEquals = ["States.ALL"], Assign = { cause = local.failure }, Next = "Notify" }]
      Next      = "Done"
    })

    # Nobody else does: what RDS and AWS Backup expire is theirs, and these are ours.
    "Old snapshots" = {
      Type      = "Task"
      Resource  = "arn:aws:states:::aws-sdk:rds:describeDBSnapshots"
      Arguments = { DbInstanceIdentifier = var.database_identifier, SnapshotType = "manual", MaxRecords = 100 }
      Assign = {
        old = "{% [$states.result.DbSnapshots[$substring(DbSnapshotIdentifier, 0, ${length(local.snapshot_prefix)}) = '${local.snapshot_prefix}' and Status = 'available' and $toMillis(SnapshotCreateTime) < $millis() - ${var.snapshot_retention * 86400000}].DbSnapshotIdentifier] %}"
      }
      Output = {}
      Retry  = local.again
      Catch  = [{ ErrorEquals = ["States.ALL"], Assign = { cause = local.failure }, Next = "Notify of leftovers" }]
      Next   = "Delete"
    }
    Delete = {
      Type           = "Map"
      Items          = "{% $old %}"
      MaxConcurrency = 1
      ItemProcessor = {
        ProcessorConfig = { Mode = "INLINE" }
        StartAt         = "Delete one"
        States = {
          "Delete one" = {
            Type      = "Task"
            Resource  = "arn:aws:states:::aws-sdk:rds:deleteDBSnapshot"
            Arguments = { DbSnapshotIdentifier = "{% $states.input %}" }
            Output    = {}
            Retry     = local.again
            End       = true
          }
        }
      }
      Catch = [{ ErrorEquals = ["States.ALL"], Assign = { cause = local.failure }, Next = "Notify of leftovers" }]
      Next  = "Done"
    }
    # The migration succeeded, so the release may go on; somebody tidies up.
    "Notify of leftovers" = {
      Type     = "Task"
      Resource = "arn:aws:states:::sns:publish"
      Arguments = {
        TopicArn = var.topic_arn
        Subject  = "${var.prefix}: old snapshots were not deleted"
        Message  = "{% 'The migration succeeded, but snapshots older than ${var.snapshot_retention} days are still there. Cause: ' & $cause %}"
      }
      Catch = [{ ErrorEquals = ["States.ALL"], Next = "Done" }]
      Next  = "Done"
    }

    Notify = {
      Type     = "Task"
      Resource = "arn:aws:states:::sns:publish"
      Arguments = {
        TopicArn = var.topic_arn
        Subject  = "${var.prefix}: migration or check failed"
        Message  = "{% $what & ' of ${var.prefix} failed in ' & $states.context.Execution.Id & '. Cause: ' & $cause & ' Undo: ' & $undo & '. Snapshot from before: ' & $snapshot & '.' %}"
      }
      Retry = local.again
      Catch = [{ ErrorEquals = ["States.ALL"], Next = "Failed" }]
      Next  = "Failed"
    }
    Failed = {
      Type  = "Fail"
      Error = "MigrationFailed"
      Cause = "{% $cause %}"
    }
    Done = { Type = "Succeed" }
  }

  definition = jsonencode({
    Comment       = "Snapshot, migrate, check; undo what failed. Expand before a release, contract after the next: old and new tasks share the schema."
    QueryLanguage = "JSONata"
    StartAt       = "Begin"
    States        = { for name, state in local.states : name => state if lookup(local.present, name, true) }
  })
}
