data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  region  = data.aws_region.current.id

  # By what is known before anything exists: a target group's own name isn't.
  public_services = { for name, service in var.services : name => service if service.public }

  target_groups = merge([
    for name, service in local.public_services : {
      "${name}-blue"  = { service = name, colour = "blue", suffix = service.blue }
      "${name}-green" = { service = name, colour = "green", suffix = service.green }
    }
  ]...)

  log_groups = [for service in var.services : service.log_group]
}
