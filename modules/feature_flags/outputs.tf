output "application_id" {
  description = "Id of the application in AppConfig."
  value       = aws_appconfig_application.this.id
}

output "environment_id" {
  description = "Id of the environment in AppConfig."
  value       = aws_appconfig_environment.this.environment_id
}

output "profile_id" {
  description = "Id of the configuration profile that holds the flags."
  value       = aws_appconfig_configuration_profile.this.configuration_profile_id
}
