resource "aws_vpc" "this" {
  count      = var.count
  cidr_block = var.cidr
}

output "vpc_id" {
  value = aws_vpc.this[0].id
}
