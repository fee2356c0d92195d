data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  region  = data.aws_region.current.id

  # A plain name means a parameter of this account and region.
  secrets = {
    for variable, reference in var.secrets :
    variable => startswith(reference, "arn:") ? reference : "arn:aws:ssm:${local.region}:${local.account}:parameter/${trimprefix(reference, "/")}"
  }

  # What the service shares with its jobs.
  shared = {
    name        = var.name
    image       = var.image
    essential   = true
    stopTimeout = var.stop_grace
    secrets     = [for variable, arn in local.secrets : { name = variable, valueFrom = arn }]

    # Nothing in the image changes while it runs, but for /tmp.
    readonlyRootFilesystem = true
  }

  # Losing a line is better than an application that waits for CloudWatch.
  log_options = {
    "awslogs-group"   = aws_cloudwatch_log_group.this.name
    "awslogs-region"  = local.region
    "mode"            = "non-blocking"
    "max-buffer-size" = "25m"
  }

  container = merge(local.shared, {
    command      = length(var.command) > 0 ? var.command : null
    portMappings = var.public ? [{ name = "http", containerPort = var.port, hostPort = var.port, protocol = "tcp", appProtocol = "http" }] : []

    # No health check inside the container: it would need a shell and a client in every image. The
    # load balancer asks the public ones; a worker that fails ends, and is started again.
    environment = [for variable, value in merge(local.collector_environment, var.environment) : { name = variable, value = value }]

    privileged            = false
    dockerSecurityOptions = ["no-new-privileges"]
    linuxParameters = {
      # Passes signals on and collects children: a shell as first process does neither.
      initProcessEnabled = true
      tmpfs              = [{ containerPath = "/tmp", size = 64, mountOptions = ["rw", "nosuid", "nodev", "noexec"] }]
    }

    logConfiguration = {
      logDriver = "awslogs"
      options   = merge(local.log_options, { "awslogs-stream-prefix" = var.name })
    }
  })
}

resource "aws_ecs_task_definition" "this" {
  family                   = "${var.prefix}-${var.name}"
  requires_compatibilities = ["EC2"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn
  container_definitions    = jsonencode(concat([{ for key, value in local.container : key => value if value != null }], local.collectors))

  # Old revisions stay: a rollback, by ECS or by hand, needs the one before.
  skip_destroy = true

  lifecycle {
    precondition {
      condition     = (var.collector_image == null) == (var.collector_configuration == null) && (var.collector_image == null) == (var.collector_policy == null)
      error_message = "A collector of ${var.name} needs an image, a configuration and a policy: give all three, or none."
    }

    precondition {
      condition     = var.collector_image == null || var.memory >= local.collector_memory + 128
      error_message = "memory of ${var.name} is ${var.memory} MiB, of which the collector takes ${local.collector_memory}: that leaves less than 128 for the service."
    }
  }
}
