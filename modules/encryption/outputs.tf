output "key_arn" {
  description = "The key of the environment."
  value       = local.own == 1 ? aws_kms_key.this[0].arn : var.existing_key_arn
}

output "key_alias" {
  description = "Alias of the key, for people; null with an existing key."
  value       = local.own == 1 ? aws_kms_alias.this[0].name : null
}
