# Every call of every Region, once: in the bucket for good, and in a log group to be searched and
# watched.
resource "aws_cloudtrail" "this" {
  #checkov:skip=CKV_AWS_252:A message for each file of the log, every five minutes, would bury what people have to hear
  count                         = local.home
  name                          = var.prefix
  s3_bucket_name                = aws_s3_bucket.audit[0].bucket
  kms_key_id                    = aws_kms_key.this.arn
  is_multi_region_trail         = true
  include_global_service_events = true
  enable_log_file_validation    = true
  enable_logging                = true
  cloud_watch_logs_group_arn    = "${aws_cloudwatch_log_group.trail[0].arn}:*"
  cloud_watch_logs_role_arn     = aws_iam_role.trail[0].arn

  # More calls, or more errors, than the account has otherwise.
  insight_selector {
    insight_type = "ApiCallRateInsight"
  }
  insight_selector {
    insight_type = "ApiErrorRateInsight"
  }

  # CloudTrail tries to write before it starts.
  depends_on = [aws_iam_role_policy.trail, aws_s3_bucket_policy.audit]
}

resource "aws_cloudwatch_log_group" "trail" {
  count             = local.home
  name              = local.trail_logs
  retention_in_days = var.log_retention
  kms_key_id        = aws_kms_key.this.arn
}

# Without a condition on whose trail it is for: CloudTrail doesn't say that to CloudWatch Logs.
# https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
resource "aws_iam_role" "trail" {
  count                = local.home
  name_prefix          = "${var.prefix}-trail-"
  description          = "Hands the trail of the account to CloudWatch Logs"
  permissions_boundary = var.boundary_arn
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "cloudtrail.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "trail" {
  count       = local.home
  name_prefix = "logs-"
  role        = aws_iam_role.trail[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "arn:aws:logs:${local.region}:${local.account}:log-group:${local.trail_logs}:log-stream:*"
    }]
  })
}
