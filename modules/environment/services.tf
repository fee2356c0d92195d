locals {
  # A worker has no path, and the load balancer never hears of it.
  public_services = {
    for name, service in var.services :
    name => { port = service.port, health_path = service.health_path, path = service.path } if service.path != null
  }

  # Before its first release a service has no image: everything around it stands, and waits.
  released_services = { for name, service in var.services : name => service if service.image != null }

  # What a service can't know before there is an environment; its own variables win.
  variables = {
    for name, service in local.released_services : name => merge(
      {
        PORT          = tostring(service.port)
        DATABASE_HOST = module.database.address
        DATABASE_PORT = tostring(module.database.port)
        DATABASE_NAME = module.database.name
        DATABASE_USER = name
      },
      var.database_replicas == 0 ? {} : { DATABASE_READERS = join(",", module.database.replica_addresses) },
      length(var.feature_flags) == 0 ? {} : {
        FEATURE_FLAGS_APPLICATION = local.prefix
        FEATURE_FLAGS_ENVIRONMENT = var.environment
        FEATURE_FLAGS_PROFILE     = "feature-flags"
      },
      module.tracing.variables,
      service.environment,
    )
  }

  # As many tasks to a host at most as at least.
  max_replicas = { for name, service in local.released_services : name => floor(service.replicas * var.max_instances / var.min_instances) }
}

module "artifacts" {
  source              = "../artifacts"
  prefix              = local.prefix
  services            = keys(var.services)
  keep                = var.artifacts_keep
  pull_account_ids    = var.artifacts_pull_account_ids
  deletion_protection = var.deletion_protection
  key_arn             = module.encryption.key_arn
}

module "service" {
  source   = "../service"
  for_each = local.released_services

  prefix            = local.prefix
  name              = each.key
  cluster_arn       = module.compute.cluster_arn
  cluster_name      = module.compute.cluster_name
  capacity_provider = module.compute.capacity_provider
  vpc_id            = module.network.vpc_id
  subnet_ids        = module.network.private_subnet_ids

  public                          = each.value.path != null
  blue_target_group_arn           = each.value.path == null ? null : module.load_balancer.targets[each.key].blue_arn
  green_target_group_arn          = each.value.path == null ? null : module.load_balancer.targets[each.key].green_arn
  blue_target_group_suffix        = each.value.path == null ? null : module.load_balancer.targets[each.key].blue_suffix
  green_target_group_suffix       = each.value.path == null ? null : module.load_balancer.targets[each.key].green_suffix
  production_rule_arn             = each.value.path == null ? null : module.load_balancer.targets[each.key].production_rule_arn
  test_rule_arn                   = each.value.path == null ? null : module.load_balancer.targets[each.key].test_rule_arn
  load_balancer_suffix            = module.load_balancer.arn_suffix
  load_balancer_security_group_id = module.load_balancer.security_group_id
  database_security_group_id      = module.database.security_group_id
  database_port                   = module.database.port
  database_resource_ids           = concat([module.database.resource_id], module.database.replica_resource_ids)

  image       = each.value.image
  command     = each.value.command
  port        = each.value.port
  cpu         = each.value.cpu
  memory      = each.value.memory
  secrets     = { for name, reference in each.value.secrets : name => startswith(reference, "secret:") ? module.secrets.arns[trimprefix(reference, "secret:")] : reference }
  queues      = each.value.queues
  environment = local.variables[each.key]
  stop_grace  = var.deployment_stop_grace
  jobs        = merge(each.value.jobs, local.migrated == null || try(var.migrations.service, null) != each.key ? {} : local.migration_jobs)

  collector_image         = var.monitoring_collector
  collector_configuration = module.tracing.collector_configuration
  collector_policy        = module.tracing.collector_policy

  replicas         = each.value.replicas
  max_replicas     = local.max_replicas[each.key]
  auto_scaling     = var.auto_scaling
  scale_out_cpu    = var.scaling_cpu
  scale_period     = var.scaling_period
  scale_datapoints = var.scaling_datapoints
  overlap          = each.value.overlap

  strategy           = var.deployment_strategy
  canary_percent     = var.deployment_canary_percent
  canary_observation = var.deployment_canary_observation
  linear_percent     = var.deployment_linear_percent
  linear_observation = var.deployment_linear_observation
  bake               = var.deployment_bake
  deployment_mode    = var.deployment_mode
  wait               = var.deployment_wait == "terraform"
  health_check_grace = var.health_check_grace

  gates           = var.deployment_gates
  gate_period     = var.deployment_gate_period
  gate_datapoints = var.deployment_gate_datapoints
  gate_requests   = var.deployment_gate_requests
  topic_arn       = module.alerts.topic_arn

  log_retention = var.log_retention
  key_arn       = module.encryption.key_arn
  boundary_arn  = module.boundary.arn
}
