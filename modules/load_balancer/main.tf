locals {
  # Without a domain there is no certificate, and nothing is served to the internet without one.
  public = var.domain_name != null
}

resource "aws_lb" "this" {
  #checkov:skip=CKV2_AWS_20:Port 80 redirects with a domain; without one the load balancer is internal and has no certificate to redirect to
  #checkov:skip=CKV2_AWS_28:A web ACL is attached from outside, by the ARN that this module offers
  #checkov:skip=CKV2_AWS_76:A web ACL is attached from outside, by the ARN that this module offers
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
      condition     = (var.domain_name == null) == (var.zone_id == null)
      error_message = "domain_name and zone_id belong together: give both, or neither for a load balancer inside the VPC."
    }
  }

  # Elastic Load Balancing tries to write when logging is switched on.
  depends_on = [aws_s3_bucket_policy.logs]
}
