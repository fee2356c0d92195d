locals {
  audited = length(var.auditors) > 0 ? 1 : 0
}

resource "aws_iam_role" "auditor" {
  #checkov:skip=CKV_AWS_61:An account may be named, which then says who of its users come; each of them shows a second factor
  count                = local.audited
  name                 = "${var.prefix}-auditor"
  description          = "Looks at how ${var.prefix} and its account are set up, and at no data"
  max_session_duration = 3600
  permissions_boundary = var.boundary_arn
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { AWS = var.auditors }
      Condition = local.second_factor
    }]
  })
}

# Both are kept by AWS, and grow with it.
resource "aws_iam_role_policy_attachment" "auditor" {
  for_each   = toset(local.audited == 1 ? ["SecurityAudit", "job-function/ViewOnlyAccess"] : [])
  role       = aws_iam_role.auditor[0].name
  policy_arn = "arn:aws:iam::aws:policy/${each.key}"
}

# Settings are in question, never what they hold; whatever AWS adds to the policies above.
resource "aws_iam_role_policy" "auditor" {
  count       = local.audited
  name_prefix = "no-data-"
  role        = aws_iam_role.auditor[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid    = "NoData"
      Effect = "Deny"
      Action = [
        "appconfig:GetLatestConfiguration",
        "athena:GetQueryResults*",
        "dynamodb:BatchGet*",
        "dynamodb:GetItem",
        "dynamodb:GetRecords",
        "dynamodb:PartiQL*",
        "dynamodb:Query",
        "dynamodb:Scan",
        "ec2:GetConsole*",
        "ecr:BatchGetImage",
        "ecr:GetDownloadUrlForLayer",
        "kinesis:Get*",
        "kms:Decrypt",
        "kms:ReEncrypt*",
        "lambda:GetFunction",
        "logs:FilterLogEvents",
        "logs:GetLogEvents",
        "logs:GetLogRecord",
        "logs:GetQueryResults",
        "logs:StartLiveTail",
        "logs:StartQuery",
        "logs:Unmask",
        "rds-data:*",
        "rds-db:connect",
        "rds:Download*",
        "s3:GetObject",
        "s3:GetObjectTorrent",
        "s3:GetObjectVersion",
        "s3:GetObjectVersionTorrent",
        "secretsmanager:BatchGetSecretValue",
        "secretsmanager:GetSecretValue",
        "sqs:ReceiveMessage",
        "ssm:GetParameter*",
        "states:GetExecutionHistory",
      ]
      Resource = "*"
    }]
  })
}
