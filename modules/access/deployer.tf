locals {
  deployed = var.github_subject == null ? 0 : 1
  provider = coalesce(var.oidc_provider_arn, "arn:aws:iam::${local.account}:oidc-provider/token.actions.githubusercontent.com")
  # Conditions name the provider as it is called, which for an enterprise goes on after the host.
  issuer = split(":oidc-provider/", local.provider)[1]
}

resource "aws_iam_role" "deployer" {
  #checkov:skip=CKV_AWS_393:It doesn't know the subjects of newer repositories, which have ids in them; the trust names one subject, and no pattern
  count       = local.deployed
  name        = "${var.prefix}-deployer"
  description = "Delivers versions into ${var.prefix}"
  # Who loses its credentials while a canary is observed can't undo it.
  max_session_duration = var.session
  permissions_boundary = var.boundary_arn
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = local.provider }
      Condition = {
        StringEquals = {
          "${local.issuer}:aud" = "sts.amazonaws.com"
          "${local.issuer}:sub" = var.github_subject
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "deployer" {
  #checkov:skip=CKV_AWS_355:Signing in at a registry, describing alarms and looking at task definitions can't be narrowed to a resource
  count       = local.deployed
  name_prefix = "deliver-"
  role        = aws_iam_role.deployer[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for statement in concat(local.deployments, [
        {
          Sid      = "Look"
          Effect   = "Allow"
          Action   = ["cloudwatch:DescribeAlarms", "ecr:GetAuthorizationToken", "ecs:DescribeTaskDefinition"]
          Resource = ["*"]
        },
        {
          Sid    = "Push"
          Effect = "Allow"
          Action = [
            "ecr:BatchCheckLayerAvailability",
            "ecr:BatchGetImage",
            "ecr:CompleteLayerUpload",
            "ecr:DescribeImageScanFindings",
            "ecr:DescribeImages",
            "ecr:GetDownloadUrlForLayer",
            "ecr:InitiateLayerUpload",
            "ecr:PutImage",
            "ecr:UploadLayerPart",
          ]
          Resource = var.repository_arns
        },
        {
          Sid      = "Migrate"
          Effect   = "Allow"
          Action   = ["states:StartExecution"]
          Resource = compact([var.state_machine_arn])
        },
        {
          Sid      = "Follow"
          Effect   = "Allow"
          Action   = ["states:DescribeExecution", "states:GetExecutionHistory"]
          Resource = [for arn in compact([var.state_machine_arn]) : "${replace(arn, ":stateMachine:", ":execution:")}:*"]
        },
        # Step Functions reads what it has encrypted as whoever asks.
        {
          Sid       = "Decrypt"
          Effect    = "Allow"
          Action    = ["kms:Decrypt"]
          Resource  = [for arn in compact([var.state_machine_arn]) : var.key_arn]
          Condition = { StringEquals = { "kms:EncryptionContext:aws:states:stateMachineArn" = var.state_machine_arn } }
        },
      ]) : statement if length(statement.Resource) > 0
    ]
  })
}
