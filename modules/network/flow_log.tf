resource "aws_flow_log" "this" {
  count                = local.own
  vpc_id               = aws_vpc.this[0].id
  traffic_type         = "ALL"
  log_destination_type = "cloud-watch-logs"
  log_destination      = aws_cloudwatch_log_group.flow[0].arn
  iam_role_arn         = aws_iam_role.flow[0].arn
  # Ten minutes is the default: too late to see what is going on.
  max_aggregation_interval = 60
  tags                     = { Name = var.prefix }
}

resource "aws_cloudwatch_log_group" "flow" {
  count             = local.own
  name              = "/vpc/${var.prefix}/flow"
  retention_in_days = var.log_retention
  kms_key_id        = var.key_arn
}

data "aws_caller_identity" "current" {}

resource "aws_iam_role" "flow" {
  count                = local.own
  name_prefix          = "${var.prefix}-flow-"
  description          = "Flow logs of ${var.prefix} write to CloudWatch Logs"
  permissions_boundary = var.boundary_arn
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "vpc-flow-logs.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
    }]
  })
}

resource "aws_iam_role_policy" "flow" {
  count       = local.own
  name_prefix = "write-"
  role        = aws_iam_role.flow[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
      Resource = "${aws_cloudwatch_log_group.flow[0].arn}:*"
    }]
  })
}
