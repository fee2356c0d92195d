# CloudWatch refuses a rule that names an alarm which isn't there yet.
output "incident_rule" {
  description = "When users are hit, as the rule of a composite alarm: for what has to be told louder than the rest."
  value       = join(" OR ", local.hit)
  depends_on = [
    aws_cloudwatch_metric_alarm.failing,
    aws_cloudwatch_metric_alarm.rejected,
    aws_cloudwatch_metric_alarm.slow,
    aws_cloudwatch_metric_alarm.tasks,
    aws_cloudwatch_metric_alarm.unhealthy,
  ]
}

output "dashboard_name" {
  description = "Name of the dashboard."
  value       = aws_cloudwatch_dashboard.this.dashboard_name
}
