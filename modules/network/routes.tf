locals {
  # A single gateway saves the price of the others, and takes every zone's way out with it when its
  # own zone fails.
  nat_zones = {
    none     = []
    single   = slice(local.zones, 0, min(1, length(local.zones)))
    per_zone = local.zones
  }[var.nat]
}

resource "aws_route_table" "public" {
  count  = local.own
  vpc_id = aws_vpc.this[0].id
  tags   = { Name = "${var.prefix}-public" }
}

resource "aws_route" "public_internet" {
  count                  = local.own
  route_table_id         = aws_route_table.public[0].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this[0].id
}

resource "aws_route_table_association" "public" {
  for_each       = local.public
  subnet_id      = aws_subnet.public[each.key].id
  route_table_id = aws_route_table.public[0].id
}

resource "aws_eip" "nat" {
  for_each = toset(local.nat_zones)
  domain   = "vpc"
  tags     = { Name = "${var.prefix}-nat-${each.key}" }
}

resource "aws_nat_gateway" "this" {
  for_each      = toset(local.nat_zones)
  allocation_id = aws_eip.nat[each.key].id
  subnet_id     = aws_subnet.public[each.key].id
  tags          = { Name = "${var.prefix}-${each.key}" }

  # A gateway made before the route to the internet exists stays in state "failed".
  depends_on = [aws_route.public_internet]
}

# One table for each zone, even with a single gateway: going to one gateway for each zone later
# changes routes, not tables.
resource "aws_route_table" "private" {
  for_each = local.private
  vpc_id   = aws_vpc.this[0].id
  tags     = { Name = "${var.prefix}-private-${each.key}" }
}

resource "aws_route" "private_nat" {
  for_each               = length(local.nat_zones) > 0 ? local.private : {}
  route_table_id         = aws_route_table.private[each.key].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.this[contains(local.nat_zones, each.key) ? each.key : local.nat_zones[0]].id
}

resource "aws_route_table_association" "private" {
  for_each       = local.private
  subnet_id      = aws_subnet.private[each.key].id
  route_table_id = aws_route_table.private[each.key].id
}

# No route but the VPC's own: the database neither reaches nor is reached from elsewhere.
resource "aws_route_table" "database" {
  count  = local.own
  vpc_id = aws_vpc.this[0].id
  tags   = { Name = "${var.prefix}-database" }
}

resource "aws_route_table_association" "database" {
  for_each       = local.database
  subnet_id      = aws_subnet.database[each.key].id
  route_table_id = aws_route_table.database[0].id
}
