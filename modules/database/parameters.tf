resource "aws_db_parameter_group" "this" {
  name_prefix = "${var.prefix}-"
  description = "Database of ${var.prefix}"
  family      = "postgres${var.engine_version}"

  # Nobody connects in the clear.
  parameter {
    name         = "rds.force_ssl"
    value        = "1"
    apply_method = "immediate"
  }

  # Which statements cost what, and who changed which table or right.
  parameter {
    name         = "shared_preload_libraries"
    value        = "pg_stat_statements,pgaudit,auto_explain"
    apply_method = "pending-reboot"
  }

  parameter {
    name         = "pgaudit.log"
    value        = "ddl,role"
    apply_method = "pending-reboot"
  }

  parameter {
    name         = "track_io_timing"
    value        = "1"
    apply_method = "immediate"
  }

  parameter {
    name         = "log_statement"
    value        = "ddl"
    apply_method = "immediate"
  }

  # A statement that takes as long as a whole request may, and how PostgreSQL went about it.
  parameter {
    name         = "log_min_duration_statement"
    value        = tostring(var.slow_query)
    apply_method = "immediate"
  }

  # Named before the library is loaded, at the next restart.
  parameter {
    name         = "auto_explain.log_min_duration"
    value        = tostring(var.slow_query)
    apply_method = "pending-reboot"
  }

  parameter {
    name         = "log_connections"
    value        = "1"
    apply_method = "immediate"
  }

  parameter {
    name         = "log_disconnections"
    value        = "1"
    apply_method = "immediate"
  }

  # One in use can't be deleted: the new one comes first.
  lifecycle {
    create_before_destroy = true
  }
}
