resource "aws_lb_target_group" "this" {
  #checkov:skip=CKV_AWS_378:TLS ends at the load balancer; requests to tasks stay in private subnets, between two security groups
  for_each         = var.services
  name_prefix      = "task-"
  port             = each.value.port
  protocol         = "HTTP"
  protocol_version = "HTTP1"
  target_type      = "ip"
  vpc_id           = var.vpc_id
  tags             = { Name = "${var.prefix}-${each.key}" }

  # As long as a container has to stop. The default, 300 s, is added to every deployment and every
  # scale-in.
  deregistration_delay = 30

  # A new task takes requests after 10 x 2 + 5 = 25 s; the defaults need 155 s.
  health_check {
    path                = each.value.health_path
    matcher             = "200-299"
    interval            = 10
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 2
  }

  # One in use by a rule can't be deleted: the new one comes first.
  lifecycle {
    create_before_destroy = true
  }
}

# A rule's priority follows from its own path alone, so adding a service never moves the rule of
# another: Terraform changes rules one by one, and the load balancer refuses a number that is
# still taken.
#
# The more of a path is literal, the smaller its number: "/api/users/*" is asked before "/api/*",
# "/api" before "/api*", and "/*" last. Each count of literal characters has 750 numbers
# (65 x 750 < 50000); where a path stands among them is its hash.
locals {
  literal = {
    for name, service in var.services :
    name => length(replace(service.path, "/[*?]/", "")) + (can(regex("[*?]", service.path)) ? 0 : 1)
  }
  priorities = {
    for name, service in var.services :
    name => 1 + (65 - local.literal[name]) * 750 + parseint(substr(sha256(service.path), 0, 8), 16) % 750
  }
}
