locals {
  name = "app"
  port = 5432
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

  backup_retention_period = var.backup_retention
  backup_window           = var.backup_window
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

  enabled_cloudwatch_logs_exports       = ["postgresql", "upgrade"]
  monitoring_interval                   = var.monitoring_interval
  monitoring_role_arn                   = aws_iam_role.monitoring.arn
  performance_insights_enabled          = true
  performance_insights_kms_key_id       = var.key_arn
  performance_insights_retention_period = 7

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
    automatically_after_days = 30
  }
}
