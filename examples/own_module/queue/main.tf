resource "aws_sqs_queue" "this" {
  name                       = "${var.prefix}-${var.name}"
  kms_master_key_id          = var.key_arn
  visibility_timeout_seconds = 60
  receive_wait_time_seconds  = 20

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letter.arn
    maxReceiveCount     = var.max_receives
  })
}

# Kept as long as SQS can: somebody has to find out why.
resource "aws_sqs_queue" "dead_letter" {
  name                      = "${var.prefix}-${var.name}-dead-letter"
  kms_master_key_id         = var.key_arn
  message_retention_seconds = 1209600
}

resource "aws_sqs_queue_redrive_allow_policy" "dead_letter" {
  queue_url = aws_sqs_queue.dead_letter.id
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.this.arn]
  })
}
