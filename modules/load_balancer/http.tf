# Without a domain: plain HTTP, from within the VPC only.
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
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[each.key].arn
  }

  lifecycle {
    precondition {
      condition     = length([for priority in values(local.priorities) : priority if priority == local.priorities[each.key]]) == 1
      error_message = "The path of ${each.key}, ${each.value.path}, takes the same place as another service's: two services can't answer the same path."
    }
  }
}
