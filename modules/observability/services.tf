# Scaling out begins at less: five minutes above this, and it doesn't help.
resource "aws_cloudwatch_metric_alarm" "cpu" {
  for_each            = var.services
  alarm_name          = "${var.prefix}-service-${each.key}-cpu"
  alarm_description   = "Tasks of ${each.key} use more than 85 % of their CPU. Look first at how many tasks run and whether more may, then at what was released last."
  namespace           = "AWS/ECS"
  metric_name         = "CPUUtilization"
  dimensions          = { ClusterName = var.cluster_name, ServiceName = each.key }
  statistic           = "Average"
  period              = 60
  evaluation_periods  = 5
  datapoints_to_alarm = 5
  comparison_operator = "GreaterThanThreshold"
  threshold           = 85
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.topic_arn]
  ok_actions          = [var.topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "memory" {
  for_each            = var.services
  alarm_name          = "${var.prefix}-service-${each.key}-memory"
  alarm_description   = "Tasks of ${each.key} use more than 85 % of their memory; at 100 % they are stopped. Look first at whether it grows with time or with requests."
  namespace           = "AWS/ECS"
  metric_name         = "MemoryUtilization"
  dimensions          = { ClusterName = var.cluster_name, ServiceName = each.key }
  statistic           = "Average"
  period              = 60
  evaluation_periods  = 5
  datapoints_to_alarm = 5
  comparison_operator = "GreaterThanThreshold"
  threshold           = 85
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.topic_arn]
  ok_actions          = [var.topic_arn]
}

# Silence is bad news as well: only services that have been released are watched, and Container
# Insights counts the tasks of each. Five minutes leave time for a deployment that has no room for
# two tasks at once.
resource "aws_cloudwatch_metric_alarm" "tasks" {
  for_each            = var.services
  alarm_name          = "${var.prefix}-service-${each.key}-tasks"
  alarm_description   = "Fewer than ${each.value.replicas} tasks of ${each.key} run. Look first at the events of the service: they say why a task stopped or doesn't start."
  namespace           = "ECS/ContainerInsights"
  metric_name         = "RunningTaskCount"
  dimensions          = { ClusterName = var.cluster_name, ServiceName = each.key }
  statistic           = "Minimum"
  period              = 60
  evaluation_periods  = 5
  datapoints_to_alarm = 5
  comparison_operator = "LessThanThreshold"
  threshold           = each.value.replicas
  treat_missing_data  = "breaching"
  alarm_actions       = [var.topic_arn]
  ok_actions          = [var.topic_arn]
}

# The colour that waits has no tasks, and says nothing.
resource "aws_cloudwatch_metric_alarm" "unhealthy" {
  for_each            = local.target_groups
  alarm_name          = "${var.prefix}-service-${each.value.service}-unhealthy-${each.value.colour}"
  alarm_description   = "Tasks of ${each.value.service} (${each.value.colour}) fail their health check. Look first at the log of ${each.value.service}, then at whether the health path needs something that is down."
  namespace           = "AWS/ApplicationELB"
  metric_name         = "UnHealthyHostCount"
  dimensions          = { LoadBalancer = var.load_balancer_suffix, TargetGroup = each.value.suffix }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.topic_arn]
  ok_actions          = [var.topic_arn]
}

# Errors that nobody answered for: a job, a message, a page that shows half.
resource "aws_cloudwatch_log_metric_filter" "errors" {
  for_each       = var.services
  name           = "${var.prefix}-service-${each.key}-errors"
  log_group_name = each.value.log_group
  pattern        = "{ $.level = \"error\" || $.level = \"ERROR\" || $.level = \"fatal\" || $.level = \"FATAL\" || $.level >= 50 }"

  metric_transformation {
    namespace     = var.prefix
    name          = "${each.key}-log-errors"
    value         = "1"
    default_value = "0"
    unit          = "Count"
  }
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  for_each            = var.services
  alarm_name          = "${var.prefix}-service-${each.key}-errors"
  alarm_description   = "${each.key} writes more than ${var.log_errors} errors a minute. Look first at the saved query \"top errors\"."
  namespace           = aws_cloudwatch_log_metric_filter.errors[each.key].metric_transformation[0].namespace
  metric_name         = aws_cloudwatch_log_metric_filter.errors[each.key].metric_transformation[0].name
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 1
  datapoints_to_alarm = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.log_errors
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.topic_arn]
  ok_actions          = [var.topic_arn]
}
