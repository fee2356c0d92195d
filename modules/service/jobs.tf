locals {
  # The sizes that Fargate has: memory in MiB by CPU units (ECS Developer Guide, "Amazon ECS task
  # definition parameters for Fargate", task size).
  fargate = tomap({
    "256"   = [512, 1024, 2048]
    "512"   = range(1024, 4097, 1024)
    "1024"  = range(2048, 8193, 1024)
    "2048"  = range(4096, 16385, 1024)
    "4096"  = range(8192, 30721, 1024)
    "8192"  = range(16384, 61441, 4096)
    "16384" = range(32768, 122881, 8192)
  })

  scheduled = { for name, job in var.jobs : name => job if job.schedule != null }
}

resource "aws_ecs_task_definition" "job" {
  for_each = var.jobs
  # Not another dash: "app-report" may be a service.
  family                   = "${var.prefix}-${var.name}_${each.key}"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = each.value.cpu
  memory                   = each.value.memory
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn

  # Fargate has no file system in memory and refuses security options. An empty volume is the
  # next best /tmp; it is root's, unless the image declares "VOLUME /tmp" and says whose it is.
  container_definitions = jsonencode([
    for container in [merge(local.shared, {
      command         = length(each.value.command) > 0 ? each.value.command : null
      environment     = [for variable, value in var.environment : { name = variable, value = value }]
      linuxParameters = { initProcessEnabled = true }
      mountPoints     = [{ sourceVolume = "tmp", containerPath = "/tmp", readOnly = false }]
      portMappings    = []
      logConfiguration = {
        logDriver = "awslogs"
        options   = merge(local.log_options, { "awslogs-stream-prefix" = each.key })
      }
    })] : { for key, value in container : key => value if value != null }
  ])

  volume {
    name = "tmp"
  }

  # What has started a job goes on with the revision that it knows.
  skip_destroy = true

  lifecycle {
    precondition {
      condition     = can(regex("^[a-z](-?[a-z0-9]){0,19}$", each.key))
      error_message = "The name of a job of ${var.name} is ${each.key}; it must be lower-case letters, digits and single dashes, beginning with a letter, at most 20 characters."
    }

    precondition {
      condition     = contains(lookup(local.fargate, tostring(each.value.cpu), []), each.value.memory)
      error_message = "Fargate has no task of ${each.value.cpu} CPU units and ${each.value.memory} MiB, which ${each.key} of ${var.name} asks for. For its CPU it has: ${join(", ", lookup(local.fargate, tostring(each.value.cpu), []))}."
    }
  }
}

# Names of schedules are short: a group of its own leaves them to the jobs.
resource "aws_scheduler_schedule_group" "this" {
  count = length(local.scheduled) > 0 ? 1 : 0
  name  = "${var.prefix}-${var.name}"
}

resource "aws_scheduler_schedule" "this" {
  for_each                     = local.scheduled
  group_name                   = aws_scheduler_schedule_group.this[0].name
  name                         = each.key
  description                  = "Starts ${each.key} of ${var.name}"
  schedule_expression          = each.value.schedule
  schedule_expression_timezone = "UTC"
  kms_key_arn                  = var.key_arn

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = var.cluster_arn
    role_arn = aws_iam_role.schedule[0].arn

    ecs_parameters {
      task_definition_arn     = aws_ecs_task_definition.job[each.key].arn
      launch_type             = "FARGATE"
      enable_ecs_managed_tags = true
      enable_execute_command  = false
      propagate_tags          = "TASK_DEFINITION"

      network_configuration {
        subnets          = var.subnet_ids
        security_groups  = [aws_security_group.this.id]
        assign_public_ip = false
      }
    }

    # Only for starting it: a job that fails isn't started again.
    retry_policy {
      maximum_retry_attempts       = 3
      maximum_event_age_in_seconds = 900
    }
  }

  depends_on = [aws_iam_role_policy.schedule]
}

resource "aws_iam_role" "schedule" {
  count                = length(local.scheduled) > 0 ? 1 : 0
  name                 = "${var.prefix}-${var.name}-schedule"
  description          = "Starts scheduled jobs of ${var.name} of ${var.prefix}"
  permissions_boundary = var.boundary_arn
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "scheduler.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_iam_role_policy" "schedule" {
  count       = length(local.scheduled) > 0 ? 1 : 0
  name_prefix = "start-"
  role        = aws_iam_role.schedule[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      # Of every revision: a run falls into the moment between a release's new right and its new
      # schedule some day.
      {
        Sid       = "Start"
        Effect    = "Allow"
        Action    = "ecs:RunTask"
        Resource  = [for name in keys(local.scheduled) : "arn:aws:ecs:${local.region}:${local.account}:task-definition/${var.prefix}-${var.name}_${name}:*"]
        Condition = { ArnEquals = { "ecs:cluster" = var.cluster_arn } }
      },
      {
        Sid       = "Tag"
        Effect    = "Allow"
        Action    = "ecs:TagResource"
        Resource  = "arn:aws:ecs:${local.region}:${local.account}:task/${var.cluster_name}/*"
        Condition = { StringEquals = { "ecs:CreateAction" = "RunTask" } }
      },
      {
        Sid       = "PassRoles"
        Effect    = "Allow"
        Action    = "iam:PassRole"
        Resource  = [aws_iam_role.execution.arn, aws_iam_role.task.arn]
        Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
      },
      {
        Sid      = "Decrypt"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = var.key_arn
      },
    ]
  })
}
