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
  log_anomalies       = var.monitoring_log_anomalies
  key_arn             = module.encryption.key_arn
  database_identifier = module.database.identifier
  database_class      = var.database_size
  database_storage    = var.database_storage
  replica_identifiers = module.database.replica_identifiers
  secret_arn          = module.database.secret_arn
}

# Nothing answers before the first release. A health path that the load balancer doesn't hand to the
# service answers nobody outside: then the beginning of its own paths is asked for.
locals {
  looked_at = {
    for name, service in local.released_services :
    name => startswith(service.health_path, trimsuffix(service.path, "*")) ? service.health_path : trimsuffix(service.path, "*") if service.path != null
  }
}

module "synthetics" {
  source   = "../synthetics"
  for_each = { for place, minutes in { outside = var.monitoring_synthetics } : place => minutes if minutes != null && length(local.looked_at) > 0 }

  prefix   = local.prefix
  runtime  = var.monitoring_synthetics_runtime
  interval = each.value
  base_url = module.load_balancer.url
  paths    = local.looked_at
  # Without a domain the load balancer is internal.
  vpc = var.domain_name != null ? null : {
    vpc_id                          = module.network.vpc_id
    subnet_ids                      = module.network.private_subnet_ids
    load_balancer_security_group_id = module.load_balancer.security_group_id
  }
  topic_arn     = module.alerts.topic_arn
  log_retention = var.log_retention
  boundary_arn  = module.boundary.arn
  key_arn       = module.encryption.key_arn
}

module "incident_response" {
  source               = "../incident_response"
  prefix               = local.prefix
  rule                 = module.observability.incident_rule
  synthetic_alarm_name = one(values(module.synthetics)[*].alarm_name)
  dashboard_name       = module.observability.dashboard_name
  topic_arn            = module.alerts.topic_arn
  ops_items            = var.incident_ops_items
  pager                = var.incident_pager
  slack                = var.incident_slack
  cluster_name         = module.compute.cluster_name
  services             = keys(local.released_services)
  pass_role_arns       = local.pass_role_arns
  deployment_timeout   = var.deployment_timeout
  boundary_arn         = module.boundary.arn
  key_arn              = module.encryption.key_arn
}

# Who is woken is a matter of its own.
moved {
  from = module.observability.aws_cloudwatch_composite_alarm.incident
  to   = module.incident_response.aws_cloudwatch_composite_alarm.incident
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
  boundary_arn    = module.boundary.arn
}
