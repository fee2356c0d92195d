locals {
  operated = length(var.operators) > 0 ? 1 : 0

  log_arns = [for name in var.log_groups : "arn:aws:logs:${local.region}:${local.account}:log-group:${name}"]
}

resource "aws_iam_role" "operator" {
  #checkov:skip=CKV_AWS_61:An account may be named, which then says who of its users come; each of them shows a second factor
  count                = local.operated
  name                 = "${var.prefix}-operator"
  description          = "Looks at ${var.prefix}, runs its runbooks and takes versions back"
  max_session_duration = 3600
  permissions_boundary = var.boundary_arn
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { AWS = var.operators }
      Condition = local.second_factor
    }]
  })
}

resource "aws_iam_role_policy" "operator" {
  #checkov:skip=CKV_AWS_355:What people look at, measurements, alarms, traces and lists, can't be narrowed to a resource
  count       = local.operated
  name_prefix = "operate-"
  role        = aws_iam_role.operator[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for statement in concat(local.deployments, [
        {
          Sid    = "Look"
          Effect = "Allow"
          Action = [
            "application-autoscaling:Describe*",
            "autoscaling:Describe*",
            "cloudwatch:Describe*",
            "cloudwatch:Get*",
            "cloudwatch:List*",
            "ecs:DescribeTaskDefinition",
            "ecs:ListClusters",
            "ecs:ListServices",
            "elasticloadbalancing:Describe*",
            "logs:DescribeLogGroups",
            "logs:DescribeQueryDefinitions",
            "logs:GetQueryResults",
            "logs:StopQuery",
            "rds:DescribeDBInstances",
            "rds:DescribeEvents",
            "ssm:DescribeAutomationExecutions",
            "ssm:DescribeOpsItems",
            "ssm:ListDocuments",
            "synthetics:Describe*",
            "synthetics:Get*",
            "xray:BatchGet*",
            "xray:Get*",
          ]
          Resource = ["*"]
        },
        {
          Sid      = "Logs"
          Effect   = "Allow"
          Action   = ["logs:DescribeLogStreams", "logs:FilterLogEvents", "logs:GetLogEvents", "logs:GetLogGroupFields", "logs:StartQuery"]
          Resource = concat(local.log_arns, [for arn in local.log_arns : "${arn}:*"])
        },
        {
          Sid       = "Tasks"
          Effect    = "Allow"
          Action    = ["ecs:DescribeTasks", "ecs:ListTasks"]
          Resource  = ["*"]
          Condition = { ArnEquals = { "ecs:cluster" = var.cluster_arn } }
        },
        {
          Sid      = "Cluster"
          Effect   = "Allow"
          Action   = ["ecs:DescribeClusters"]
          Resource = [var.cluster_arn]
        },
        {
          Sid    = "Runbooks"
          Effect = "Allow"
          Action = ["ssm:DescribeDocument", "ssm:GetDocument", "ssm:StartAutomationExecution"]
          Resource = [
            # Started under any number; which document it is says the rest.
            "arn:aws:ssm:${local.region}:${local.account}:automation-definition/${var.prefix}-*",
            "arn:aws:ssm:${local.region}:${local.account}:automation-execution/*",
            "arn:aws:ssm:${local.region}:${local.account}:document/${var.prefix}-*",
          ]
        },
        # An execution has a number and no name: only what operators can start is in question.
        {
          Sid      = "Executions"
          Effect   = "Allow"
          Action   = ["ssm:DescribeAutomationStepExecutions", "ssm:GetAutomationExecution", "ssm:SendAutomationSignal", "ssm:StopAutomationExecution"]
          Resource = ["arn:aws:ssm:${local.region}:${local.account}:automation-execution/*"]
        },
        {
          Sid      = "OpsItems"
          Effect   = "Allow"
          Action   = ["ssm:GetOpsItem"]
          Resource = ["arn:aws:ssm:${local.region}:${local.account}:opsitem/*"]
        },
        {
          Sid       = "RunbookRoles"
          Effect    = "Allow"
          Action    = ["iam:PassRole"]
          Resource  = var.runbook_role_arns
          Condition = { StringEquals = { "iam:PassedToService" = "ssm.amazonaws.com" } }
        },
      ]) : statement if length(statement.Resource) > 0
    ]
  })
}
