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
  jobs                            = { report = { command = [], schedule = null, cpu = 256, memory = 512 } }
  collector_image                 = "public.ecr.aws/aws-observability/aws-otel-collector@sha256:fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"
  collector_configuration         = "receivers: {}"
  collector_policy                = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
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

run "the_collector_runs_beside_the_application" {
  assert {
    condition     = [for container in jsondecode(aws_ecs_task_definition.this.container_definitions) : container.name] == ["app", "collector"] && jsondecode(aws_ecs_task_definition.this.container_definitions)[1].image == var.collector_image
    error_message = "Two containers, the application first."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[0].essential && !jsondecode(aws_ecs_task_definition.this.container_definitions)[1].essential && !can(jsondecode(aws_ecs_task_definition.this.container_definitions)[0].dependsOn)
    error_message = "The application neither waits for it nor ends with it."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[1].memory == 128 && jsondecode(aws_ecs_task_definition.this.container_definitions)[1].restartPolicy.enabled && jsondecode(aws_ecs_task_definition.this.container_definitions)[1].stopTimeout == 30
    error_message = "It takes what it is given, and is started again."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[1].environment == [{ name = "AOT_CONFIG_CONTENT", value = "receivers: {}" }, { name = "METRICS_PORT", value = "3000" }]
    error_message = "Its configuration."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[1].readonlyRootFilesystem && jsondecode(aws_ecs_task_definition.this.container_definitions)[1].portMappings == []
    error_message = "It changes nothing, and nobody outside the task reaches it."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this.container_definitions)[1].logConfiguration.options["awslogs-group"] == "/ecs/shop-test/app" && jsondecode(aws_ecs_task_definition.this.container_definitions)[1].logConfiguration.options["awslogs-stream-prefix"] == "collector"
    error_message = "The log group of the service, in streams of its own."
  }
}

run "the_application_knows_its_name" {
  assert {
    condition = { for variable in jsondecode(aws_ecs_task_definition.this.container_definitions)[0].environment : variable.name => variable.value } == {
      LOG_LEVEL                = "info"
      OTEL_RESOURCE_ATTRIBUTES = "service.namespace=shop-test"
      OTEL_SERVICE_NAME        = "shop-test-app"
    }
    error_message = "By the variables that every SDK reads."
  }
}

run "the_services_own_variables_win" {
  variables {
    environment = { OTEL_SERVICE_NAME = "storefront" }
  }

  assert {
    condition     = one([for variable in jsondecode(aws_ecs_task_definition.this.container_definitions)[0].environment : variable.value if variable.name == "OTEL_SERVICE_NAME"]) == "storefront"
    error_message = "Once, as the service says."
  }
}

run "the_task_may_deliver" {
  assert {
    condition     = aws_iam_role_policy.collector[0].role == aws_iam_role.task.id && aws_iam_role_policy.collector[0].policy == var.collector_policy
    error_message = "With the rights of the task."
  }
}

run "jobs_run_without_it" {
  assert {
    condition     = length(jsondecode(aws_ecs_task_definition.job["report"].container_definitions)) == 1 && jsondecode(aws_ecs_task_definition.job["report"].container_definitions)[0].environment == [{ name = "LOG_LEVEL", value = "info" }]
    error_message = "A job is over before anybody looks at its traces."
  }
}

run "without_a_collector_nothing_is_different" {
  variables {
    collector_image         = null
    collector_configuration = null
    collector_policy        = null
  }

  assert {
    condition     = length(jsondecode(aws_ecs_task_definition.this.container_definitions)) == 1 && length(aws_iam_role_policy.collector) == 0 && jsondecode(aws_ecs_task_definition.this.container_definitions)[0].environment == [{ name = "LOG_LEVEL", value = "info" }]
    error_message = "One container, no rights, no variables."
  }
}

run "a_collector_without_configuration_is_refused" {
  command = plan

  variables {
    collector_configuration = null
  }

  expect_failures = [aws_ecs_task_definition.this]
}

run "rights_without_a_collector_are_refused" {
  command = plan

  variables {
    collector_image         = null
    collector_configuration = null
  }

  expect_failures = [aws_ecs_task_definition.this]
}

run "a_collector_that_leaves_no_memory_is_refused" {
  command = plan

  variables {
    memory = 192
  }

  expect_failures = [aws_ecs_task_definition.this]
}
