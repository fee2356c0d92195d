resource "aws_ecs_service" "this" {
  name            = var.name
  cluster         = var.cluster_arn
  task_definition = aws_ecs_task_definition.this.arn

  enable_execute_command  = false
  enable_ecs_managed_tags = true
  propagate_tags          = "SERVICE"

  # The first number of tasks only; later ones are set by the bounds in autoscaling.tf.
  desired_count = var.replicas

  # Without room for two, the old task has to stop before the new one starts.
  deployment_minimum_healthy_percent = var.overlap ? 100 : 0
  deployment_maximum_percent         = var.overlap ? 200 : 100
  # Rebalancing starts a task before it stops one: it needs the same room.
  availability_zone_rebalancing = var.overlap ? "ENABLED" : "DISABLED"

  # A new task gets the time of one health check before it is judged.
  health_check_grace_period_seconds = var.public ? 30 : null

  # The apply ends when the tasks run, and an interrupted one doesn't leave half a deployment.
  wait_for_steady_state = true
  sigint_rollback       = true

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
    for_each = var.public ? [var.target_group_arn] : []
    content {
      target_group_arn = load_balancer.value
      container_name   = var.name
      container_port   = var.port
    }
  }

  deployment_controller {
    type = "ECS"
  }

  deployment_configuration {
    strategy = "ROLLING"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  timeouts {
    create = "30m"
    update = "30m"
    delete = "30m"
  }

  lifecycle {
    ignore_changes = [desired_count]

    # ECS goes back to the old tasks by itself and calls that steady: the apply has to fail.
    postcondition {
      condition     = self.task_definition == aws_ecs_task_definition.this.arn
      error_message = "ECS rolled ${var.name} back: the service runs ${self.task_definition}. Its events say why."
    }
  }

  # Tasks need their rights and their ways from the first second to the last.
  depends_on = [
    aws_iam_role_policy.task,
    aws_iam_role_policy.secrets,
    aws_iam_role_policy_attachment.execution,
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
