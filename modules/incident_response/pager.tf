# A topic for incidents alone: whoever is woken by it is woken by nothing else.
resource "aws_sns_topic" "pager" {
  count             = var.pager == null ? 0 : 1
  name              = "${var.prefix}-incidents"
  kms_master_key_id = var.key_arn
}

resource "aws_sns_topic_policy" "pager" {
  count = var.pager == null ? 0 : 1
  arn   = aws_sns_topic.pager[0].arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Incident"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.pager[0].arn
        Condition = {
          ArnEquals    = { "aws:SourceArn" = "arn:aws:cloudwatch:${local.region}:${local.account}:alarm:${var.prefix}-incident" }
          StringEquals = { "aws:SourceAccount" = local.account }
        }
      },
      {
        Sid       = "EncryptedOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.pager[0].arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

# The pager service has to confirm the subscription once; most do so by themselves.
resource "aws_sns_topic_subscription" "pager" {
  count     = var.pager == null ? 0 : 1
  topic_arn = aws_sns_topic.pager[0].arn
  protocol  = "email"
  endpoint  = var.pager
}
