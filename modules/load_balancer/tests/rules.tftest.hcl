mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_resource "aws_lb" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop-test/0123456789abcdef" }
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
}

variables {
  prefix             = "shop-test"
  vpc_id             = "vpc-0123456789abcdef0"
  vpc_cidr           = "10.20.0.0/16"
  public_subnet_ids  = ["subnet-0123456789abcdef1", "subnet-0123456789abcdef2"]
  private_subnet_ids = ["subnet-0123456789abcdef3", "subnet-0123456789abcdef4"]
  domain_name        = "shop.example.com"
  zone_id            = "Z0123456789ABCDEF"
  services = {
    app = { port = 3000, health_path = "/health", path = "/*" }
    api = { port = 4000, health_path = "/health", path = "/api/*" }
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

run "every_service_has_its_own_targets" {
  assert {
    condition     = keys(output.targets) == ["api", "app"] && length(distinct(flatten([for target in output.targets : [target.blue_arn, target.green_arn]]))) == 4
    error_message = "Two services have four target groups."
  }

  assert {
    condition     = length(distinct(flatten([for target in output.targets : [target.production_rule_arn, target.test_rule_arn]]))) == 4
    error_message = "Two services have four rules."
  }

  assert {
    condition     = aws_lb_target_group.green["api"].port == 4000 && aws_lb_target_group.green["app"].port == 3000
    error_message = "Each has its service's port."
  }
}

run "everything_begins_with_blue" {
  assert {
    condition = alltrue(flatten([
      for name in keys(var.services) : [
        for rule in [aws_lb_listener_rule.https[name], aws_lb_listener_rule.https_test[name]] :
        length(rule.action) == 1 && rule.action[0].type == "forward" && {
          for target in rule.action[0].forward[0].target_group : target.arn => target.weight
          } == {
          (aws_lb_target_group.blue[name].arn)  = 100
          (aws_lb_target_group.green[name].arn) = 0
        }
      ]
    ]))
    error_message = "Both colours stand in both rules, and blue takes all."
  }
}

run "the_test_rule_answers_only_with_the_header" {
  assert {
    condition = alltrue([
      for name, rule in aws_lb_listener_rule.https_test :
      one([for condition in rule.condition : one(condition.http_header).values if length(condition.http_header) > 0]) == toset(["shop-test"]) &&
      one([for condition in rule.condition : one(condition.http_header).http_header_name if length(condition.http_header) > 0]) == "X-Deployment-Test" &&
      one([for condition in rule.condition : one(condition.path_pattern).values if length(condition.path_pattern) > 0]) == toset([var.services[name].path])
    ])
    error_message = "Header, value and path have to fit."
  }

  assert {
    condition     = alltrue([for rule in aws_lb_listener_rule.https : alltrue([for condition in rule.condition : length(condition.http_header) == 0])])
    error_message = "Everybody else meets the production rule, which asks for no header."
  }

  assert {
    condition     = output.test_header == "X-Deployment-Test: shop-test"
    error_message = "The header can be looked up."
  }
}

run "every_test_rule_is_asked_before_any_production_rule" {
  variables {
    services = {
      all     = { port = 3000, health_path = "/health", path = "/*" }
      api     = { port = 3000, health_path = "/health", path = "/api/*" }
      longest = { port = 3000, health_path = "/health", path = "/123456789012345678901234567890123456789012345678901234567890123" }
    }
  }

  assert {
    condition     = max([for rule in aws_lb_listener_rule.https_test : rule.priority]...) < min([for rule in aws_lb_listener_rule.https : rule.priority]...)
    error_message = "The last test rule stands before the first production rule."
  }

  assert {
    condition     = aws_lb_listener_rule.https_test["longest"].priority < aws_lb_listener_rule.https_test["api"].priority && aws_lb_listener_rule.https_test["api"].priority < aws_lb_listener_rule.https_test["all"].priority
    error_message = "Among test rules the more specific path is asked first, as among production rules."
  }
}

run "the_more_specific_path_is_asked_first" {
  variables {
    services = {
      all    = { port = 3000, health_path = "/health", path = "/*" }
      api    = { port = 3000, health_path = "/health", path = "/api/*" }
      users  = { port = 3000, health_path = "/health", path = "/api/users/*" }
      begins = { port = 3000, health_path = "/health", path = "/api*" }
      exact  = { port = 3000, health_path = "/health", path = "/api" }
      images = { port = 3000, health_path = "/health", path = "/*.png" }
    }
  }

  assert {
    condition = (
      local.priorities.users < local.priorities.api && local.priorities.api < local.priorities.begins &&
      local.priorities.exact < local.priorities.begins && local.priorities.begins < local.priorities.all &&
      local.priorities.images < local.priorities.all
    )
    error_message = "From many literal characters to few, `/*` last."
  }

  assert {
    condition     = alltrue([for name, rule in aws_lb_listener_rule.https : rule.priority == local.priorities[name] && rule.priority >= 1 && rule.priority <= 50000])
    error_message = "Every rule has its own number, within AWS's range."
  }
}

run "another_service_moves_no_rule" {
  assert {
    condition     = keys(local.priorities) == ["api", "app"] && local.priorities.api == 48240 && local.priorities.app == 49916
    error_message = "A priority follows from the service's own path and nothing else."
  }
}

run "the_longest_path_fits" {
  command = plan

  variables {
    services = {
      long = { port = 3000, health_path = "/health", path = "/123456789012345678901234567890123456789012345678901234567890123" }
    }
  }

  assert {
    condition     = local.test_priorities.long >= 1 && local.test_priorities.long <= 384 && local.priorities.long > 25000
    error_message = "64 literal characters take the first numbers of either half."
  }
}

run "two_services_on_one_path_are_refused" {
  command = plan

  variables {
    services = {
      app   = { port = 3000, health_path = "/health", path = "/*" }
      other = { port = 4000, health_path = "/health", path = "/*" }
    }
  }

  expect_failures = [aws_lb_listener_rule.https]
}
