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

output "execution_role_name" {
  description = "Role that ECS pulls the image and reads the secrets with."
  value       = aws_iam_role.execution.name
}

output "log_group" {
  description = "Log group of the tasks."
  value       = aws_cloudwatch_log_group.this.name
}
