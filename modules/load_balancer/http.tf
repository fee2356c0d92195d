# Without a domain: plain HTTP, from within the VPC only.
# It exists only on an internal load balancer that admits the VPC alone.
#trivy:ignore:AWS-0054
resource "aws_lb_listener" "internal" {
  #checkov:skip=CKV_AWS_2:Exists only without a domain, on an internal load balancer that admits the VPC alone
  #checkov:skip=CKV_AWS_103:Exists only without a domain, on an internal load balancer that admits the VPC alone
  count             = local.public ? 0 : 1
  load_balancer_arn = aws_lb.this.arn
  port              = 80
  protocol          = "HTTP"

  routing_http_response_server_enabled                      = false
  routing_http_response_x_content_type_options_header_value = "nosniff"

  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      message_body = "Not found"
      status_code  = "404"
    }
  }
}

resource "aws_lb_listener_rule" "internal" {
  for_each     = { for name, service in var.services : name => service if !local.public }
  listener_arn = aws_lb_listener.internal[0].arn
  priority     = local.priorities[each.key]
  tags         = { Name = each.key }

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
resource "aws_lb_listener_rule" "internal_test" {
  for_each     = { for name, service in var.services : name => service if !local.public }
  listener_arn = aws_lb_listener.internal[0].arn
  priority     = local.test_priorities[each.key]
  tags         = { Name = "${each.key}-test" }

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
