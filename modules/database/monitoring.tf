# Made before the instance: RDS would make them by itself, kept for ever and without our key.
resource "aws_cloudwatch_log_group" "this" {
  for_each          = toset(local.logs)
  name              = "/aws/rds/instance/${var.prefix}/${each.key}"
  retention_in_days = var.log_retention
  kms_key_id        = var.key_arn
}

resource "aws_cloudwatch_log_group" "replica" {
  for_each          = toset(flatten([for number in range(var.replicas) : [for log in local.logs : "${var.prefix}-replica-${number + 1}/${log}"]]))
  name              = "/aws/rds/instance/${each.key}"
  retention_in_days = var.log_retention
  kms_key_id        = var.key_arn
}

# What RDS itself knows and no measurement shows: a failover, a restart, a replica that fell behind.
resource "aws_db_event_subscription" "this" {
  name        = var.prefix
  sns_topic   = var.topic_arn
  source_type = "db-instance"
  source_ids  = concat([aws_db_instance.this.identifier], aws_db_instance.replica[*].identifier)
  event_categories = [
    "availability",
    "deletion",
    "failover",
    "failure",
    "low storage",
    "maintenance",
    "read replica",
    "recovery",
    "restoration",
  ]
}

data "aws_caller_identity" "current" {}

resource "aws_iam_role" "monitoring" {
  name_prefix          = "${var.prefix}-monitoring-"
  description          = "RDS writes operating system measurements of ${var.prefix}"
  permissions_boundary = var.boundary_arn
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "monitoring.rds.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "monitoring" {
  role       = aws_iam_role.monitoring.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}
