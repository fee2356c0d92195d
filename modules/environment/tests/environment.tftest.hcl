mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_data "aws_ssm_parameter" {
    defaults = { insecure_value = "ami-0123456789abcdef0" }
  }

  mock_data "aws_vpc" {
    defaults = { cidr_block = "172.16.0.0/16" }
  }

  mock_resource "aws_synthetics_canary" {
    defaults = { engine_arn = "arn:aws:lambda:eu-west-1:111122223333:function:cwsyn-shop-test-0123:4" }
  }

  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-west-1:111122223333:key/1234" }
  }

  mock_resource "aws_vpc" {
    defaults = { id = "vpc-0123456789abcdef0" }
  }

  mock_resource "aws_subnet" {
    defaults = { id = "subnet-0123456789abcdef0" }
  }

  mock_resource "aws_security_group" {
    defaults = { id = "sg-0123456789abcdef0" }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-west-1:111122223333:log-group:group" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/role" }
  }

  mock_resource "aws_iam_policy" {
    defaults = { arn = "arn:aws:iam::111122223333:policy/shop-test-boundary" }
  }

  mock_resource "aws_iam_instance_profile" {
    defaults = { arn = "arn:aws:iam::111122223333:instance-profile/hosts" }
  }

  mock_resource "aws_launch_template" {
    defaults = { latest_version = 1 }
  }

  mock_resource "aws_autoscaling_group" {
    defaults = { arn = "arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:1234:autoScalingGroupName/hosts" }
  }

  mock_resource "aws_ecs_cluster" {
    defaults = { arn = "arn:aws:ecs:eu-west-1:111122223333:cluster/shop-test" }
  }

  mock_resource "aws_ecs_task_definition" {
    defaults = { arn = "arn:aws:ecs:eu-west-1:111122223333:task-definition/shop-test-app:1" }
  }

  mock_resource "aws_appautoscaling_policy" {
    defaults = { arn = "arn:aws:autoscaling:eu-west-1:111122223333:scalingPolicy:1234" }
  }

  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:eu-west-1:111122223333:shop-test-alerts" }
  }

  mock_resource "aws_lb_listener_rule" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener-rule/app/shop-test/0123456789abcdef/0123456789abcdef/0123456789abcdef" }
  }

  mock_resource "aws_cloudwatch_metric_alarm" {
    defaults = { arn = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:shop-test-alarm" }
  }

  mock_resource "aws_cloudwatch_composite_alarm" {
    defaults = { arn = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:shop-test-incident" }
  }

  mock_resource "aws_ecr_repository" {
    defaults = { arn = "arn:aws:ecr:eu-west-1:111122223333:repository/shop-test/app", repository_url = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop-test/app" }
  }

  mock_resource "aws_sfn_state_machine" {
    defaults = { arn = "arn:aws:states:eu-west-1:111122223333:stateMachine:shop-test-migrations" }
  }

  mock_resource "aws_backup_vault" {
    defaults = { arn = "arn:aws:backup:eu-west-1:111122223333:backup-vault:shop-test" }
  }

  mock_resource "aws_wafv2_web_acl" {
    defaults = { arn = "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop-test/1234" }
  }

  mock_resource "aws_appconfig_environment" {
    defaults = { environment_id = "env1" }
  }

  mock_resource "aws_appconfig_configuration_profile" {
    defaults = { configuration_profile_id = "prof1" }
  }

  mock_resource "aws_appconfig_hosted_configuration_version" {
    defaults = { version_number = 1 }
  }

  mock_resource "aws_lb" {
    defaults = {
      arn_suffix = "app/shop-test/0123456789abcdef"
      arn        = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop-test/0123456789abcdef"
      dns_name   = "internal-shop-test.elb.amazonaws.com"
      zone_id    = "Z0123456789ABCDEF"
    }
  }

  mock_resource "aws_lb_target_group" {
    defaults = {
      arn        = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/task-1/0123456789abcdef"
      arn_suffix = "targetgroup/task-1/0123456789abcdef"
    }
  }

  mock_resource "aws_acm_certificate" {
    defaults = {
      arn = "arn:aws:acm:eu-west-1:111122223333:certificate/1234"
      domain_validation_options = [{
        domain_name           = "shop.example.com"
        resource_record_name  = "_proof.shop.example.com"
        resource_record_type  = "CNAME"
        resource_record_value = "_proof.acm-validations.aws"
      }]
    }
  }

  mock_resource "aws_db_instance" {
    defaults = {
      arn         = "arn:aws:rds:eu-west-1:111122223333:db:shop-test"
      address     = "shop-test.eu-west-1.rds.amazonaws.com"
      endpoint    = "shop-test.eu-west-1.rds.amazonaws.com:5432"
      resource_id = "db-ABCDEFGHIJKL01234"
      master_user_secret = [{
        kms_key_id    = "arn:aws:kms:eu-west-1:111122223333:key/1234"
        secret_arn    = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!db-1234"
        secret_status = "active"
      }]
    }
  }
}

variables {
  environment   = "test"
  project       = "shop"
  owner         = "platform"
  cost_centre   = null
  tags          = { Team = "shop" }
  instance_type = "t3.medium"
  database_size = "db.t3.medium"
  auto_scaling  = true
  min_instances = 2
  max_instances = 5
  multi_az      = true

  network_cidr      = "10.20.0.0/16"
  network_zones     = ["eu-west-1a", "eu-west-1b"]
  network_nat       = "single"
  network_endpoints = []
  network_existing  = null

  hosts_cpu_credits = "standard"
  hosts_root_volume = 30

  services = {
    app = {
      image       = "shop@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      command     = []
      port        = 3000
      cpu         = 512
      memory      = 512
      environment = { DATABASE_NAME = "other" }
      secrets     = {}
      queues      = []
      health_path = "/health"
      replicas    = 3
      path        = "/*"
      jobs        = {}
      overlap     = true
    }
    jobs = {
      image       = "shop@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      command     = ["node", "jobs.js"]
      port        = 3000
      cpu         = 256
      memory      = 256
      environment = {}
      secrets     = {}
      queues      = []
      health_path = "/health"
      replicas    = 1
      path        = null
      jobs        = {}
      overlap     = true
    }
    next = {
      image       = null
      command     = []
      port        = 4000
      cpu         = 256
      memory      = 256
      environment = {}
      secrets     = {}
      queues      = []
      health_path = "/health"
      replicas    = 1
      path        = "/next/*"
      jobs        = {}
      overlap     = true
    }
  }

  database_version             = "17"
  database_storage             = 20
  database_max_storage         = 50
  database_backup_retention    = 7
  database_backup_window       = "02:00-03:00"
  database_maintenance_window  = "sun:03:30-sun:04:30"
  database_monitoring_interval = 60
  database_insights_retention  = 7
  database_blue_green_update   = false
  database_replicas            = 0
  database_password_rotation   = 30
  migrations                   = null

  deployment_strategy           = "canary"
  deployment_canary_percent     = 10
  deployment_canary_observation = 30
  deployment_linear_percent     = null
  deployment_linear_observation = null
  deployment_bake               = 10
  deployment_mode               = "release"
  deployment_wait               = "pipeline"
  deployment_gates              = { error_rate = 0.01, response_time = 500, success_rate = 0.99 }
  deployment_gate_period        = 60
  deployment_gate_datapoints    = 2
  deployment_gate_requests      = 20
  deployment_drain              = 30
  deployment_stop_grace         = 30

  health_check_interval            = 10
  health_check_timeout             = 5
  health_check_healthy_threshold   = 2
  health_check_unhealthy_threshold = 2
  health_check_grace               = 30

  scaling_cpu              = 60
  scaling_period           = 60
  scaling_datapoints       = 1
  scaling_host_utilization = 50

  feature_flags = {}

  backup_daily_retention    = 14
  backup_monthly_retention  = null
  backup_point_in_time      = false
  backup_copy_region        = null
  backup_lock_min_retention = null
  backup_lock_max_retention = null
  backup_lock_grace         = null
  backup_restore_test       = "cron(0 6 1 * ? *)"
  backup_audit              = false

  monitoring_emails     = []
  monitoring_log_errors = 5
  monitoring_tracing    = "none"
  monitoring_collector  = null
  monitoring_sampling   = null

  monitoring_log_anomalies      = true
  monitoring_synthetics         = 5
  monitoring_synthetics_runtime = "syn-nodejs-puppeteer-15.0"

  incident_ops_items = true
  incident_pager     = null
  incident_slack     = null
  deployment_timeout = 3600
  secrets            = {}

  artifacts_keep             = 30
  artifacts_pull_account_ids = []
  firewall_rate_limit        = 2000
  encryption_key_arn         = null

  domain_name            = null
  domain_zone_id         = null
  domain_certificate_arn = null
  log_retention          = 30
  deletion_protection    = false

  access_github                   = null
  access_oidc_provider_arn        = null
  access_session                  = 3600
  access_operators                = []
  access_auditors                 = []
  access_permissions_boundary_arn = null
}

run "only_services_with_an_image_run" {
  assert {
    condition     = keys(output.services) == ["app", "jobs"] && keys(output.task_role_names) == ["app", "jobs"]
    error_message = "A service waits for its first release."
  }

  assert {
    condition     = keys(module.load_balancer.targets) == ["app", "next"]
    error_message = "Its place at the load balancer is ready; a worker has none."
  }
}

run "without_any_image_everything_else_stands" {
  variables {
    services = {
      app = {
        image       = null
        command     = []
        port        = 3000
        cpu         = 512
        memory      = 512
        environment = {}
        secrets     = {}
        queues      = []
        health_path = "/health"
        replicas    = 1
        path        = "/*"
        jobs        = {}
        overlap     = true
      }
    }
  }

  assert {
    condition     = length(output.services) == 0 && keys(module.load_balancer.targets) == ["app"]
    error_message = "No service runs, and the load balancer knows where one will."
  }

  assert {
    condition     = output.cluster_name == "shop-test" && output.database_endpoint == "shop-test.eu-west-1.rds.amazonaws.com:5432"
    error_message = "Cluster and database are there."
  }
}

run "tasks_grow_with_the_hosts" {
  assert {
    condition     = local.max_replicas == { app = 7, jobs = 2 }
    error_message = "3 tasks on 2 hosts are 7 on 5, rounded down."
  }
}

run "a_service_knows_its_database_and_its_own_word_wins" {
  assert {
    condition     = local.variables.app.DATABASE_HOST == "shop-test.eu-west-1.rds.amazonaws.com" && local.variables.app.DATABASE_USER == "app" && local.variables.app.PORT == "3000"
    error_message = "What is known only once there is an environment."
  }

  assert {
    condition     = local.variables.app.DATABASE_NAME == "other" && local.variables.jobs.DATABASE_NAME == "app"
    error_message = "A variable of the service replaces ours."
  }
}

run "without_a_domain_the_address_is_inside_the_vpc" {
  assert {
    condition     = output.url == "http://internal-shop-test.elb.amazonaws.com"
    error_message = "No domain, no certificate, nothing on the internet."
  }
}

run "with_a_domain_it_is_the_address" {
  variables {
    domain_name    = "shop.example.com"
    domain_zone_id = "Z0123456789ABCDEF"
  }

  assert {
    condition     = output.url == "https://shop.example.com"
    error_message = "HTTPS on the domain."
  }
}

run "what_auto_scaling_starts_is_tagged_like_the_rest" {
  assert {
    condition     = local.tags == { Team = "shop", Project = "shop", Environment = "test", Owner = "platform", ManagedBy = "terraform" }
    error_message = "A tag without value is left out."
  }
}

run "every_log_group_is_listed" {
  assert {
    condition     = keys(output.log_groups) == ["cluster_exec", "cluster_performance", "database_postgresql", "database_upgrade", "firewall", "network_flow", "service_app", "service_jobs"]
    error_message = "By what writes them."
  }
}

run "the_name_of_an_environment_is_only_a_name" {
  variables {
    environment = "blueberry"
  }

  assert {
    condition     = output.cluster_name == "shop-blueberry" && keys(output.services) == ["app", "jobs"]
    error_message = "Names change, and nothing else."
  }
}

run "a_network_of_others_carries_everything" {
  variables {
    network_existing = {
      vpc_id              = "vpc-0aaaaaaaaaaaaaaaa"
      public_subnet_ids   = ["subnet-0aaaaaaaaaaaaaaa1", "subnet-0aaaaaaaaaaaaaaa2"]
      private_subnet_ids  = ["subnet-0aaaaaaaaaaaaaaa3", "subnet-0aaaaaaaaaaaaaaa4"]
      database_subnet_ids = ["subnet-0aaaaaaaaaaaaaaa5", "subnet-0aaaaaaaaaaaaaaa6"]
    }
  }

  assert {
    condition     = output.vpc_id == "vpc-0aaaaaaaaaaaaaaaa" && output.vpc_cidr == "172.16.0.0/16" && tolist(output.private_subnet_ids) == tolist(var.network_existing.private_subnet_ids)
    error_message = "The given network is handed on."
  }

  assert {
    condition     = !contains(keys(output.log_groups), "network_flow") && keys(output.services) == ["app", "jobs"]
    error_message = "Its flow logs are somebody else's; the services run."
  }
}

run "migrations_are_jobs_of_their_service" {
  variables {
    migrations = {
      service            = "app"
      migrate            = ["migrate", "up"]
      undo               = ["migrate", "down"]
      check              = []
      check_schedule     = null
      timeout            = 30
      snapshot_retention = 30
      cpu                = 256
      memory             = 512
    }
  }

  assert {
    condition     = keys(output.job_task_definition_arns["app"]) == ["database-migrate", "database-undo"] && length(output.job_task_definition_arns["jobs"]) == 0
    error_message = "The commands that are given, and of that service alone."
  }

  assert {
    condition     = output.migrations_state_machine_arn != null
    error_message = "The state machine runs them."
  }
}

run "migrations_wait_for_the_first_release" {
  variables {
    migrations = {
      service            = "next"
      migrate            = ["migrate", "up"]
      undo               = []
      check              = []
      check_schedule     = null
      timeout            = 30
      snapshot_retention = 30
      cpu                = 256
      memory             = 512
    }
  }

  assert {
    condition     = output.migrations_state_machine_arn == null
    error_message = "Without an image there is nothing to migrate with."
  }
}

run "flags_spread_as_requests_do" {
  variables {
    feature_flags = { checkout = { description = "The new checkout", enabled = true } }
  }

  assert {
    condition     = local.flag_steps[var.deployment_strategy] == { percent = 10, duration = 30 }
    error_message = "By the steps of the canary."
  }

  assert {
    condition     = local.variables.app.FEATURE_FLAGS_APPLICATION == "shop-test" && local.variables.app.FEATURE_FLAGS_ENVIRONMENT == "test"
    error_message = "A service knows where to ask."
  }

  assert {
    condition     = length(local.gate_alarm_arns) == 6
    error_message = "Three gates in two colours, of the one service that has requests."
  }
}

run "who_waits_is_one_setting" {
  variables {
    deployment_wait = "terraform"
  }

  assert {
    condition     = output.services.app == "app"
    error_message = "It plans as with a pipeline that waits."
  }
}
