# Everything is planned only: what is made may never be destroyed, not even by a test.
mock_provider "aws" {
  override_during = plan

  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-west-1:111122223333:key/1234", key_id = "1234" }
  }

  mock_resource "aws_iam_openid_connect_provider" {
    defaults = { arn = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/shop-dev-any" }
  }
}

variables {
  bucket            = "shop-state"
  oidc_provider_arn = null
  environments = {
    dev = {
      prefix               = "shop-dev"
      state_key            = "dev/terraform.tfstate"
      subject              = "repo:shop@123456/web@456789:environment:dev"
      pull_request_subject = "repo:shop@123456/web@456789:pull_request"
      session              = 7200
      guards_account       = true
    }
    dev-2 = {
      prefix               = "shop-dev-2"
      state_key            = "dev-2/terraform.tfstate"
      subject              = "repo:shop/web:environment:dev-2"
      pull_request_subject = "repo:shop/web:pull_request"
      session              = 3600
      boundary_arn         = "arn:aws:iam::111122223333:policy/boundary"
      role_to_assume       = "arn:aws:iam::111122223333:role/landing-zone"
      guards_account       = false
    }
  }
}

run "who_applies_is_one_environment_on_github" {
  command = plan

  assert {
    condition = {
      for name, role in aws_iam_role.terraform : role.name => jsondecode(role.assume_role_policy).Statement[0].Condition
      } == {
      shop-dev-terraform = { StringEquals = {
        "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
        "token.actions.githubusercontent.com:sub" = "repo:shop@123456/web@456789:environment:dev"
      } }
      shop-dev-2-terraform = { StringEquals = {
        "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
        "token.actions.githubusercontent.com:sub" = "repo:shop/web:environment:dev-2"
      } }
    }
    error_message = "StringEquals: this subject, for AWS, whether or not GitHub writes ids into it."
  }

  assert {
    condition     = { for name, role in aws_iam_role.terraform : name => role.max_session_duration } == { dev = 7200, dev-2 = 3600 }
    error_message = "max_session_duration: as long as the environment asks for."
  }

  assert {
    condition     = alltrue([for attached in aws_iam_role_policy_attachment.terraform : attached.policy_arn == "arn:aws:iam::aws:policy/PowerUserAccess"])
    error_message = "Everything but identities, the organisation and the account."
  }
}

run "who_plans_is_a_pull_request_of_the_repository" {
  command = plan

  assert {
    condition = {
      for name, role in aws_iam_role.plan : role.name => jsondecode(role.assume_role_policy).Statement[0].Condition
      } == {
      shop-dev-plan = { StringEquals = {
        "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
        "token.actions.githubusercontent.com:sub" = "repo:shop@123456/web@456789:pull_request"
      } }
      shop-dev-2-plan = { StringEquals = {
        "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
        "token.actions.githubusercontent.com:sub" = "repo:shop/web:pull_request"
      } }
    }
    error_message = "StringEquals: this subject, for AWS."
  }
}

run "who_plans_reads_no_data" {
  command = plan

  assert {
    condition     = alltrue([for attached in aws_iam_role_policy_attachment.plan : attached.policy_arn == "arn:aws:iam::aws:policy/ReadOnlyAccess"])
    error_message = "How everything is set up, and nothing else."
  }

  assert {
    condition = {
      for statement in jsondecode(aws_iam_role_policy.plan["dev"].policy).Statement : statement.Sid => statement.NotResource
      if statement.Effect == "Deny" && can(statement.NotResource)
      } == {
      NoKeys       = "arn:aws:kms:eu-west-1:111122223333:key/1234"
      NoObjects    = ["arn:aws:s3:::shop-state/dev/terraform.tfstate", "arn:aws:s3:::shop-state/dev/terraform.tfstate.tflock"]
      NoParameters = "arn:aws:ssm:*::parameter/aws/service/*"
    }
    error_message = "NotResource: no key but the state's, no object but its state and lock, no parameter but AWS's own."
  }

  assert {
    condition = alltrue([
      for action in ["logs:GetLogEvents", "secretsmanager:GetSecretValue", "sqs:ReceiveMessage"] :
      contains(one([for statement in jsondecode(aws_iam_role_policy.plan["dev"].policy).Statement : statement.Action if statement.Sid == "NoSecretsAndNoData"]), action)
    ])
    error_message = "NoSecretsAndNoData: neither secrets nor logs nor messages."
  }
}

run "who_plans_locks_the_state_and_does_not_write_it" {
  command = plan

  assert {
    condition = {
      for statement in jsondecode(aws_iam_role_policy.plan["dev"].policy).Statement : statement.Sid => { does = statement.Action, to = statement.Resource }
      if statement.Effect == "Allow"
      } == {
      Find = { does = "s3:ListBucket", to = "arn:aws:s3:::shop-state" }
      Read = { does = "s3:GetObject", to = "arn:aws:s3:::shop-state/dev/terraform.tfstate" }
      Lock = { does = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], to = "arn:aws:s3:::shop-state/dev/terraform.tfstate.tflock" }
    }
    error_message = "It reads the state, and makes and removes the lock beside it."
  }
}

run "no_role_is_widened_without_the_boundary" {
  command = plan

  assert {
    condition = {
      for name, policy in aws_iam_role_policy.identities : name => one([
        for statement in jsondecode(policy.policy).Statement : statement.Condition.StringEquals["iam:PermissionsBoundary"]
        if try(contains(statement.Action, "iam:CreateRole"), false)
      ])
    } == { dev = ["arn:aws:iam::111122223333:policy/shop-dev-access-boundary", "arn:aws:iam::111122223333:policy/shop-dev-boundary"], dev-2 = ["arn:aws:iam::111122223333:policy/boundary"] }
    error_message = "iam:PermissionsBoundary: the environment's own, or the one that is named."
  }

  assert {
    condition = alltrue(flatten([
      for statement in jsondecode(aws_iam_role_policy.identities["dev"].policy).Statement : [
        for action in flatten([statement.Action]) : can(statement.Condition.StringEquals["iam:PermissionsBoundary"])
        if contains(["iam:AttachRolePolicy", "iam:CreateRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"], action)
      ] if statement.Effect == "Allow"
    ]))
    error_message = "iam:PermissionsBoundary: whatever changes what a role may do asks for it."
  }

  assert {
    condition = !anytrue(flatten([
      for statement in jsondecode(aws_iam_role_policy.identities["dev"].policy).Statement : [
        for action in flatten([statement.Action]) : contains(["*", "iam:*", "iam:Create*", "iam:Delete*", "iam:Put*", "iam:DeleteRolePermissionsBoundary"], action)
      ] if statement.Effect == "Allow"
    ]))
    error_message = "iam:DeleteRolePermissionsBoundary: nothing takes it off."
  }

  assert {
    condition = alltrue(flatten([
      for name, policy in aws_iam_role_policy.identities : [
        for statement in jsondecode(policy.policy).Statement : [
          for resource in flatten([statement.Resource]) : startswith(resource, "arn:aws:iam::111122223333:") && strcontains(resource, "/shop-${name}-")
        ] if statement.Effect == "Allow" && !contains(["Look", "MarkTheRecorder", "PassTheRecorder", "Passwords"], statement.Sid)
      ]
    ]))
    error_message = "Resource: only what is named after the environment is made and changed."
  }
}

run "roles_are_passed_to_services_that_need_them" {
  command = plan

  assert {
    condition = alltrue(flatten([
      for policy in aws_iam_role_policy.identities : [
        for statement in jsondecode(policy.policy).Statement :
        length(statement.Condition.StringEquals["iam:PassedToService"]) > 0 && !anytrue([for service in statement.Condition.StringEquals["iam:PassedToService"] : strcontains(service, "*")])
        if contains(flatten([statement.Action]), "iam:PassRole")
      ]
    ]))
    error_message = "iam:PassedToService: named services, none of them with a wildcard."
  }

  assert {
    condition = length([
      for statement in jsondecode(aws_iam_role_policy.identities["dev"].policy).Statement : statement
      if statement.Effect == "Deny" && statement.Action == "iam:CreateServiceLinkedRole" && length(try(statement.Condition.StringNotEquals["iam:AWSServiceName"], [])) > 0
    ]) == 1
    error_message = "iam:AWSServiceName: what PowerUserAccess allows for every service is left for named ones."
  }
}

run "who_applies_does_not_change_who_it_is" {
  command = plan

  assert {
    condition = toset(one([
      for statement in jsondecode(aws_iam_role_policy.guards["dev"].policy).Statement : statement.Resource if statement.Sid == "NotWhoItIs" && statement.Effect == "Deny" && try(statement.NotAction, []) == ["iam:Get*", "iam:List*"]
      ])) == toset([
      "arn:aws:iam::111122223333:oidc-provider/*",
      "arn:aws:iam::111122223333:role/shop-dev-plan",
      "arn:aws:iam::111122223333:role/shop-dev-terraform",
      "arn:aws:iam::111122223333:instance-profile/shop-dev-2-*",
      "arn:aws:iam::111122223333:policy/shop-dev-2-*",
      "arn:aws:iam::111122223333:role/shop-dev-2-*",
    ])
    error_message = "NotWhoItIs: not GitHub's provider, not its own roles, and nothing of an environment whose name begins with its own."
  }

  assert {
    condition     = length(one([for statement in jsondecode(aws_iam_role_policy.guards["dev-2"].policy).Statement : statement.Resource if statement.Sid == "NotWhoItIs"])) == 3
    error_message = "Nothing of another environment is named by this one's prefix."
  }

  assert {
    condition = {
      for name, policy in aws_iam_role_policy.guards : name => one([
        for statement in jsondecode(policy.policy).Statement : statement.NotResource if statement.Effect == "Deny" && try(statement.Action, "") == "sts:AssumeRole"
      ])
    } == { dev = "arn:aws:iam::111122223333:role/shop-dev-terraform", dev-2 = "arn:aws:iam::111122223333:role/landing-zone" }
    error_message = "sts:AssumeRole: no other role than the one that its root works as."
  }

  assert {
    condition = {
      for name, policy in aws_iam_role_policy.guards : name => [
        for statement in jsondecode(policy.policy).Statement : statement.Resource if statement.Sid == "NotTheBoundary" && statement.Effect == "Deny"
      ]
    } == { dev = [], dev-2 = ["arn:aws:iam::111122223333:policy/boundary"] }
    error_message = "NotTheBoundary: a boundary that is somebody else's stays as it is."
  }
}

run "who_applies_does_not_change_where_the_state_is" {
  command = plan

  assert {
    condition = {
      for statement in jsondecode(aws_iam_role_policy.guards["dev"].policy).Statement : statement.Sid => { but = statement.NotAction, to = statement.Resource }
      if statement.Effect == "Deny" && can(statement.NotAction) && statement.Sid != "NotWhoItIs"
      } == {
      NotTheBucket = { but = ["s3:Get*", "s3:ListBucket*"], to = "arn:aws:s3:::shop-state" }
      NotTheKey    = { but = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"], to = "arn:aws:kms:eu-west-1:111122223333:key/1234" }
    }
    error_message = "NotAction: of the bucket and the key nothing is changed."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_iam_role_policy.guards["dev"].policy).Statement :
      statement.Effect == "Deny" && try(statement.Action == "s3:DeleteObjectVersion" && statement.Resource == "arn:aws:s3:::shop-state/*", false)
    ])
    error_message = "s3:DeleteObjectVersion: old states stay."
  }
}

run "only_the_owner_of_the_accounts_guards_changes_its_passwords" {
  command = plan

  assert {
    condition = {
      for name, policy in aws_iam_role_policy.identities : name => length([for statement in jsondecode(policy.policy).Statement : statement if statement.Sid == "Passwords"])
    } == { dev = 1, dev-2 = 0 }
    error_message = "Passwords: there is one policy in an account, and one root that has it."
  }

  assert {
    condition = {
      for name, policy in aws_iam_role_policy.identities : name => [for statement in jsondecode(policy.policy).Statement : statement.Resource if endswith(statement.Sid, "TheRecorder")]
    } == { dev = [for _ in range(2) : "arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"], dev-2 = [] }
    error_message = "AWSServiceRoleForConfig: whoever guards the account records with it, and only with it."
  }
}

run "github_is_known_once_in_an_account" {
  command = plan

  assert {
    condition     = aws_iam_openid_connect_provider.github[0].url == "https://token.actions.githubusercontent.com" && aws_iam_openid_connect_provider.github[0].client_id_list == toset(["sts.amazonaws.com"])
    error_message = "Its tokens for AWS are believed."
  }
}

run "a_provider_that_exists_is_used" {
  command = plan

  variables {
    oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
  }

  assert {
    condition     = length(aws_iam_openid_connect_provider.github) == 0 && jsondecode(aws_iam_role.plan["dev"].assume_role_policy).Statement[0].Principal.Federated == var.oidc_provider_arn
    error_message = "AWS takes no second one for the same address."
  }
}

run "a_subject_with_a_wildcard_is_refused" {
  command = plan

  variables {
    environments = {
      dev = {
        prefix         = "shop-dev"
        state_key      = "dev/terraform.tfstate"
        subject        = "repo:shop/web:*"
        session        = 3600
        guards_account = false
      }
    }
  }

  expect_failures = [var.environments]
}

run "a_pull_request_never_applies" {
  command = plan

  variables {
    environments = {
      dev = {
        prefix         = "shop-dev"
        state_key      = "dev/terraform.tfstate"
        subject        = "repo:shop/web:pull_request"
        session        = 3600
        guards_account = false
      }
    }
  }

  expect_failures = [var.environments]
}

run "a_session_that_iam_does_not_take_is_refused" {
  command = plan

  variables {
    environments = {
      dev = {
        prefix         = "shop-dev"
        state_key      = "dev/terraform.tfstate"
        session        = 1800
        guards_account = false
      }
    }
  }

  expect_failures = [var.environments]
}
