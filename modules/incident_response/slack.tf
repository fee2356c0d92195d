# Incidents are told to the topic of everything too: subscribed to both, the channel would hear of
# each twice.
resource "aws_chatbot_slack_channel_configuration" "this" {
  count              = var.slack == null ? 0 : 1
  configuration_name = "${var.prefix}-alerts"
  slack_team_id      = var.slack.workspace
  slack_channel_id   = var.slack.channel
  sns_topic_arns     = [var.topic_arn]
  iam_role_arn       = aws_iam_role.slack[0].arn
  logging_level      = "ERROR"

  # Without one it is AdministratorAccess: whatever role somebody picks in the channel, this is all
  # that can be done from there.
  guardrail_policy_arns = [aws_iam_policy.slack[0].arn]

  # It draws its first graph with this right.
  depends_on = [aws_iam_role_policy_attachment.slack]
}

# Graphs beside alarms, and nothing that changes anything.
resource "aws_iam_policy" "slack" {
  #checkov:skip=CKV_AWS_355:CloudWatch shows metrics to those who may see all of them; looking is all that is allowed
  count       = var.slack == null ? 0 : 1
  name        = "${var.prefix}-slack"
  description = "What may be asked from the Slack channel of ${var.prefix}"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid    = "Look"
      Effect = "Allow"
      Action = [
        "cloudwatch:DescribeAlarmHistory",
        "cloudwatch:DescribeAlarms",
        "cloudwatch:GetMetricData",
        "cloudwatch:GetMetricStatistics",
        "cloudwatch:GetMetricWidgetImage",
        "cloudwatch:ListMetrics",
      ]
      Resource = "*"
    }]
  })
}

resource "aws_iam_role" "slack" {
  count                = var.slack == null ? 0 : 1
  name                 = "${var.prefix}-slack"
  description          = "Draws graphs beside the alarms of ${var.prefix} in Slack"
  permissions_boundary = var.boundary_arn
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "chatbot.amazonaws.com" }
      # AWS doesn't document that the service names the account here: where it does, it has to be this one.
      Condition = { StringEqualsIfExists = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "slack" {
  count      = var.slack == null ? 0 : 1
  role       = aws_iam_role.slack[0].name
  policy_arn = aws_iam_policy.slack[0].arn
}
