output "incident_alarm_arn" {
  description = "Alarm that fires when users are hit, for what has to be told louder than the rest."
  value       = aws_cloudwatch_composite_alarm.incident.arn
}

output "dashboard_name" {
  description = "Name of the dashboard."
  value       = aws_cloudwatch_dashboard.this.dashboard_name
}
