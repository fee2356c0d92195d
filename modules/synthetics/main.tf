data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  region  = data.aws_region.current.id

  # A canary's name has 21 characters at most. Cut off alone, two names could become the same.
  name = length(var.prefix) <= 21 ? var.prefix : "${trimsuffix(substr(var.prefix, 0, 14), "-")}-${substr(sha256(var.prefix), 0, 6)}"

  # Whoever has waited for ten seconds has left.
  time_limit = 10000

  # ACM renews 60 days before the end, and tells when it can't: a week before, that has not helped.
  certificate_days = 7
}

resource "aws_synthetics_canary" "this" {
  name                 = local.name
  runtime_version      = var.runtime
  handler              = "index.handler"
  s3_bucket            = aws_s3_object.code.bucket
  s3_key               = aws_s3_object.code.key
  s3_version           = aws_s3_object.code.version_id
  artifact_s3_location = "s3://${aws_s3_bucket.this.bucket}/${local.results}/"
  execution_role_arn   = aws_iam_role.this.arn
  start_canary         = true
  delete_lambda        = true

  schedule {
    expression = var.interval == 1 ? "rate(1 minute)" : "rate(${var.interval} minutes)"
  }

  # Below a minute, which is as often as it may run; a cold start takes part of it.
  run_config {
    timeout_in_seconds = 50
    environment_variables = {
      TARGETS          = jsonencode({ for service, path in var.paths : service => "${var.base_url}${path}" })
      TIME_LIMIT       = tostring(local.time_limit)
      CERTIFICATE_DAYS = tostring(local.certificate_days)
    }
  }

  artifact_config {
    s3_encryption {
      encryption_mode = "SSE_KMS"
      kms_key_arn     = var.key_arn
    }
  }

  # From the internet it needs no network.
  dynamic "vpc_config" {
    for_each = var.vpc[*]
    content {
      subnet_ids         = vpc_config.value.subnet_ids
      security_group_ids = aws_security_group.canary[*].id
    }
  }

  lifecycle {
    precondition {
      condition     = startswith(var.runtime, "syn-nodejs-puppeteer-")
      error_message = "runtime is ${var.runtime}; the script is for syn-nodejs-puppeteer-… only."
    }
    precondition {
      condition     = length(var.paths) > 0
      error_message = "paths is empty: a canary that asks for nothing says that all is well."
    }
  }

  # Its first look comes at once.
  depends_on = [aws_iam_role_policy.network, aws_iam_role_policy.this, aws_s3_bucket_policy.this]
}

# Synthetics makes a function whose name nobody knows before, and the role may make no log group:
# this is the only one it writes to.
resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${split(":", aws_synthetics_canary.this.engine_arn)[6]}"
  retention_in_days = var.log_retention
  kms_key_id        = var.key_arn
}

# No look is a bad look. Three in a row, so that one lost packet wakes nobody, and since a run may
# drift from one minute into the next.
resource "aws_cloudwatch_metric_alarm" "this" {
  alarm_name          = "${var.prefix}-outside"
  alarm_description   = "${var.prefix} can't be reached from ${var.vpc == null ? "the internet" : "its network"}, or answers badly. Look first at the latest run of the canary ${aws_synthetics_canary.this.name}: it says which service, and how."
  namespace           = "CloudWatchSynthetics"
  metric_name         = "SuccessPercent"
  dimensions          = { CanaryName = aws_synthetics_canary.this.name }
  statistic           = "Average"
  period              = var.interval * 60
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  comparison_operator = "LessThanThreshold"
  threshold           = 100
  treat_missing_data  = "breaching"
  alarm_actions       = [var.topic_arn]
  ok_actions          = [var.topic_arn]
}
