output "identifier" {
  description = "Identifier of the instance."
  value       = aws_db_instance.this.identifier
}

output "arn" {
  description = "The instance."
  value       = aws_db_instance.this.arn
}

output "resource_id" {
  description = "Id that the right to connect is granted on, such as `db-ABC…`."
  value       = aws_db_instance.this.resource_id
}

output "address" {
  description = "Host name of the database."
  value       = aws_db_instance.this.address
}

output "port" {
  description = "Port of the database."
  value       = local.port
}

output "endpoint" {
  description = "Host name and port, `host:port`."
  value       = aws_db_instance.this.endpoint
}

output "replica_identifiers" {
  description = "Identifiers of the read replicas."
  value       = aws_db_instance.replica[*].identifier
}

output "replica_resource_ids" {
  description = "Ids that the right to connect to the read replicas is granted on."
  value       = aws_db_instance.replica[*].resource_id
}

output "replica_addresses" {
  description = "Host names of the read replicas; they answer at the same port."
  value       = aws_db_instance.replica[*].address
}

output "subnet_group_name" {
  description = "Subnet group of the database, into which a backup can be restored."
  value       = aws_db_subnet_group.this.name
}

output "name" {
  description = "Name of the database inside the instance."
  value       = local.name
}

output "secret_arn" {
  description = "Secret with the master user's name and password; RDS rotates it."
  value       = aws_db_instance.this.master_user_secret[0].secret_arn
}

output "security_group_id" {
  description = "Security group of the database; a client adds the rule that lets it in."
  value       = aws_security_group.this.id
}

output "log_group" {
  description = "Log group of PostgreSQL's own log."
  value       = aws_cloudwatch_log_group.this["postgresql"].name
}

output "upgrade_log_group" {
  description = "Log group of major version upgrades."
  value       = aws_cloudwatch_log_group.this["upgrade"].name
}
