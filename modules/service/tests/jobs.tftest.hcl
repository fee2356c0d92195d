mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_resource "aws_ecs_task_definition" {
    defaults = { arn = "arn:aws:ecs:eu-west-1:111122223333:task-definition/shop-test-app:1" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/role" }
  }

  mock_resource "aws_appautoscaling_policy" {
    defaults = { arn = "arn:aws:autoscaling:eu-west-1:111122223333:scalingPolicy:1234" }
  }
}

variables {
  prefix                          = "shop-test"
  name                            = "app"
  cluster_arn                     = "arn:aws:ecs:eu-west-1:111122223333:cluster/shop-test"
  cluster_name                    = "shop-test"
  capacity_provider               = "hosts-shop-test"
  vpc_id                          = "vpc-0123456789abcdef0"
  subnet_ids                      = ["subnet-0123456789abcdef3", "subnet-0123456789abcdef4"]
  public                          = true
  blue_target_group_arn           = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/blue-1/0123456789abcde1"
  green_target_group_arn          = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/green-1/0123456789abcde2"
  blue_target_group_suffix        = "targetgroup/blue-1/0123456789abcde1"
  green_target_group_suffix       = "targetgroup/green-1/0123456789abcde2"
  production_rule_arn             = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener-rule/app/shop-test/0123456789abcdef/0123456789abcde3/0123456789abcde4"
  test_rule_arn                   = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener-rule/app/shop-test/0123456789abcdef/0123456789abcde3/0123456789abcde5"
  load_balancer_suffix            = "app/shop-test/0123456789abcdef"
  load_balancer_security_group_id = "sg-0123456789abcdef1"
  database_security_group_id      = "sg-0123456789abcdef2"
  database_port                   = 5432
  database_resource_ids           = ["db-ABCDEFGHIJKL01234"]
  image                           = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
  command                         = []
  port                            = 3000
  cpu                             = 512
  memory                          = 512
  environment                     = { LOG_LEVEL = "info" }
  secrets                         = { TOKEN = "/shop/test/token" }
  queues                          = []
  replicas                        = 2
  max_replicas                    = 6
  auto_scaling                    = true
  overlap                         = true
  stop_grace                      = 30
  jobs = {
    integrity = { command = ["node", "check.js"], schedule = "cron(30 4 * * ? *)", cpu = 256, memory = 512 }
    migrate   = { command = ["node", "migrate.js"], schedule = null, cpu = 1024, memory = 3072 }
  }
  scale_out_cpu      = 60
  scale_period       = 60
  scale_datapoints   = 1
  strategy           = "rolling"
  deployment_mode    = "release"
  wait               = true
  health_check_grace = 30
  gates              = { error_rate = 0.01, response_time = 500, success_rate = 0.99 }
  gate_period        = 60
  gate_datapoints    = 2
  gate_requests      = 20
  topic_arn          = "arn:aws:sns:eu-west-1:111122223333:alerts"
  log_retention      = 30
  key_arn            = "arn:aws:kms:eu-west-1:111122223333:key/1234"
  boundary_arn       = "arn:aws:iam::111122223333:policy/shop-test-boundary"
}

run "a_job_is_its_service_with_another_command" {
  assert {
    condition = (
      jsondecode(aws_ecs_task_definition.job["migrate"].container_definitions)[0].image == var.image &&
      jsondecode(aws_ecs_task_definition.job["migrate"].container_definitions)[0].command == ["node", "migrate.js"] &&
      jsondecode(aws_ecs_task_definition.job["migrate"].container_definitions)[0].name == "app"
    )
    error_message = "The image of the service, under its name."
  }

  assert {
    condition = (
      jsondecode(aws_ecs_task_definition.job["migrate"].container_definitions)[0].environment == [{ name = "LOG_LEVEL", value = "info" }] &&
      jsondecode(aws_ecs_task_definition.job["migrate"].container_definitions)[0].secrets == jsondecode(aws_ecs_task_definition.this.container_definitions)[0].secrets &&
      jsondecode(aws_ecs_task_definition.job["migrate"].container_definitions)[0].stopTimeout == 30
    )
    error_message = "Its settings and secrets."
  }

  assert {
    condition     = aws_ecs_task_definition.job["migrate"].task_role_arn == aws_iam_role.task.arn && aws_ecs_task_definition.job["migrate"].execution_role_arn == aws_iam_role.execution.arn
    error_message = "Its rights."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.job["migrate"].container_definitions)[0].logConfiguration.options["awslogs-group"] == "/ecs/shop-test/app" && jsondecode(aws_ecs_task_definition.job["migrate"].container_definitions)[0].logConfiguration.options["awslogs-stream-prefix"] == "migrate"
    error_message = "Its log group, in streams of its own."
  }

  assert {
    condition     = keys(output.job_task_definition_arns) == ["integrity", "migrate"]
    error_message = "Others can start each."
  }
}

run "a_job_takes_no_room_from_the_services" {
  assert {
    condition     = alltrue([for job in values(aws_ecs_task_definition.job) : job.requires_compatibilities == toset(["FARGATE"]) && job.network_mode == "awsvpc" && job.skip_destroy])
    error_message = "It runs on Fargate, and old revisions stay."
  }

  assert {
    condition     = aws_ecs_task_definition.job["migrate"].cpu == "1024" && aws_ecs_task_definition.job["migrate"].memory == "3072" && aws_ecs_task_definition.job["migrate"].family == "shop-test-app_migrate"
    error_message = "With its own size, under a name that no service has."
  }

  assert {
    condition = alltrue([for job in values(aws_ecs_task_definition.job) :
      !can(jsondecode(job.container_definitions)[0].dockerSecurityOptions) && !can(jsondecode(job.container_definitions)[0].linuxParameters.tmpfs) && !can(jsondecode(job.container_definitions)[0].privileged)
    ])
    error_message = "Fargate refuses these."
  }

  assert {
    condition     = alltrue([for job in values(aws_ecs_task_definition.job) : jsondecode(job.container_definitions)[0].readonlyRootFilesystem && jsondecode(job.container_definitions)[0].mountPoints[0].containerPath == "/tmp" && one(job.volume).name == "tmp"])
    error_message = "Nothing but /tmp changes."
  }
}

run "a_job_with_a_schedule_starts_by_itself" {
  assert {
    condition     = keys(aws_scheduler_schedule.this) == ["integrity"] && aws_scheduler_schedule.this["integrity"].schedule_expression == "cron(30 4 * * ? *)" && aws_scheduler_schedule.this["integrity"].kms_key_arn == var.key_arn
    error_message = "Only that one, encrypted with our key."
  }

  assert {
    condition = (
      aws_scheduler_schedule.this["integrity"].target[0].arn == var.cluster_arn &&
      aws_scheduler_schedule.this["integrity"].target[0].ecs_parameters[0].task_definition_arn == aws_ecs_task_definition.job["integrity"].arn &&
      aws_scheduler_schedule.this["integrity"].target[0].ecs_parameters[0].launch_type == "FARGATE" &&
      aws_scheduler_schedule.this["integrity"].flexible_time_window[0].mode == "OFF" &&
      aws_scheduler_schedule.this["integrity"].target[0].retry_policy[0].maximum_retry_attempts == 3
    )
    error_message = "On Fargate in our cluster, at the minute, and again if it couldn't be started."
  }

  assert {
    condition     = aws_scheduler_schedule.this["integrity"].target[0].ecs_parameters[0].network_configuration[0].security_groups == toset([aws_security_group.this.id]) && !aws_scheduler_schedule.this["integrity"].target[0].ecs_parameters[0].network_configuration[0].assign_public_ip
    error_message = "Where the service is, behind the same rules."
  }
}

run "whoever_starts_jobs_may_do_nothing_else" {
  assert {
    condition     = jsondecode(aws_iam_role_policy.schedule[0].policy).Statement[0].Resource == ["arn:aws:ecs:eu-west-1:111122223333:task-definition/shop-test-app_integrity:*"] && jsondecode(aws_iam_role_policy.schedule[0].policy).Statement[0].Condition.ArnEquals["ecs:cluster"] == var.cluster_arn
    error_message = "The scheduled jobs, in this cluster."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.schedule[0].policy).Statement[2].Resource == [aws_iam_role.execution.arn, aws_iam_role.task.arn] && jsondecode(aws_iam_role_policy.schedule[0].policy).Statement[2].Condition.StringEquals["iam:PassedToService"] == "ecs-tasks.amazonaws.com"
    error_message = "With the roles of the service, for tasks only."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.schedule[0].policy).Statement : statement.Resource != "*"])
    error_message = "Nothing on everything."
  }

  assert {
    condition     = jsondecode(aws_iam_role.schedule[0].assume_role_policy).Statement[0].Principal.Service == "scheduler.amazonaws.com" && jsondecode(aws_iam_role.schedule[0].assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "111122223333"
    error_message = "The scheduler of this account."
  }
}

run "without_a_schedule_nothing_starts_anything" {
  variables {
    jobs = { migrate = { command = [], schedule = null, cpu = 512, memory = 1024 } }
  }

  assert {
    condition     = length(aws_scheduler_schedule.this) == 0 && length(aws_scheduler_schedule_group.this) == 0 && length(aws_iam_role.schedule) == 0
    error_message = "No role without a use."
  }

  assert {
    condition     = !can(jsondecode(aws_ecs_task_definition.job["migrate"].container_definitions)[0].command)
    error_message = "Without a command the image's own runs."
  }
}

run "the_largest_sizes_exist" {
  variables {
    jobs = {
      a = { command = [], schedule = null, cpu = 256, memory = 2048 }
      b = { command = [], schedule = null, cpu = 512, memory = 4096 }
      c = { command = [], schedule = null, cpu = 1024, memory = 8192 }
      d = { command = [], schedule = null, cpu = 2048, memory = 16384 }
      e = { command = [], schedule = null, cpu = 4096, memory = 30720 }
      f = { command = [], schedule = null, cpu = 8192, memory = 61440 }
      g = { command = [], schedule = null, cpu = 16384, memory = 122880 }
    }
  }

  assert {
    condition     = length(aws_ecs_task_definition.job) == 7
    error_message = "Each CPU with the most memory that it may have."
  }
}

run "cpu_that_fargate_lacks_is_refused" {
  command = plan

  variables {
    jobs = { migrate = { command = [], schedule = null, cpu = 128, memory = 512 } }
  }

  expect_failures = [aws_ecs_task_definition.job["migrate"]]
}

run "memory_that_fargate_lacks_is_refused" {
  command = plan

  variables {
    jobs = { migrate = { command = [], schedule = null, cpu = 512, memory = 512 } }
  }

  expect_failures = [aws_ecs_task_definition.job["migrate"]]
}

run "a_schedule_that_nobody_reads_is_refused" {
  command = plan

  variables {
    jobs = { migrate = { command = [], schedule = "every night", cpu = 512, memory = 1024 } }
  }

  expect_failures = [var.jobs]
}

run "a_name_that_no_schedule_has_is_refused" {
  command = plan

  variables {
    jobs = { "Night Work" = { command = [], schedule = null, cpu = 512, memory = 1024 } }
  }

  expect_failures = [aws_ecs_task_definition.job["Night Work"]]
}
