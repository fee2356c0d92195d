locals {
  # Slow alone is a matter for office hours; slow because tasks are missing is not.
  short_of_tasks = [for alarm in concat(values(aws_cloudwatch_metric_alarm.tasks), values(aws_cloudwatch_metric_alarm.unhealthy)) : "ALARM(\"${alarm.alarm_name}\")"]

  hit = concat(
    ["ALARM(\"${aws_cloudwatch_metric_alarm.rejected.alarm_name}\")", "ALARM(\"${aws_cloudwatch_metric_alarm.failing.alarm_name}\")"],
    [for slow in aws_cloudwatch_metric_alarm.slow : "(ALARM(\"${slow.alarm_name}\") AND (${join(" OR ", local.short_of_tasks)}))" if length(var.services) > 0],
  )
}

resource "aws_cloudwatch_composite_alarm" "incident" {
  alarm_name        = "${var.prefix}-incident"
  alarm_description = "Users of ${var.prefix} get errors, or wait because tasks are missing. Look first at the dashboard ${aws_cloudwatch_dashboard.this.dashboard_name}; if a release is under way, roll it back before looking further."
  alarm_rule        = join(" OR ", local.hit)
  alarm_actions     = [var.topic_arn]
  ok_actions        = [var.topic_arn]
}
