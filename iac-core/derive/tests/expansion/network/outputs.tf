output "vpc_id" {
  value = one(aws_vpc.this[*].id)
}

output "zones" {
  value = length(aws_vpc.this)
}
