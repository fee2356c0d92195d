# One environment, put together. Each module knows only what it is handed here, and nothing goes
# round in circles: scanners give up on modules that need each other.
locals {
  prefix = "${var.project}-${var.environment}"

  # For what the provider's default tags don't reach.
  tags = {
    for key, value in merge(var.tags, {
      Project     = var.project
      Environment = var.environment
      Owner       = var.owner
      CostCentre  = var.cost_centre
      ManagedBy   = "terraform"
    }) : key => value if value != null
  }
}

module "encryption" {
  source           = "../encryption"
  prefix           = local.prefix
  existing_key_arn = var.encryption_key_arn
}

module "alerts" {
  source  = "../alerts"
  prefix  = local.prefix
  emails  = var.monitoring_emails
  key_arn = module.encryption.key_arn
}

module "network" {
  source        = "../network"
  prefix        = local.prefix
  cidr          = var.network_cidr
  zones         = var.network_zones
  nat           = var.network_nat
  endpoints     = var.network_endpoints
  existing      = var.network_existing
  log_retention = var.log_retention
  key_arn       = module.encryption.key_arn
  boundary_arn  = module.boundary.arn
}

module "load_balancer" {
  source                = "../load_balancer"
  prefix                = local.prefix
  vpc_id                = module.network.vpc_id
  vpc_cidr              = module.network.vpc_cidr
  public_subnet_ids     = module.network.public_subnet_ids
  private_subnet_ids    = module.network.private_subnet_ids
  domain_name           = var.domain_name
  zone_id               = var.domain_zone_id
  certificate_arn       = var.domain_certificate_arn
  services              = local.public_services
  health_check_interval = var.health_check_interval
  health_check_timeout  = var.health_check_timeout
  healthy_threshold     = var.health_check_healthy_threshold
  unhealthy_threshold   = var.health_check_unhealthy_threshold
  drain                 = var.deployment_drain
  rate_limit            = var.firewall_rate_limit
  deletion_protection   = var.deletion_protection
  log_retention         = var.log_retention
  key_arn               = module.encryption.key_arn
}

module "compute" {
  source           = "../compute"
  prefix           = local.prefix
  vpc_id           = module.network.vpc_id
  subnet_ids       = module.network.private_subnet_ids
  instance_type    = var.instance_type
  min_instances    = var.min_instances
  max_instances    = var.max_instances
  auto_scaling     = var.auto_scaling
  host_utilization = var.scaling_host_utilization
  stop_grace       = var.deployment_stop_grace
  cpu_credits      = var.hosts_cpu_credits
  root_volume      = var.hosts_root_volume
  tags             = local.tags
  log_retention    = var.log_retention
  key_arn          = module.encryption.key_arn
  boundary_arn     = module.boundary.arn
}
