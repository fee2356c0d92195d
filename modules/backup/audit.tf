# Says whether what is kept is what was promised. Scoped to this environment, since another one in
# the same account may promise less.
resource "aws_backup_framework" "this" {
  count = var.audit ? 1 : 0
  # Letters, digits and underscores only.
  name        = replace("${var.prefix}_backup", "-", "_")
  description = "Backups of ${var.prefix}"

  control {
    name = "BACKUP_RECOVERY_POINT_ENCRYPTED"

    scope {
      tags = { BackupPlan = var.prefix }
    }
  }

  control {
    name = "BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK"

    input_parameter {
      name  = "requiredRetentionDays"
      value = tostring(min(local.retentions...))
    }

    scope {
      tags = { BackupPlan = var.prefix }
    }
  }

  control {
    name = "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN"

    scope {
      compliance_resource_ids   = [var.database_resource_id]
      compliance_resource_types = ["RDS"]
    }
  }

  # A day, and the eight hours that a backup has.
  control {
    name = "BACKUP_LAST_RECOVERY_POINT_CREATED"

    input_parameter {
      name  = "recoveryPointAgeUnit"
      value = "hours"
    }

    input_parameter {
      name  = "recoveryPointAgeValue"
      value = "32"
    }

    scope {
      compliance_resource_ids   = [var.database_resource_id]
      compliance_resource_types = ["RDS"]
    }
  }
}
