# For this secret only; a function that rotates several has a permission for each.
resource "aws_lambda_permission" "rotate" {
  for_each            = local.rotated
  statement_id_prefix = "${var.prefix}-${each.key}-"
  action              = "lambda:InvokeFunction"
  function_name       = join(":", slice(split(":", each.value.rotation_function), 0, 7))
  qualifier           = try(split(":", each.value.rotation_function)[7], null)
  principal           = "secretsmanager.amazonaws.com"
  source_account      = local.account
  source_arn          = aws_secretsmanager_secret.this[each.key].arn
}

resource "aws_secretsmanager_secret_rotation" "this" {
  #checkov:skip=CKV_AWS_304:Checkov can't follow each.value to the days, which are 30 unless a spec says otherwise
  for_each            = local.rotated
  secret_id           = aws_secretsmanager_secret.this[each.key].id
  rotation_lambda_arn = each.value.rotation_function

  # There is no value yet that could be replaced.
  rotate_immediately = false

  rotation_rules {
    automatically_after_days = each.value.rotation
  }

  # Secrets Manager tries the function as soon as it hears of it.
  depends_on = [aws_lambda_permission.rotate]
}

# Secrets Manager has no measurement of its rotations, but their functions have one of their errors.
resource "aws_cloudwatch_metric_alarm" "rotation" {
  for_each            = local.functions
  alarm_name          = "${var.prefix}-rotation-${each.key}"
  alarm_description   = "The function ${each.key}, which rotates ${join(", ", each.value)}, failed; the values before go on working. Look first at its log, then at whether each secret has a value at all: an empty one can't be rotated."
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  dimensions          = { FunctionName = each.key }
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  datapoints_to_alarm = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.topic_arn]
  ok_actions          = [var.topic_arn]
}
