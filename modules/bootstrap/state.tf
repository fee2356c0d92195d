# Data events of CloudTrail tell who read or wrote a state, and need no second bucket that is guarded as this one is.
#trivy:ignore:AWS-0089
resource "aws_s3_bucket" "state" {
  #checkov:skip=CKV_AWS_18:Data events of CloudTrail tell who read or wrote a state, and need no second bucket that is guarded as this one is
  #checkov:skip=CKV_AWS_144:Versions bring a state back; a copy elsewhere would be one more place to read it, and could be older than what it describes
  #checkov:skip=CKV2_AWS_62:Nothing waits for a state to change
  bucket = var.bucket

  # Without it nobody knows what exists.
  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_public_access_block" "state" {
  bucket                  = aws_s3_bucket.state.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "state" {
  bucket = aws_s3_bucket.state.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "state" {
  bucket = aws_s3_bucket.state.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.state.arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "state" {
  bucket = aws_s3_bucket.state.id
  rule {
    id     = "old-versions"
    status = "Enabled"
    filter {}
    # Each run leaves a version of the state, and two of the lock.
    noncurrent_version_expiration {
      noncurrent_days           = 90
      newer_noncurrent_versions = 20
    }
    # What is left of a lock that was given back.
    expiration {
      expired_object_delete_marker = true
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  # S3 takes one change of a bucket's versions at a time.
  depends_on = [aws_s3_bucket_versioning.state]
}

resource "aws_s3_bucket_policy" "state" {
  bucket = aws_s3_bucket.state.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid       = "TlsOnly"
          Effect    = "Deny"
          Principal = "*"
          Action    = "s3:*"
          Resource  = [local.bucket_arn, "${local.bucket_arn}/*"]
          Condition = { Bool = { "aws:SecureTransport" = "false" } }
        },
        # Who says nothing gets the bucket's key; who names another one, or none, is refused.
        {
          Sid       = "OwnKey"
          Effect    = "Deny"
          Principal = "*"
          Action    = "s3:PutObject"
          Resource  = "${local.bucket_arn}/*"
          Condition = {
            Null            = { "s3:x-amz-server-side-encryption" = "false" }
            StringNotEquals = { "s3:x-amz-server-side-encryption-aws-kms-key-id" = aws_kms_key.state.arn }
          }
        },
        {
          Sid       = "NoKeyOfTheCaller"
          Effect    = "Deny"
          Principal = "*"
          Action    = "s3:PutObject"
          Resource  = "${local.bucket_arn}/*"
          Condition = { Null = { "s3:x-amz-server-side-encryption-customer-algorithm" = "false" } }
        },
      ],
      # Whatever the roles of an environment may do elsewhere: here they reach its own state and lock. A
      # bucket's policy may say what it is not about, as AWS's own for certain types of files does.
      [
        for name, arns in local.roles : {
          Effect      = "Deny"
          Principal   = "*"
          Action      = ["s3:DeleteObject*", "s3:GetObject*", "s3:PutObject*", "s3:RestoreObject"]
          NotResource = [local.states[name], local.locks[name]]
          Condition   = { ArnEquals = { "aws:PrincipalArn" = arns } }
        }
      ],
    )
  })

  # S3 judges a policy by the block in force: both at once fail now and then.
  depends_on = [aws_s3_bucket_public_access_block.state]
}

resource "aws_kms_key" "state" {
  description             = "States of Terraform in ${var.bucket}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        # IAM policies of the account decide, as for every other resource.
        {
          Sid       = "Account"
          Effect    = "Allow"
          Principal = { AWS = "arn:aws:iam::${local.account}:root" }
          Action    = "kms:*"
          Resource  = "*"
        },
      ],
      # What S3 needs to read and write for them.
      [
        for arns in length(local.roles) > 0 ? [flatten(values(local.roles))] : [] : {
          Sid       = "Roles"
          Effect    = "Allow"
          Principal = { AWS = arns }
          Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
          Resource  = "*"
          Condition = { StringEquals = { "kms:ViaService" = "s3.${data.aws_region.current.id}.amazonaws.com" } }
        }
      ],
    )
  })

  # What it encrypted is lost with it.
  lifecycle {
    prevent_destroy = true
  }
}

# The name of a bucket may have dots in it, that of an alias may not.
resource "aws_kms_alias" "state" {
  name          = "alias/${replace(var.bucket, ".", "-")}"
  target_key_id = aws_kms_key.state.key_id
}
