output "name" {
  description = "Name of the ECS service."
  value       = aws_ecs_service.this.name
}

output "security_group_id" {
  description = "Security group of the tasks."
  value       = aws_security_group.this.id
}

output "task_role_name" {
  description = "Role that the application runs with; attach what it may do in AWS."
  value       = aws_iam_role.task.name
}

output "task_role_arn" {
  description = "The same role, for whoever starts tasks."
  value       = aws_iam_role.task.arn
}

output "execution_role_name" {
  description = "Role that ECS pulls the image and reads the secrets with."
  value       = aws_iam_role.execution.name
}

output "execution_role_arn" {
  description = "The same role, for whoever starts tasks."
  value       = aws_iam_role.execution.arn
}

output "shift_role_arn" {
  description = "Role that ECS shifts requests with, for whoever deploys; null where none are shifted."
  value       = one(aws_iam_role.shift[*].arn)
}

output "log_group" {
  description = "Log group of the tasks and jobs."
  value       = aws_cloudwatch_log_group.this.name
}

output "log_group_arn" {
  description = "The same log group, for policies."
  value       = aws_cloudwatch_log_group.this.arn
}

output "job_task_definition_arns" {
  description = "Task definition of each job with its revision, to start it by hand or from a workflow; the container in it has the name of the service."
  value       = { for name, definition in aws_ecs_task_definition.job : name => definition.arn }
}

output "gate_alarm_arns" {
  description = "Alarm of each gate and colour, such as `error-rate-blue`; empty for a worker."
  value       = { for gate, alarm in local.gate_alarms : gate => alarm.arn }
}

output "gate_alarm_names" {
  description = "Names of the same alarms: none may fire when a deployment starts."
  value       = { for gate, alarm in local.gate_alarms : gate => alarm.alarm_name }
}
