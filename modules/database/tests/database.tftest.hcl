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
      address = "shop-test.eu-west-1.rds.amazonaws.com"
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
  deletion_protection = false
  monitoring_interval = 60
  log_retention       = 30
  key_arn             = "arn:aws:kms:eu-west-1:111122223333:key/1234"
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
    error_message = "It changes every 30 days."
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

run "clients_learn_where_it_is" {
  assert {
    condition     = output.port == 5432 && output.name == "app" && output.identifier == "shop-test"
    error_message = "Port, database and identifier."
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
    prefix = "twenty-characters-pr-stage"
  }

  assert {
    condition     = length(aws_iam_role.monitoring.name_prefix) <= 38 && length(aws_db_instance.this.identifier) <= 63
    error_message = "A role's prefix has 38 characters at most, an identifier 63."
  }
}
