# A backup that was never restored is a hope. How long the restore takes is how long a loss lasts.
resource "aws_backup_restore_testing_plan" "this" {
  # Letters, digits and underscores only.
  name                         = replace("${var.prefix}_restore", "-", "_")
  schedule_expression          = var.restore_test
  schedule_expression_timezone = "Etc/UTC"
  start_window_hours           = 4

  recovery_point_selection {
    algorithm             = "LATEST_WITHIN_WINDOW"
    include_vaults        = [aws_backup_vault.this.arn]
    recovery_point_types  = var.point_in_time == null ? ["SNAPSHOT"] : ["CONTINUOUS", "SNAPSHOT"]
    selection_window_days = 7
  }

  lifecycle {
    precondition {
      condition     = startswith(var.restore_test, "cron(")
      error_message = "restore_test is ${var.restore_test}; AWS Backup takes cron(…) only."
    }
  }
}

# In one zone, beside the database and out of reach of the services: it has the VPC's default
# security group and not ours. It stays a while, for whoever wants to look.
resource "aws_backup_restore_testing_selection" "this" {
  name                      = replace("${var.prefix}_database", "-", "_")
  restore_testing_plan_name = aws_backup_restore_testing_plan.this.name
  protected_resource_type   = "RDS"
  protected_resource_arns   = [var.database_arn]
  iam_role_arn              = aws_iam_role.this.arn
  validation_window_hours   = 4

  restore_metadata_overrides = {
    dbSubnetGroupName = var.subnet_group_name
    multiAz           = "false"
  }

  depends_on = [aws_iam_role_policy_attachment.this]
}
