# What a new version has to prove on real requests: ECS looks at these alarms during a deployment,
# and rolls it back when one fires.
#
# One alarm for each colour. In an alarm over the whole load balancer the requests of the old
# version thin out those of the new one: a canary that fails on 9 % of a tenth would show 0.9 %.
#
# A gate says what has to hold ("error rate below 0.01"), its alarm the opposite, so that the limit
# itself fires. A colour without enough requests proves nothing and passes.
locals {
  colours = { for colour, suffix in { blue = var.blue_target_group_suffix, green = var.green_target_group_suffix } : colour => suffix if var.public }

  gate_alarms = merge(
    { for colour, alarm in aws_cloudwatch_metric_alarm.gate_error_rate : "error-rate-${colour}" => alarm },
    { for colour, alarm in aws_cloudwatch_metric_alarm.gate_response_time : "response-time-${colour}" => alarm },
    { for colour, alarm in aws_cloudwatch_metric_alarm.gate_success_rate : "success-rate-${colour}" => alarm },
  )
}

resource "aws_cloudwatch_metric_alarm" "gate_error_rate" {
  for_each            = { for colour, suffix in local.colours : colour => suffix if contains(keys(var.gates), "error_rate") }
  alarm_name          = "${var.prefix}-${var.name}-gate-error-rate-${each.key}"
  alarm_description   = "Too many requests to ${each.key} tasks of ${var.name} fail. During a deployment ECS rolls it back."
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = lookup(var.gates, "error_rate", null)
  evaluation_periods  = var.gate_datapoints
  datapoints_to_alarm = var.gate_datapoints
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.topic_arn]
  ok_actions          = [var.topic_arn]

  # A load balancer reports no errors as nothing, not as 0.
  metric_query {
    id          = "gate"
    label       = "error rate"
    expression  = "IF(requests >= ${var.gate_requests}, FILL(errors, 0) / requests, 0)"
    return_data = true
  }

  metric_query {
    id          = "requests"
    return_data = false
    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "RequestCount"
      stat        = "Sum"
      period      = var.gate_period
      dimensions  = { LoadBalancer = var.load_balancer_suffix, TargetGroup = each.value }
    }
  }

  metric_query {
    id          = "errors"
    return_data = false
    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "HTTPCode_Target_5XX_Count"
      stat        = "Sum"
      period      = var.gate_period
      dimensions  = { LoadBalancer = var.load_balancer_suffix, TargetGroup = each.value }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "gate_response_time" {
  for_each            = { for colour, suffix in local.colours : colour => suffix if contains(keys(var.gates), "response_time") }
  alarm_name          = "${var.prefix}-${var.name}-gate-response-time-${each.key}"
  alarm_description   = "${each.key} tasks of ${var.name} answer too slowly. During a deployment ECS rolls it back."
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = lookup(var.gates, "response_time", null)
  evaluation_periods  = var.gate_datapoints
  datapoints_to_alarm = var.gate_datapoints
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.topic_arn]
  ok_actions          = [var.topic_arn]

  # Measured in seconds, promised in milliseconds.
  metric_query {
    id          = "gate"
    label       = "response time"
    expression  = "IF(requests >= ${var.gate_requests}, latency * 1000, 0)"
    return_data = true
  }

  metric_query {
    id          = "requests"
    return_data = false
    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "RequestCount"
      stat        = "Sum"
      period      = var.gate_period
      dimensions  = { LoadBalancer = var.load_balancer_suffix, TargetGroup = each.value }
    }
  }

  # Not the average: it hides that some wait long.
  metric_query {
    id          = "latency"
    return_data = false
    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "TargetResponseTime"
      stat        = "p95"
      period      = var.gate_period
      dimensions  = { LoadBalancer = var.load_balancer_suffix, TargetGroup = each.value }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "gate_success_rate" {
  for_each            = { for colour, suffix in local.colours : colour => suffix if contains(keys(var.gates), "success_rate") }
  alarm_name          = "${var.prefix}-${var.name}-gate-success-rate-${each.key}"
  alarm_description   = "Too few requests to ${each.key} tasks of ${var.name} succeed. During a deployment ECS rolls it back."
  comparison_operator = "LessThanOrEqualToThreshold"
  threshold           = lookup(var.gates, "success_rate", null)
  evaluation_periods  = var.gate_datapoints
  datapoints_to_alarm = var.gate_datapoints
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.topic_arn]
  ok_actions          = [var.topic_arn]

  # A task that takes no connection answers no error either: without these it would only be the
  # error rate again, counted from the other end.
  metric_query {
    id          = "gate"
    label       = "success rate"
    expression  = "IF(requests >= ${var.gate_requests}, 1 - (FILL(errors, 0) + FILL(connections, 0)) / requests, 1)"
    return_data = true
  }

  metric_query {
    id          = "requests"
    return_data = false
    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "RequestCount"
      stat        = "Sum"
      period      = var.gate_period
      dimensions  = { LoadBalancer = var.load_balancer_suffix, TargetGroup = each.value }
    }
  }

  metric_query {
    id          = "errors"
    return_data = false
    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "HTTPCode_Target_5XX_Count"
      stat        = "Sum"
      period      = var.gate_period
      dimensions  = { LoadBalancer = var.load_balancer_suffix, TargetGroup = each.value }
    }
  }

  metric_query {
    id          = "connections"
    return_data = false
    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "TargetConnectionErrorCount"
      stat        = "Sum"
      period      = var.gate_period
      dimensions  = { LoadBalancer = var.load_balancer_suffix, TargetGroup = each.value }
    }
  }
}
