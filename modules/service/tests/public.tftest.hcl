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
  secrets                         = {}
  queues                          = []
  replicas                        = 2
  max_replicas                    = 6
  auto_scaling                    = true
  overlap                         = true
  stop_grace                      = 30
  jobs                            = {}
  scale_out_cpu                   = 60
  scale_period                    = 60
  scale_datapoints                = 1
  strategy                        = "rolling"
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

run "requests_reach_the_tasks" {
  assert {
    condition     = length(aws_ecs_service.this.load_balancer) == 1 && alltrue([for target in aws_ecs_service.this.load_balancer : target.target_group_arn == var.blue_target_group_arn && target.container_port == 3000 && target.container_name == "app"])
    error_message = "Tasks join the target group on their port."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.from_load_balancer[0].referenced_security_group_id == var.load_balancer_security_group_id && aws_vpc_security_group_ingress_rule.from_load_balancer[0].from_port == 3000
    error_message = "The load balancer is let in."
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.load_balancer_to_tasks[0].security_group_id == var.load_balancer_security_group_id && aws_vpc_security_group_egress_rule.load_balancer_to_tasks[0].referenced_security_group_id == aws_security_group.this.id
    error_message = "And let out, to these tasks only."
  }
}

run "the_database_admits_these_tasks" {
  assert {
    condition     = aws_vpc_security_group_ingress_rule.database_from_tasks.security_group_id == var.database_security_group_id && aws_vpc_security_group_ingress_rule.database_from_tasks.referenced_security_group_id == aws_security_group.this.id && aws_vpc_security_group_ingress_rule.database_from_tasks.from_port == 5432
    error_message = "Both ends of the rule are here."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.task.policy).Statement[0].Resource == ["arn:aws:rds-db:eu-west-1:111122223333:dbuser:db-ABCDEFGHIJKL01234/app"]
    error_message = "As the user of the service's name, in this database."
  }
}

run "tasks_have_no_public_address" {
  assert {
    condition     = !aws_ecs_service.this.network_configuration[0].assign_public_ip && aws_vpc_security_group_egress_rule.https.from_port == 443 && aws_vpc_security_group_egress_rule.https.to_port == 443
    error_message = "They reach out by HTTPS alone."
  }
}

run "a_failed_deployment_is_undone_and_the_apply_fails" {
  assert {
    condition     = aws_ecs_service.this.deployment_circuit_breaker[0].enable && aws_ecs_service.this.deployment_circuit_breaker[0].rollback
    error_message = "ECS goes back by itself."
  }

  assert {
    condition     = aws_ecs_service.this.wait_for_steady_state && aws_ecs_service.this.sigint_rollback
    error_message = "Terraform waits for the outcome."
  }

  assert {
    condition     = aws_ecs_task_definition.this.skip_destroy
    error_message = "The revision before is still there to go back to."
  }
}

run "with_room_no_request_is_lost" {
  assert {
    condition     = aws_ecs_service.this.deployment_minimum_healthy_percent == 100 && aws_ecs_service.this.deployment_maximum_percent == 200 && aws_ecs_service.this.availability_zone_rebalancing == "ENABLED"
    error_message = "New tasks start before old ones stop."
  }
}

run "without_room_the_old_task_stops_first" {
  variables {
    overlap = false
  }

  assert {
    condition     = aws_ecs_service.this.deployment_minimum_healthy_percent == 0 && aws_ecs_service.this.deployment_maximum_percent == 100 && aws_ecs_service.this.availability_zone_rebalancing == "DISABLED"
    error_message = "A full host could never finish the deployment."
  }
}

run "the_number_of_tasks_follows_the_load" {
  assert {
    condition     = aws_appautoscaling_target.this.min_capacity == 2 && aws_appautoscaling_target.this.max_capacity == 6 && aws_appautoscaling_target.this.resource_id == "service/shop-test/app"
    error_message = "Between replicas and max_replicas."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.busy[0].period * aws_cloudwatch_metric_alarm.busy[0].evaluation_periods + 60 <= 120
    error_message = "Decided within two minutes."
  }

  assert {
    condition     = one(aws_cloudwatch_metric_alarm.busy[0].alarm_actions) == aws_appautoscaling_policy.out[0].arn && aws_appautoscaling_policy.out[0].step_scaling_policy_configuration[0].cooldown == 60
    error_message = "The alarm starts the policy."
  }
}

run "the_load_that_counts_as_busy_is_a_setting" {
  variables {
    scale_out_cpu    = 70
    scale_period     = 120
    scale_datapoints = 3
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.busy[0].threshold == 70 && aws_cloudwatch_metric_alarm.busy[0].period == 120 && aws_cloudwatch_metric_alarm.busy[0].evaluation_periods == 3 && aws_cloudwatch_metric_alarm.busy[0].datapoints_to_alarm == 3
    error_message = "Above 70 %, three times two minutes."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.idle[0].threshold == 35 && aws_cloudwatch_metric_alarm.idle[0].period * aws_cloudwatch_metric_alarm.idle[0].evaluation_periods >= 900
    error_message = "Idle is below half of it, for a quarter of an hour."
  }
}

run "idle_takes_as_long_as_busy_at_least" {
  variables {
    scale_period     = 300
    scale_datapoints = 10
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.idle[0].evaluation_periods == 10 && aws_cloudwatch_metric_alarm.idle[0].datapoints_to_alarm == 10
    error_message = "Nothing is taken away faster than it was added."
  }
}

run "without_autoscaling_the_bounds_are_one_number" {
  variables {
    auto_scaling = false
    replicas     = 3
  }

  assert {
    condition     = aws_appautoscaling_target.this.min_capacity == 3 && aws_appautoscaling_target.this.max_capacity == 3
    error_message = "A changed number of replicas reaches the running service."
  }

  assert {
    condition     = aws_ecs_service.this.desired_count == 2
    error_message = "Terraform itself leaves the running number alone."
  }

  assert {
    condition     = length(aws_appautoscaling_policy.out) == 0 && length(aws_appautoscaling_policy.in) == 0 && length(aws_cloudwatch_metric_alarm.busy) == 0 && length(aws_cloudwatch_metric_alarm.idle) == 0
    error_message = "Nothing moves it."
  }
}

run "the_container_has_only_what_it_needs" {
  assert {
    condition = (
      jsondecode(aws_ecs_task_definition.this.container_definitions)[0].readonlyRootFilesystem &&
      !jsondecode(aws_ecs_task_definition.this.container_definitions)[0].privileged &&
      jsondecode(aws_ecs_task_definition.this.container_definitions)[0].dockerSecurityOptions == ["no-new-privileges"]
    )
    error_message = "It changes nothing and gains nothing."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].image == var.image && !can(jsondecode(aws_ecs_task_definition.this.container_definitions)[0].command)
    error_message = "The image by its digest, with its own command."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].environment == [{ name = "LOG_LEVEL", value = "info" }]
    error_message = "Its environment variables."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].stopTimeout == 30
    error_message = "As long as it is told to have."
  }

  assert {
    condition     = length(aws_iam_role_policy.secrets) == 0
    error_message = "Without secrets there is no right to read any."
  }
}

run "a_command_replaces_the_images_own" {
  variables {
    command = ["node", "server.js"]
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].command == ["node", "server.js"]
    error_message = "Word by word."
  }
}

run "a_service_reads_its_own_secrets_and_no_others" {
  variables {
    secrets = {
      API_KEY  = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-AbCdEf:key::"
      PASSWORD = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-AbCdEf:password::"
      TOKEN    = "/shop/test/token"
      SEED     = "arn:aws:ssm:eu-west-1:111122223333:parameter/seed"
    }
  }

  assert {
    condition = { for secret in jsondecode(aws_ecs_task_definition.this.container_definitions)[0].secrets : secret.name => secret.valueFrom } == {
      API_KEY  = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-AbCdEf:key::"
      PASSWORD = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-AbCdEf:password::"
      TOKEN    = "arn:aws:ssm:eu-west-1:111122223333:parameter/shop/test/token"
      SEED     = "arn:aws:ssm:eu-west-1:111122223333:parameter/seed"
    }
    error_message = "A name is a parameter of this account."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.secrets[0].policy).Statement[0].Resource == ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-AbCdEf"]
    error_message = "The secret once, without the key inside it."
  }

  assert {
    condition     = toset(jsondecode(aws_iam_role_policy.secrets[0].policy).Statement[1].Resource) == toset(["arn:aws:ssm:eu-west-1:111122223333:parameter/shop/test/token", "arn:aws:ssm:eu-west-1:111122223333:parameter/seed"])
    error_message = "Each parameter by its ARN."
  }

  assert {
    condition     = aws_iam_role_policy.secrets[0].role == aws_iam_role.execution.id
    error_message = "The execution role reads them, never the application's."
  }
}

run "a_secret_of_the_environment_is_read_by_its_whole_arn" {
  variables {
    secrets = { STRIPE_KEY = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-test/stripe-20260101000000000000000001-AbCdEf" }
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.secrets[0].policy).Statement[0].Resource == ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-test/stripe-20260101000000000000000001-AbCdEf"]
    error_message = "With the six characters that AWS adds: a wildcard would match other secrets."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.secrets[0].policy).Statement[1].Action == "kms:Decrypt" && jsondecode(aws_iam_role_policy.secrets[0].policy).Statement[1].Resource == [var.key_arn] && contains(jsondecode(aws_iam_role_policy.secrets[0].policy).Statement[1].Condition.StringEquals["kms:ViaService"], "secretsmanager.eu-west-1.amazonaws.com")
    error_message = "The key that encrypts it, through Secrets Manager alone."
  }
}

run "parameters_alone_give_no_right_to_secrets" {
  variables {
    secrets = { TOKEN = "/shop/test/token" }
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.secrets[0].policy).Statement : statement.Sid] == ["Parameters", "Decrypt"]
    error_message = "No statement without a resource."
  }
}

run "no_queue_no_right_to_one" {
  assert {
    condition     = length(aws_iam_role_policy.queues) == 0
    error_message = "Nothing is allowed that nobody asked for."
  }
}

run "the_application_uses_its_own_queues" {
  variables {
    queues = ["arn:aws:sqs:eu-west-1:111122223333:orders", "arn:aws:sqs:eu-west-1:444455556666:events.fifo"]
  }

  assert {
    condition     = toset(jsondecode(aws_iam_role_policy.queues[0].policy).Statement[0].Resource) == var.queues && aws_iam_role_policy.queues[0].role == aws_iam_role.task.id
    error_message = "Those that are named, and with the role of the application."
  }

  assert {
    condition     = alltrue([for action in jsondecode(aws_iam_role_policy.queues[0].policy).Statement[0].Action : contains(["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage", "sqs:SendMessage"], action)])
    error_message = "Messages, never the queue itself."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.queues[0].policy).Statement[1].Condition.StringEquals["kms:ViaService"] == "sqs.eu-west-1.amazonaws.com"
    error_message = "The key opens messages, and nothing else that it encrypts."
  }
}

run "every_role_has_the_limit" {
  variables {
    strategy           = "canary"
    canary_percent     = 10
    canary_observation = 30
    bake               = 10
    jobs               = { report = { command = ["report"], schedule = "rate(1 day)", cpu = 256, memory = 512 } }
  }

  assert {
    condition     = alltrue([for role in [aws_iam_role.task, aws_iam_role.execution, aws_iam_role.shift[0], aws_iam_role.schedule[0]] : role.permissions_boundary == var.boundary_arn])
    error_message = "Tasks, their start, the shifting of requests and the clock."
  }
}

run "only_ecs_of_this_account_takes_the_roles" {
  assert {
    condition     = jsondecode(aws_iam_role.task.assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "111122223333" && aws_iam_role.task.assume_role_policy == aws_iam_role.execution.assume_role_policy
    error_message = "Nobody else's ECS."
  }

  assert {
    condition     = aws_iam_role.task.name == "shop-test-app-task" && aws_iam_role.execution.name == "shop-test-app-execution"
    error_message = "Two roles, by names that others can rely on."
  }
}

run "an_image_without_digest_is_refused" {
  command = plan

  variables {
    image = "shop:latest"
  }

  expect_failures = [var.image]
}

run "fewer_tasks_at_most_than_at_least_are_refused" {
  command = plan

  variables {
    max_replicas = 1
  }

  expect_failures = [aws_appautoscaling_target.this]
}

run "the_longest_names_fit" {
  command = plan

  variables {
    prefix   = "twenty-characters-pr-stage"
    name     = "a-service-of-twenty0"
    strategy = "blue_green"
    bake     = 0
    jobs     = { a-job-of-twenty00000 = { command = [], schedule = "rate(1 day)", cpu = 256, memory = 512 } }
  }

  assert {
    condition     = alltrue([for role in [aws_iam_role.task, aws_iam_role.execution, aws_iam_role.shift[0], aws_iam_role.schedule[0]] : length(role.name) <= 64])
    error_message = "A role's name has 64 characters at most."
  }

  assert {
    condition     = length(aws_scheduler_schedule_group.this[0].name) <= 64 && length(aws_scheduler_schedule.this["a-job-of-twenty00000"].name) <= 64
    error_message = "And so has a schedule's."
  }
}
