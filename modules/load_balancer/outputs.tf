output "arn" {
  description = "The load balancer."
  value       = aws_lb.this.arn
}

output "dns_name" {
  description = "Address that AWS gives the load balancer."
  value       = aws_lb.this.dns_name
}

output "dns_zone_id" {
  description = "Hosted zone of `dns_name`, for alias records."
  value       = aws_lb.this.zone_id
}

output "url" {
  description = "Where the services answer: `https://` and the domain, or `http://` and the address inside the VPC."
  value       = local.public ? "https://${var.domain_name}" : "http://${aws_lb.this.dns_name}"
}

output "security_group_id" {
  description = "Security group of the load balancer; a service adds the rule to its tasks."
  value       = aws_security_group.this.id
}

# ECS refuses a service whose target group no load balancer leads to yet.
output "target_group_arns" {
  description = "Target group of each public service, once a rule leads to it."
  value       = { for name, group in aws_lb_target_group.this : name => group.arn }
  depends_on  = [aws_lb_listener_rule.https, aws_lb_listener_rule.internal]
}
