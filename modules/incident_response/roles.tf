locals {
  ecs = "arn:aws:ecs:${local.region}:${local.account}"

  # By its name and not by its attribute, so that a plan shows the whole runbook.
  runbook_role_arn = "arn:aws:iam::${local.account}:role/${var.prefix}-runbook"
}

resource "aws_iam_role" "runbook" {
  count                = local.released
  name                 = "${var.prefix}-runbook"
  description          = "Brings the version before of a service of ${var.prefix} back"
  permissions_boundary = var.boundary_arn
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ssm.amazonaws.com" }
      Condition = {
        ArnLike      = { "aws:SourceArn" = "arn:aws:ssm:${local.region}:${local.account}:automation-execution/*" }
        StringEquals = { "aws:SourceAccount" = local.account }
      }
    }]
  })
}

# Each of these is a step of the runbook, on the services that it may be started for.
resource "aws_iam_role_policy" "runbook" {
  count       = local.released
  name_prefix = "rollback-"
  role        = aws_iam_role.runbook[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Services"
        Effect   = "Allow"
        Action   = ["ecs:DescribeServices", "ecs:ListServiceDeployments", "ecs:UpdateService"]
        Resource = [for name in var.services : "${local.ecs}:service/${var.cluster_name}/${name}"]
      },
      {
        Sid      = "Deployments"
        Effect   = "Allow"
        Action   = ["ecs:DescribeServiceDeployments", "ecs:StopServiceDeployment"]
        Resource = [for name in var.services : "${local.ecs}:service-deployment/${var.cluster_name}/${name}/*"]
      },
      {
        Sid      = "Versions"
        Effect   = "Allow"
        Action   = ["ecs:DescribeServiceRevisions"]
        Resource = [for name in var.services : "${local.ecs}:service-revision/${var.cluster_name}/${name}/*"]
      },
    ]
  })
}

# An older version brings its roles with it.
resource "aws_iam_role_policy" "pass" {
  count       = local.released
  name_prefix = "pass-"
  role        = aws_iam_role.runbook[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Hand"
      Effect    = "Allow"
      Action    = ["iam:PassRole"]
      Resource  = var.pass_role_arns
      Condition = { StringEquals = { "iam:PassedToService" = ["ecs-tasks.amazonaws.com", "ecs.amazonaws.com"] } }
    }]
  })
}
