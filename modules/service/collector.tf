# Takes traces and measurements from the application over the loopback interface, and delivers them
# with the rights of the task. The application never waits for it and doesn't end with it.
locals {
  collector_memory = 128

  # The service's own variables win. Where the collector listens is said by whoever configured it.
  collector_environment = {
    for variable, value in {
      OTEL_RESOURCE_ATTRIBUTES = "service.namespace=${var.prefix}"
      OTEL_SERVICE_NAME        = "${var.prefix}-${var.name}"
    } : variable => value if var.collector_image != null
  }

  collectors = [
    for image in [var.collector_image] : {
      name                   = "collector"
      image                  = image
      essential              = false
      restartPolicy          = { enabled = true }
      memory                 = local.collector_memory
      stopTimeout            = var.stop_grace
      readonlyRootFilesystem = true
      privileged             = false
      dockerSecurityOptions  = ["no-new-privileges"]
      portMappings           = []
      environment = [
        { name = "AOT_CONFIG_CONTENT", value = var.collector_configuration },
        # Where it may ask the application for what it measures.
        { name = "METRICS_PORT", value = tostring(var.port) },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options   = merge(local.log_options, { "awslogs-stream-prefix" = "collector" })
      }
    } if image != null
  ]
}

resource "aws_iam_role_policy" "collector" {
  count       = var.collector_image == null ? 0 : 1
  name_prefix = "collector-"
  role        = aws_iam_role.task.id
  policy      = var.collector_policy
}
