# An address range is cut into 16 parts and each tier gets four of them: public 0 to 3, private
# 4 to 7, database 8 to 11, the last four stay free. A zone added later takes the next part of
# each tier, so no subnet that exists is renumbered, and a tier is always one range: rules about
# a tier don't change with the number of zones.
locals {
  # Nothing is created inside a network that somebody else manages.
  own   = var.existing == null ? 1 : 0
  zones = var.existing == null ? var.zones : []

  public   = { for i, zone in local.zones : zone => cidrsubnet(var.cidr, 4, i) }
  private  = { for i, zone in local.zones : zone => cidrsubnet(var.cidr, 4, i + 4) }
  database = { for i, zone in local.zones : zone => cidrsubnet(var.cidr, 4, i + 8) }

  private_tier  = cidrsubnet(var.cidr, 2, 1)
  database_tier = cidrsubnet(var.cidr, 2, 2)
}

data "aws_region" "current" {}

data "aws_vpc" "existing" {
  count = 1 - local.own
  id    = var.existing.vpc_id
}

resource "aws_vpc" "this" {
  count                = local.own
  cidr_block           = var.cidr
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = { Name = var.prefix }
}

# Without rules: what forgets to name its security group reaches nothing.
resource "aws_default_security_group" "this" {
  count  = local.own
  vpc_id = aws_vpc.this[0].id
}

resource "aws_internet_gateway" "this" {
  count  = local.own
  vpc_id = aws_vpc.this[0].id
  tags   = { Name = var.prefix }
}

resource "aws_subnet" "public" {
  for_each                = local.public
  vpc_id                  = aws_vpc.this[0].id
  availability_zone       = each.key
  cidr_block              = each.value
  map_public_ip_on_launch = false
  tags                    = { Name = "${var.prefix}-public-${each.key}", Tier = "public" }
}

resource "aws_subnet" "private" {
  for_each          = local.private
  vpc_id            = aws_vpc.this[0].id
  availability_zone = each.key
  cidr_block        = each.value
  tags              = { Name = "${var.prefix}-private-${each.key}", Tier = "private" }
}

resource "aws_subnet" "database" {
  for_each          = local.database
  vpc_id            = aws_vpc.this[0].id
  availability_zone = each.key
  cidr_block        = each.value
  tags              = { Name = "${var.prefix}-database-${each.key}", Tier = "database" }
}
