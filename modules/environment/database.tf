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
  replicas            = var.database_replicas
  backup_retention    = var.database_backup_retention
  backup_window       = var.database_backup_window
  continuous_backup   = var.backup_point_in_time
  maintenance_window  = var.database_maintenance_window
  blue_green_update   = var.database_blue_green_update
  deletion_protection = var.deletion_protection
  password_rotation   = var.database_password_rotation
  # A statement that takes as long as a whole request may.
  slow_query          = lookup(var.deployment_gates, "response_time", 500)
  insights_retention  = var.database_insights_retention
  monitoring_interval = var.database_monitoring_interval
  log_retention       = var.log_retention
  topic_arn           = module.alerts.topic_arn
  key_arn             = module.encryption.key_arn
  boundary_arn        = module.boundary.arn
}

module "secrets" {
  source    = "../secrets"
  prefix    = local.prefix
  secrets   = var.secrets
  topic_arn = module.alerts.topic_arn
  key_arn   = module.encryption.key_arn
}

# The tasks are jobs of a service: the same image, rights and secrets. Before the first release
# there is no image, and nothing to migrate with.
locals {
  migrated = var.migrations == null ? null : lookup(local.released_services, var.migrations.service, null)
  migration_jobs = var.migrations == null ? {} : {
    for name, command in {
      database-migrate = var.migrations.migrate
      database-undo    = var.migrations.undo
      database-check   = var.migrations.check
    } : name => { command = command, schedule = null, cpu = var.migrations.cpu, memory = var.migrations.memory }
    if length(command) > 0
  }
}

module "migrations" {
  source   = "../migrations"
  for_each = local.migrated == null ? toset([]) : toset([var.migrations.service])

  prefix              = local.prefix
  cluster_arn         = module.compute.cluster_arn
  subnet_ids          = module.network.private_subnet_ids
  security_group_id   = module.service[each.key].security_group_id
  services            = keys(local.released_services)
  database_identifier = module.database.identifier
  database_arn        = module.database.arn

  migrate_task_arn   = module.service[each.key].job_task_definition_arns["database-migrate"]
  undo_task_arn      = lookup(module.service[each.key].job_task_definition_arns, "database-undo", null)
  integrity_task_arn = lookup(module.service[each.key].job_task_definition_arns, "database-check", null)
  pass_role_arns     = [module.service[each.key].task_role_arn, module.service[each.key].execution_role_arn]
  timeout            = var.migrations.timeout
  integrity_schedule = var.migrations.check_schedule

  snapshot_retention = var.migrations.snapshot_retention
  topic_arn          = module.alerts.topic_arn
  log_retention      = var.log_retention
  key_arn            = module.encryption.key_arn
  boundary_arn       = module.boundary.arn
}

module "backup" {
  source               = "../backup"
  prefix               = local.prefix
  database_arn         = module.database.arn
  database_resource_id = module.database.resource_id
  subnet_group_name    = module.database.subnet_group_name
  backup_retention     = var.database_backup_retention
  daily_retention      = var.backup_daily_retention
  monthly_retention    = var.backup_monthly_retention
  point_in_time        = var.backup_point_in_time ? var.database_backup_retention : null
  copy_region          = var.backup_copy_region
  lock_min_retention   = var.backup_lock_min_retention
  lock_max_retention   = var.backup_lock_max_retention
  lock_grace           = var.backup_lock_grace
  deletion_protection  = var.deletion_protection
  restore_test         = var.backup_restore_test
  audit                = var.backup_audit
  topic_arn            = module.alerts.topic_arn
  key_arn              = module.encryption.key_arn
  boundary_arn         = module.boundary.arn
}
