mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_resource "aws_lb" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop-test/0123456789abcdef" }
  }

  mock_resource "aws_wafv2_web_acl" {
    defaults = { arn = "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop-test/0123" }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-west-1:111122223333:log-group:aws-waf-logs-shop-test" }
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

run "the_load_balancer_stands_behind_the_web_acl" {
  assert {
    condition     = aws_wafv2_web_acl_association.this.resource_arn == aws_lb.this.arn && aws_wafv2_web_acl_association.this.web_acl_arn == aws_wafv2_web_acl.this.arn
    error_message = "Inside the VPC too."
  }

  assert {
    condition     = aws_wafv2_web_acl.this.scope == "REGIONAL" && length(aws_wafv2_web_acl.this.default_action[0].allow) == 1
    error_message = "What no rule blocks is let through."
  }
}

run "every_group_of_rules_blocks" {
  assert {
    condition = toset(flatten([for rule in aws_wafv2_web_acl.this.rule : rule.statement[0].managed_rule_group_statement[*].name])) == toset([
      "AWSManagedRulesAmazonIpReputationList",
      "AWSManagedRulesAnonymousIpList",
      "AWSManagedRulesCommonRuleSet",
      "AWSManagedRulesKnownBadInputsRuleSet",
      "AWSManagedRulesSQLiRuleSet",
    ])
    error_message = "Five groups of AWS."
  }

  assert {
    condition     = alltrue([for rule in aws_wafv2_web_acl.this.rule : length(rule.override_action[0].none) == 1 && length(rule.override_action[0].count) == 0 if length(rule.override_action) > 0])
    error_message = "None of them only counts."
  }

  assert {
    condition = toset(flatten([for rule in aws_wafv2_web_acl.this.rule : [for group in rule.statement[0].managed_rule_group_statement : group.rule_action_override[*].name]])) == toset([
      "HostingProviderIPList",
      "SizeRestrictions_BODY",
    ])
    error_message = "Two single rules count, and no other."
  }
}

run "the_rate_is_limited_before_anything_else" {
  variables {
    rate_limit = 300
  }

  assert {
    condition     = one([for rule in aws_wafv2_web_acl.this.rule : rule if rule.name == "rate-limit"]).priority == min([for rule in aws_wafv2_web_acl.this.rule : rule.priority]...)
    error_message = "It is asked first."
  }

  assert {
    condition = alltrue([
      for rule in aws_wafv2_web_acl.this.rule :
      length(rule.action[0].block) == 1 && rule.statement[0].rate_based_statement[0].limit == 300 && rule.statement[0].rate_based_statement[0].aggregate_key_type == "IP" && rule.statement[0].rate_based_statement[0].evaluation_window_sec == 300
      if rule.name == "rate-limit"
    ])
    error_message = "An address beyond the limit of five minutes is blocked."
  }
}

run "rules_have_numbers_and_measurements_of_their_own" {
  assert {
    condition     = length(distinct([for rule in aws_wafv2_web_acl.this.rule : rule.priority])) == 6 && length(distinct([for rule in aws_wafv2_web_acl.this.rule : rule.visibility_config[0].metric_name])) == 6
    error_message = "Six rules, six numbers, six metrics."
  }
}

run "what_is_asked_is_logged_but_no_credential" {
  assert {
    condition     = aws_wafv2_web_acl_logging_configuration.this.resource_arn == aws_wafv2_web_acl.this.arn && aws_wafv2_web_acl_logging_configuration.this.log_destination_configs == toset([aws_cloudwatch_log_group.firewall.arn])
    error_message = "The web ACL writes to its log group."
  }

  assert {
    condition     = aws_cloudwatch_log_group.firewall.name == "aws-waf-logs-shop-test" && output.firewall_log_group == "aws-waf-logs-shop-test"
    error_message = "AWS WAF writes only where the name begins like this."
  }

  assert {
    condition     = aws_cloudwatch_log_group.firewall.kms_key_id == var.key_arn && aws_cloudwatch_log_group.firewall.retention_in_days == 30
    error_message = "Encrypted with the environment's key, and kept as long as every log."
  }

  assert {
    condition     = toset(flatten([for field in aws_wafv2_web_acl_logging_configuration.this.redacted_fields : field.single_header[*].name])) == toset(["authorization", "cookie"])
    error_message = "Neither passwords nor sessions stand in logs."
  }
}

run "the_longest_prefix_fits" {
  command = plan

  variables {
    prefix = "twenty-characters-pr-stage"
  }

  assert {
    condition     = length(aws_wafv2_web_acl.this.name) <= 128 && max([for rule in aws_wafv2_web_acl.this.rule : length(rule.visibility_config[0].metric_name)]...) <= 128
    error_message = "A web ACL's name and a metric's have 128 characters at most."
  }
}
