output "cluster_arn" {
  description = "The ECS cluster."
  value       = aws_ecs_cluster.this.arn
}

output "cluster_name" {
  description = "Name of the ECS cluster."
  value       = aws_ecs_cluster.this.name
}

# Also the order of destruction: services end while the cluster still has hosts to stop them on.
output "capacity_provider" {
  description = "Capacity provider that starts hosts, once the cluster knows it."
  value       = aws_ecs_capacity_provider.this.name
  depends_on  = [aws_ecs_cluster_capacity_providers.this]
}

output "security_group_id" {
  description = "Security group of the hosts; tasks have their own."
  value       = aws_security_group.this.id
}

output "role_name" {
  description = "Role of the hosts; tasks have their own."
  value       = aws_iam_role.hosts.name
}

output "exec_log_group" {
  description = "Log group of commands run in tasks."
  value       = aws_cloudwatch_log_group.exec.name
}

output "performance_log_group" {
  description = "Log group that Container Insights writes its measurements to."
  value       = aws_cloudwatch_log_group.performance.name
}
