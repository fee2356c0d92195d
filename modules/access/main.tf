data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  region  = data.aws_region.current.id

  # What following and undoing a deployment takes: deployments and revisions are named by service.
  service_arns    = [for service in var.services : "arn:aws:ecs:${local.region}:${local.account}:service/${var.cluster_name}/${service}"]
  deployment_arns = [for service in var.services : "arn:aws:ecs:${local.region}:${local.account}:service-deployment/${var.cluster_name}/${service}/*"]
  revision_arns   = [for service in var.services : "arn:aws:ecs:${local.region}:${local.account}:service-revision/${var.cluster_name}/${service}/*"]

  # The same for the pipeline and for operators.
  deployments = [
    {
      Sid       = "Services"
      Effect    = "Allow"
      Action    = ["ecs:DescribeServices", "ecs:ListServiceDeployments", "ecs:UpdateService"]
      Resource  = local.service_arns
      Condition = { ArnEquals = { "ecs:cluster" = var.cluster_arn } }
    },
    {
      Sid       = "Deployments"
      Effect    = "Allow"
      Action    = ["ecs:DescribeServiceDeployments", "ecs:DescribeServiceRevisions", "ecs:StopServiceDeployment"]
      Resource  = concat(local.service_arns, local.deployment_arns, local.revision_arns)
      Condition = { ArnEquals = { "ecs:cluster" = var.cluster_arn } }
    },
    {
      Sid       = "TaskRoles"
      Effect    = "Allow"
      Action    = ["iam:PassRole"]
      Resource  = var.task_role_arns
      Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
    },
    {
      Sid       = "ShiftRoles"
      Effect    = "Allow"
      Action    = ["iam:PassRole"]
      Resource  = var.shift_role_arns
      Condition = { StringEquals = { "iam:PassedToService" = "ecs.amazonaws.com" } }
    },
  ]

  # For people: a second factor, shown not too long ago. `BoolIfExists` would let in who shows none.
  second_factor = {
    Bool            = { "aws:MultiFactorAuthPresent" = "true" }
    NumericLessThan = { "aws:MultiFactorAuthAge" = "3600" }
  }
}
