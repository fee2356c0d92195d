output "arn" {
  description = "The queue, for IAM policies."
  value       = aws_sqs_queue.this.arn
}

output "url" {
  description = "Where messages are sent to."
  value       = aws_sqs_queue.this.id
}

output "dead_letter_arn" {
  description = "The queue of messages that nobody could handle, to alarm on."
  value       = aws_sqs_queue.dead_letter.arn
}
