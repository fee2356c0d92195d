module "tracing" {
  source        = "../tracing"
  prefix        = local.prefix
  kind          = var.monitoring_tracing
  sampling_rate = var.monitoring_sampling
  log_retention = var.log_retention
  key_arn       = module.encryption.key_arn
}

module "observability" {
  source               = "../observability"
  prefix               = local.prefix
  topic_arn            = module.alerts.topic_arn
  load_balancer_suffix = module.load_balancer.arn_suffix
  domain_name          = var.domain_name
  certificate_arn      = module.load_balancer.certificate_arn
  response_time        = lookup(var.deployment_gates, "response_time", null)
  cluster_name         = module.compute.cluster_name
  services = {
    for name, service in local.released_services : name => {
      log_group = module.service[name].log_group
      replicas  = service.replicas
      public    = service.path != null
      blue      = service.path == null ? null : module.load_balancer.targets[name].blue_suffix
      green     = service.path == null ? null : module.load_balancer.targets[name].green_suffix
    }
  }
  log_errors          = var.monitoring_log_errors
  database_identifier = module.database.identifier
  database_class      = var.database_size
  database_storage    = var.database_storage
  replica_identifiers = module.database.replica_identifiers
  secret_arn          = module.database.secret_arn
}

# Flags spread as requests do: by the same steps, watched by the same gates.
locals {
  flag_steps = {
    rolling    = { percent = 100, duration = 0 }
    blue_green = { percent = 100, duration = 0 }
    canary     = { percent = var.deployment_canary_percent, duration = var.deployment_canary_observation }
    linear     = { percent = var.deployment_linear_percent, duration = ceil(100 / coalesce(var.deployment_linear_percent, 100)) * coalesce(var.deployment_linear_observation, 0) }
  }
  gate_alarm_arns = merge([for name, service in module.service : { for gate, arn in service.gate_alarm_arns : "${name}-${gate}" => arn }]...)
}

module "feature_flags" {
  source   = "../feature_flags"
  for_each = length(var.feature_flags) == 0 ? toset([]) : toset(["flags"])

  prefix          = local.prefix
  environment     = var.environment
  flags           = var.feature_flags
  readers         = { for name, service in module.service : name => service.task_role_name }
  step_percent    = local.flag_steps[var.deployment_strategy].percent
  duration        = local.flag_steps[var.deployment_strategy].duration
  bake            = coalesce(var.deployment_bake, 0)
  gate_alarm_arns = local.gate_alarm_arns
  key_arn         = module.encryption.key_arn
}
