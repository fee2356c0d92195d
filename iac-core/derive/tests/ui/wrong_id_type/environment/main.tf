module "network" {
  source = "../network"
  cidr   = var.cidr
}

module "database" {
  source     = "../database"
  subnet_ids = module.network.vpc_id
  multi_az   = var.zones
}
