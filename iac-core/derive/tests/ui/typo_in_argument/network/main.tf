resource "aws_vpc" "this" {
  cidr_blok           = var.cidr
  enable_dns_hostname = true
}

output "vpc_id" {
  value = aws_vpc.this.id
}
