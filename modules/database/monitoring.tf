# Made before the instance: RDS would make them by itself, kept for ever and without our key.
resource "aws_cloudwatch_log_group" "this" {
  for_each          = toset(["postgresql", "upgrade"])
  name              = "/aws/rds/instance/${var.prefix}/${each.key}"
  retention_in_days = var.log_retention
  kms_key_id        = var.key_arn
}

data "aws_caller_identity" "current" {}

resource "aws_iam_role" "monitoring" {
  name_prefix = "${var.prefix}-monitoring-"
  description = "RDS writes operating system measurements of ${var.prefix}"
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
