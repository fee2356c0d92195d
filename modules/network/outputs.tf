output "vpc_id" {
  description = "The VPC."
  value       = var.existing == null ? one(aws_vpc.this[*].id) : var.existing.vpc_id
}

output "vpc_cidr" {
  description = "Address range of the VPC, in CIDR notation."
  value       = var.existing == null ? one(aws_vpc.this[*].cidr_block) : one(data.aws_vpc.existing[*].cidr_block)
}

output "public_subnet_ids" {
  description = "Subnets with a route to the internet gateway, in the order of the zones."
  value       = var.existing == null ? [for zone in local.zones : aws_subnet.public[zone].id] : var.existing.public_subnet_ids
}

# Tasks and hosts stand here: whoever uses these ids waits until there is a way out.
output "private_subnet_ids" {
  description = "Subnets of hosts and tasks, in the order of the zones."
  value       = var.existing == null ? [for zone in local.zones : aws_subnet.private[zone].id] : var.existing.private_subnet_ids
  depends_on  = [aws_route.private_nat, aws_route_table_association.private, aws_vpc_endpoint.interface, aws_vpc_endpoint.s3]
}

output "database_subnet_ids" {
  description = "Subnets of the database, without a route out of the VPC, in the order of the zones."
  value       = var.existing == null ? [for zone in local.zones : aws_subnet.database[zone].id] : var.existing.database_subnet_ids
}

output "nat_addresses" {
  description = "Public addresses that traffic from the private subnets comes from, for allow lists elsewhere; empty without NAT gateways."
  value       = [for zone in local.nat_zones : aws_eip.nat[zone].public_ip]
}

output "log_group" {
  description = "Log group of the flow logs; null with an existing VPC."
  value       = one(aws_cloudwatch_log_group.flow[*].name)
}
