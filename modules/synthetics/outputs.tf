output "alarm_name" {
  description = "Name of the alarm that fires when a service can't be reached."
  value       = aws_cloudwatch_metric_alarm.this.alarm_name
}

output "canary_name" {
  description = "Name of the canary."
  value       = aws_synthetics_canary.this.name
}

output "bucket_name" {
  description = "Bucket with the results of each look."
  value       = aws_s3_bucket.this.bucket
}

output "log_group" {
  description = "Log group of the canary."
  value       = aws_cloudwatch_log_group.this.name
}
