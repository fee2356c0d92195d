# Nothing comes in: tasks have network interfaces, and security groups, of their own.
resource "aws_security_group" "this" {
  name_prefix = "${var.prefix}-hosts-"
  description = "ECS hosts of ${var.prefix}"
  vpc_id      = var.vpc_id
  tags        = { Name = "${var.prefix}-hosts" }

  # One in use can't be deleted: the new one comes first.
  lifecycle {
    create_before_destroy = true
  }
}

# Neither AWS APIs nor registries have fixed addresses; a port is what can be said here.
#trivy:ignore:AWS-0104
resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.this.id
  description       = "HTTPS to AWS APIs and registries"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}
