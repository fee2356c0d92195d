locals {
  xray = var.kind == "xray" ? 1 : 0

  xray_configuration = jsonencode({
    extensions = {
      health_check = local.health_check
      # Lets the SDK ask for the sampling rule, with the rights of the task.
      awsproxy = { endpoint = "localhost:2000", region = local.region }
    }
    receivers = { otlp = local.otlp }
    processors = {
      memory_limiter = local.memory_limiter
      # The task, and the log group that a trace leads to.
      resourcedetection = { detectors = ["env", "ecs"], override = false }
      # What the group in here looks for.
      attributes = { actions = [{ key = "environment", value = var.prefix, action = "upsert" }] }
      batch      = { timeout = "5s", send_batch_size = 50 }
    }
    exporters = {
      awsxray = { region = local.region, indexed_attributes = ["environment"] }
    }
    service = {
      extensions = ["health_check", "awsproxy"]
      pipelines = {
        traces = {
          receivers  = ["otlp"]
          processors = ["memory_limiter", "resourcedetection", "attributes", "batch"]
          exporters  = ["awsxray"]
        }
      }
    }
  })

  # Logs go to CloudWatch without a collector, and nobody takes metrics.
  xray_variables = {
    OTEL_LOGS_EXPORTER    = "none"
    OTEL_METRICS_EXPORTER = "none"
    OTEL_TRACES_SAMPLER   = "xray"
  }

  # X-Ray has no resources that a trace could be limited to.
  xray_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "Traces"
      Effect   = "Allow"
      Action   = ["xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:PutTelemetryRecords", "xray:PutTraceSegments"]
      Resource = "*"
    }]
  })
}

# The environments of an account share X-Ray: a rule for all services would be one for all of them.
resource "aws_xray_sampling_rule" "this" {
  count          = local.xray
  rule_name      = var.prefix
  priority       = 1000
  version        = 1
  service_name   = "${var.prefix}-*"
  fixed_rate     = var.sampling_rate / 100
  reservoir_size = var.sampling_rate > 0 ? 1 : 0

  host         = "*"
  http_method  = "*"
  url_path     = "*"
  service_type = "*"
  resource_arn = "*"

  lifecycle {
    precondition {
      condition     = var.sampling_rate != null
      error_message = "kind is xray: sampling_rate has to say how many requests are traced."
    }
  }
}

resource "aws_xray_group" "this" {
  count             = local.xray
  group_name        = var.prefix
  filter_expression = "annotation.environment = \"${var.prefix}\""

  # Finds faults that stand out by itself, and tells EventBridge.
  insights_configuration {
    insights_enabled      = true
    notifications_enabled = true
  }
}
