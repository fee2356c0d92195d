# The way out, to the port of each service's tasks, is a rule of that service.
resource "aws_security_group" "this" {
  name_prefix = "${var.prefix}-load-balancer-"
  description = "Load balancer of ${var.prefix}"
  vpc_id      = var.vpc_id
  tags        = { Name = "${var.prefix}-load-balancer" }

  # One in use can't be deleted: the new one comes first.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "https" {
  count             = local.public ? 1 : 0
  security_group_id = aws_security_group.this.id
  description       = "HTTPS from the internet"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_ingress_rule" "redirect" {
  #checkov:skip=CKV_AWS_260:Port 80 only answers with a redirect to HTTPS
  count             = local.public ? 1 : 0
  security_group_id = aws_security_group.this.id
  description       = "HTTP from the internet, redirected to HTTPS"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_ingress_rule" "internal" {
  count             = local.public ? 0 : 1
  security_group_id = aws_security_group.this.id
  description       = "HTTP from within the VPC"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = var.vpc_cidr
}
