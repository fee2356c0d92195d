output "url" {
  description = "Where the services answer: `https://` and the domain, or `http://` and the load balancer's address inside the VPC."
  value       = module.load_balancer.url
}

output "load_balancer_arn" {
  description = "The load balancer, for example to attach a web ACL."
  value       = module.load_balancer.arn
}

output "load_balancer_dns_name" {
  description = "Address that AWS gives the load balancer."
  value       = module.load_balancer.dns_name
}

output "load_balancer_zone_id" {
  description = "Hosted zone of the load balancer's address, for alias records."
  value       = module.load_balancer.dns_zone_id
}

output "cluster_arn" {
  description = "The ECS cluster."
  value       = module.compute.cluster_arn
}

output "cluster_name" {
  description = "Name of the ECS cluster."
  value       = module.compute.cluster_name
}

output "services" {
  description = "Name of the ECS service of each released service."
  value       = { for name, service in module.service : name => service.name }
}

output "task_role_names" {
  description = "Role that each released service runs with; attach what it may do in AWS."
  value       = { for name, service in module.service : name => service.task_role_name }
}

output "execution_role_names" {
  description = "Role that ECS starts each released service with."
  value       = { for name, service in module.service : name => service.execution_role_name }
}

output "host_role_name" {
  description = "Role of the hosts; tasks have their own."
  value       = module.compute.role_name
}

output "database_endpoint" {
  description = "Host name and port of the database, `host:port`."
  value       = module.database.endpoint
}

output "database_name" {
  description = "Name of the database inside the instance."
  value       = module.database.name
}

output "database_secret_arn" {
  description = "Secret with the master user's name and password; RDS rotates it."
  value       = module.database.secret_arn
}

output "log_groups" {
  description = "Log groups by what writes them: `network_flow`, `cluster_exec`, `cluster_performance`, `database_postgresql`, `database_upgrade` and `service_<name>`."
  value = merge(
    {
      cluster_exec        = module.compute.exec_log_group
      cluster_performance = module.compute.performance_log_group
      database_postgresql = module.database.log_group
      database_upgrade    = module.database.upgrade_log_group
    },
    var.network_existing == null ? { network_flow = module.network.log_group } : {},
    { for name, service in module.service : "service_${name}" => service.log_group },
  )
}

output "vpc_id" {
  description = "The VPC."
  value       = module.network.vpc_id
}

output "vpc_cidr" {
  description = "Address range of the VPC, in CIDR notation."
  value       = module.network.vpc_cidr
}

output "public_subnet_ids" {
  description = "Subnets with a route to the internet gateway, in the order of the zones."
  value       = module.network.public_subnet_ids
}

output "private_subnet_ids" {
  description = "Subnets of hosts and tasks, in the order of the zones."
  value       = module.network.private_subnet_ids
}

output "database_subnet_ids" {
  description = "Subnets of the database, without a route out of the VPC, in the order of the zones."
  value       = module.network.database_subnet_ids
}

output "nat_addresses" {
  description = "Public addresses that traffic from the private subnets comes from, for allow lists elsewhere; empty without NAT gateways."
  value       = module.network.nat_addresses
}

output "security_group_ids" {
  description = "Security groups of `load_balancer`, `hosts` and `database`."
  value = {
    load_balancer = module.load_balancer.security_group_id
    hosts         = module.compute.security_group_id
    database      = module.database.security_group_id
  }
}

output "service_security_group_ids" {
  description = "Security group of the tasks of each released service."
  value       = { for name, service in module.service : name => service.security_group_id }
}

output "key_arn" {
  description = "Key that encrypts what the environment stores."
  value       = module.encryption.key_arn
}
