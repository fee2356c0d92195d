output "alarm_arn" {
  description = "Alarm that fires when users are hit."
  value       = aws_cloudwatch_composite_alarm.incident.arn
}

output "runbook_name" {
  description = "Runbook that brings the version before back; null before the first release."
  value       = one(aws_ssm_document.rollback[*].name)
}

output "runbook_role_arn" {
  description = "Role that the runbook works with, for whoever may start it; null before the first release."
  value       = one(aws_iam_role.runbook[*].arn)
}
