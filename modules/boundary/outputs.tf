output "arn" {
  description = "The limit of what runs in the environment: services, hosts, and what AWS does for them."
  value       = local.own == 1 ? aws_iam_policy.workloads[0].arn : var.existing_arn
}

output "access_arn" {
  description = "The limit of who acts on the environment: the pipeline, operators and auditors."
  value       = local.own == 1 ? aws_iam_policy.access[0].arn : var.existing_arn
}
