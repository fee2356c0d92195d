locals {
  # A certificate that is there already has its proof, wherever that stands.
  own_certificate = local.public && var.certificate_arn == null
  certificate_arn = local.own_certificate ? one(aws_acm_certificate_validation.this[*].certificate_arn) : var.certificate_arn

  # A zone may be made in the same plan, and its id is unknown then: it is only asked for where there
  # is a choice.
  alias = local.own_certificate ? true : local.public && var.zone_id != null
}

resource "aws_acm_certificate" "this" {
  count             = local.own_certificate ? 1 : 0
  domain_name       = var.domain_name
  validation_method = "DNS"
  key_algorithm     = "EC_prime256v1"

  # One in use by a listener can't be deleted: the new one comes first.
  lifecycle {
    create_before_destroy = true
  }
}

# Keyed by the name, which is known before the certificate is: one plan is enough.
resource "aws_route53_record" "validation" {
  for_each = local.own_certificate ? toset([var.domain_name]) : []
  zone_id  = var.zone_id
  name     = one([for option in aws_acm_certificate.this[0].domain_validation_options : option.resource_record_name if option.domain_name == each.key])
  type     = one([for option in aws_acm_certificate.this[0].domain_validation_options : option.resource_record_type if option.domain_name == each.key])
  records  = [one([for option in aws_acm_certificate.this[0].domain_validation_options : option.resource_record_value if option.domain_name == each.key])]
  ttl      = 60

  # A certificate of the same name asks for the same record again.
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "this" {
  count                   = local.own_certificate ? 1 : 0
  certificate_arn         = aws_acm_certificate.this[0].arn
  validation_record_fqdns = [for record in aws_route53_record.validation : record.fqdn]
}

resource "aws_lb_listener" "https" {
  count             = local.public ? 1 : 0
  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = local.certificate_arn

  # Only what holds for every service. No includeSubDomains and no preload: other names under the
  # domain aren't ours to promise for.
  routing_http_response_server_enabled                         = false
  routing_http_response_strict_transport_security_header_value = "max-age=63072000"
  routing_http_response_x_content_type_options_header_value    = "nosniff"

  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      message_body = "Not found"
      status_code  = "404"
    }
  }
}

resource "aws_lb_listener_rule" "https" {
  for_each     = { for name, service in var.services : name => service if local.public }
  listener_arn = aws_lb_listener.https[0].arn
  priority     = local.priorities[each.key]
  tags         = { Name = each.key }

  # Requests for another host, or for the bare address, never reach a service.
  condition {
    host_header {
      values = [var.domain_name]
    }
  }

  condition {
    path_pattern {
      values = [each.value.path]
    }
  }

  action {
    type = "forward"
    forward {
      target_group {
        arn    = aws_lb_target_group.blue[each.key].arn
        weight = 100
      }
      target_group {
        arn    = aws_lb_target_group.green[each.key].arn
        weight = 0
      }
    }
  }

  lifecycle {
    # These weights are for the first release; ECS sets them from then on, and setting them back would
    # send requests to where no task is. A rule of before there were colours goes on leading to blue
    # alone, which means the same, until ECS writes weights into it.
    ignore_changes = [action]

    precondition {
      condition     = length([for priority in values(local.priorities) : priority if priority == local.priorities[each.key]]) == 1
      error_message = "The path of ${each.key}, ${each.value.path}, takes the same place among the rules as another service's: give one of them another path."
    }
  }
}

# Answers before the production rule does, to requests that ask for it by header.
resource "aws_lb_listener_rule" "https_test" {
  for_each     = { for name, service in var.services : name => service if local.public }
  listener_arn = aws_lb_listener.https[0].arn
  priority     = local.test_priorities[each.key]
  tags         = { Name = "${each.key}-test" }

  condition {
    host_header {
      values = [var.domain_name]
    }
  }

  condition {
    path_pattern {
      values = [each.value.path]
    }
  }

  condition {
    http_header {
      http_header_name = local.test_header.name
      values           = [local.test_header.value]
    }
  }

  action {
    type = "forward"
    forward {
      target_group {
        arn    = aws_lb_target_group.blue[each.key].arn
        weight = 100
      }
      target_group {
        arn    = aws_lb_target_group.green[each.key].arn
        weight = 0
      }
    }
  }

  # ECS owns these weights too.
  lifecycle {
    ignore_changes = [action]
  }
}

resource "aws_lb_listener" "redirect" {
  count             = local.public ? 1 : 0
  load_balancer_arn = aws_lb.this.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"
    redirect {
      protocol    = "HTTPS"
      port        = "443"
      status_code = "HTTP_301"
    }
  }
}

# Without a zone the domain's DNS is elsewhere, and leads to the output `dns_name` from there. The
# load balancer has IPv4 addresses only: no AAAA record.
resource "aws_route53_record" "alias" {
  count   = local.alias ? 1 : 0
  zone_id = var.zone_id
  name    = var.domain_name
  type    = "A"

  alias {
    name                   = aws_lb.this.dns_name
    zone_id                = aws_lb.this.zone_id
    evaluate_target_health = true
  }
}
