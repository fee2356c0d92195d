output "collector_configuration" {
  description = "Configuration of the collector beside each task, as JSON; null with `none`."
  value       = local.collectors[var.kind].configuration
}

output "collector_policy" {
  description = "Policy with what the collector may do, as JSON, for the role of the tasks; null with `none`."
  value       = local.collectors[var.kind].policy
}

output "variables" {
  description = "Environment variables that tell the SDK of OpenTelemetry in the application what is taken; empty with `none`."
  value       = local.collectors[var.kind].variables
}

output "prometheus_endpoint" {
  description = "Where Prometheus is asked, for dashboards; null with anything else."
  value       = one(aws_prometheus_workspace.this[*].prometheus_endpoint)
}
