# A second wall around the database tier, for the day a security group is opened by mistake:
# whatever its rules say, only the private tier and the tier itself exchange packets with it.
resource "aws_network_acl" "database" {
  count      = local.own
  vpc_id     = aws_vpc.this[0].id
  subnet_ids = [for subnet in aws_subnet.database : subnet.id]
  tags       = { Name = "${var.prefix}-database" }
}

resource "aws_network_acl_rule" "database_from_private" {
  count          = local.own
  network_acl_id = aws_network_acl.database[0].id
  rule_number    = 100
  egress         = false
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = local.private_tier
  from_port      = 5432
  to_port        = 5432
}

# Between instances: connections to 5432 and the answers to them.
resource "aws_network_acl_rule" "database_from_database" {
  count          = local.own
  network_acl_id = aws_network_acl.database[0].id
  rule_number    = 110
  egress         = false
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = local.database_tier
  from_port      = 1024
  to_port        = 65535
}

resource "aws_network_acl_rule" "database_to_private" {
  count          = local.own
  network_acl_id = aws_network_acl.database[0].id
  rule_number    = 100
  egress         = true
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = local.private_tier
  from_port      = 1024
  to_port        = 65535
}

resource "aws_network_acl_rule" "database_to_database" {
  count          = local.own
  network_acl_id = aws_network_acl.database[0].id
  rule_number    = 110
  egress         = true
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = local.database_tier
  from_port      = 1024
  to_port        = 65535
}
