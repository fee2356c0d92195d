data "aws_region" "current" {}

locals {
  region = data.aws_region.current.id

  # Each kind is whole: what the collector does, what it may do, and what the application has to know.
  collectors = {
    none       = { configuration = null, policy = null, variables = {} }
    xray       = { configuration = local.xray_configuration, policy = local.xray_policy, variables = local.xray_variables }
    prometheus = { configuration = local.prometheus_configuration, policy = local.prometheus_policy, variables = local.prometheus_variables }
  }

  # From the task only: nobody else sends traces in the name of a service.
  otlp = {
    protocols = {
      grpc = { endpoint = "localhost:4317" }
      http = { endpoint = "localhost:4318" }
    }
  }

  # Answers the health check of the collector's own container.
  health_check = { endpoint = "localhost:13133" }

  # Dropping a measurement is better than a task that is stopped for its memory.
  memory_limiter = { check_interval = "1s", limit_percentage = 80, spike_limit_percentage = 20 }
}
