output "repository_urls" {
  description = "Where the image of each service is pushed to, without a tag."
  value       = { for service, repository in aws_ecr_repository.this : service => repository.repository_url }
}

output "repository_arns" {
  description = "The repository of each service, for policies."
  value       = { for service, repository in aws_ecr_repository.this : service => repository.arn }
}
