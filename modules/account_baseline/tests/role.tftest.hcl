# The role that Config works as exists once in an account, whoever made it.

mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }
}

variables {
  prefix          = "shop-production"
  home            = true
  emails          = []
  budget          = 2000
  audit_retention = 365
  log_retention   = 365
  boundary_arn    = "arn:aws:iam::111122223333:policy/boundary"
}

run "it_is_made_where_nobody_made_it" {
  command = plan

  override_data {
    target          = data.aws_iam_roles.config
    override_during = plan
    values          = { names = [] }
  }

  assert {
    condition     = one(aws_iam_service_linked_role.config).aws_service_name == "config.amazonaws.com" && aws_config_configuration_recorder.this.role_arn == "arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
    error_message = "A recorder without its role is refused."
  }
}

run "it_stays_once_it_was_made_here" {
  command = plan

  override_data {
    target          = data.aws_iam_roles.config
    override_during = plan
    values          = { names = ["AWSServiceRoleForConfig"] }
  }

  override_data {
    target          = data.aws_iam_role.config
    override_during = plan
    values          = { name = "AWSServiceRoleForConfig", tags = { MadeBy = "shop-production/eu-west-1" } }
  }

  assert {
    condition     = one(aws_iam_service_linked_role.config).tags == tomap({ MadeBy = "shop-production/eu-west-1" })
    error_message = "The second plan finds what the first made, and must not remove it."
  }
}

run "it_is_left_alone_where_somebody_else_made_it" {
  command = plan

  override_data {
    target          = data.aws_iam_roles.config
    override_during = plan
    values          = { names = ["AWSServiceRoleForConfig"] }
  }

  override_data {
    target          = data.aws_iam_role.config
    override_during = plan
    values          = { name = "AWSServiceRoleForConfig", tags = {} }
  }

  assert {
    condition     = length(aws_iam_service_linked_role.config) == 0 && aws_config_configuration_recorder.this.role_arn == "arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
    error_message = "To make it again fails: it is used as it is."
  }
}

run "it_is_left_alone_where_another_region_made_it" {
  command = plan

  override_data {
    target          = data.aws_iam_roles.config
    override_during = plan
    values          = { names = ["AWSServiceRoleForConfig"] }
  }

  override_data {
    target          = data.aws_iam_role.config
    override_during = plan
    values          = { name = "AWSServiceRoleForConfig", tags = { MadeBy = "shop-production/eu-central-1" } }
  }

  assert {
    condition     = length(aws_iam_service_linked_role.config) == 0
    error_message = "It belongs to the root of that Region."
  }
}
