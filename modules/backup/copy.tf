# The second region has everything that the first could take with it: a vault, a key, and RDS's own
# backups, from which any moment can be restored there.
resource "aws_kms_key" "copy" {
  count                   = var.copy_region == null ? 0 : 1
  region                  = var.copy_region
  description             = "Backups of ${var.prefix} from ${data.aws_region.current.id}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy = jsonencode({
    Version = "2012-10-17"
    # IAM policies of the account decide, as for every other resource.
    Statement = [{
      Sid       = "Account"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${local.account}:root" }
      Action    = "kms:*"
      Resource  = "*"
    }]
  })
}

resource "aws_kms_alias" "copy" {
  count         = var.copy_region == null ? 0 : 1
  region        = var.copy_region
  name          = "alias/${var.prefix}-backup"
  target_key_id = aws_kms_key.copy[0].key_id
}

resource "aws_backup_vault" "copy" {
  count         = var.copy_region == null ? 0 : 1
  region        = var.copy_region
  name          = "${var.prefix}-copy"
  kms_key_arn   = aws_kms_key.copy[0].arn
  force_destroy = !var.deletion_protection
}

resource "aws_backup_vault_lock_configuration" "copy" {
  count               = var.copy_region != null && local.locked ? 1 : 0
  region              = var.copy_region
  backup_vault_name   = aws_backup_vault.copy[0].name
  min_retention_days  = var.lock_min_retention
  max_retention_days  = var.lock_max_retention
  changeable_for_days = var.lock_grace
}

resource "aws_db_instance_automated_backups_replication" "copy" {
  count                  = var.copy_region == null ? 0 : 1
  region                 = var.copy_region
  source_db_instance_arn = var.database_arn
  retention_period       = var.backup_retention
  kms_key_id             = aws_kms_key.copy[0].arn
}
