# Lines that nobody thought of. CloudWatch learns from the last two weeks what is usual, and gives a
# priority to what isn't; what goes on for two weeks is usual by then.
locals {
  learnt = { for name, service in var.services : name => service.log_group if var.log_anomalies }
}

resource "aws_cloudwatch_log_anomaly_detector" "this" {
  for_each                = local.learnt
  detector_name           = "${var.prefix}-service-${each.key}"
  log_group_arn_list      = ["arn:aws:logs:${local.region}:${local.account}:log-group:${each.value}"]
  evaluation_frequency    = "FIVE_MIN"
  anomaly_visibility_time = 14
  kms_key_id              = var.key_arn
  enabled                 = true
}

# Metric and dimensions: CloudWatch Logs User Guide, "Metrics published by log anomaly detectors".
# Only the highest priority: what is new after a release is unusual, and mostly wanted.
resource "aws_cloudwatch_metric_alarm" "anomalies" {
  for_each            = local.learnt
  alarm_name          = "${var.prefix}-service-${each.key}-anomalies"
  alarm_description   = "The log of ${each.key} has lines of high priority that it never had. Look first at the anomalies of the log group, then at what was released last."
  namespace           = "AWS/Logs"
  metric_name         = "AnomalyCount"
  dimensions          = { LogAnomalyDetector = aws_cloudwatch_log_anomaly_detector.this[each.key].detector_name, LogAnomalyPriority = "HIGH" }
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
