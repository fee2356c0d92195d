locals {
  # By number and not by ARN: that isn't known before the alarm exists.
  gated = length(var.gate_alarm_arns) > 0 ? 1 : 0
}

# AppConfig watches five alarms at most, and each service has more gates than that: one alarm for
# all of them.
resource "aws_cloudwatch_composite_alarm" "gates" {
  count             = local.gated
  alarm_name        = "${var.prefix}-flags"
  alarm_description = "A gate of ${var.prefix} fires: a change of feature flags that is under way goes back. Look at which gate it is, and at the flags that changed last."
  alarm_rule        = join(" OR ", [for arn in values(var.gate_alarm_arns) : "ALARM(\"${split(":alarm:", arn)[1]}\")"])

  lifecycle {
    precondition {
      condition     = length(var.gate_alarm_arns) <= 100
      error_message = "gate_alarm_arns has ${length(var.gate_alarm_arns)} alarms; CloudWatch combines 100 at most."
    }
  }
}

resource "aws_iam_role" "monitor" {
  count                = local.gated
  name                 = "${var.prefix}-flags"
  description          = "AppConfig looks at the gates of ${var.prefix}"
  permissions_boundary = var.boundary_arn
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "appconfig.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "monitor" {
  #checkov:skip=CKV_AWS_355:CloudWatch shows a composite alarm only to those who may see all alarms; looking is all that is allowed
  count       = local.gated
  name_prefix = "alarms-"
  role        = aws_iam_role.monitor[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "cloudwatch:DescribeAlarms"
      Resource = "*"
    }]
  })
}
