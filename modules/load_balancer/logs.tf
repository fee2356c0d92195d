data "aws_caller_identity" "current" {}

locals {
  access_logs     = "access"
  connection_logs = "connections"
}

# It is the log bucket: logging it into itself would never end.
#trivy:ignore:AWS-0089
resource "aws_s3_bucket" "logs" {
  #checkov:skip=CKV_AWS_145:Elastic Load Balancing can only deliver to buckets encrypted with keys of S3
  #checkov:skip=CKV_AWS_144:Access logs serve to look into the last weeks; they are not worth a second region
  #checkov:skip=CKV_AWS_18:This is the log bucket; logging it into itself would never end
  #checkov:skip=CKV2_AWS_62:Nothing consumes events of access logs
  bucket_prefix = "${var.prefix}-alb-logs-"
  # An environment that may be deleted may be deleted with its logs.
  force_destroy = !var.deletion_protection
}

resource "aws_s3_bucket_public_access_block" "logs" {
  bucket                  = aws_s3_bucket.logs.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# Elastic Load Balancing can only deliver to buckets encrypted with keys of S3.
#trivy:ignore:AWS-0132
resource "aws_s3_bucket_server_side_encryption_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_versioning" "logs" {
  bucket = aws_s3_bucket.logs.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id
  rule {
    id     = "expire"
    status = "Enabled"
    filter {}
    expiration {
      days = var.log_retention
    }
    noncurrent_version_expiration {
      noncurrent_days = 7
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  # S3 takes one change of a bucket's versions at a time.
  depends_on = [aws_s3_bucket_versioning.logs]
}

resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Delivery"
        Effect    = "Allow"
        Principal = { Service = "logdelivery.elasticloadbalancing.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource = [
          for kind in [local.access_logs, local.connection_logs] :
          "${aws_s3_bucket.logs.arn}/${kind}/AWSLogs/${data.aws_caller_identity.current.account_id}/*"
        ]
      },
      {
        Sid       = "TlsOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.logs.arn, "${aws_s3_bucket.logs.arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })

  # S3 judges a policy by the block in force: both at once fail now and then.
  depends_on = [aws_s3_bucket_public_access_block.logs]
}
