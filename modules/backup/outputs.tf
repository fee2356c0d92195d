output "vault_arn" {
  description = "The vault."
  value       = aws_backup_vault.this.arn
}

output "copy_vault_arn" {
  description = "The vault in the second region; null without one."
  value       = one(aws_backup_vault.copy[*].arn)
}

output "copy_key_arn" {
  description = "Key of the vault in the second region; null without one."
  value       = one(aws_kms_key.copy[*].arn)
}

output "restore_testing_plan" {
  description = "Name of the restore testing plan."
  value       = aws_backup_restore_testing_plan.this.name
}
