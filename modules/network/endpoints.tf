locals {
  endpoints = var.existing == null ? var.endpoints : []
}

# Free, and image layers come from S3: without it they pass through the NAT gateway, by the GiB.
resource "aws_vpc_endpoint" "s3" {
  count             = local.own
  vpc_id            = aws_vpc.this[0].id
  service_name      = "com.amazonaws.${data.aws_region.current.id}.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [for table in aws_route_table.private : table.id]
  tags              = { Name = "${var.prefix}-s3" }
}

resource "aws_vpc_endpoint" "interface" {
  for_each            = local.endpoints
  vpc_id              = aws_vpc.this[0].id
  service_name        = "com.amazonaws.${data.aws_region.current.id}.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [for subnet in aws_subnet.private : subnet.id]
  security_group_ids  = [aws_security_group.endpoints[0].id]
  tags                = { Name = "${var.prefix}-${each.key}" }
}

resource "aws_security_group" "endpoints" {
  count       = length(local.endpoints) > 0 ? 1 : 0
  name_prefix = "${var.prefix}-endpoints-"
  description = "Interface endpoints of ${var.prefix}"
  vpc_id      = aws_vpc.this[0].id
  tags        = { Name = "${var.prefix}-endpoints" }

  # One in use can't be deleted: the new one comes first.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "endpoints_https" {
  count             = length(local.endpoints) > 0 ? 1 : 0
  security_group_id = aws_security_group.endpoints[0].id
  description       = "HTTPS from the private subnets"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = local.private_tier
}
