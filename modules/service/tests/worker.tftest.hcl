mock_provider "aws" {
  mock_resource "aws_ecs_task_definition" {
    defaults = { arn = "arn:aws:ecs:eu-west-1:111122223333:task-definition/shop-test-jobs:1" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/role" }
  }
}

variables {
  prefix                          = "shop-test"
  name                            = "jobs"
  cluster_arn                     = "arn:aws:ecs:eu-west-1:111122223333:cluster/shop-test"
  cluster_name                    = "shop-test"
  capacity_provider               = "hosts-shop-test"
  vpc_id                          = "vpc-0123456789abcdef0"
  subnet_ids                      = ["subnet-0123456789abcdef3", "subnet-0123456789abcdef4"]
  public                          = false
  load_balancer_suffix            = "app/shop-test/0123456789abcdef"
  load_balancer_security_group_id = "sg-0123456789abcdef1"
  database_security_group_id      = "sg-0123456789abcdef2"
  database_port                   = 5432
  database_resource_ids           = ["db-ABCDEFGHIJKL01234"]
  image                           = "shop@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
  command                         = ["node", "jobs.js"]
  port                            = 3000
  cpu                             = 256
  memory                          = 256
  environment                     = {}
  secrets                         = {}
  queues                          = []
  replicas                        = 1
  max_replicas                    = 1
  auto_scaling                    = false
  overlap                         = true
  stop_grace                      = 30
  jobs                            = {}
  scale_out_cpu                   = 60
  scale_period                    = 60
  scale_datapoints                = 1
  strategy                        = "canary"
  canary_percent                  = 10
  canary_observation              = 30
  bake                            = 10
  deployment_mode                 = "release"
  wait                            = true
  health_check_grace              = 30
  gates                           = { error_rate = 0.01, response_time = 500, success_rate = 0.99 }
  gate_period                     = 60
  gate_datapoints                 = 2
  gate_requests                   = 20
  topic_arn                       = "arn:aws:sns:eu-west-1:111122223333:alerts"
  log_retention                   = 30
  key_arn                         = "arn:aws:kms:eu-west-1:111122223333:key/1234"
  boundary_arn                    = "arn:aws:iam::111122223333:policy/shop-test-boundary"
}

run "a_worker_is_behind_no_load_balancer" {
  assert {
    condition     = length(aws_ecs_service.this.load_balancer) == 0 && aws_ecs_service.this.health_check_grace_period_seconds == null
    error_message = "Nobody asks it whether it is healthy."
  }

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.from_load_balancer) == 0 && length(aws_vpc_security_group_egress_rule.load_balancer_to_tasks) == 0
    error_message = "No rule lets anybody in."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].portMappings == []
    error_message = "It listens on no port."
  }
}

run "a_worker_still_reaches_the_database" {
  assert {
    condition     = aws_vpc_security_group_egress_rule.to_database.referenced_security_group_id == var.database_security_group_id
    error_message = "Work needs data."
  }
}

run "logs_are_kept_as_long_as_all_others" {
  assert {
    condition     = aws_cloudwatch_log_group.this.name == "/ecs/shop-test/jobs" && aws_cloudwatch_log_group.this.retention_in_days == 30 && aws_cloudwatch_log_group.this.kms_key_id == var.key_arn
    error_message = "Named, encrypted and ended like every log group."
  }
}

run "a_worker_rolls_whatever_the_strategy" {
  assert {
    condition     = aws_ecs_service.this.deployment_configuration[0].strategy == "ROLLING" && length(aws_ecs_service.this.deployment_configuration[0].canary_configuration) == 0
    error_message = "It has no requests to shift."
  }

  assert {
    condition     = aws_ecs_service.this.timeouts.update == "30m" && length(aws_iam_role.shift) == 0
    error_message = "Nobody observes, and nobody shifts."
  }
}

run "the_circuit_breaker_alone_guards_a_worker" {
  assert {
    condition     = length(output.gate_alarm_arns) == 0 && length(aws_ecs_service.this.alarms) == 0
    error_message = "Gates measure requests."
  }

  assert {
    condition     = aws_ecs_service.this.deployment_circuit_breaker[0].enable && aws_ecs_service.this.deployment_circuit_breaker[0].rollback
    error_message = "Tasks that don't stay bring the old ones back."
  }
}

run "a_rollback_rolls_too" {
  variables {
    deployment_mode = "rollback"
  }

  assert {
    condition     = aws_ecs_service.this.deployment_configuration[0].strategy == "ROLLING"
    error_message = "There is no faster way without requests."
  }
}
