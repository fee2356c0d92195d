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

# Alarms of our own, because target tracking waits for three minutes: one minute above 60 % of
# the CPU, and a minute until CloudWatch knows, makes a decision within 120 s.
resource "aws_cloudwatch_metric_alarm" "busy" {
  count               = var.auto_scaling ? 1 : 0
  alarm_name          = "${var.prefix}-${var.name}-busy"
  alarm_description   = "Adds tasks of ${var.name}. Normal under load."
  namespace           = "AWS/ECS"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  period              = 60
  evaluation_periods  = 1
  datapoints_to_alarm = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 60
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

    # 60 to 75 %: one more; above: two.
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
resource "aws_cloudwatch_metric_alarm" "idle" {
  count               = var.auto_scaling ? 1 : 0
  alarm_name          = "${var.prefix}-${var.name}-idle"
  alarm_description   = "Takes tasks of ${var.name} away. Normal without load."
  namespace           = "AWS/ECS"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  period              = 60
  evaluation_periods  = 15
  datapoints_to_alarm = 15
  comparison_operator = "LessThanThreshold"
  threshold           = 30
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
