output "state_machine_arn" {
  description = "The state machine; an execution's name is letters, digits and single dashes, and ends the snapshot's name."
  value       = aws_sfn_state_machine.this.arn
}

output "name" {
  description = "Name of the state machine."
  value       = aws_sfn_state_machine.this.name
}

output "log_group" {
  description = "Log group of the executions."
  value       = aws_cloudwatch_log_group.this.name
}
