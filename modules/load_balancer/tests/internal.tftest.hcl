mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_resource "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::logs" }
  }

  mock_resource "aws_lb" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop-test/0123456789abcdef", dns_name = "internal-shop-test.elb.amazonaws.com" }
  }
}

variables {
  prefix             = "shop-test"
  vpc_id             = "vpc-0123456789abcdef0"
  vpc_cidr           = "10.20.0.0/16"
  public_subnet_ids  = ["subnet-0123456789abcdef1", "subnet-0123456789abcdef2"]
  private_subnet_ids = ["subnet-0123456789abcdef3", "subnet-0123456789abcdef4"]
  domain_name        = null
  zone_id            = null
  services = {
    app = { port = 3000, health_path = "/health", path = "/*" }
  }
  health_check_interval = 10
  health_check_timeout  = 5
  healthy_threshold     = 2
  unhealthy_threshold   = 2
  drain                 = 30
  rate_limit            = 2000
  deletion_protection   = false
  log_retention         = 30
  key_arn               = "arn:aws:kms:eu-west-1:111122223333:key/1234"
}

run "without_a_domain_nothing_reaches_the_internet" {
  assert {
    condition     = aws_lb.this.internal && toset(aws_lb.this.subnets) == toset(var.private_subnet_ids)
    error_message = "The load balancer stands in private subnets."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.internal[0].cidr_ipv4 == "10.20.0.0/16" && aws_vpc_security_group_ingress_rule.internal[0].from_port == 80
    error_message = "Port 80 admits the VPC."
  }

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.https) == 0 && length(aws_vpc_security_group_ingress_rule.redirect) == 0
    error_message = "No rule admits the internet."
  }

  assert {
    condition     = length(aws_lb_listener.https) == 0 && length(aws_lb_listener.redirect) == 0 && length(aws_acm_certificate.this) == 0 && length(aws_route53_record.alias) == 0
    error_message = "There is nothing to certify and nothing to redirect to."
  }

  assert {
    condition     = output.url == "http://internal-shop-test.elb.amazonaws.com"
    error_message = "The address of the load balancer is where the services answer."
  }
}

run "a_service_has_both_colours_and_both_rules" {
  assert {
    condition     = keys(output.targets) == ["app"] && keys(aws_lb_listener_rule.internal) == ["app"] && keys(aws_lb_listener_rule.internal_test) == ["app"]
    error_message = "A service has targets, a production rule and a test rule."
  }

  assert {
    condition     = length(aws_lb_listener_rule.https) == 0 && length(aws_lb_listener_rule.https_test) == 0
    error_message = "Without a domain nothing is served over HTTPS."
  }

  assert {
    condition = output.targets["app"] == {
      blue_arn            = aws_lb_target_group.blue["app"].arn
      blue_suffix         = aws_lb_target_group.blue["app"].arn_suffix
      green_arn           = aws_lb_target_group.green["app"].arn
      green_suffix        = aws_lb_target_group.green["app"].arn_suffix
      production_rule_arn = aws_lb_listener_rule.internal["app"].arn
      test_rule_arn       = aws_lb_listener_rule.internal_test["app"].arn
    }
    error_message = "The outputs say which is which."
  }

  assert {
    condition     = length(aws_lb_target_group.blue["app"].name_prefix) <= 6 && length(aws_lb_target_group.green["app"].name_prefix) <= 6
    error_message = "AWS takes six characters."
  }
}

run "the_colours_differ_in_nothing_but_their_name" {
  assert {
    condition = alltrue([
      for group in [aws_lb_target_group.blue["app"], aws_lb_target_group.green["app"]] :
      group.port == 3000 && group.target_type == "ip" && group.protocol == "HTTP" && group.vpc_id == var.vpc_id && tonumber(group.deregistration_delay) == 30
    ])
    error_message = "Tasks are targets by address, and drain for 30 s."
  }

  assert {
    condition     = aws_lb_target_group.blue["app"].health_check == aws_lb_target_group.green["app"].health_check
    error_message = "The next version is judged as the one that serves."
  }
}

run "a_task_is_judged_within_30_seconds" {
  assert {
    condition     = aws_lb_target_group.blue["app"].health_check[0].interval * aws_lb_target_group.blue["app"].health_check[0].healthy_threshold + aws_lb_target_group.blue["app"].health_check[0].timeout < 30
    error_message = "Healthy after less than 30 s."
  }

  assert {
    condition     = aws_lb_target_group.blue["app"].health_check[0].path == "/health" && aws_lb_target_group.blue["app"].health_check[0].matcher == "200-299"
    error_message = "The service's own path is asked."
  }
}

run "health_checks_and_drain_are_the_callers" {
  variables {
    health_check_interval = 20
    health_check_timeout  = 7
    healthy_threshold     = 3
    unhealthy_threshold   = 4
    drain                 = 45
  }

  assert {
    condition = alltrue([
      for group in [aws_lb_target_group.blue["app"], aws_lb_target_group.green["app"]] :
      group.health_check[0].interval == 20 && group.health_check[0].timeout == 7 && group.health_check[0].healthy_threshold == 3 && group.health_check[0].unhealthy_threshold == 4 && tonumber(group.deregistration_delay) == 45
    ])
    error_message = "Each input arrives in both target groups."
  }
}

run "a_health_check_that_takes_as_long_as_its_interval_is_refused" {
  command = plan

  variables {
    health_check_timeout = 10
  }

  expect_failures = [aws_lb.this]
}

run "requests_that_no_service_answers_get_404" {
  assert {
    condition     = aws_lb_listener.internal[0].default_action[0].type == "fixed-response" && aws_lb_listener.internal[0].default_action[0].fixed_response[0].status_code == "404"
    error_message = "The default sends nothing to a service."
  }
}

run "without_public_services_the_load_balancer_still_stands" {
  variables {
    services = {}
  }

  assert {
    condition     = length(aws_lb_target_group.blue) == 0 && length(aws_lb_target_group.green) == 0 && length(aws_lb_listener_rule.internal) == 0 && length(aws_lb_listener_rule.internal_test) == 0 && length(output.targets) == 0
    error_message = "Workers alone need no rule."
  }
}

run "every_request_is_logged" {
  assert {
    condition     = aws_lb.this.access_logs[0].enabled && aws_lb.this.connection_logs[0].enabled
    error_message = "Access and connection logs are on."
  }

  assert {
    condition = jsondecode(aws_s3_bucket_policy.logs.policy).Statement[0].Resource == [
      for logs in [aws_lb.this.access_logs[0], aws_lb.this.connection_logs[0]] : "arn:aws:s3:::logs/${logs.prefix}/AWSLogs/111122223333/*"
    ]
    error_message = "The bucket takes both kinds of log, where they are written."
  }

  assert {
    condition     = aws_s3_bucket_public_access_block.logs.restrict_public_buckets && aws_s3_bucket_public_access_block.logs.block_public_acls && aws_s3_bucket_public_access_block.logs.block_public_policy && aws_s3_bucket_public_access_block.logs.ignore_public_acls
    error_message = "Nobody outside reads them."
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.logs.rule[0].expiration[0].days == 30
    error_message = "Logs go when their time is over."
  }
}

run "a_protected_environment_keeps_its_entry_and_its_logs" {
  variables {
    deletion_protection = true
  }

  assert {
    condition     = aws_lb.this.enable_deletion_protection && !aws_s3_bucket.logs.force_destroy
    error_message = "Neither goes by mistake."
  }
}

run "a_domain_without_zone_and_certificate_is_refused" {
  command = plan

  variables {
    domain_name = "shop.example.com"
  }

  expect_failures = [aws_lb.this]
}

run "a_zone_without_a_domain_is_refused" {
  command = plan

  variables {
    zone_id = "Z0123456789ABCDEF"
  }

  expect_failures = [aws_lb.this]
}

run "a_certificate_without_a_domain_is_refused" {
  command = plan

  variables {
    certificate_arn = "arn:aws:acm:eu-west-1:111122223333:certificate/own"
  }

  expect_failures = [aws_lb.this]
}

run "the_longest_prefix_fits" {
  command = plan

  variables {
    prefix = "twenty-characters-pr-stage"
  }

  assert {
    condition     = length(aws_s3_bucket.logs.bucket_prefix) <= 37 && length(aws_lb.this.name) <= 32
    error_message = "A bucket's prefix has 37 characters at most, a load balancer's name 32."
  }
}
