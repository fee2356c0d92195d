locals {
  cluster = split("/", var.cluster_arn)[1]

  # Every revision: an execution that began before an apply goes on with the one it began with.
  task_definitions = [for arn in compact([var.migrate_task_arn, var.integrity_task_arn, var.undo_task_arn]) : replace(arn, "/:[0-9]+$/", ":*")]

  snapshots = "arn:aws:rds:${local.region}:${local.account}:snapshot:${local.snapshot_prefix}*"
}

resource "aws_iam_role" "states" {
  name_prefix          = "${var.prefix}-migrate-"
  description          = "Migrates the database of ${var.prefix}"
  permissions_boundary = var.boundary_arn
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "states.amazonaws.com" }
      Condition = {
        ArnLike      = { "aws:SourceArn" = local.state_machine_arn }
        StringEquals = { "aws:SourceAccount" = local.account }
      }
    }]
  })
}

resource "aws_iam_role_policy" "states" {
  name_prefix = "migrate-"
  role        = aws_iam_role.states.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for statement in [
        {
          Sid       = "Run"
          Effect    = "Allow"
          Action    = ["ecs:RunTask"]
          Resource  = local.task_definitions
          Condition = { ArnEquals = { "ecs:cluster" = var.cluster_arn } }
        },
        # Stopped when it takes too long.
        {
          Sid       = "Watch"
          Effect    = "Allow"
          Action    = ["ecs:DescribeTasks", "ecs:StopTask"]
          Resource  = ["arn:aws:ecs:${local.region}:${local.account}:task/${local.cluster}/*"]
          Condition = { ArnEquals = { "ecs:cluster" = var.cluster_arn } }
        },
        {
          Sid       = "Hand"
          Effect    = "Allow"
          Action    = ["iam:PassRole"]
          Resource  = var.pass_role_arns
          Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
        },
        # How Step Functions learns that a task ended; the rule is its own.
        {
          Sid      = "Listen"
          Effect   = "Allow"
          Action   = ["events:DescribeRule", "events:PutRule", "events:PutTargets"]
          Resource = ["arn:aws:events:${local.region}:${local.account}:rule/StepFunctionsGetEventsForECSTaskRule"]
        },
        {
          Sid      = "Releases"
          Effect   = "Allow"
          Action   = ["ecs:ListServiceDeployments"]
          Resource = [for service in var.services : "arn:aws:ecs:${local.region}:${local.account}:service/${local.cluster}/${service}"]
        },
        {
          Sid      = "Snapshot"
          Effect   = "Allow"
          Action   = ["rds:CreateDBSnapshot"]
          Resource = [var.database_arn, local.snapshots]
        },
        {
          Sid      = "Snapshots"
          Effect   = "Allow"
          Action   = ["rds:AddTagsToResource", "rds:DeleteDBSnapshot"]
          Resource = [local.snapshots]
        },
        # Asked for those of one instance, RDS looks at the right to see all.
        {
          Sid      = "Look"
          Effect   = "Allow"
          Action   = ["rds:DescribeDBSnapshots"]
          Resource = [var.database_arn, "arn:aws:rds:${local.region}:${local.account}:snapshot:*"]
        },
        {
          Sid      = "Tell"
          Effect   = "Allow"
          Action   = ["sns:Publish"]
          Resource = [var.topic_arn]
        },
        {
          Sid      = "Encrypt"
          Effect   = "Allow"
          Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
          Resource = [var.key_arn]
        },
        # Log deliveries and traces have no resource to be narrowed to.
        {
          Sid    = "Log"
          Effect = "Allow"
          Action = [
            "logs:CreateLogDelivery",
            "logs:DeleteLogDelivery",
            "logs:DescribeLogGroups",
            "logs:DescribeResourcePolicies",
            "logs:GetLogDelivery",
            "logs:ListLogDeliveries",
            "logs:PutResourcePolicy",
            "logs:UpdateLogDelivery",
            "xray:GetSamplingRules",
            "xray:GetSamplingTargets",
            "xray:PutTelemetryRecords",
            "xray:PutTraceSegments",
          ]
          Resource = ["*"]
        },
      ] : statement if length(statement.Resource) > 0
    ]
  })
}

# The clock may start the state machine, and nothing else.
resource "aws_iam_role" "scheduler" {
  count                = var.integrity_schedule == null ? 0 : 1
  name_prefix          = "${var.prefix}-check-"
  description          = "Starts the check of the data of ${var.prefix}"
  permissions_boundary = var.boundary_arn
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "scheduler.amazonaws.com" }
      Condition = {
        ArnEquals    = { "aws:SourceArn" = "arn:aws:scheduler:${local.region}:${local.account}:schedule-group/default" }
        StringEquals = { "aws:SourceAccount" = local.account }
      }
    }]
  })
}

resource "aws_iam_role_policy" "scheduler" {
  count       = var.integrity_schedule == null ? 0 : 1
  name_prefix = "check-"
  role        = aws_iam_role.scheduler[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Start"
        Effect   = "Allow"
        Action   = "states:StartExecution"
        Resource = local.state_machine_arn
      },
      {
        Sid      = "Read"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = var.key_arn
      },
    ]
  })
}
