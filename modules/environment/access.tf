# Who may do what: the limit of every role, and the roles of those who act from outside.
module "boundary" {
  source       = "../boundary"
  prefix       = local.prefix
  existing_arn = var.access_permissions_boundary_arn
}

locals {
  # What ECS is handed with a version.
  pass_role_arns = flatten([for service in module.service : [service.task_role_arn, service.execution_role_arn]])

  # What people may read of what is written here.
  log_groups = merge(
    {
      firewall            = module.load_balancer.firewall_log_group
      cluster_exec        = module.compute.exec_log_group
      cluster_performance = module.compute.performance_log_group
      database_postgresql = module.database.log_group
      database_upgrade    = module.database.upgrade_log_group
    },
    var.network_existing == null ? { network_flow = module.network.log_group } : {},
    { for name, service in module.service : "service_${name}" => service.log_group },
    { for migrations in module.migrations : "migrations" => migrations.log_group },
  )
}

module "access" {
  source            = "../access"
  prefix            = local.prefix
  github_subject    = var.access_github
  oidc_provider_arn = var.access_oidc_provider_arn
  session           = var.access_session
  operators         = var.access_operators
  auditors          = var.access_auditors
  cluster_arn       = module.compute.cluster_arn
  cluster_name      = module.compute.cluster_name
  services          = keys(local.released_services)
  repository_arns   = values(module.artifacts.repository_arns)
  state_machine_arn = one(values(module.migrations)[*].state_machine_arn)
  task_role_arns    = local.pass_role_arns
  shift_role_arns   = compact([for service in module.service : service.shift_role_arn])
  runbook_role_arns = compact([module.incident_response.runbook_role_arn])
  log_groups        = values(local.log_groups)
  key_arn           = module.encryption.key_arn
  boundary_arn      = module.boundary.access_arn
}
