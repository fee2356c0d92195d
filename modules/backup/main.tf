data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  locked  = var.lock_min_retention != null && var.lock_max_retention != null

  retentions = [for days in [var.daily_retention, var.monthly_retention, var.point_in_time] : days if days != null]
}

resource "aws_backup_vault" "this" {
  name          = var.prefix
  kms_key_arn   = var.key_arn
  force_destroy = !var.deletion_protection
}

# No one deletes a backup before its time, and no one keeps it for ever.
resource "aws_backup_vault_lock_configuration" "this" {
  count              = local.locked ? 1 : 0
  backup_vault_name  = aws_backup_vault.this.name
  min_retention_days = var.lock_min_retention
  max_retention_days = var.lock_max_retention

  # With a number this can't be undone once so many days have gone by: see the input.
  changeable_for_days = var.lock_grace
}

resource "aws_backup_plan" "this" {
  name = var.prefix

  # Whoever is too near to a window of RDS tries again until the start window is over.
  rule {
    rule_name                    = "daily"
    target_vault_name            = aws_backup_vault.this.name
    schedule                     = "cron(0 5 * * ? *)"
    schedule_expression_timezone = "Etc/UTC"
    start_window                 = 240
    completion_window            = 480
    recovery_point_tags          = { BackupPlan = var.prefix }

    lifecycle {
      delete_after = var.daily_retention
    }

    dynamic "copy_action" {
      for_each = aws_backup_vault.copy[*].arn
      content {
        destination_vault_arn = copy_action.value

        lifecycle {
          delete_after = var.daily_retention
        }
      }
    }
  }

  # On the first of the month AWS Backup takes this one alone: of two at once it keeps the longer.
  dynamic "rule" {
    for_each = var.monthly_retention == null ? [] : [var.monthly_retention]
    content {
      rule_name                    = "monthly"
      target_vault_name            = aws_backup_vault.this.name
      schedule                     = "cron(0 5 1 * ? *)"
      schedule_expression_timezone = "Etc/UTC"
      start_window                 = 240
      completion_window            = 480
      recovery_point_tags          = { BackupPlan = var.prefix }

      lifecycle {
        delete_after = rule.value
      }

      dynamic "copy_action" {
        for_each = aws_backup_vault.copy[*].arn
        content {
          destination_vault_arn = copy_action.value

          lifecycle {
            delete_after = rule.value
          }
        }
      }
    }
  }

  # One recovery point that always reaches back so many days. The hour is how often AWS Backup
  # sees to it, not how much can be lost. RDS copies it to the second region, in copy.tf.
  dynamic "rule" {
    for_each = var.point_in_time == null ? [] : [var.point_in_time]
    content {
      rule_name                    = "point-in-time"
      target_vault_name            = aws_backup_vault.this.name
      schedule                     = "cron(0 * * * ? *)"
      schedule_expression_timezone = "Etc/UTC"
      start_window                 = 60
      completion_window            = 120
      enable_continuous_backup     = true
      recovery_point_tags          = { BackupPlan = var.prefix }

      lifecycle {
        delete_after = rule.value
      }
    }
  }

  lifecycle {
    # AWS Backup writes its retention into the database, and Terraform would write the other back.
    precondition {
      condition     = var.point_in_time == null || var.point_in_time == var.backup_retention
      error_message = "point_in_time is ${coalesce(var.point_in_time, 0)} days and backup_retention ${var.backup_retention}: continuous backups need them to be the same."
    }

    precondition {
      condition     = (var.lock_min_retention == null) == (var.lock_max_retention == null)
      error_message = "A vault lock has both lock_min_retention and lock_max_retention."
    }

    precondition {
      condition     = var.lock_grace == null || local.locked
      error_message = "lock_grace closes a lock for ever, but there is none: it needs lock_min_retention and lock_max_retention."
    }

    # A locked vault takes no backup of another length, and says so only when the backup is due.
    precondition {
      condition     = !local.locked || alltrue([for days in local.retentions : days >= coalesce(var.lock_min_retention, 0) && days <= coalesce(var.lock_max_retention, 0)])
      error_message = "Backups are kept for ${join(", ", local.retentions)} days, and the vault lock takes ${coalesce(var.lock_min_retention, 0)} to ${coalesce(var.lock_max_retention, 0)}."
    }

    precondition {
      condition     = var.copy_region != data.aws_region.current.id
      error_message = "copy_region is ${coalesce(var.copy_region, "null")}, where the database is: a copy belongs elsewhere."
    }
  }

  # Backups of before the lock would be out of its reach.
  depends_on = [aws_backup_vault_lock_configuration.this, aws_backup_vault_lock_configuration.copy]
}

resource "aws_backup_selection" "this" {
  name         = var.prefix
  plan_id      = aws_backup_plan.this.id
  iam_role_arn = aws_iam_role.this.arn
  resources    = [var.database_arn]

  depends_on = [aws_iam_role_policy_attachment.this]
}

resource "aws_iam_role" "this" {
  name_prefix          = "${var.prefix}-backup-"
  description          = "Backs up and restores the database of ${var.prefix}"
  permissions_boundary = var.boundary_arn
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "backup.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each   = toset(["AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForRestores"])
  role       = aws_iam_role.this.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/${each.key}"
}
