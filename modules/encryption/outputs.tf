output "key_arn" {
  description = "The key of the environment."
  value       = aws_kms_key.this.arn
}

output "key_alias" {
  description = "Alias of the key, for people."
  value       = aws_kms_alias.this.name
}
