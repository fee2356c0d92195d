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
  deletion_protection = false
  log_retention       = 30
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

run "a_service_has_a_target_group_and_a_rule" {
  assert {
    condition     = keys(output.target_group_arns) == ["app"] && keys(aws_lb_listener_rule.internal) == ["app"] && length(aws_lb_listener_rule.https) == 0
    error_message = "One of each for each service."
  }

  assert {
    condition     = aws_lb_target_group.this["app"].port == 3000 && aws_lb_target_group.this["app"].target_type == "ip" && tonumber(aws_lb_target_group.this["app"].deregistration_delay) == 30
    error_message = "Tasks are targets by address, and drain for 30 s."
  }

  assert {
    condition     = length(aws_lb_target_group.this["app"].name_prefix) <= 6
    error_message = "AWS takes six characters."
  }
}

run "a_task_is_judged_within_30_seconds" {
  assert {
    condition     = aws_lb_target_group.this["app"].health_check[0].interval * aws_lb_target_group.this["app"].health_check[0].healthy_threshold + aws_lb_target_group.this["app"].health_check[0].timeout < 30
    error_message = "Healthy after less than 30 s."
  }

  assert {
    condition     = aws_lb_target_group.this["app"].health_check[0].path == "/health"
    error_message = "The service's own path is asked."
  }
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
    condition     = length(aws_lb_target_group.this) == 0 && length(aws_lb_listener_rule.internal) == 0 && length(output.target_group_arns) == 0
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

run "a_domain_without_its_zone_is_refused" {
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
