# What users see, over all services. A release is judged elsewhere, by each target group: one per
# cent of errors of a tenth of the requests would be lost in here.
resource "aws_cloudwatch_metric_alarm" "rejected" {
  alarm_name          = "${var.prefix}-load-balancer-rejected"
  alarm_description   = "The load balancer answers 5xx itself: no healthy task, or one that hangs up. Look first at the unhealthy tasks of each service, then at its log."
  namespace           = "AWS/ApplicationELB"
  metric_name         = "HTTPCode_ELB_5XX_Count"
  dimensions          = { LoadBalancer = var.load_balancer_suffix }
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 10
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.topic_arn]
  ok_actions          = [var.topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "failing" {
  alarm_name          = "${var.prefix}-load-balancer-failing"
  alarm_description   = "5 % of the requests or more are answered with 5xx by the services. Look first at the saved query \"top errors\", then at what was released last."
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 5
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.topic_arn]
  ok_actions          = [var.topic_arn]

  # Of a few requests, one failed one is a large share.
  metric_query {
    id          = "share"
    label       = "Failed requests in percent"
    expression  = "IF(requests >= 20, 100 * FILL(errors, 0) / requests, 0)"
    return_data = true
  }

  metric_query {
    id = "requests"
    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "RequestCount"
      dimensions  = { LoadBalancer = var.load_balancer_suffix }
      stat        = "Sum"
      period      = 60
    }
  }

  metric_query {
    id = "errors"
    metric {
      namespace   = "AWS/ApplicationELB"
      metric_name = "HTTPCode_Target_5XX_Count"
      dimensions  = { LoadBalancer = var.load_balancer_suffix }
      stat        = "Sum"
      period      = 60
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "slow" {
  count               = var.response_time == null ? 0 : 1
  alarm_name          = "${var.prefix}-load-balancer-slow"
  alarm_description   = "One request in a hundred takes longer than ${var.response_time * 2} ms, twice of what is allowed. Look first at the saved query \"slow requests\", then at the database's CPU and read latency."
  namespace           = "AWS/ApplicationELB"
  metric_name         = "TargetResponseTime"
  dimensions          = { LoadBalancer = var.load_balancer_suffix }
  extended_statistic  = "p99"
  period              = 60
  evaluation_periods  = 5
  datapoints_to_alarm = 5
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.response_time * 2 / 1000
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.topic_arn]
  ok_actions          = [var.topic_arn]

  # With fewer than a hundred requests, this is the slowest one of all.
  evaluate_low_sample_count_percentiles = "ignore"
}
