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
    for name, service in local.released_services : name => merge({
      PORT          = tostring(service.port)
      DATABASE_HOST = module.database.address
      DATABASE_PORT = tostring(module.database.port)
      DATABASE_NAME = module.database.name
      DATABASE_USER = name
    }, service.environment)
  }

  # As many tasks to a host at most as at least.
  max_replicas = { for name, service in local.released_services : name => floor(service.replicas * var.max_instances / var.min_instances) }
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
  target_group_arn                = lookup(module.load_balancer.target_group_arns, each.key, null)
  load_balancer_security_group_id = module.load_balancer.security_group_id
  database_security_group_id      = module.database.security_group_id
  database_port                   = module.database.port
  database_resource_id            = module.database.resource_id

  image       = each.value.image
  command     = each.value.command
  port        = each.value.port
  cpu         = each.value.cpu
  memory      = each.value.memory
  secrets     = each.value.secrets
  environment = local.variables[each.key]

  replicas     = each.value.replicas
  max_replicas = local.max_replicas[each.key]
  auto_scaling = var.auto_scaling
  overlap      = each.value.overlap

  log_retention = var.log_retention
  key_arn       = module.encryption.key_arn
}
