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

run "a_canary_gets_a_share_and_is_observed" {
  assert {
    condition = (
      aws_ecs_service.this.deployment_configuration[0].strategy == "CANARY" &&
      aws_ecs_service.this.deployment_configuration[0].canary_configuration[0].canary_percent == 10 &&
      aws_ecs_service.this.deployment_configuration[0].canary_configuration[0].canary_bake_time_in_minutes == "30" &&
      aws_ecs_service.this.deployment_configuration[0].bake_time_in_minutes == "10"
    )
    error_message = "A tenth for half an hour, then all, and ten minutes more."
  }

  assert {
    condition     = aws_ecs_service.this.timeouts.update == "70m" && aws_ecs_service.this.timeouts.create == "70m"
    error_message = "Terraform waits as long as it takes, and half an hour more."
  }
}

run "requests_are_shifted_between_two_colours" {
  assert {
    condition = alltrue([for target in aws_ecs_service.this.load_balancer :
      target.target_group_arn == var.blue_target_group_arn &&
      target.advanced_configuration[0].alternate_target_group_arn == var.green_target_group_arn &&
      target.advanced_configuration[0].production_listener_rule == var.production_rule_arn &&
      target.advanced_configuration[0].test_listener_rule == var.test_rule_arn &&
      target.advanced_configuration[0].role_arn == aws_iam_role.shift[0].arn
    ]) && length(aws_ecs_service.this.load_balancer) == 1
    error_message = "By the rule that leads to both, after tests by the other."
  }

  assert {
    condition     = aws_iam_role_policy_attachment.shift[0].policy_arn == "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers" && aws_iam_role_policy_attachment.shift[0].role == aws_iam_role.shift[0].name
    error_message = "ECS may move weights."
  }

  assert {
    condition     = jsondecode(aws_iam_role.shift[0].assume_role_policy).Statement[0].Principal.Service == "ecs.amazonaws.com" && jsondecode(aws_iam_role.shift[0].assume_role_policy).Statement[0].Condition.StringEqualsIfExists["aws:SourceAccount"] == "111122223333"
    error_message = "ECS itself, not the tasks."
  }
}

run "without_a_test_rule_nobody_looks_first" {
  variables {
    test_rule_arn = null
  }

  assert {
    condition     = alltrue([for target in aws_ecs_service.this.load_balancer : target.advanced_configuration[0].test_listener_rule == null])
    error_message = "It is optional."
  }
}

run "blue_green_takes_all_at_once" {
  variables {
    strategy           = "blue_green"
    canary_percent     = null
    canary_observation = null
    bake               = 15
  }

  assert {
    condition = (
      aws_ecs_service.this.deployment_configuration[0].strategy == "BLUE_GREEN" &&
      aws_ecs_service.this.deployment_configuration[0].bake_time_in_minutes == "15" &&
      length(aws_ecs_service.this.deployment_configuration[0].canary_configuration) == 0 &&
      length(aws_ecs_service.this.deployment_configuration[0].linear_configuration) == 0
    )
    error_message = "Nothing but the bake."
  }

  assert {
    condition     = aws_ecs_service.this.timeouts.update == "45m"
    error_message = "Half an hour and the bake."
  }
}

run "linear_takes_equal_steps" {
  variables {
    strategy           = "linear"
    canary_percent     = null
    canary_observation = null
    linear_percent     = 30
    linear_observation = 5
  }

  assert {
    condition = (
      aws_ecs_service.this.deployment_configuration[0].strategy == "LINEAR" &&
      aws_ecs_service.this.deployment_configuration[0].linear_configuration[0].step_percent == 30 &&
      aws_ecs_service.this.deployment_configuration[0].linear_configuration[0].step_bake_time_in_minutes == "5" &&
      length(aws_ecs_service.this.deployment_configuration[0].canary_configuration) == 0
    )
    error_message = "A third more, five minutes each."
  }

  assert {
    condition     = aws_ecs_service.this.timeouts.update == "60m"
    error_message = "30 + 4 x 5 + 10: the last step is a step too."
  }
}

run "rolling_needs_no_second_colour" {
  variables {
    strategy               = "rolling"
    canary_percent         = null
    canary_observation     = null
    bake                   = null
    green_target_group_arn = null
    production_rule_arn    = null
  }

  assert {
    condition     = aws_ecs_service.this.deployment_configuration[0].strategy == "ROLLING" && alltrue([for target in aws_ecs_service.this.load_balancer : length(target.advanced_configuration) == 0]) && length(aws_iam_role.shift) == 0
    error_message = "Nothing is shifted, and nobody has the right to."
  }

  assert {
    condition     = aws_ecs_service.this.timeouts.update == "30m"
    error_message = "Nothing is observed."
  }
}

run "a_second_colour_stops_nothing_for_want_of_room" {
  variables {
    overlap = false
  }

  assert {
    condition     = aws_ecs_service.this.deployment_minimum_healthy_percent == 100 && aws_ecs_service.this.deployment_maximum_percent == 200
    error_message = "It waits for a host instead."
  }
}

run "a_rollback_is_at_once" {
  variables {
    deployment_mode = "rollback"
  }

  assert {
    condition = (
      aws_ecs_service.this.deployment_configuration[0].strategy == "BLUE_GREEN" &&
      aws_ecs_service.this.deployment_configuration[0].bake_time_in_minutes == "0" &&
      length(aws_ecs_service.this.deployment_configuration[0].canary_configuration) == 0
    )
    error_message = "All requests, no observation, no bake."
  }

  assert {
    condition     = aws_ecs_service.this.timeouts.update == "30m"
    error_message = "Nothing is waited for."
  }

  assert {
    condition     = !one(aws_ecs_service.this.alarms).enable && !one(aws_ecs_service.this.alarms).rollback
    error_message = "What the bad version does must not bring it back."
  }

  assert {
    condition     = aws_ecs_service.this.deployment_circuit_breaker[0].enable
    error_message = "Tasks still have to start."
  }
}

run "a_linear_service_goes_back_at_once_too" {
  variables {
    strategy           = "linear"
    canary_percent     = null
    canary_observation = null
    linear_percent     = 10
    linear_observation = 5
    deployment_mode    = "rollback"
  }

  assert {
    condition     = aws_ecs_service.this.deployment_configuration[0].strategy == "BLUE_GREEN" && aws_ecs_service.this.deployment_configuration[0].bake_time_in_minutes == "0" && length(aws_ecs_service.this.deployment_configuration[0].linear_configuration) == 0
    error_message = "No steps on the way back."
  }
}

run "a_rolling_service_rolls_back" {
  variables {
    strategy           = "rolling"
    canary_percent     = null
    canary_observation = null
    bake               = null
    deployment_mode    = "rollback"
  }

  assert {
    condition     = aws_ecs_service.this.deployment_configuration[0].strategy == "ROLLING" && !one(aws_ecs_service.this.alarms).rollback
    error_message = "The way it came, and no gate stops it."
  }
}

run "terraform_only_starts_the_deployment" {
  variables {
    wait = false
  }

  assert {
    condition     = !aws_ecs_service.this.wait_for_steady_state && !aws_ecs_service.this.sigint_rollback
    error_message = "The state is free meanwhile, and an interrupted apply interrupts no deployment."
  }
}

run "health_is_judged_after_the_grace" {
  variables {
    health_check_grace = 45
  }

  assert {
    condition     = aws_ecs_service.this.health_check_grace_period_seconds == 45
    error_message = "A setting."
  }
}

run "containers_have_their_grace_to_stop" {
  variables {
    stop_grace = 75
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].stopTimeout == 75
    error_message = "A setting."
  }
}

run "a_canary_without_its_share_is_refused" {
  command = plan

  variables {
    canary_percent = null
  }

  expect_failures = [aws_ecs_service.this]
}

run "a_canary_without_its_observation_is_refused" {
  command = plan

  variables {
    canary_observation = null
  }

  expect_failures = [aws_ecs_service.this]
}

run "a_share_without_a_canary_is_refused" {
  command = plan

  variables {
    strategy = "blue_green"
  }

  expect_failures = [aws_ecs_service.this]
}

run "steps_without_a_linear_deployment_are_refused" {
  command = plan

  variables {
    linear_percent     = 10
    linear_observation = 5
  }

  expect_failures = [aws_ecs_service.this]
}

run "a_linear_deployment_without_steps_is_refused" {
  command = plan

  variables {
    strategy           = "linear"
    canary_percent     = null
    canary_observation = null
  }

  expect_failures = [aws_ecs_service.this]
}

run "steps_that_ecs_refuses_are_refused" {
  command = plan

  variables {
    strategy           = "linear"
    canary_percent     = null
    canary_observation = null
    linear_percent     = 2
    linear_observation = 5
  }

  expect_failures = [aws_ecs_service.this]
}

run "shifting_without_a_bake_is_refused" {
  command = plan

  variables {
    bake = null
  }

  expect_failures = [aws_ecs_service.this]
}

run "rolling_with_a_bake_is_refused" {
  command = plan

  variables {
    strategy           = "rolling"
    canary_percent     = null
    canary_observation = null
  }

  expect_failures = [aws_ecs_service.this]
}

run "shifting_without_a_second_colour_is_refused" {
  command = plan

  variables {
    green_target_group_arn = null
  }

  expect_failures = [aws_ecs_service.this]
}

run "shifting_without_the_rule_is_refused" {
  command = plan

  variables {
    production_rule_arn = null
  }

  expect_failures = [aws_ecs_service.this]
}

run "requests_without_a_target_group_are_refused" {
  command = plan

  variables {
    blue_target_group_arn = null
  }

  expect_failures = [aws_ecs_service.this]
}

run "gates_that_measure_one_colour_only_are_refused" {
  command = plan

  variables {
    green_target_group_suffix = null
  }

  expect_failures = [aws_ecs_service.this]
}

run "an_unknown_strategy_is_refused" {
  command = plan

  variables {
    strategy = "all_at_once"
  }

  expect_failures = [var.strategy]
}

run "an_unknown_mode_is_refused" {
  command = plan

  variables {
    deployment_mode = "undo"
  }

  expect_failures = [var.deployment_mode]
}
