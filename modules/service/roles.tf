locals {
  # ECS of this account, in nobody else's name.
  trust = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Condition = {
        ArnLike      = { "aws:SourceArn" = "arn:aws:ecs:${local.region}:${local.account}:*" }
        StringEquals = { "aws:SourceAccount" = local.account }
      }
    }]
  })

  # A reference may go on after the secret's ARN, with the key inside it and its version.
  secret_arns    = distinct([for arn in values(local.secrets) : join(":", slice(split(":", arn), 0, 7)) if split(":", arn)[2] == "secretsmanager"])
  parameter_arns = distinct([for arn in values(local.secrets) : arn if split(":", arn)[2] == "ssm"])
}

# What the application may do. Whole names, not prefixes: a prefix leaves 38 characters, and
# people attach policies to these.
resource "aws_iam_role" "task" {
  name                 = "${var.prefix}-${var.name}-task"
  description          = "What ${var.name} of ${var.prefix} may do"
  permissions_boundary = var.boundary_arn
  assume_role_policy   = local.trust
}

# Connecting as the database user of the service's own name, with a token instead of a password;
# that user needs the role rds_iam in PostgreSQL.
resource "aws_iam_role_policy" "task" {
  name_prefix = "database-"
  role        = aws_iam_role.task.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "rds-db:connect"
      Resource = [for id in var.database_resource_ids : "arn:aws:rds-db:${local.region}:${local.account}:dbuser:${id}/${var.name}"]
    }]
  })
}

# The service's own queues, each by its ARN; setting them up is not its business.
resource "aws_iam_role_policy" "queues" {
  count       = length(var.queues) > 0 ? 1 : 0
  name_prefix = "queues-"
  role        = aws_iam_role.task.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Queues"
        Effect = "Allow"
        Action = [
          "sqs:ChangeMessageVisibility",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:GetQueueUrl",
          "sqs:ReceiveMessage",
          "sqs:SendMessage",
        ]
        Resource = var.queues
      },
      {
        Sid       = "Encrypt"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = var.key_arn
        Condition = { StringEquals = { "kms:ViaService" = "sqs.${local.region}.amazonaws.com" } }
      },
    ]
  })
}

# What ECS needs to start a task: the image, the log, the secrets. The application never has it.
resource "aws_iam_role" "execution" {
  name                 = "${var.prefix}-${var.name}-execution"
  description          = "Starts tasks of ${var.name} of ${var.prefix}"
  permissions_boundary = var.boundary_arn
  assume_role_policy   = local.trust
}

resource "aws_iam_role_policy_attachment" "execution" {
  role       = aws_iam_role.execution.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

# The service's own secrets, each by its ARN.
resource "aws_iam_role_policy" "secrets" {
  count       = length(var.secrets) > 0 ? 1 : 0
  name_prefix = "secrets-"
  role        = aws_iam_role.execution.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for statement in [
        {
          Sid      = "Secrets"
          Effect   = "Allow"
          Action   = "secretsmanager:GetSecretValue"
          Resource = local.secret_arns
        },
        {
          Sid      = "Parameters"
          Effect   = "Allow"
          Action   = "ssm:GetParameters"
          Resource = local.parameter_arns
        },
        {
          Sid      = "Decrypt"
          Effect   = "Allow"
          Action   = "kms:Decrypt"
          Resource = [var.key_arn]
          Condition = {
            StringEquals = { "kms:ViaService" = ["secretsmanager.${local.region}.amazonaws.com", "ssm.${local.region}.amazonaws.com"] }
          }
        },
      ] : statement if length(statement.Resource) > 0
    ]
  })
}

# With this ECS moves the weights of the two rules, and registers tasks of both colours.
resource "aws_iam_role" "shift" {
  count                = local.shifts ? 1 : 0
  name                 = "${var.prefix}-${var.name}-shift"
  description          = "Shifts requests between the colours of ${var.name} of ${var.prefix}"
  permissions_boundary = var.boundary_arn
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs.amazonaws.com" }
      # AWS doesn't document that ECS names the account here: where it does, it has to be this one.
      Condition = { StringEqualsIfExists = { "aws:SourceAccount" = local.account } }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "shift" {
  count      = local.shifts ? 1 : 0
  role       = aws_iam_role.shift[0].name
  policy_arn = "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers"
}
