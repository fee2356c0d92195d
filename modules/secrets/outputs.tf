output "arns" {
  description = "The secrets by name; only with its ARN is one put or read."
  value       = { for name, secret in aws_secretsmanager_secret.this : name => secret.arn }
}
