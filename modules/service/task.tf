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

  container = {
    name      = var.name
    image     = var.image
    essential = true
    command   = length(var.command) > 0 ? var.command : null

    # Nothing in the image changes while it runs, but for a /tmp in memory.
    readonlyRootFilesystem = true
    privileged             = false
    dockerSecurityOptions  = ["no-new-privileges"]
    linuxParameters = {
      # Passes signals on and collects children: a shell as first process does neither.
      initProcessEnabled = true
      tmpfs              = [{ containerPath = "/tmp", size = 64, mountOptions = ["rw", "nosuid", "nodev", "noexec"] }]
    }

    # As long as the load balancer drains (deregistration_delay).
    stopTimeout  = 30
    portMappings = var.public ? [{ name = "http", containerPort = var.port, hostPort = var.port, protocol = "tcp", appProtocol = "http" }] : []

    # No health check inside the container: it would need a shell and a client in every image. The
    # load balancer asks the public ones; a worker that fails ends, and is started again.
    environment = [for variable, value in var.environment : { name = variable, value = value }]
    secrets     = [for variable, arn in local.secrets : { name = variable, valueFrom = arn }]

    logConfiguration = {
      logDriver = "awslogs"
      options = {
        "awslogs-group"         = aws_cloudwatch_log_group.this.name
        "awslogs-region"        = local.region
        "awslogs-stream-prefix" = var.name
        # Losing a line is better than an application that waits for CloudWatch.
        "mode"            = "non-blocking"
        "max-buffer-size" = "25m"
      }
    }
  }
}

resource "aws_ecs_task_definition" "this" {
  family                   = "${var.prefix}-${var.name}"
  requires_compatibilities = ["EC2"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn
  container_definitions    = jsonencode([{ for key, value in local.container : key => value if value != null }])

  # Old revisions stay: a rollback, by ECS or by hand, needs the one before.
  skip_destroy = true
}
