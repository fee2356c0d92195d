# Plans what a pull request would change: it sees how everything is set up, and no data. Who opens a pull
# request in the repository writes what runs as this role.
#
# It has no boundary, and can make nothing that would need one.
resource "aws_iam_role" "plan" {
  for_each             = local.planned
  name                 = "${each.value.prefix}-plan"
  description          = "Plans ${each.value.prefix} for pull requests"
  max_session_duration = 3600
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = local.oidc_provider_arn }
      Condition = {
        StringEquals = {
          "${local.issuer}:aud" = "sts.amazonaws.com"
          "${local.issuer}:sub" = each.value.pull_request_subject
        }
      }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "plan" {
  for_each   = aws_iam_role.plan
  role       = each.value.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_role_policy" "plan" {
  for_each    = local.planned
  name_prefix = "${each.value.prefix}-plan-"
  role        = aws_iam_role.plan[each.key].name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Find"
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = local.bucket_arn
      },
      {
        Sid      = "Read"
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = local.states[each.key]
      },
      {
        Sid      = "Lock"
        Effect   = "Allow"
        Action   = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
        Resource = local.locks[each.key]
      },
      {
        Sid         = "NoObjects"
        Effect      = "Deny"
        Action      = "s3:GetObject*"
        NotResource = [local.states[each.key], local.locks[each.key]]
      },
      # AWS publishes parameters of its own, such as the image of the hosts.
      {
        Sid         = "NoParameters"
        Effect      = "Deny"
        Action      = "ssm:GetParameter*"
        NotResource = "arn:aws:ssm:*::parameter/aws/service/*"
      },
      {
        Sid         = "NoKeys"
        Effect      = "Deny"
        Action      = "kms:Decrypt"
        NotResource = aws_kms_key.state.arn
      },
      # To see how a thing is set up, none of these is needed.
      {
        Sid    = "NoSecretsAndNoData"
        Effect = "Deny"
        Action = [
          "athena:GetQueryResults*",
          "dynamodb:BatchGetItem",
          "dynamodb:GetItem",
          "dynamodb:GetRecords",
          "dynamodb:PartiQLSelect",
          "dynamodb:Query",
          "dynamodb:Scan",
          "ecr:GetDownloadUrlForLayer",
          "kinesis:GetRecords",
          "logs:FilterLogEvents",
          "logs:GetLogEvents",
          "logs:GetLogObject",
          "logs:GetLogRecord",
          "logs:GetQueryResults",
          "logs:StartLiveTail",
          "logs:StartQuery",
          "logs:Unmask",
          "rds:DownloadCompleteDBLogFile",
          "rds:DownloadDBLogFilePortion",
          "secretsmanager:BatchGetSecretValue",
          "secretsmanager:GetSecretValue",
          "sqs:ReceiveMessage",
        ]
        Resource = "*"
      },
    ]
  })
}
