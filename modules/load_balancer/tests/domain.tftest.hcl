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

run "with_a_domain_the_internet_is_served_over_tls" {
  assert {
    condition     = !aws_lb.this.internal && toset(aws_lb.this.subnets) == toset(var.public_subnet_ids)
    error_message = "The load balancer stands in public subnets."
  }

  assert {
    condition     = aws_lb_listener.https[0].port == 443 && aws_lb_listener.https[0].protocol == "HTTPS" && aws_lb_listener.https[0].ssl_policy == "ELBSecurityPolicy-TLS13-1-2-2021-06"
    error_message = "TLS 1.2 and 1.3 on port 443."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.https[0].cidr_ipv4 == "0.0.0.0/0" && length(aws_vpc_security_group_ingress_rule.internal) == 0
    error_message = "Everybody reaches port 443."
  }

  assert {
    condition     = output.url == "https://shop.example.com"
    error_message = "The domain is where the services answer."
  }
}

run "port_80_only_redirects" {
  assert {
    condition     = aws_lb_listener.redirect[0].port == 80 && aws_lb_listener.redirect[0].default_action[0].type == "redirect" && aws_lb_listener.redirect[0].default_action[0].redirect[0].protocol == "HTTPS" && aws_lb_listener.redirect[0].default_action[0].redirect[0].status_code == "HTTP_301"
    error_message = "A permanent redirect to HTTPS."
  }

  assert {
    condition     = length(aws_lb_listener.internal) == 0 && length(aws_lb_listener_rule.internal) == 0
    error_message = "No rule leads from port 80 to a service."
  }
}

run "the_domain_is_proved_and_leads_here" {
  assert {
    condition     = aws_route53_record.validation["shop.example.com"].name == "_proof.shop.example.com" && aws_route53_record.validation["shop.example.com"].zone_id == var.zone_id
    error_message = "The proof stands in the domain's zone."
  }

  assert {
    condition     = aws_route53_record.alias[0].name == "shop.example.com" && aws_route53_record.alias[0].alias[0].name == aws_lb.this.dns_name
    error_message = "The domain is an alias of the load balancer."
  }
}

run "only_requests_for_the_domain_reach_a_service" {
  assert {
    condition     = alltrue([for rule in concat(values(aws_lb_listener_rule.https), values(aws_lb_listener_rule.https_test)) : anytrue([for condition in rule.condition : try(condition.host_header[0].values == toset(["shop.example.com"]), false)])])
    error_message = "Every rule asks for the host."
  }
}

run "a_new_certificate_is_what_is_served" {
  assert {
    condition     = aws_lb_listener.https[0].certificate_arn == aws_acm_certificate_validation.this[0].certificate_arn
    error_message = "The listener waits for the certificate's proof."
  }
}
