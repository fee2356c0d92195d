resource "aws_ecs_cluster" "this" {
  name = var.prefix

  setting {
    name  = "containerInsights"
    value = "enhanced"
  }

  configuration {
    execute_command_configuration {
      kms_key_id = var.key_arn
      logging    = "OVERRIDE"
      log_configuration {
        cloud_watch_encryption_enabled = true
        cloud_watch_log_group_name     = aws_cloudwatch_log_group.exec.name
      }
    }
  }

  depends_on = [aws_cloudwatch_log_group.performance]
}

resource "aws_ecs_capacity_provider" "this" {
  # Not the prefix first: a name must not start with "aws", "ecs" or "fargate", a project may.
  name = "hosts-${var.prefix}"

  auto_scaling_group_provider {
    auto_scaling_group_arn = aws_autoscaling_group.this.arn
    # Tasks move before their host goes, and a host with tasks is never the one to go.
    managed_draining               = "ENABLED"
    managed_termination_protection = "ENABLED"

    managed_scaling {
      status                    = "ENABLED"
      target_capacity           = var.host_utilization
      instance_warmup_period    = 60
      minimum_scaling_step_size = 1
      maximum_scaling_step_size = 4
    }
  }
}

# Fargate for jobs: a burstable host has two or three network interfaces, and those belong to the
# services and to the next version of them.
resource "aws_ecs_cluster_capacity_providers" "this" {
  cluster_name       = aws_ecs_cluster.this.name
  capacity_providers = [aws_ecs_capacity_provider.this.name, "FARGATE"]

  default_capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.this.name
    weight            = 1
  }

  # A capacity provider can't be deleted while the cluster lists it: if it is replaced, the list
  # goes first.
  lifecycle {
    replace_triggered_by = [aws_ecs_capacity_provider.this.id]
  }
}
