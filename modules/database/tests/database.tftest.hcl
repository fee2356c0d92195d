mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_resource "aws_security_group" {
    defaults = { id = "sg-0123456789abcdef0" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/monitoring" }
  }

  mock_resource "aws_db_instance" {
    defaults = {
      arn         = "arn:aws:rds:eu-west-1:111122223333:db:shop-test"
      resource_id = "db-ABCDEFGHIJKL01234"
      address     = "shop-test.eu-west-1.rds.amazonaws.com"
      master_user_secret = [{
        kms_key_id    = "arn:aws:kms:eu-west-1:111122223333:key/1234"
        secret_arn    = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!db-1234"
        secret_status = "active"
      }]
    }
  }
}

variables {
  prefix              = "shop-test"
  vpc_id              = "vpc-0123456789abcdef0"
  subnet_ids          = ["subnet-0123456789abcdef5", "subnet-0123456789abcdef6"]
  instance_class      = "db.t3.small"
  engine_version      = "17"
  storage             = 20
  max_storage         = 50
  multi_az            = false
  backup_retention    = 7
  backup_window       = "02:00-03:00"
  maintenance_window  = "sun:03:30-sun:04:30"
  continuous_backup   = false
  deletion_protection = false
  replicas            = 0
  blue_green_update   = false
  password_rotation   = 30
  slow_query          = 500
  insights_retention  = 7
  monitoring_interval = 60
  log_retention       = 30
  topic_arn           = "arn:aws:sns:eu-west-1:111122223333:shop-test"
  key_arn             = "arn:aws:kms:eu-west-1:111122223333:key/1234"
  boundary_arn        = "arn:aws:iam::111122223333:policy/shop-test-boundary"
}

run "no_password_is_written_anywhere" {
  assert {
    condition     = aws_db_instance.this.manage_master_user_password && aws_db_instance.this.password == null
    error_message = "RDS makes the master password."
  }

  assert {
    condition     = aws_db_instance.this.master_user_secret_kms_key_id == var.key_arn && output.secret_arn == "arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!db-1234"
    error_message = "Secrets Manager keeps it, with our key."
  }

  assert {
    condition     = aws_secretsmanager_secret_rotation.master.secret_id == output.secret_arn && aws_secretsmanager_secret_rotation.master.rotation_rules[0].automatically_after_days == 30
    error_message = "It changes as often as the setting says."
  }

  assert {
    condition     = aws_db_instance.this.iam_database_authentication_enabled
    error_message = "Services connect with tokens."
  }
}

run "everything_stored_is_encrypted_with_the_environments_key" {
  assert {
    condition     = aws_db_instance.this.storage_encrypted && aws_db_instance.this.kms_key_id == var.key_arn && aws_db_instance.this.performance_insights_kms_key_id == var.key_arn
    error_message = "Storage, backups and measurements."
  }

  assert {
    condition     = alltrue([for group in aws_cloudwatch_log_group.this : group.kms_key_id == var.key_arn && group.retention_in_days == 30])
    error_message = "Logs, which are made before RDS would."
  }
}

run "nobody_connects_in_the_clear_or_from_outside" {
  assert {
    condition     = anytrue([for parameter in aws_db_parameter_group.this.parameter : parameter.name == "rds.force_ssl" && parameter.value == "1"])
    error_message = "TLS is required."
  }

  assert {
    condition     = !aws_db_instance.this.publicly_accessible
    error_message = "No public address."
  }
}

run "parameters_belong_to_the_version" {
  assert {
    condition     = aws_db_parameter_group.this.family == "postgres17"
    error_message = "17 has the parameters of 17."
  }
}

run "a_minor_version_is_refused" {
  command = plan

  variables {
    engine_version = "16.9"
  }

  expect_failures = [var.engine_version]
}

run "a_major_version_never_comes_by_itself" {
  assert {
    condition     = aws_db_instance.this.auto_minor_version_upgrade && !aws_db_instance.this.allow_major_version_upgrade && !aws_db_instance.this.apply_immediately
    error_message = "Minor versions only, in the window."
  }
}

run "an_unprotected_database_can_be_deleted_but_its_backups_stay" {
  assert {
    condition     = !aws_db_instance.this.deletion_protection && aws_db_instance.this.skip_final_snapshot && aws_db_instance.this.final_snapshot_identifier == null
    error_message = "Nothing stands in the way of rebuilding it."
  }

  assert {
    condition     = !aws_db_instance.this.delete_automated_backups
    error_message = "The automated backups outlive it."
  }
}

run "a_protected_database_leaves_a_snapshot_of_its_own_name" {
  variables {
    deletion_protection = true
    multi_az            = true
  }

  assert {
    condition     = aws_db_instance.this.deletion_protection && !aws_db_instance.this.skip_final_snapshot && aws_db_instance.this.final_snapshot_identifier == "shop-test-final-0123456789abcdef0"
    error_message = "The name differs from one life to the next."
  }

  assert {
    condition     = aws_db_instance.this.multi_az
    error_message = "A standby runs."
  }
}

run "the_operating_system_is_measured" {
  assert {
    condition     = aws_db_instance.this.monitoring_interval == 60 && aws_db_instance.this.monitoring_role_arn == "arn:aws:iam::111122223333:role/monitoring"
    error_message = "Enhanced monitoring with its role."
  }
}

run "the_password_is_rotated_as_often_as_asked" {
  variables {
    password_rotation = 7
  }

  assert {
    condition     = aws_secretsmanager_secret_rotation.master.rotation_rules[0].automatically_after_days == 7
    error_message = "Every week."
  }
}

run "a_slow_statement_is_logged_with_its_plan" {
  variables {
    slow_query = 250
  }

  assert {
    condition     = { for parameter in aws_db_parameter_group.this.parameter : parameter.name => parameter.value }["log_min_duration_statement"] == "250"
    error_message = "The statement."
  }

  assert {
    condition     = { for parameter in aws_db_parameter_group.this.parameter : parameter.name => parameter.value }["auto_explain.log_min_duration"] == "250"
    error_message = "Its plan."
  }

  assert {
    condition = alltrue([
      for library in ["pg_stat_statements", "pgaudit", "auto_explain"] :
      contains(split(",", { for parameter in aws_db_parameter_group.this.parameter : parameter.name => parameter.value }["shared_preload_libraries"]), library)
    ])
    error_message = "What explains is loaded, and so is what counts and what audits."
  }
}

run "a_short_memory_of_the_load_is_the_standard_mode" {
  assert {
    condition     = aws_db_instance.this.performance_insights_retention_period == 7 && aws_db_instance.this.database_insights_mode == "standard"
    error_message = "Seven days."
  }
}

run "a_long_memory_of_the_load_is_the_advanced_mode" {
  variables {
    insights_retention = 465
    replicas           = 1
  }

  assert {
    condition     = aws_db_instance.this.performance_insights_retention_period == 465 && aws_db_instance.this.database_insights_mode == "advanced"
    error_message = "Fifteen months."
  }

  assert {
    condition     = aws_db_instance.replica[0].performance_insights_retention_period == 465 && aws_db_instance.replica[0].database_insights_mode == "advanced"
    error_message = "Of the replicas too."
  }
}

run "the_window_of_the_backup_is_the_setting" {
  assert {
    condition     = aws_db_instance.this.backup_window == "02:00-03:00" && aws_db_instance.this.backup_retention_period == 7
    error_message = "RDS backs up when it is told to."
  }
}

# A database of its own: one that had a window keeps it until AWS Backup changes it.
run "aws_backup_sets_the_window_of_continuous_backups" {
  state_key = "continuous"

  variables {
    continuous_backup = true
  }

  assert {
    condition     = aws_db_instance.this.backup_window != var.backup_window && aws_db_instance.this.backup_retention_period == 7
    error_message = "The window is AWS Backup's, the retention stays ours."
  }
}

run "without_replicas_there_are_none" {
  assert {
    condition     = length(aws_db_instance.replica) == 0 && length(aws_cloudwatch_log_group.replica) == 0 && length(output.replica_addresses) == 0
    error_message = "No replica, no log of one."
  }
}

run "replicas_are_as_safe_as_their_source" {
  variables {
    replicas            = 2
    deletion_protection = true
    multi_az            = true
  }

  assert {
    condition     = [for replica in aws_db_instance.replica : replica.identifier] == ["shop-test-replica-1", "shop-test-replica-2"]
    error_message = "Two, by number."
  }

  assert {
    condition = alltrue([
      for replica in aws_db_instance.replica :
      replica.replicate_source_db == "shop-test" && replica.storage_encrypted && !replica.publicly_accessible
    ])
    error_message = "Copies of the database, encrypted, inside."
  }

  assert {
    condition = alltrue([
      for replica in aws_db_instance.replica :
      replica.instance_class == "db.t3.small" && replica.parameter_group_name == aws_db_parameter_group.this.name && replica.iam_database_authentication_enabled
    ])
    error_message = "Class, parameters and the way in are those of the source."
  }

  assert {
    condition     = alltrue([for replica in aws_db_instance.replica : replica.deletion_protection && replica.skip_final_snapshot])
    error_message = "Protected; a last snapshot of a copy can't be had."
  }

  assert {
    condition     = alltrue([for replica in aws_db_instance.replica : replica.max_allocated_storage == 50 && replica.performance_insights_kms_key_id == var.key_arn])
    error_message = "It grows with its source, and its measurements are encrypted with our key."
  }

  assert {
    condition = toset([for group in aws_cloudwatch_log_group.replica : group.name]) == toset([
      "/aws/rds/instance/shop-test-replica-1/postgresql",
      "/aws/rds/instance/shop-test-replica-1/upgrade",
      "/aws/rds/instance/shop-test-replica-2/postgresql",
      "/aws/rds/instance/shop-test-replica-2/upgrade",
    ])
    error_message = "Their logs are made before RDS would."
  }

  assert {
    condition     = alltrue([for group in aws_cloudwatch_log_group.replica : group.kms_key_id == var.key_arn && group.retention_in_days == 30])
    error_message = "With our key, for as long as the others."
  }

  assert {
    condition     = aws_db_event_subscription.this.source_ids == toset(["shop-test", "shop-test-replica-1", "shop-test-replica-2"])
    error_message = "The topic hears of all of them."
  }

  assert {
    condition     = length(output.replica_addresses) == 2 && output.replica_identifiers == ["shop-test-replica-1", "shop-test-replica-2"] && length(output.replica_resource_ids) == 2
    error_message = "Clients learn where to read."
  }
}

run "what_only_rds_knows_reaches_the_topic" {
  assert {
    condition     = aws_db_event_subscription.this.sns_topic == var.topic_arn && aws_db_event_subscription.this.source_type == "db-instance"
    error_message = "Events of instances, to the topic."
  }

  assert {
    condition     = length(setsubtract(["availability", "deletion", "failover", "failure", "low storage", "recovery", "restoration"], aws_db_event_subscription.this.event_categories)) == 0
    error_message = "What somebody has to know."
  }
}

run "changes_wait_for_the_window_by_themselves" {
  assert {
    condition     = !aws_db_instance.this.blue_green_update[0].enabled
    error_message = "A copy takes over only when asked for."
  }
}

run "a_copy_takes_over_when_asked_for" {
  variables {
    blue_green_update = true
  }

  assert {
    condition     = aws_db_instance.this.blue_green_update[0].enabled
    error_message = "Without replicas it can."
  }
}

run "a_copy_would_lose_the_replicas" {
  command = plan

  variables {
    blue_green_update = true
    replicas          = 1
  }

  expect_failures = [aws_db_instance.this]
}

run "a_sixteenth_replica_is_refused" {
  command = plan

  variables {
    replicas = 16
  }

  expect_failures = [var.replicas]
}

run "a_retention_between_the_modes_is_refused" {
  command = plan

  variables {
    insights_retention = 93
  }

  expect_failures = [var.insights_retention]
}

run "clients_learn_where_it_is" {
  assert {
    condition     = output.port == 5432 && output.name == "app" && output.identifier == "shop-test"
    error_message = "Port, database and identifier."
  }

  assert {
    condition     = output.arn == "arn:aws:rds:eu-west-1:111122223333:db:shop-test" && output.subnet_group_name == "shop-test"
    error_message = "What is backed up, and where it can be restored."
  }
}

run "storage_without_room_to_grow_is_refused" {
  command = plan

  variables {
    max_storage = 21
  }

  expect_failures = [aws_db_instance.this]
}

run "more_than_35_days_of_backups_are_refused" {
  command = plan

  variables {
    backup_retention = 36
  }

  expect_failures = [var.backup_retention]
}

run "a_retention_that_cloudwatch_lacks_is_refused" {
  command = plan

  variables {
    log_retention = 31
  }

  expect_failures = [var.log_retention]
}

run "the_longest_prefix_fits" {
  command = plan

  variables {
    prefix   = "twenty-characters-pr-stage"
    replicas = 15
  }

  assert {
    condition     = length(aws_iam_role.monitoring.name_prefix) <= 38 && length(aws_db_instance.replica[14].identifier) <= 63
    error_message = "A role's prefix has 38 characters at most, an identifier 63."
  }
}

run "no_role_is_without_a_limit" {
  assert {
    condition     = alltrue([for role in [aws_iam_role.monitoring] : role.permissions_boundary == var.boundary_arn])
    error_message = "Whatever AWS adds to its policy for measurements."
  }
}
