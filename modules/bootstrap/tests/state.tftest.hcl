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
  bucket            = "shop.state"
  oidc_provider_arn = null
  environments = {
    dev = {
      prefix               = "shop-dev"
      state_key            = "dev/terraform.tfstate"
      subject              = "repo:shop/web:environment:dev"
      pull_request_subject = "repo:shop/web:pull_request"
      session              = 7200
      guards_account       = false
    }
    staging = {
      prefix         = "shop-staging"
      state_key      = "staging/terraform.tfstate"
      session        = 7200
      guards_account = false
    }
  }
}

run "a_state_that_was_broken_comes_back_from_its_versions" {
  command = plan

  assert {
    condition     = aws_s3_bucket_versioning.state.versioning_configuration[0].status == "Enabled"
    error_message = "versioning_configuration: every state that was replaced stays."
  }

  assert {
    condition = alltrue([
      for rule in aws_s3_bucket_lifecycle_configuration.state.rule :
      rule.status == "Enabled"
      && rule.noncurrent_version_expiration[0].noncurrent_days == 90
      && rule.noncurrent_version_expiration[0].newer_noncurrent_versions == 20
      && rule.expiration[0].expired_object_delete_marker
    ])
    error_message = "noncurrent_version_expiration: old versions go after 90 days, but for the newest; what is current never does."
  }
}

run "nobody_outside_reads_it" {
  command = plan

  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.state.block_public_acls,
      aws_s3_bucket_public_access_block.state.block_public_policy,
      aws_s3_bucket_public_access_block.state.ignore_public_acls,
      aws_s3_bucket_public_access_block.state.restrict_public_buckets,
    ])
    error_message = "aws_s3_bucket_public_access_block: public access is blocked in all four ways."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_s3_bucket_policy.state.policy).Statement :
      try(statement.Sid == "TlsOnly" && statement.Effect == "Deny" && statement.Principal == "*" && statement.Condition.Bool["aws:SecureTransport"] == "false", false)
    ])
    error_message = "TlsOnly: what isn't encrypted on its way is refused."
  }
}

run "only_the_buckets_own_key_encrypts" {
  command = plan

  assert {
    condition = alltrue([
      for rule in aws_s3_bucket_server_side_encryption_configuration.state.rule :
      rule.apply_server_side_encryption_by_default[0].sse_algorithm == "aws:kms"
      && rule.apply_server_side_encryption_by_default[0].kms_master_key_id == aws_kms_key.state.arn
    ])
    error_message = "sse_algorithm: who asks for no key gets the bucket's."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_s3_bucket_policy.state.policy).Statement :
      try(
        statement.Sid == "OwnKey" && statement.Effect == "Deny" && statement.Action == "s3:PutObject"
        && statement.Condition.Null["s3:x-amz-server-side-encryption"] == "false"
        && statement.Condition.StringNotEquals["s3:x-amz-server-side-encryption-aws-kms-key-id"] == aws_kms_key.state.arn,
        false,
      )
    ])
    error_message = "OwnKey: who asks for another key, or for one of S3, is refused."
  }

  assert {
    condition = anytrue([
      for statement in jsondecode(aws_s3_bucket_policy.state.policy).Statement :
      try(statement.Sid == "NoKeyOfTheCaller" && statement.Effect == "Deny" && statement.Condition.Null["s3:x-amz-server-side-encryption-customer-algorithm"] == "false", false)
    ])
    error_message = "NoKeyOfTheCaller: a key that only its caller has would shut out everybody else."
  }
}

run "the_key_is_turned_and_admits_the_account_and_the_roles" {
  command = plan

  assert {
    condition     = aws_kms_key.state.enable_key_rotation && aws_kms_alias.state.name == "alias/shop-state"
    error_message = "enable_key_rotation: it changes every year, and people find it by the bucket's name."
  }

  assert {
    condition = [
      for statement in jsondecode(aws_kms_key.state.policy).Statement : "${statement.Sid}: ${length(flatten([statement.Principal.AWS]))}"
    ] == ["Account: 1", "Roles: 2"]
    error_message = "The account's own IAM, and both roles of the one environment with a pipeline."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_kms_key.state.policy).Statement :
      toset(statement.Action) == toset(["kms:Decrypt", "kms:GenerateDataKey"]) && statement.Condition.StringEquals["kms:ViaService"] == "s3.eu-west-1.amazonaws.com"
      if statement.Sid == "Roles"
    ])
    error_message = "Roles use it through S3 and for nothing else."
  }
}

run "roles_reach_the_state_of_their_own_environment" {
  command = plan

  assert {
    condition = [
      for statement in jsondecode(aws_s3_bucket_policy.state.policy).Statement : statement.NotResource if can(statement.NotResource)
    ] == [["arn:aws:s3:::shop.state/dev/terraform.tfstate", "arn:aws:s3:::shop.state/dev/terraform.tfstate.tflock"]]
    error_message = "NotResource: its state and its lock, and no other object of the bucket."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_s3_bucket_policy.state.policy).Statement :
      statement.Effect == "Deny" && statement.Principal == "*" && length(statement.Condition.ArnEquals["aws:PrincipalArn"]) == 2
      && length(setsubtract(["s3:DeleteObject*", "s3:GetObject*", "s3:PutObject*"], statement.Action)) == 0
      if can(statement.NotResource)
    ])
    error_message = "Reading, writing and deleting are refused, to both roles."
  }
}

run "a_star_in_a_name_is_no_wildcard" {
  command = plan

  variables {
    environments = {
      dev = {
        prefix         = "shop-dev"
        state_key      = "dev/*"
        subject        = "repo:shop/web:environment:dev"
        session        = 7200
        guards_account = false
      }
    }
  }

  assert {
    condition = [
      for statement in jsondecode(aws_s3_bucket_policy.state.policy).Statement : statement.NotResource if can(statement.NotResource)
    ] == [["arn:aws:s3:::shop.state/dev/$${*}", "arn:aws:s3:::shop.state/dev/$${*}.tflock"]]
    error_message = "NotResource: the star is a letter of this one object."
  }
}

run "without_a_pipeline_there_is_nobody" {
  command = plan

  variables {
    environments = {
      staging = {
        prefix         = "shop-staging"
        state_key      = "staging/terraform.tfstate"
        session        = 7200
        guards_account = false
      }
    }
  }

  assert {
    condition     = length(aws_iam_openid_connect_provider.github) == 0 && length(aws_iam_role.plan) == 0 && length(aws_iam_role.terraform) == 0
    error_message = "No provider that nobody asks, no role that nobody may assume."
  }

  assert {
    condition     = output.oidc_provider_arn == null && output.terraform_role_arns == {}
    error_message = "Outputs say so."
  }

  assert {
    condition     = length(jsondecode(aws_kms_key.state.policy).Statement) == 1
    error_message = "The key admits the account alone."
  }
}
