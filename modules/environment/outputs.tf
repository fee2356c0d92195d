output "url" {
  description = "Where the services answer: `https://` and the domain, or `http://` and the load balancer's address inside the VPC."
  value       = module.load_balancer.url
}

output "load_balancer_arn" {
  description = "The load balancer."
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

output "job_task_definition_arns" {
  description = "Task definition of each job, by service and job."
  value       = { for name, service in module.service : name => service.job_task_definition_arns }
}

output "test_header" {
  description = "Header, as `name: value`, by which a request reaches the version that isn't released yet; not a secret."
  value       = module.load_balancer.test_header
}

output "repository_urls" {
  description = "Where the image of each service is pushed to, without a tag."
  value       = module.artifacts.repository_urls
}

output "migrations_state_machine_arn" {
  description = "The state machine that migrates the database; null without migrations or before the first release."
  value       = one(values(module.migrations)[*].state_machine_arn)
}

output "backup_vault_arn" {
  description = "The vault of the backups."
  value       = module.backup.vault_arn
}

output "alert_topic_arn" {
  description = "The topic that everything is told to which people should know."
  value       = module.alerts.topic_arn
}

output "dashboard_name" {
  description = "Name of the dashboard."
  value       = module.observability.dashboard_name
}

output "prometheus_endpoint" {
  description = "Where Prometheus is asked, for dashboards; null without it."
  value       = module.tracing.prometheus_endpoint
}

output "database_replica_addresses" {
  description = "Host names of the read replicas; they answer at the database's port."
  value       = module.database.replica_addresses
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
  description = "Log groups by what writes them: `network_flow`, `cluster_exec`, `cluster_performance`, `database_postgresql`, `database_upgrade` and `service_<name>`, `firewall` and, with migrations, `migrations`."
  value       = local.log_groups
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

output "secret_arns" {
  description = "The secrets by name; only with its ARN is one put or read."
  value       = module.secrets.arns
}

output "rollback_runbook" {
  description = "Runbook that brings the version before back; null before the first release."
  value       = module.incident_response.runbook_name
}

output "boundary_arn" {
  description = "The limit of what runs in the environment."
  value       = module.boundary.arn
}

output "deployer_role_arn" {
  description = "Role that the pipeline assumes; null without `access.github`."
  value       = module.access.deployer_role_arn
}

output "operator_role_arn" {
  description = "Role that operators assume; null without `access.operators`."
  value       = module.access.operator_role_arn
}

output "auditor_role_arn" {
  description = "Role that auditors assume; null without `access.auditors`."
  value       = module.access.auditor_role_arn
}
