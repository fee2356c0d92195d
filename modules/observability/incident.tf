# What an incident is; who hears of it, and what is done, is decided elsewhere.
locals {
  # Slow alone is a matter for office hours; slow because tasks are missing is not.
  short_of_tasks = [for alarm in concat(values(aws_cloudwatch_metric_alarm.tasks), values(aws_cloudwatch_metric_alarm.unhealthy)) : "ALARM(\"${alarm.alarm_name}\")"]

  hit = concat(
    ["ALARM(\"${aws_cloudwatch_metric_alarm.rejected.alarm_name}\")", "ALARM(\"${aws_cloudwatch_metric_alarm.failing.alarm_name}\")"],
    [for slow in aws_cloudwatch_metric_alarm.slow : "(ALARM(\"${slow.alarm_name}\") AND (${join(" OR ", local.short_of_tasks)}))" if length(var.services) > 0],
  )
}
