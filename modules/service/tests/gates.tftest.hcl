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

  mock_resource "aws_cloudwatch_metric_alarm" {
    defaults = { arn = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:gate" }
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

run "each_colour_is_measured_alone" {
  assert {
    condition = alltrue([for colour, suffix in { blue = var.blue_target_group_suffix, green = var.green_target_group_suffix } : alltrue([
      for alarm in [aws_cloudwatch_metric_alarm.gate_error_rate[colour], aws_cloudwatch_metric_alarm.gate_response_time[colour], aws_cloudwatch_metric_alarm.gate_success_rate[colour]] : alltrue([
        for query in alarm.metric_query : query.metric[0].dimensions == tomap({ LoadBalancer = "app/shop-test/0123456789abcdef", TargetGroup = suffix }) && query.metric[0].namespace == "AWS/ApplicationELB" if !query.return_data
      ])
    ])])
    error_message = "A tenth of the requests must not hide behind the other nine."
  }

  assert {
    condition = toset([for alarm in values(local.gate_alarms) : alarm.alarm_name]) == toset([
      "shop-test-app-gate-error-rate-blue", "shop-test-app-gate-error-rate-green",
      "shop-test-app-gate-response-time-blue", "shop-test-app-gate-response-time-green",
      "shop-test-app-gate-success-rate-blue", "shop-test-app-gate-success-rate-green",
    ])
    error_message = "Six alarms."
  }

  assert {
    condition     = output.gate_alarm_names["success-rate-green"] == "shop-test-app-gate-success-rate-green" && keys(output.gate_alarm_arns) == keys(output.gate_alarm_names) && length(output.gate_alarm_names) == 6
    error_message = "Others find them by gate and colour."
  }
}

run "the_limit_itself_fires" {
  assert {
    condition     = alltrue([for alarm in values(aws_cloudwatch_metric_alarm.gate_error_rate) : alarm.comparison_operator == "GreaterThanOrEqualToThreshold" && alarm.threshold == 0.01])
    error_message = "error rate < 0.01"
  }

  assert {
    condition     = alltrue([for alarm in values(aws_cloudwatch_metric_alarm.gate_response_time) : alarm.comparison_operator == "GreaterThanOrEqualToThreshold" && alarm.threshold == 500])
    error_message = "response time < 500"
  }

  assert {
    condition     = alltrue([for alarm in values(aws_cloudwatch_metric_alarm.gate_success_rate) : alarm.comparison_operator == "LessThanOrEqualToThreshold" && alarm.threshold == 0.99])
    error_message = "success rate > 0.99"
  }
}

run "what_is_measured" {
  assert {
    condition     = { for query in aws_cloudwatch_metric_alarm.gate_error_rate["green"].metric_query : query.id => one(query.metric[*].metric_name) if !query.return_data } == { requests = "RequestCount", errors = "HTTPCode_Target_5XX_Count" }
    error_message = "Answers of the tasks themselves."
  }

  assert {
    condition     = one([for query in aws_cloudwatch_metric_alarm.gate_error_rate["green"].metric_query : query.expression if query.return_data]) == "IF(requests >= 20, FILL(errors, 0) / requests, 0)"
    error_message = "No errors are reported as nothing, and a few requests prove nothing."
  }

  assert {
    condition     = { for query in aws_cloudwatch_metric_alarm.gate_response_time["green"].metric_query : query.id => one(query.metric[*].metric_name) if !query.return_data } == { requests = "RequestCount", latency = "TargetResponseTime" } && one([for query in aws_cloudwatch_metric_alarm.gate_response_time["green"].metric_query : query.metric[0].stat if query.id == "latency"]) == "p95"
    error_message = "The slowest twentieth, not the average."
  }

  assert {
    condition     = one([for query in aws_cloudwatch_metric_alarm.gate_response_time["green"].metric_query : query.expression if query.return_data]) == "IF(requests >= 20, latency * 1000, 0)"
    error_message = "Seconds become milliseconds."
  }

  assert {
    condition     = { for query in aws_cloudwatch_metric_alarm.gate_success_rate["green"].metric_query : query.id => one(query.metric[*].metric_name) if !query.return_data } == { requests = "RequestCount", errors = "HTTPCode_Target_5XX_Count", connections = "TargetConnectionErrorCount" }
    error_message = "More than the error rate counted from the other end."
  }

  assert {
    condition     = one([for query in aws_cloudwatch_metric_alarm.gate_success_rate["green"].metric_query : query.expression if query.return_data]) == "IF(requests >= 20, 1 - (FILL(errors, 0) + FILL(connections, 0)) / requests, 1)"
    error_message = "Without enough requests all is well."
  }

  assert {
    condition = alltrue([for alarm in values(local.gate_alarms) : alltrue([
      for query in alarm.metric_query : query.metric[0].stat == "Sum" if !query.return_data && query.id != "latency"
    ])])
    error_message = "Counts are summed up."
  }
}

run "a_gate_fires_after_its_measurements_and_tells" {
  variables {
    gate_period     = 120
    gate_datapoints = 3
    gate_requests   = 50
  }

  assert {
    condition = alltrue([for alarm in values(local.gate_alarms) :
      alarm.evaluation_periods == 3 && alarm.datapoints_to_alarm == 3 && alltrue([for query in alarm.metric_query : query.metric[0].period == 120 if !query.return_data])
    ])
    error_message = "Three times two minutes."
  }

  assert {
    condition     = alltrue([for alarm in values(local.gate_alarms) : anytrue([for query in alarm.metric_query : strcontains(query.expression, "requests >= 50") if query.return_data])])
    error_message = "Fifty requests make a measurement."
  }

  assert {
    condition     = alltrue([for alarm in values(local.gate_alarms) : alarm.treat_missing_data == "notBreaching" && one(alarm.alarm_actions) == var.topic_arn && one(alarm.ok_actions) == var.topic_arn])
    error_message = "The colour that waits has no requests, and that is no alarm; people hear of both ends."
  }
}

run "a_gate_that_fires_rolls_back" {
  assert {
    condition     = one(aws_ecs_service.this.alarms).enable && one(aws_ecs_service.this.alarms).rollback && one(aws_ecs_service.this.alarms).alarm_names == toset([for alarm in values(local.gate_alarms) : alarm.alarm_name])
    error_message = "ECS looks at all six."
  }
}

run "a_rolling_service_has_gates_too" {
  variables {
    strategy           = "rolling"
    canary_percent     = null
    canary_observation = null
    bake               = null
  }

  assert {
    condition     = length(one(aws_ecs_service.this.alarms).alarm_names) == 6 && one(aws_ecs_service.this.alarms).rollback
    error_message = "Gates don't depend on how requests move."
  }
}

run "a_gate_that_is_not_asked_for_is_not_there" {
  variables {
    gates = { error_rate = 0.01 }
  }

  assert {
    condition     = keys(output.gate_alarm_arns) == ["error-rate-blue", "error-rate-green"] && length(one(aws_ecs_service.this.alarms).alarm_names) == 2
    error_message = "One gate, two colours."
  }
}

run "without_gates_ecs_looks_at_none" {
  variables {
    gates = {}
  }

  assert {
    condition     = length(aws_ecs_service.this.alarms) == 0
    error_message = "ECS refuses an empty list."
  }
}

run "rates_in_percent_are_refused" {
  command = plan

  variables {
    gates = { success_rate = 99 }
  }

  expect_failures = [var.gates]
}

run "a_gate_that_nobody_measures_is_refused" {
  command = plan

  variables {
    gates = { latency = 500 }
  }

  expect_failures = [var.gates]
}
