locals {
  boundaries = {
    for name, tenant in local.applied :
    name => tenant.boundary_arn != null ? [tenant.boundary_arn] : [
      for limit in ["access-boundary", "boundary"] : "arn:aws:iam::${local.account}:policy/${tenant.prefix}-${limit}"
    ]
  }

  recorder = "arn:aws:iam::${local.account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"

  # `shop-dev-*` would name what belongs to `shop-dev-2` as well.
  foreign = {
    for name, tenant in local.applied :
    name => [for other in var.environments : "${other.prefix}-*" if startswith(other.prefix, "${tenant.prefix}-")]
  }

  # Who gets a role from what the modules render, and no one else.
  passed_to = [
    "appconfig.amazonaws.com",
    "backup.amazonaws.com",
    "chatbot.amazonaws.com",
    "cloudtrail.amazonaws.com",
    "config.amazonaws.com",
    "ec2.amazonaws.com",
    "ecs-tasks.amazonaws.com",
    "ecs.amazonaws.com",
    "events.amazonaws.com",
    "lambda.amazonaws.com",
    "monitoring.rds.amazonaws.com",
    "rds.amazonaws.com",
    "scheduler.amazonaws.com",
    "ssm.amazonaws.com",
    "states.amazonaws.com",
    "vpc-flow-logs.amazonaws.com",
  ]

  # Services that make a role of their own when they are first used.
  linked_to = [
    "access-analyzer.amazonaws.com",
    "agentless.inspector2.amazonaws.com",
    "autoscaling.amazonaws.com",
    "backup.amazonaws.com",
    "chatbot.amazonaws.com",
    "cloudtrail.amazonaws.com",
    "config-conforms.amazonaws.com",
    "config.amazonaws.com",
    "ecs.amazonaws.com",
    "ecs.application-autoscaling.amazonaws.com",
    "elasticloadbalancing.amazonaws.com",
    "events.amazonaws.com",
    "guardduty.amazonaws.com",
    "inspector2.amazonaws.com",
    "malware-protection.guardduty.amazonaws.com",
    "management.chatbot.amazonaws.com",
    "rds.amazonaws.com",
    "reports.backup.amazonaws.com",
    "restore-testing.backup.amazonaws.com",
    "securityhub.amazonaws.com",
    "ssm.alarms.cloudwatch.amazonaws.com",
    "ssm.amazonaws.com",
    "wafv2.amazonaws.com",
    "xray.amazonaws.com",
  ]
}

# Applies what was reviewed: only a job in the environment on GitHub gets it, behind that environment's
# reviewers.
#
# It has no boundary: one for it would say once more what its policy says, and would have to allow
# everything that the environment may ever need. What it makes has one.
resource "aws_iam_role" "terraform" {
  for_each             = local.applied
  name                 = "${each.value.prefix}-terraform"
  description          = "Applies ${each.value.prefix}"
  max_session_duration = each.value.session
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = local.oidc_provider_arn }
      Condition = {
        StringEquals = {
          "${local.issuer}:aud" = "sts.amazonaws.com"
          "${local.issuer}:sub" = each.value.subject
        }
      }
    }]
  })
}

# Everything but identities, the organisation and the account itself.
resource "aws_iam_role_policy_attachment" "terraform" {
  for_each   = aws_iam_role.terraform
  role       = each.value.name
  policy_arn = "arn:aws:iam::aws:policy/PowerUserAccess"
}

resource "aws_iam_role_policy" "identities" {
  for_each    = local.applied
  name_prefix = "${each.value.prefix}-identities-"
  role        = aws_iam_role.terraform[each.key].name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid    = "Look"
          Effect = "Allow"
          Action = ["iam:Get*", "iam:List*"]
          Resource = concat(local.boundaries[each.key], [
            "arn:aws:iam::${local.account}:instance-profile/${each.value.prefix}-*",
            "arn:aws:iam::${local.account}:oidc-provider/*",
            "arn:aws:iam::${local.account}:policy/${each.value.prefix}-*",
            "arn:aws:iam::${local.account}:role/${each.value.prefix}-*",
            "arn:aws:iam::${local.account}:role/aws-service-role/*",
            "arn:aws:iam::aws:policy/*",
          ])
        },
        # What widens a role is only allowed inside of the boundary; taking that off is not.
        {
          Sid    = "RolesInsideTheBoundary"
          Effect = "Allow"
          Action = [
            "iam:AttachRolePolicy",
            "iam:CreateRole",
            "iam:DeleteRolePolicy",
            "iam:DetachRolePolicy",
            "iam:PutRolePermissionsBoundary",
            "iam:PutRolePolicy",
          ]
          Resource  = "arn:aws:iam::${local.account}:role/${each.value.prefix}-*"
          Condition = { StringEquals = { "iam:PermissionsBoundary" = local.boundaries[each.key] } }
        },
        {
          Sid    = "Roles"
          Effect = "Allow"
          Action = [
            "iam:DeleteRole",
            "iam:TagRole",
            "iam:UntagRole",
            "iam:UpdateAssumeRolePolicy",
            "iam:UpdateRole",
            "iam:UpdateRoleDescription",
          ]
          Resource = "arn:aws:iam::${local.account}:role/${each.value.prefix}-*"
        },
        {
          Sid    = "Policies"
          Effect = "Allow"
          Action = [
            "iam:CreatePolicy",
            "iam:CreatePolicyVersion",
            "iam:DeletePolicy",
            "iam:DeletePolicyVersion",
            "iam:SetDefaultPolicyVersion",
            "iam:TagPolicy",
            "iam:UntagPolicy",
          ]
          Resource = "arn:aws:iam::${local.account}:policy/${each.value.prefix}-*"
        },
        {
          Sid    = "InstanceProfiles"
          Effect = "Allow"
          Action = [
            "iam:AddRoleToInstanceProfile",
            "iam:CreateInstanceProfile",
            "iam:DeleteInstanceProfile",
            "iam:RemoveRoleFromInstanceProfile",
            "iam:TagInstanceProfile",
            "iam:UntagInstanceProfile",
          ]
          Resource = "arn:aws:iam::${local.account}:instance-profile/${each.value.prefix}-*"
        },
        {
          Sid       = "PassRoles"
          Effect    = "Allow"
          Action    = "iam:PassRole"
          Resource  = "arn:aws:iam::${local.account}:role/${each.value.prefix}-*"
          Condition = { StringEquals = { "iam:PassedToService" = local.passed_to } }
        },
        # The roles of services belong to all environments of the account.
        {
          Sid       = "NoOtherServices"
          Effect    = "Deny"
          Action    = "iam:CreateServiceLinkedRole"
          Resource  = "*"
          Condition = { StringNotEquals = { "iam:AWSServiceName" = local.linked_to } }
        },
        {
          Sid      = "ServicesStay"
          Effect   = "Deny"
          Action   = "iam:DeleteServiceLinkedRole"
          Resource = "*"
        },
      ],
      # There is one password policy in an account, and one role that AWS Config records with.
      [
        for statement in each.value.guards_account ? [
          {
            Sid       = "Passwords"
            Effect    = "Allow"
            Action    = ["iam:DeleteAccountPasswordPolicy", "iam:GetAccountPasswordPolicy", "iam:UpdateAccountPasswordPolicy"]
            Resource  = "*"
            Condition = {}
          },
          {
            Sid       = "MarkTheRecorder"
            Effect    = "Allow"
            Action    = ["iam:TagRole", "iam:UntagRole"]
            Resource  = local.recorder
            Condition = {}
          },
          {
            Sid       = "PassTheRecorder"
            Effect    = "Allow"
            Action    = ["iam:PassRole"]
            Resource  = local.recorder
            Condition = { StringEquals = { "iam:PassedToService" = ["config.amazonaws.com"] } }
          },
        ] : [] : { for name, value in statement : name => value if name != "Condition" || length(value) > 0 }
      ],
    )
  })
}

# What no right from elsewhere can give.
resource "aws_iam_role_policy" "guards" {
  for_each    = local.applied
  name_prefix = "${each.value.prefix}-guards-"
  role        = aws_iam_role.terraform[each.key].name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        # Its own two roles, who GitHub is, and environments whose names begin with this one's.
        {
          Sid       = "NotWhoItIs"
          Effect    = "Deny"
          NotAction = ["iam:Get*", "iam:List*"]
          Resource = concat(
            [
              "arn:aws:iam::${local.account}:oidc-provider/*",
              "arn:aws:iam::${local.account}:role/${each.value.prefix}-plan",
              "arn:aws:iam::${local.account}:role/${each.value.prefix}-terraform",
            ],
            flatten([
              for pattern in local.foreign[each.key] :
              [for kind in ["instance-profile", "policy", "role"] : "arn:aws:iam::${local.account}:${kind}/${pattern}"]
            ]),
          )
        },
        {
          Sid       = "NotTheBucket"
          Effect    = "Deny"
          NotAction = ["s3:Get*", "s3:ListBucket*"]
          Resource  = local.bucket_arn
        },
        # A state that was overwritten comes back from its versions.
        {
          Sid      = "NotTheHistory"
          Effect   = "Deny"
          Action   = "s3:DeleteObjectVersion"
          Resource = "${local.bucket_arn}/*"
        },
        {
          Sid       = "NotTheKey"
          Effect    = "Deny"
          NotAction = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"]
          Resource  = aws_kms_key.state.arn
        },
        # Other roles may trust everybody in the account. Without a role to work as, there is none but its
        # own, which only GitHub becomes.
        {
          Sid         = "NotAsSomebodyElse"
          Effect      = "Deny"
          Action      = "sts:AssumeRole"
          NotResource = each.value.role_to_assume == null ? "arn:aws:iam::${local.account}:role/${each.value.prefix}-terraform" : each.value.role_to_assume
        },
      ],
      # What limits its roles is somebody else's.
      [
        for boundary in each.value.boundary_arn == null ? [] : [each.value.boundary_arn] : {
          Sid      = "NotTheBoundary"
          Effect   = "Deny"
          Action   = ["iam:CreatePolicyVersion", "iam:DeletePolicy*", "iam:SetDefaultPolicyVersion"]
          Resource = boundary
        }
      ],
    )
  })
}
