mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_resource "aws_lb" {
    defaults = { arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop-test/0123456789abcdef" }
  }
}

variables {
  prefix             = "shop-test"
  vpc_id             = "vpc-0123456789abcdef0"
  vpc_cidr           = "10.20.0.0/16"
  public_subnet_ids  = ["subnet-0123456789abcdef1", "subnet-0123456789abcdef2"]
  private_subnet_ids = ["subnet-0123456789abcdef3", "subnet-0123456789abcdef4"]
  domain_name        = "shop.example.com"
  zone_id            = null
  certificate_arn    = "arn:aws:acm:eu-west-1:111122223333:certificate/own"
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

run "an_existing_certificate_is_served_and_none_is_made" {
  assert {
    condition     = aws_lb_listener.https[0].certificate_arn == var.certificate_arn && !aws_lb.this.internal
    error_message = "The listener serves the certificate that it is given."
  }

  assert {
    condition     = length(aws_acm_certificate.this) == 0 && length(aws_acm_certificate_validation.this) == 0 && length(aws_route53_record.validation) == 0
    error_message = "There is nothing to prove."
  }

  assert {
    condition     = length(aws_route53_record.alias) == 0
    error_message = "Without a zone the domain's DNS is not ours."
  }

  assert {
    condition     = output.url == "https://shop.example.com" && aws_lb_listener.redirect[0].default_action[0].type == "redirect"
    error_message = "The domain is served as with a certificate of our own."
  }
}

run "with_a_zone_too_the_domain_leads_here" {
  variables {
    zone_id = "Z0123456789ABCDEF"
  }

  assert {
    condition     = aws_route53_record.alias[0].zone_id == "Z0123456789ABCDEF" && aws_route53_record.alias[0].type == "A"
    error_message = "The alias record stands in the zone."
  }

  assert {
    condition     = length(aws_acm_certificate.this) == 0 && length(aws_route53_record.validation) == 0
    error_message = "The zone proves no certificate."
  }
}
