data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  region  = data.aws_region.current.id
  name    = "${var.prefix}-migrations"

  # Whole, so that the rights don't depend on the resource that they come before.
  state_machine_arn = "arn:aws:states:${local.region}:${local.account}:stateMachine:${local.name}"

  # One right for every snapshot that is made here, and for no other.
  snapshot_prefix = "${var.prefix}-migration-"
}

resource "aws_sfn_state_machine" "this" {
  name       = local.name
  role_arn   = aws_iam_role.states.arn
  definition = local.definition

  encryption_configuration {
    type                              = "CUSTOMER_MANAGED_KMS_KEY"
    kms_key_id                        = var.key_arn
    kms_data_key_reuse_period_seconds = 300
  }

  logging_configuration {
    level                  = "ALL"
    include_execution_data = true
    log_destination        = "${aws_cloudwatch_log_group.this.arn}:*"
  }

  tracing_configuration {
    enabled = true
  }

  lifecycle {
    precondition {
      condition     = var.integrity_schedule == null || var.integrity_task_arn != null
      error_message = "integrity_schedule says when to check the data, but there is no integrity_task_arn to check it with."
    }
  }

  # It is refused while its role may not write the log.
  depends_on = [aws_iam_role_policy.states]
}

# Step Functions writes where AWS's own logs go: other names run into the length of one policy.
resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/vendedlogs/states/${local.name}"
  retention_in_days = var.log_retention
  kms_key_id        = var.key_arn
}

# Through the state machine, so that a check that fails is told as any other.
resource "aws_scheduler_schedule" "integrity" {
  count                        = var.integrity_schedule == null ? 0 : 1
  name                         = "${var.prefix}-integrity"
  description                  = "Checks the data of ${var.prefix}"
  schedule_expression          = var.integrity_schedule
  schedule_expression_timezone = "Etc/UTC"
  kms_key_arn                  = var.key_arn

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_sfn_state_machine.this.arn
    role_arn = aws_iam_role.scheduler[0].arn
    input    = jsonencode({ check = true })

    retry_policy {
      maximum_event_age_in_seconds = 3600
      maximum_retry_attempts       = 3
    }
  }

  depends_on = [aws_iam_role_policy.scheduler]
}
