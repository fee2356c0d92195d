locals {
  # What the canary writes; its code is beside it, out of its reach.
  results = "results"
}

# Whoever logs looks at a bucket of looks reads more than there is to read.
#trivy:ignore:AWS-0089
resource "aws_s3_bucket" "this" {
  #checkov:skip=CKV_AWS_144:Results of looks are worth nothing in a second region
  #checkov:skip=CKV_AWS_18:The canary alone writes here, and what it does is in its log
  #checkov:skip=CKV2_AWS_62:Nothing consumes events of results
  bucket_prefix = "${var.prefix}-canary-"
  # Results are worth less than the environment that they are about.
  force_destroy = true
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket                  = aws_s3_bucket.this.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  bucket = aws_s3_bucket.this.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.key_arn
    }
  }
}

resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  # The code stays as long as the canary.
  rule {
    id     = "results"
    status = "Enabled"
    filter {
      prefix = "${local.results}/"
    }
    expiration {
      days = var.log_retention
    }
  }

  rule {
    id     = "old-versions"
    status = "Enabled"
    filter {}
    noncurrent_version_expiration {
      noncurrent_days = 7
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  # S3 takes one change of a bucket's versions at a time.
  depends_on = [aws_s3_bucket_versioning.this]
}

resource "aws_s3_bucket_policy" "this" {
  bucket = aws_s3_bucket.this.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "TlsOnly"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.this.arn, "${aws_s3_bucket.this.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })

  # S3 judges a policy by the block in force: both at once fail now and then.
  depends_on = [aws_s3_bucket_public_access_block.this]
}

# A new script is a new version, by which the canary knows that it changed.
resource "aws_s3_object" "code" {
  bucket             = aws_s3_bucket.this.id
  key                = "code/canary.zip"
  content_base64     = local.code
  content_type       = "application/zip"
  kms_key_id         = var.key_arn
  bucket_key_enabled = true

  # S3 takes ten tags for an object, and an environment may have more.
  override_provider {
    default_tags {
      tags = {}
    }
  }

  depends_on = [aws_s3_bucket_server_side_encryption_configuration.this, aws_s3_bucket_versioning.this]
}
