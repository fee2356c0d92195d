module "network" {
  source = "../network"
  cidr   = var.cidr
  plain  = true
  type   = var.type
}

module "database" {
  source = "../database"
  vpc_id = module.network.vpc_id
  zones  = module.network.zones
}

module "database_of" {
  source   = "../database"
  for_each = toset(["a", "b"])
  vpc_id   = module.network.vpc_id
  zones    = module.plain.number
}

module "plain" {
  source = "../plain"
  name   = module.network.vpc_id
}
