resource "aws_security_group" "canary" {
  #checkov:skip=CKV2_AWS_5:It is the canary's; checkov doesn't count canaries among what has security groups
  count       = var.vpc == null ? 0 : 1
  name_prefix = "${var.prefix}-canary-"
  description = "Canary of ${var.prefix}"
  vpc_id      = var.vpc.vpc_id
  tags        = { Name = "${var.prefix}-canary" }

  # One in use can't be deleted: the new one comes first.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "load_balancer" {
  count                        = var.vpc == null ? 0 : 1
  security_group_id            = aws_security_group.canary[0].id
  description                  = "HTTP to the load balancer"
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
  referenced_security_group_id = var.vpc.load_balancer_security_group_id
}

# Addresses of AWS change; what is asked there is signed.
#trivy:ignore:AWS-0104
resource "aws_vpc_security_group_egress_rule" "aws" {
  count             = var.vpc == null ? 0 : 1
  security_group_id = aws_security_group.canary[0].id
  description       = "HTTPS to CloudWatch and S3"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}
