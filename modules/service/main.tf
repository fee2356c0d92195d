locals {
  # Without requests there is nothing to shift.
  strategy = var.public ? var.strategy : "rolling"
  shifts   = local.strategy != "rolling"

  # Back means now: the last 30 minutes of a canary would be 30 minutes of a broken service.
  engine = !local.shifts ? "ROLLING" : var.deployment_mode == "rollback" ? "BLUE_GREEN" : upper(local.strategy)
  bake   = !local.shifts ? null : var.deployment_mode == "rollback" ? 0 : var.bake

  # What ECS watches by intention; the last step of a linear deployment isn't followed by an
  # observation, and is counted as the room that every estimate needs.
  observation = (
    local.engine == "CANARY" ? coalesce(var.canary_observation, 0) :
    local.engine == "LINEAR" ? ceil(100 / coalesce(var.linear_percent, 100)) * coalesce(var.linear_observation, 0) :
    0
  )
  minutes = 30 + local.observation + coalesce(local.bake, 0)
}

resource "aws_ecs_service" "this" {
  name            = var.name
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.this.arn

  enable_execute_command  = false
  enable_ecs_managed_tags = true
  propagate_tags          = "SERVICE"

  # The first number of tasks only; later ones are set by the bounds in autoscaling.tf.
  desired_count = var.replicas

  # Without room for two, the old task has to stop before the new one starts. A second colour stops
  # nothing: it waits for the room.
  deployment_minimum_healthy_percent = var.overlap || local.shifts ? 100 : 0
  deployment_maximum_percent         = var.overlap || local.shifts ? 200 : 100
  # Rebalancing starts a task before it stops one: it needs the same room.
  availability_zone_rebalancing = var.overlap ? "ENABLED" : "DISABLED"

  health_check_grace_period_seconds = var.public ? var.health_check_grace : null

  # Either the apply ends when the deployment does, and an interrupted one doesn't leave half of
  # it; or it only starts the deployment, and lets go of the state meanwhile.
  wait_for_steady_state = var.wait
  sigint_rollback       = var.wait

  capacity_provider_strategy {
    capacity_provider = var.capacity_provider
    weight            = 1
    base              = 0
  }

  ordered_placement_strategy {
    type  = "spread"
    field = "attribute:ecs.availability-zone"
  }

  ordered_placement_strategy {
    type  = "spread"
    field = "instanceId"
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [aws_security_group.this.id]
    assign_public_ip = false
  }

  # A worker is behind no load balancer.
  dynamic "load_balancer" {
    for_each = var.public ? [var.blue_target_group_arn] : []
    content {
      target_group_arn = load_balancer.value
      container_name   = var.name
      container_port   = var.port

      # The colours change roles with every deployment. ECS remembers which one serves; what stands
      # here stays the same, and so do the rules, whose weights ECS alone moves.
      dynamic "advanced_configuration" {
        for_each = aws_iam_role.shift
        content {
          alternate_target_group_arn = var.green_target_group_arn
          production_listener_rule   = var.production_rule_arn
          test_listener_rule         = var.test_rule_arn
          role_arn                   = advanced_configuration.value.arn
        }
      }
    }
  }

  deployment_controller {
    type = "ECS"
  }

  deployment_configuration {
    strategy             = local.engine
    bake_time_in_minutes = local.bake

    dynamic "canary_configuration" {
      for_each = local.engine == "CANARY" ? [var.canary_percent] : []
      content {
        canary_percent              = canary_configuration.value
        canary_bake_time_in_minutes = var.canary_observation
      }
    }

    dynamic "linear_configuration" {
      for_each = local.engine == "LINEAR" ? [var.linear_percent] : []
      content {
        step_percent              = linear_configuration.value
        step_bake_time_in_minutes = var.linear_observation
      }
    }
  }

  # Tasks that don't start, or don't stay. It counts three at least, which a small service may
  # never have: the gates look at requests instead.
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  # A gate that fires because of the version that is being left must not bring it back.
  dynamic "alarms" {
    for_each = length(local.gate_alarms) > 0 ? [[for alarm in local.gate_alarms : alarm.alarm_name]] : []
    content {
      enable      = var.deployment_mode == "release"
      rollback    = var.deployment_mode == "release"
      alarm_names = alarms.value
    }
  }

  timeouts {
    create = "${local.minutes}m"
    update = "${local.minutes}m"
    delete = "30m"
  }

  lifecycle {
    ignore_changes = [desired_count]

    precondition {
      condition     = (var.strategy == "canary") == (var.canary_percent != null) && (var.strategy == "canary") == (var.canary_observation != null)
      error_message = "The strategy canary, and no other, needs canary_percent and canary_observation; the strategy of ${var.name} is ${var.strategy}."
    }

    precondition {
      condition     = (var.strategy == "linear") == (var.linear_percent != null) && (var.strategy == "linear") == (var.linear_observation != null)
      error_message = "The strategy linear, and no other, needs linear_percent and linear_observation; the strategy of ${var.name} is ${var.strategy}."
    }

    precondition {
      condition     = (var.strategy == "rolling") == (var.bake == null)
      error_message = "Every strategy but rolling needs bake; the strategy of ${var.name} is ${var.strategy}."
    }

    precondition {
      condition     = var.linear_percent == null ? true : var.linear_percent >= 3
      error_message = "linear_percent of ${var.name} is ${coalesce(var.linear_percent, 0)}; ECS takes steps of 3 percent at least."
    }

    precondition {
      condition     = !var.public || var.blue_target_group_arn != null
      error_message = "${var.name} is public, but has no target group."
    }

    precondition {
      condition     = !local.shifts || (var.green_target_group_arn != null && var.production_rule_arn != null)
      error_message = "Requests to ${var.name} can't be shifted without a second target group and the rule that leads to both."
    }

    precondition {
      condition     = length(local.gate_alarms) == 0 || (var.blue_target_group_suffix != null && var.green_target_group_suffix != null)
      error_message = "The gates of ${var.name} measure both colours: blue_target_group_suffix and green_target_group_suffix are missing."
    }

    # ECS goes back to the old tasks by itself and calls that steady: the apply has to fail.
    postcondition {
      condition     = self.task_definition == aws_ecs_task_definition.this.arn
      error_message = "ECS rolled ${var.name} back: the service runs ${self.task_definition}. Its events say why."
    }
  }

  # Tasks need their rights and their ways from the first second to the last, and ECS the right to
  # move requests.
  depends_on = [
    aws_iam_role_policy.collector,
    aws_iam_role_policy.queues,
    aws_iam_role_policy.task,
    aws_iam_role_policy.secrets,
    aws_iam_role_policy_attachment.execution,
    aws_iam_role_policy_attachment.shift,
    aws_vpc_security_group_egress_rule.https,
    aws_vpc_security_group_egress_rule.to_database,
    aws_vpc_security_group_egress_rule.load_balancer_to_tasks,
    aws_vpc_security_group_ingress_rule.from_load_balancer,
    aws_vpc_security_group_ingress_rule.database_from_tasks,
  ]
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/ecs/${var.prefix}/${var.name}"
  retention_in_days = var.log_retention
  kms_key_id        = var.key_arn
}
