# Always there: ECS moves the number of tasks, so Terraform ignores it, and a changed `replicas`
# reaches a running service through these bounds alone. Without autoscaling they are one number.
resource "aws_appautoscaling_target" "this" {
  service_namespace  = "ecs"
  resource_id        = "service/${var.cluster_name}/${aws_ecs_service.this.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = var.replicas
  max_capacity       = var.auto_scaling ? var.max_replicas : var.replicas

  lifecycle {
    precondition {
      condition     = !var.auto_scaling || var.max_replicas >= var.replicas
      error_message = "max_replicas of ${var.name} is ${var.max_replicas}, below replicas (${var.replicas})."
    }
  }
}

# Alarms of our own, because target tracking waits for three minutes: with one measurement of a
# minute, and a minute until CloudWatch knows, this decides within 120 s.
resource "aws_cloudwatch_metric_alarm" "busy" {
  count               = var.auto_scaling ? 1 : 0
  alarm_name          = "${var.prefix}-${var.name}-busy"
  alarm_description   = "Adds tasks of ${var.name}. Normal under load."
  namespace           = "AWS/ECS"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  period              = var.scale_period
  evaluation_periods  = var.scale_datapoints
  datapoints_to_alarm = var.scale_datapoints
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.scale_out_cpu
  treat_missing_data  = "notBreaching"
  dimensions          = { ClusterName = var.cluster_name, ServiceName = aws_ecs_service.this.name }
  alarm_actions       = [aws_appautoscaling_policy.out[0].arn]
}

resource "aws_appautoscaling_policy" "out" {
  count              = var.auto_scaling ? 1 : 0
  name               = "${var.prefix}-${var.name}-out"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  resource_id        = aws_appautoscaling_target.this.resource_id
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  policy_type        = "StepScaling"

  step_scaling_policy_configuration {
    adjustment_type         = "ChangeInCapacity"
    cooldown                = 60
    metric_aggregation_type = "Average"

    # Up to 15 % above: one more; beyond: two.
    step_adjustment {
      metric_interval_lower_bound = "0"
      metric_interval_upper_bound = "15"
      scaling_adjustment          = 1
    }

    step_adjustment {
      metric_interval_lower_bound = "15"
      scaling_adjustment          = 2
    }
  }
}

# A quarter of an hour below half of that, so that a pause takes no task away.
locals {
  idle_datapoints = max(var.scale_datapoints, ceil(900 / var.scale_period))
}

resource "aws_cloudwatch_metric_alarm" "idle" {
  count               = var.auto_scaling ? 1 : 0
  alarm_name          = "${var.prefix}-${var.name}-idle"
  alarm_description   = "Takes tasks of ${var.name} away. Normal without load."
  namespace           = "AWS/ECS"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  period              = var.scale_period
  evaluation_periods  = local.idle_datapoints
  datapoints_to_alarm = local.idle_datapoints
  comparison_operator = "LessThanThreshold"
  threshold           = var.scale_out_cpu / 2
  treat_missing_data  = "notBreaching"
  dimensions          = { ClusterName = var.cluster_name, ServiceName = aws_ecs_service.this.name }
  alarm_actions       = [aws_appautoscaling_policy.in[0].arn]
}

resource "aws_appautoscaling_policy" "in" {
  count              = var.auto_scaling ? 1 : 0
  name               = "${var.prefix}-${var.name}-in"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  resource_id        = aws_appautoscaling_target.this.resource_id
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  policy_type        = "StepScaling"

  step_scaling_policy_configuration {
    adjustment_type         = "ChangeInCapacity"
    cooldown                = 300
    metric_aggregation_type = "Average"

    step_adjustment {
      metric_interval_upper_bound = "0"
      scaling_adjustment          = -1
    }
  }
}
