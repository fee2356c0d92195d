resource "aws_vpc" "this" {
  count                = var.existing == null ? var.count_of_zones : 0
  cidr_block           = var.cidr
  enable_dns_hostnames = var.plain
  tags                 = { Mode = var.mode, Type = var.type }
}
