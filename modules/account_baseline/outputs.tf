output "topic_arn" {
  description = "Topic of findings, alarms and costs, once its policy lets publishers in."
  value       = aws_sns_topic.security.arn
  depends_on  = [aws_sns_topic_policy.security]
}

output "audit_key_arn" {
  description = "Key of everything in here."
  value       = aws_kms_key.this.arn
}

output "audit_bucket" {
  description = "Bucket that the trail writes to; null outside of the home Region."
  value       = one(aws_s3_bucket.audit[*].bucket)
}

output "trail_arn" {
  description = "The trail of all Regions; null outside of the home Region."
  value       = one(aws_cloudtrail.this[*].arn)
}

output "recorder" {
  description = "Name of the recorder of AWS Config, once it records."
  value       = aws_config_configuration_recorder_status.this.name
}

output "detector_id" {
  description = "Id of the detector that looks for intruders."
  value       = aws_guardduty_detector.this.id
}

output "analyzer_arns" {
  description = "The analyzers of IAM Access Analyzer, by what they look for."
  value = merge(
    { external = aws_accessanalyzer_analyzer.external.arn },
    { for analyzer in aws_accessanalyzer_analyzer.unused : "unused" => analyzer.arn },
  )
}
