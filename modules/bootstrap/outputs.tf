# Who writes a state before the bucket is closed would write it in the open.
output "bucket" {
  description = "Bucket of the states."
  value       = aws_s3_bucket.state.id
  depends_on = [
    aws_s3_bucket_policy.state,
    aws_s3_bucket_server_side_encryption_configuration.state,
    aws_s3_bucket_versioning.state,
  ]
}

output "key_arn" {
  description = "Key that encrypts the states: `state.s3.kms_key` of a spec."
  value       = aws_kms_key.state.arn
}

output "oidc_provider_arn" {
  description = "GitHub's identity provider; null if no environment has a pipeline."
  value       = local.oidc_provider_arn
}

output "plan_role_arns" {
  description = "Role that plans each environment with a pipeline."
  value       = { for name, role in aws_iam_role.plan : name => role.arn }
}

output "terraform_role_arns" {
  description = "Role that applies each environment with a pipeline."
  value       = { for name, role in aws_iam_role.terraform : name => role.arn }
}
