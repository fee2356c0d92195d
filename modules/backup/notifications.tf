# A restore is told whether it worked or not: the test is the only one who ever asks. Backups and
# copies that fail are events of the account: a vault's own BACKUP_JOB_FAILED is taken and never
# sent.
resource "aws_backup_vault_notifications" "this" {
  backup_vault_name   = aws_backup_vault.this.name
  sns_topic_arn       = var.topic_arn
  backup_vault_events = ["CONTINUOUS_BACKUP_INTERRUPTED", "RESTORE_JOB_COMPLETED"]
}
