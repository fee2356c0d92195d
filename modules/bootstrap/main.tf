data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  account    = data.aws_caller_identity.current.account_id
  bucket_arn = "arn:aws:s3:::${var.bucket}"

  # Who has a pipeline.
  planned = { for name, tenant in var.environments : name => tenant if tenant.pull_request_subject != null }
  applied = { for name, tenant in var.environments : name => tenant if tenant.subject != null }

  # The state of each environment, and the file that locks it. A star in a name is no wildcard.
  states = { for name, tenant in var.environments : name => "${local.bucket_arn}/${replace(tenant.state_key, "*", "$${*}")}" }
  locks  = { for name, state in local.states : name => "${state}.tflock" }

  # The roles of each environment that has one.
  roles = { for name in setunion(keys(local.planned), keys(local.applied)) : name => concat(
    [for planning, role in aws_iam_role.plan : role.arn if planning == name],
    [for applying, role in aws_iam_role.terraform : role.arn if applying == name],
  ) }
}

# An account can have one provider for GitHub: where there is one, it is named.
resource "aws_iam_openid_connect_provider" "github" {
  count          = var.oidc_provider_arn == null && length(local.planned) + length(local.applied) > 0 ? 1 : 0
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

locals {
  oidc_provider_arn = var.oidc_provider_arn == null ? one(aws_iam_openid_connect_provider.github[*].arn) : var.oidc_provider_arn
  # Conditions name the provider as it is called, which for an enterprise goes on after the host.
  issuer = var.oidc_provider_arn == null ? "token.actions.githubusercontent.com" : split(":oidc-provider/", var.oidc_provider_arn)[1]
}
