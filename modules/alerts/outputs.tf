# Who publishes before the policy stands is turned away, and doesn't try again.
output "topic_arn" {
  description = "The topic, once its policy lets publishers in."
  value       = aws_sns_topic.this.arn
  depends_on  = [aws_sns_topic_policy.this]
}
