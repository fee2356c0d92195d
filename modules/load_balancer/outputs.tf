output "arn" {
  description = "The load balancer."
  value       = aws_lb.this.arn
}

output "arn_suffix" {
  description = "End of the load balancer's ARN, by which CloudWatch names it."
  value       = aws_lb.this.arn_suffix
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

output "certificate_arn" {
  description = "Certificate of the domain; null without one."
  value       = local.certificate_arn
}

output "test_header" {
  description = "Header, as `name: value`, by which a request reaches the version that isn't released yet; not a secret."
  value       = "${local.test_header.name}: ${local.test_header.value}"
}

output "security_group_id" {
  description = "Security group of the load balancer; a service adds the rule to its tasks."
  value       = aws_security_group.this.id
}

output "firewall_log_group" {
  description = "Log group of the web ACL."
  value       = aws_cloudwatch_log_group.firewall.name
}

# ECS refuses a service whose target group no load balancer leads to yet.
output "targets" {
  description = "Target groups and rules of each public service, once the rules lead to the groups."
  value = {
    for name in keys(var.services) : name => {
      blue_arn            = aws_lb_target_group.blue[name].arn
      blue_suffix         = aws_lb_target_group.blue[name].arn_suffix
      green_arn           = aws_lb_target_group.green[name].arn
      green_suffix        = aws_lb_target_group.green[name].arn_suffix
      production_rule_arn = local.public ? aws_lb_listener_rule.https[name].arn : aws_lb_listener_rule.internal[name].arn
      test_rule_arn       = local.public ? aws_lb_listener_rule.https_test[name].arn : aws_lb_listener_rule.internal_test[name].arn
    }
  }
  depends_on = [
    aws_lb_listener_rule.https,
    aws_lb_listener_rule.https_test,
    aws_lb_listener_rule.internal,
    aws_lb_listener_rule.internal_test,
  ]
}
