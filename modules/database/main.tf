locals {
  name = "app"
  port = 5432
  logs = ["postgresql", "upgrade"]

  # The advanced mode is what the long retention is paid for, and RDS takes neither without the
  # other.
  insights_mode = var.insights_retention == 465 ? "advanced" : "standard"
}

resource "aws_db_instance" "this" {
  identifier     = var.prefix
  engine         = "postgres"
  engine_version = var.engine_version
  instance_class = var.instance_class
  db_name        = local.name
  port           = local.port

  # RDS makes the master password, keeps it in Secrets Manager and rotates it: it is in no state.
  # Services connect as users of their own, with tokens of their roles.
  username                            = "app_admin"
  manage_master_user_password         = true
  master_user_secret_kms_key_id       = var.key_arn
  iam_database_authentication_enabled = true
  ca_cert_identifier                  = "rds-ca-rsa2048-g1"

  # No iops and no throughput: below 400 GiB RDS refuses them on gp3.
  storage_type          = "gp3"
  allocated_storage     = var.storage
  max_allocated_storage = var.max_storage
  storage_encrypted     = true
  kms_key_id            = var.key_arn

  multi_az               = var.multi_az
  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [aws_security_group.this.id]
  publicly_accessible    = false
  parameter_group_name   = aws_db_parameter_group.this.name

  # AWS Backup takes both over when it backs up continuously. The window is then its own, and the
  # retention has to be the one of its plan, or each takes the other's back.
  backup_retention_period = var.backup_retention
  backup_window           = var.continuous_backup ? null : var.backup_window
  maintenance_window      = var.maintenance_window
  copy_tags_to_snapshot   = true
  deletion_protection     = var.deletion_protection

  # Whoever deletes a protected database switches the protection off first, and with it the final
  # snapshot: the automated backups outlive the instance in any case, for the days they are kept.
  delete_automated_backups = false
  skip_final_snapshot      = !var.deletion_protection
  # A name used twice would stop the second deletion; the security group's id is new each time.
  final_snapshot_identifier = var.deletion_protection ? "${var.prefix}-final-${trimprefix(aws_security_group.this.id, "sg-")}" : null

  # Minor versions come by themselves, in the maintenance window. A major one is an event of its
  # own: it may break queries and can't be undone, so changing a number here isn't enough.
  auto_minor_version_upgrade  = true
  allow_major_version_upgrade = false
  apply_immediately           = false

  enabled_cloudwatch_logs_exports       = local.logs
  monitoring_interval                   = var.monitoring_interval
  monitoring_role_arn                   = aws_iam_role.monitoring.arn
  performance_insights_enabled          = true
  performance_insights_kms_key_id       = var.key_arn
  performance_insights_retention_period = var.insights_retention
  database_insights_mode                = local.insights_mode

  # The change is made on a copy, which then takes over: within a minute, at once, and outside the
  # maintenance window. Never together with new credentials, which don't reach the copy.
  blue_green_update {
    enabled = var.blue_green_update
  }

  timeouts {
    create = "60m"
    update = "120m"
    delete = "60m"
  }

  lifecycle {
    precondition {
      condition     = var.max_storage >= var.storage * 1.1
      error_message = "max_storage is ${var.max_storage} GiB; RDS wants at least a tenth more than storage (${var.storage} GiB)."
    }

    # The replicas would go on following the old instance.
    precondition {
      condition     = !var.blue_green_update || var.replicas == 0
      error_message = "blue_green_update needs a database without replicas, and it has ${var.replicas}."
    }
  }

  depends_on = [aws_cloudwatch_log_group.this, aws_iam_role_policy_attachment.monitoring]
}

resource "aws_db_subnet_group" "this" {
  name        = var.prefix
  description = "Database of ${var.prefix}"
  subnet_ids  = var.subnet_ids
}

resource "aws_secretsmanager_secret_rotation" "master" {
  secret_id = aws_db_instance.this.master_user_secret[0].secret_arn
  rotation_rules {
    automatically_after_days = var.password_rotation
  }
}
