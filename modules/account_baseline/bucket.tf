# Two buckets, since AWS Config doesn't deliver into one whose objects are locked by default
# (https://docs.aws.amazon.com/config/latest/developerguide/manage-delivery-channel.html), nor does
# S3 its access logs (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html).

# What the trail writes, and nobody takes back.
resource "aws_s3_bucket" "audit" {
  #checkov:skip=CKV_AWS_144:The lock keeps what is in here; a copy elsewhere belongs to an account for archives, which is not this one
  #checkov:skip=CKV2_AWS_62:Nothing consumes events of this bucket; what happens in the account is told by alarms on the trail
  count               = local.home
  bucket              = local.audit_bucket
  object_lock_enabled = true

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_versioning" "audit" {
  count  = local.home
  bucket = aws_s3_bucket.audit[0].bucket
  versioning_configuration {
    status = "Enabled"
  }
}

# Governance, and in the policy below nobody who may pass it by: whoever has to undo a mistake
# changes the policy first, and an alarm tells. What is locked by compliance stays, and is paid for,
# even where the number of days was a slip.
resource "aws_s3_bucket_object_lock_configuration" "audit" {
  count  = local.home
  bucket = aws_s3_bucket.audit[0].bucket
  rule {
    default_retention {
      mode = "GOVERNANCE"
      days = var.audit_retention
    }
  }

  # S3 takes one change of a bucket's versions at a time.
  depends_on = [aws_s3_bucket_versioning.audit]
}

resource "aws_s3_bucket_public_access_block" "audit" {
  count                   = local.home
  bucket                  = aws_s3_bucket.audit[0].bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "audit" {
  count  = local.home
  bucket = aws_s3_bucket.audit[0].bucket
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.this.arn
    }
  }
}

resource "aws_s3_bucket_logging" "audit" {
  count         = local.home
  bucket        = aws_s3_bucket.audit[0].bucket
  target_bucket = aws_s3_bucket.records.bucket
  target_prefix = "access/"

  depends_on = [aws_s3_bucket_policy.records]
}

resource "aws_s3_bucket_lifecycle_configuration" "audit" {
  count  = local.home
  bucket = aws_s3_bucket.audit[0].id
  rule {
    id     = "expire"
    status = "Enabled"
    filter {}
    # Before that the lock holds a version, and S3 only hides it.
    expiration {
      days = var.audit_retention + 1
    }
    noncurrent_version_expiration {
      noncurrent_days = 1
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  depends_on = [aws_s3_bucket_object_lock_configuration.audit]
}

resource "aws_s3_bucket_policy" "audit" {
  count  = local.home
  bucket = aws_s3_bucket.audit[0].bucket
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "TrailLooks"
        Effect    = "Allow"
        Principal = { Service = "cloudtrail.amazonaws.com" }
        Action    = "s3:GetBucketAcl"
        Resource  = local.audit_arn
        Condition = { StringEquals = { "aws:SourceArn" = local.trail_arn } }
      },
      {
        Sid       = "TrailWrites"
        Effect    = "Allow"
        Principal = { Service = "cloudtrail.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource  = "${local.audit_arn}/AWSLogs/${local.account}/*"
        Condition = { StringEquals = { "aws:SourceArn" = local.trail_arn, "s3:x-amz-acl" = "bucket-owner-full-control" } }
      },
      {
        Sid       = "LockedForAll"
        Effect    = "Deny"
        Principal = "*"
        Action    = ["s3:BypassGovernanceRetention", "s3:DeleteObjectVersion"]
        Resource  = "${local.audit_arn}/*"
      },
      {
        Sid       = "TlsOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [local.audit_arn, "${local.audit_arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })

  # S3 judges a policy by the block in force: both at once fail now and then.
  depends_on = [aws_s3_bucket_public_access_block.audit]
}

# What AWS Config writes, and who read the trail.
#
# It is the log bucket: logging it into itself would never end.
#trivy:ignore:AWS-0089
resource "aws_s3_bucket" "records" {
  #checkov:skip=CKV_AWS_18:This is the log bucket; logging it into itself would never end
  #checkov:skip=CKV_AWS_144:AWS Config keeps the same history by itself; these files are for looking into it with other tools
  #checkov:skip=CKV_AWS_145:S3 writes access logs only to buckets encrypted with keys of S3; AWS Config encrypts its files with our key
  #checkov:skip=CKV2_AWS_62:Nothing consumes events of this bucket
  bucket = local.record_bucket

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_versioning" "records" {
  bucket = aws_s3_bucket.records.bucket
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_public_access_block" "records" {
  bucket                  = aws_s3_bucket.records.bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# S3 writes access logs only to buckets encrypted with keys of S3; AWS Config encrypts its files with our key.
#trivy:ignore:AWS-0132
resource "aws_s3_bucket_server_side_encryption_configuration" "records" {
  bucket = aws_s3_bucket.records.bucket
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "records" {
  bucket = aws_s3_bucket.records.id
  rule {
    id     = "expire"
    status = "Enabled"
    filter {}
    expiration {
      days = var.audit_retention
    }
    noncurrent_version_expiration {
      noncurrent_days = 30
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  depends_on = [aws_s3_bucket_versioning.records]
}

resource "aws_s3_bucket_policy" "records" {
  bucket = aws_s3_bucket.records.bucket
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "ConfigLooks"
        Effect    = "Allow"
        Principal = { Service = "config.amazonaws.com" }
        Action    = ["s3:GetBucketAcl", "s3:ListBucket"]
        Resource  = local.record_arn
        Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
      },
      {
        Sid       = "ConfigWrites"
        Effect    = "Allow"
        Principal = { Service = "config.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource  = "${local.record_arn}/config/AWSLogs/${local.account}/Config/*"
        Condition = { StringEquals = { "aws:SourceAccount" = local.account, "s3:x-amz-acl" = "bucket-owner-full-control" } }
      },
      {
        Sid       = "TlsOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [local.record_arn, "${local.record_arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "AccessLogs"
        Effect    = "Allow"
        Principal = { Service = "logging.s3.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource  = "${local.record_arn}/access/*"
        Condition = {
          ArnEquals    = { "aws:SourceArn" = local.audit_arn }
          StringEquals = { "aws:SourceAccount" = local.account }
        }
      },
    ]
  })

  depends_on = [aws_s3_bucket_public_access_block.records]
}
