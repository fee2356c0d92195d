# Copies that answer reads, a moment behind. In one zone each: a lost one is made anew from the
# source, and another can answer meanwhile.
resource "aws_db_instance" "replica" {
  #checkov:skip=CKV_AWS_133:A read replica is protected by the backups of its source
  #checkov:skip=CKV_AWS_157:A read replica is made anew from its source when its zone is lost
  count               = var.replicas
  identifier          = "${var.prefix}-replica-${count.index + 1}"
  replicate_source_db = aws_db_instance.this.identifier
  instance_class      = var.instance_class

  iam_database_authentication_enabled = true
  ca_cert_identifier                  = "rds-ca-rsa2048-g1"

  # In the region of its source a replica has the key of its source; RDS refuses to be told which.
  storage_type          = "gp3"
  max_allocated_storage = var.max_storage
  storage_encrypted     = true

  multi_az               = false
  vpc_security_group_ids = [aws_security_group.this.id]
  publicly_accessible    = false
  parameter_group_name   = aws_db_parameter_group.this.name

  maintenance_window    = var.maintenance_window
  copy_tags_to_snapshot = true
  deletion_protection   = var.deletion_protection
  # It holds nothing that its source doesn't, and RDS makes no last snapshot of a replica.
  skip_final_snapshot = true

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

  timeouts {
    create = "120m"
    update = "120m"
    delete = "60m"
  }

  depends_on = [aws_cloudwatch_log_group.replica, aws_iam_role_policy_attachment.monitoring]
}
