resource "aws_vpc" "this" {
  cidr_block = var.cidr
}

resource "aws_subnet" "this" {}

output "vpc_id" {
  value = aws_vpc.this.id
}
