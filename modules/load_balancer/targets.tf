# Each public service has two target groups: one takes the version that serves, the other waits for
# the next. Which colour that is changes with every release that shifts traffic; ECS keeps count.
resource "aws_lb_target_group" "blue" {
  #checkov:skip=CKV_AWS_378:TLS ends at the load balancer; requests to tasks stay in private subnets, between two security groups
  for_each         = var.services
  name_prefix      = "blue-"
  port             = each.value.port
  protocol         = "HTTP"
  protocol_version = "HTTP1"
  target_type      = "ip"
  vpc_id           = var.vpc_id
  tags             = { Name = "${var.prefix}-${each.key}-blue" }

  # AWS's default, 300 s, is added to every deployment and every scale-in.
  deregistration_delay = var.drain

  health_check {
    path                = each.value.health_path
    matcher             = "200-299"
    interval            = var.health_check_interval
    timeout             = var.health_check_timeout
    healthy_threshold   = var.healthy_threshold
    unhealthy_threshold = var.unhealthy_threshold
  }

  lifecycle {
    # One in use by a rule can't be deleted: the new one comes first.
    create_before_destroy = true

    # A new group is one that no rule leads to, since ECS owns the rules' actions. Neither is worth
    # that: ECS registers each task with its own port, and a group of before there were colours
    # keeps the name it has.
    ignore_changes = [name_prefix, port]
  }
}

resource "aws_lb_target_group" "green" {
  #checkov:skip=CKV_AWS_378:TLS ends at the load balancer; requests to tasks stay in private subnets, between two security groups
  for_each             = var.services
  name_prefix          = "green-"
  port                 = each.value.port
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = var.vpc_id
  deregistration_delay = var.drain
  tags                 = { Name = "${var.prefix}-${each.key}-green" }

  health_check {
    path                = each.value.health_path
    matcher             = "200-299"
    interval            = var.health_check_interval
    timeout             = var.health_check_timeout
    healthy_threshold   = var.healthy_threshold
    unhealthy_threshold = var.unhealthy_threshold
  }

  # For the same reasons as above.
  lifecycle {
    create_before_destroy = true
    ignore_changes        = [name_prefix, port]
  }
}

# What served before there were colours is blue.
moved {
  from = aws_lb_target_group.this
  to   = aws_lb_target_group.blue
}

# A rule's priority follows from its own path alone, so adding a service never moves the rule of
# another: Terraform changes rules one by one, and the load balancer refuses a number that is
# still taken.
#
# The more of a path is literal, the smaller its number: "/api/users/*" is asked before "/api/*",
# "/api" before "/api*", and "/*" last. Each count of literal characters has 384 numbers
# (65 x 384 < 25000); where a path stands among them is its hash.
#
# Test rules take the lower half of AWS's 50000 numbers in that order, production rules the upper
# half: a request that asks for the next version never meets a production rule first.
locals {
  literal = {
    for name, service in var.services :
    name => length(replace(service.path, "/[*?]/", "")) + (can(regex("[*?]", service.path)) ? 0 : 1)
  }
  test_priorities = {
    for name, service in var.services :
    name => 1 + (65 - local.literal[name]) * 384 + parseint(substr(sha256(service.path), 0, 8), 16) % 384
  }
  priorities = { for name, priority in local.test_priorities : name => 25000 + priority }

  # A request with this header goes to the version that isn't released yet. It keeps nobody out, so
  # it needs no choosing: the prefix tells environments apart, and everybody who tests knows it.
  test_header = { name = "X-Deployment-Test", value = var.prefix }
}
