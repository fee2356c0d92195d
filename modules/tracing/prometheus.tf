locals {
  prometheus = var.kind == "prometheus" ? 1 : 0

  prometheus_configuration = jsonencode({
    extensions = {
      health_check = local.health_check
      sigv4auth    = { region = local.region, service = "aps" }
    }
    receivers = {
      otlp = local.otlp
      # What Prometheus's own libraries show; an application without it is asked in vain, which
      # costs nothing.
      prometheus = {
        config = {
          scrape_configs = [{
            job_name        = var.prefix
            scrape_interval = "30s"
            scrape_timeout  = "10s"
            static_configs  = [{ targets = ["localhost:$${env:METRICS_PORT}"] }]
          }]
        }
      }
    }
    processors = {
      memory_limiter = local.memory_limiter
      # Each task is localhost to its collector: without the task's name, those of one service would
      # overwrite each other. Lists of log groups make no labels.
      resourcedetection = {
        detectors = ["env", "ecs"]
        override  = false
        ecs = {
          resource_attributes = {
            "aws.log.group.arns"    = { enabled = false }
            "aws.log.group.names"   = { enabled = false }
            "aws.log.stream.arns"   = { enabled = false }
            "aws.log.stream.names"  = { enabled = false }
            "aws.ecs.launchtype"    = { enabled = false }
            "aws.ecs.task.revision" = { enabled = false }
          }
        }
      }
      batch = { timeout = "30s" }
    }
    exporters = {
      prometheusremotewrite = {
        endpoint                         = "${join("", aws_prometheus_workspace.this[*].prometheus_endpoint)}api/v1/remote_write"
        auth                             = { authenticator = "sigv4auth" }
        external_labels                  = { environment = var.prefix }
        resource_to_telemetry_conversion = { enabled = true }
      }
    }
    service = {
      extensions = ["health_check", "sigv4auth"]
      pipelines = {
        metrics = {
          receivers  = ["otlp", "prometheus"]
          processors = ["memory_limiter", "resourcedetection", "batch"]
          exporters  = ["prometheusremotewrite"]
        }
      }
    }
  })

  # Logs go to CloudWatch without a collector, and nobody takes traces.
  prometheus_variables = {
    OTEL_LOGS_EXPORTER   = "none"
    OTEL_TRACES_EXPORTER = "none"
  }

  # Writing only: what is kept is read by people, not by tasks.
  prometheus_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "Metrics"
      Effect   = "Allow"
      Action   = "aps:RemoteWrite"
      Resource = aws_prometheus_workspace.this[*].arn
    }]
  })
}

resource "aws_prometheus_workspace" "this" {
  count       = local.prometheus
  alias       = var.prefix
  kms_key_arn = var.key_arn

  logging_configuration {
    log_group_arn = "${aws_cloudwatch_log_group.prometheus[0].arn}:*"
  }
}

# Below this path, AWS's services need no entry of their own in a policy that has room for few.
resource "aws_cloudwatch_log_group" "prometheus" {
  count             = local.prometheus
  name              = "/aws/vendedlogs/prometheus/${var.prefix}"
  retention_in_days = var.log_retention
  kms_key_id        = var.key_arn
}
