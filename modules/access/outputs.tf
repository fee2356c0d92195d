output "deployer_role_arn" {
  description = "Role that the pipeline assumes; null without a subject."
  value       = one(aws_iam_role.deployer[*].arn)
}

output "operator_role_arn" {
  description = "Role that operators assume; null without operators."
  value       = one(aws_iam_role.operator[*].arn)
}

output "auditor_role_arn" {
  description = "Role that auditors assume; null without auditors."
  value       = one(aws_iam_role.auditor[*].arn)
}
