resource "aws_iam_role" "this" {
  name                 = "${var.prefix}-canary"
  description          = "Looks at ${var.prefix} from outside"
  permissions_boundary = var.boundary_arn
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
      # Lambda doesn't always name the function, least of all before there is one: where it does, it has
      # to be this one's.
      Condition = {
        ArnLikeIfExists      = { "aws:SourceArn" = "arn:aws:lambda:${local.region}:${local.account}:function:cwsyn-${local.name}-*" }
        StringEqualsIfExists = { "aws:SourceAccount" = local.account }
      }
    }]
  })
}

# What the runtime needs. Source: CloudWatch User Guide, "Required roles and permissions for
# canaries"; without the right to make log groups, since there is one.
resource "aws_iam_role_policy" "this" {
  name_prefix = "canary-"
  role        = aws_iam_role.this.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Results"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject"]
        Resource = "${aws_s3_bucket.this.arn}/${local.results}/*"
      },
      {
        Sid      = "Bucket"
        Effect   = "Allow"
        Action   = "s3:GetBucketLocation"
        Resource = aws_s3_bucket.this.arn
      },
      {
        Sid      = "Buckets"
        Effect   = "Allow"
        Action   = "s3:ListAllMyBuckets"
        Resource = "*"
      },
      {
        Sid       = "Encrypt"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = var.key_arn
        Condition = { StringEquals = { "kms:ViaService" = "s3.${local.region}.amazonaws.com" } }
      },
      {
        Sid      = "Log"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "arn:aws:logs:${local.region}:${local.account}:log-group:/aws/lambda/cwsyn-${local.name}-*"
      },
      {
        Sid       = "Measure"
        Effect    = "Allow"
        Action    = "cloudwatch:PutMetricData"
        Resource  = "*"
        Condition = { StringEquals = { "cloudwatch:namespace" = "CloudWatchSynthetics" } }
      },
    ]
  })
}

# Lambda makes the interface with the rights of the function, and asks whether it has them before
# there is one.
resource "aws_iam_role_policy" "network" {
  count       = var.vpc == null ? 0 : 1
  name_prefix = "network-"
  role        = aws_iam_role.this.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Interfaces"
        Effect   = "Allow"
        Action   = ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"]
        Resource = "arn:aws:ec2:${local.region}:${local.account}:*/*"
      },
      {
        Sid      = "Look"
        Effect   = "Allow"
        Action   = "ec2:DescribeNetworkInterfaces"
        Resource = "*"
      },
    ]
  })
}
