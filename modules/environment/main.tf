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
  source = "../encryption"
  prefix = local.prefix
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
}

module "load_balancer" {
  source             = "../load_balancer"
  prefix             = local.prefix
  vpc_id             = module.network.vpc_id
  vpc_cidr           = module.network.vpc_cidr
  public_subnet_ids  = module.network.public_subnet_ids
  private_subnet_ids = module.network.private_subnet_ids
  domain_name        = var.domain_name
  zone_id            = var.domain_zone_id
  services           = local.public_services
  log_retention      = var.log_retention

  deletion_protection = var.deletion_protection
}

module "database" {
  source              = "../database"
  prefix              = local.prefix
  vpc_id              = module.network.vpc_id
  subnet_ids          = module.network.database_subnet_ids
  instance_class      = var.database_size
  engine_version      = var.database_version
  storage             = var.database_storage
  max_storage         = var.database_max_storage
  multi_az            = var.multi_az
  backup_retention    = var.database_backup_retention
  backup_window       = var.database_backup_window
  maintenance_window  = var.database_maintenance_window
  deletion_protection = var.deletion_protection
  monitoring_interval = var.database_monitoring_interval
  log_retention       = var.log_retention
  key_arn             = module.encryption.key_arn
}

module "compute" {
  source        = "../compute"
  prefix        = local.prefix
  vpc_id        = module.network.vpc_id
  subnet_ids    = module.network.private_subnet_ids
  instance_type = var.instance_type
  min_instances = var.min_instances
  max_instances = var.max_instances
  auto_scaling  = var.auto_scaling
  cpu_credits   = var.hosts_cpu_credits
  root_volume   = var.hosts_root_volume
  tags          = local.tags
  log_retention = var.log_retention
  key_arn       = module.encryption.key_arn
}
