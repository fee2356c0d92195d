resource "aws_vpc" "this" {
  cidr_block = var.cidr
  region     = "eu-west-1"
}

output "vpc_id" {
  value = aws_vpc.this.id
}
