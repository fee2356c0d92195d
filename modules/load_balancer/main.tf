locals {
  # Without a domain there is no certificate, and nothing is served to the internet without one.
  public = var.domain_name != null
}

# It is public with a domain only, to serve it.
#trivy:ignore:AWS-0053
resource "aws_lb" "this" {
  #checkov:skip=CKV2_AWS_20:Port 80 redirects with a domain; without one the load balancer is internal and has no certificate to redirect to
  name                       = var.prefix
  load_balancer_type         = "application"
  internal                   = !local.public
  security_groups            = [aws_security_group.this.id]
  subnets                    = local.public ? var.public_subnet_ids : var.private_subnet_ids
  drop_invalid_header_fields = true
  desync_mitigation_mode     = "defensive"
  enable_deletion_protection = var.deletion_protection
  idle_timeout               = 60

  access_logs {
    bucket  = aws_s3_bucket.logs.id
    prefix  = local.access_logs
    enabled = true
  }

  connection_logs {
    bucket  = aws_s3_bucket.logs.id
    prefix  = local.connection_logs
    enabled = true
  }

  lifecycle {
    precondition {
      condition     = var.domain_name != null || (var.zone_id == null && var.certificate_arn == null)
      error_message = "zone_id and certificate_arn belong to a domain: give domain_name too, or none of the three for a load balancer inside the VPC."
    }

    precondition {
      condition     = var.domain_name == null || var.zone_id != null || var.certificate_arn != null
      error_message = "A domain needs a certificate: give zone_id, where a new one is proved, or certificate_arn, or both."
    }

    precondition {
      condition     = var.health_check_timeout < var.health_check_interval
      error_message = "health_check_timeout, ${var.health_check_timeout} s, must be below health_check_interval, ${var.health_check_interval} s."
    }
  }

  # Elastic Load Balancing tries to write when logging is switched on.
  depends_on = [aws_s3_bucket_policy.logs]
}
