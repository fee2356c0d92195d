mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/backup" }
  }

  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:111122223333:key/5678" }
  }

  mock_resource "aws_backup_vault" {
    defaults = { arn = "arn:aws:backup:eu-west-1:111122223333:backup-vault:shop-test" }
  }
}

variables {
  prefix               = "shop-test"
  database_arn         = "arn:aws:rds:eu-west-1:111122223333:db:shop-test"
  database_resource_id = "db-ABCDEFGHIJKL01234"
  subnet_group_name    = "shop-test"
  backup_retention     = 7
  daily_retention      = 14
  monthly_retention    = null
  point_in_time        = null
  copy_region          = null
  lock_min_retention   = null
  lock_max_retention   = null
  lock_grace           = null
  deletion_protection  = false
  restore_test         = "cron(0 6 1 * ? *)"
  audit                = false
  topic_arn            = "arn:aws:sns:eu-west-1:111122223333:shop-test"
  key_arn              = "arn:aws:kms:eu-west-1:111122223333:key/1234"
  boundary_arn         = "arn:aws:iam::111122223333:policy/shop-test-boundary"
}

run "the_database_is_backed_up_every_day" {
  assert {
    condition     = [for rule in aws_backup_plan.this.rule : rule.rule_name] == ["daily"]
    error_message = "Nothing else was asked for."
  }

  assert {
    condition     = one(aws_backup_plan.this.rule).schedule == "cron(0 5 * * ? *)" && one(aws_backup_plan.this.rule).lifecycle[0].delete_after == 14 && one(aws_backup_plan.this.rule).enable_continuous_backup != true
    error_message = "At five, for fourteen days."
  }

  assert {
    condition     = one(aws_backup_plan.this.rule).lifecycle[0].cold_storage_after == null && one(aws_backup_plan.this.rule).completion_window >= one(aws_backup_plan.this.rule).start_window + 60
    error_message = "Always at hand, with time to start and to end."
  }

  assert {
    condition     = aws_backup_selection.this.resources == toset([var.database_arn]) && aws_backup_selection.this.plan_id == aws_backup_plan.this.id
    error_message = "The database, by its ARN."
  }

  assert {
    condition     = aws_backup_vault.this.kms_key_arn == var.key_arn && aws_backup_vault.this.name == "shop-test" && one(aws_backup_plan.this.rule).target_vault_name == "shop-test"
    error_message = "Into the vault, with our key."
  }
}

run "without_a_second_region_nothing_leaves_this_one" {
  assert {
    condition     = length(aws_backup_vault.copy) + length(aws_kms_key.copy) + length(aws_kms_alias.copy) + length(aws_db_instance_automated_backups_replication.copy) + length(aws_backup_vault_lock_configuration.copy) == 0
    error_message = "No vault, no key, no copy."
  }

  assert {
    condition     = length(one(aws_backup_plan.this.rule).copy_action) == 0 && output.copy_vault_arn == null && output.copy_key_arn == null
    error_message = "And nobody is told of one."
  }
}

run "monthly_and_continuous_backups_have_rules_of_their_own" {
  variables {
    monthly_retention = 365
    point_in_time     = 7
  }

  assert {
    condition = { for rule in aws_backup_plan.this.rule : rule.rule_name => rule.lifecycle[0].delete_after } == {
      daily         = 14
      monthly       = 365
      point-in-time = 7
    }
    error_message = "Each with its own time."
  }

  assert {
    condition     = { for rule in aws_backup_plan.this.rule : rule.rule_name => rule.schedule }["monthly"] == "cron(0 5 1 * ? *)" && { for rule in aws_backup_plan.this.rule : rule.rule_name => rule.schedule }["point-in-time"] == "cron(0 * * * ? *)"
    error_message = "On the first, and every hour."
  }

  assert {
    condition     = [for rule in aws_backup_plan.this.rule : rule.rule_name if rule.enable_continuous_backup == true] == ["point-in-time"]
    error_message = "One rule is continuous."
  }

  assert {
    condition     = contains(aws_backup_restore_testing_plan.this.recovery_point_selection[0].recovery_point_types, "CONTINUOUS")
    error_message = "It is tested as well."
  }
}

run "the_second_region_has_all_that_a_restore_needs" {
  variables {
    monthly_retention = 365
    point_in_time     = 7
    copy_region       = "eu-central-1"
  }

  assert {
    condition     = aws_backup_vault.copy[0].region == "eu-central-1" && aws_kms_key.copy[0].region == "eu-central-1" && aws_kms_alias.copy[0].region == "eu-central-1" && aws_db_instance_automated_backups_replication.copy[0].region == "eu-central-1"
    error_message = "Vault, key and copies stand there."
  }

  assert {
    condition     = aws_backup_vault.copy[0].kms_key_arn == aws_kms_key.copy[0].arn && aws_backup_vault.copy[0].name == "shop-test-copy" && aws_kms_key.copy[0].enable_key_rotation
    error_message = "Encrypted with a key of that region, which rotates."
  }

  assert {
    condition     = { for rule in aws_backup_plan.this.rule : rule.rule_name => [for copy in rule.copy_action : copy.lifecycle[0].delete_after] } == { daily = [14], monthly = [365], point-in-time = [] }
    error_message = "Daily and monthly backups are copied and kept as long; RDS copies the continuous one."
  }

  assert {
    condition     = aws_db_instance_automated_backups_replication.copy[0].source_db_instance_arn == var.database_arn && aws_db_instance_automated_backups_replication.copy[0].retention_period == 7 && aws_db_instance_automated_backups_replication.copy[0].kms_key_id == aws_kms_key.copy[0].arn
    error_message = "RDS's own backups, as long as here."
  }

  assert {
    condition     = jsondecode(aws_kms_key.copy[0].policy).Statement[0].Principal.AWS == "arn:aws:iam::111122223333:root" && length(jsondecode(aws_kms_key.copy[0].policy).Statement) == 1
    error_message = "The key is the account's, and no one else's."
  }

  assert {
    condition     = output.copy_vault_arn == aws_backup_vault.copy[0].arn && output.copy_key_arn == aws_kms_key.copy[0].arn
    error_message = "Others learn of it."
  }
}

run "a_copy_in_the_same_region_is_refused" {
  command = plan

  variables {
    copy_region = "eu-west-1"
  }

  expect_failures = [aws_backup_plan.this]
}

run "a_region_that_does_not_exist_is_refused" {
  command = plan

  variables {
    copy_region = "eu-west-9"
  }

  expect_failures = [var.copy_region]
}

run "two_retentions_of_one_backup_are_refused" {
  command = plan

  variables {
    point_in_time = 35
  }

  expect_failures = [aws_backup_plan.this]
}

run "more_than_35_days_back_are_refused" {
  command = plan

  variables {
    point_in_time    = 36
    backup_retention = 35
  }

  expect_failures = [var.point_in_time]
}

run "without_a_lock_the_vault_is_open" {
  assert {
    condition     = length(aws_backup_vault_lock_configuration.this) == 0
    error_message = "Nobody asked for one."
  }
}

run "a_lock_can_be_lifted_unless_asked_otherwise" {
  variables {
    monthly_retention  = 365
    copy_region        = "eu-central-1"
    lock_min_retention = 7
    lock_max_retention = 400
  }

  assert {
    condition = alltrue([
      for lock in concat(aws_backup_vault_lock_configuration.this, aws_backup_vault_lock_configuration.copy) :
      lock.min_retention_days == 7 && lock.max_retention_days == 400 && lock.changeable_for_days == null
    ])
    error_message = "Governance, not compliance."
  }

  assert {
    condition     = aws_backup_vault_lock_configuration.this[0].backup_vault_name == "shop-test" && aws_backup_vault_lock_configuration.copy[0].backup_vault_name == "shop-test-copy" && aws_backup_vault_lock_configuration.copy[0].region == "eu-central-1"
    error_message = "Both vaults."
  }
}

run "a_lock_closes_for_ever_only_when_asked" {
  variables {
    copy_region        = "eu-central-1"
    lock_min_retention = 7
    lock_max_retention = 400
    lock_grace         = 14
  }

  assert {
    condition     = alltrue([for lock in concat(aws_backup_vault_lock_configuration.this, aws_backup_vault_lock_configuration.copy) : lock.changeable_for_days == 14])
    error_message = "After the days of grace."
  }
}

run "half_a_lock_is_refused" {
  command = plan

  variables {
    lock_min_retention = 7
  }

  expect_failures = [aws_backup_plan.this]
}

run "grace_without_a_lock_is_refused" {
  command = plan

  variables {
    lock_grace = 14
  }

  expect_failures = [aws_backup_plan.this]
}

run "two_days_of_grace_are_refused" {
  command = plan

  variables {
    lock_min_retention = 7
    lock_max_retention = 400
    lock_grace         = 2
  }

  expect_failures = [var.lock_grace]
}

run "a_backup_that_the_lock_finds_too_short_is_refused" {
  command = plan

  variables {
    lock_min_retention = 15
    lock_max_retention = 400
  }

  expect_failures = [aws_backup_plan.this]
}

run "a_backup_that_the_lock_finds_too_long_is_refused" {
  command = plan

  variables {
    monthly_retention  = 730
    lock_min_retention = 7
    lock_max_retention = 400
  }

  expect_failures = [aws_backup_plan.this]
}

run "a_continuous_backup_that_the_lock_finds_too_short_is_refused" {
  command = plan

  variables {
    point_in_time      = 7
    lock_min_retention = 10
    lock_max_retention = 400
  }

  expect_failures = [aws_backup_plan.this]
}

run "a_backup_is_restored_by_the_clock" {
  assert {
    condition     = aws_backup_restore_testing_plan.this.name == "shop_test_restore" && aws_backup_restore_testing_plan.this.schedule_expression == "cron(0 6 1 * ? *)"
    error_message = "When the setting says."
  }

  assert {
    condition     = aws_backup_restore_testing_plan.this.recovery_point_selection[0].algorithm == "LATEST_WITHIN_WINDOW" && aws_backup_restore_testing_plan.this.recovery_point_selection[0].include_vaults == toset([aws_backup_vault.this.arn]) && aws_backup_restore_testing_plan.this.recovery_point_selection[0].recovery_point_types == toset(["SNAPSHOT"])
    error_message = "The newest backup of this vault."
  }

  assert {
    condition     = aws_backup_restore_testing_selection.this.name == "shop_test_database" && aws_backup_restore_testing_selection.this.protected_resource_type == "RDS" && aws_backup_restore_testing_selection.this.protected_resource_arns == toset([var.database_arn])
    error_message = "Of the database."
  }

  assert {
    condition     = aws_backup_restore_testing_selection.this.restore_metadata_overrides == tomap({ dbSubnetGroupName = "shop-test", multiAz = "false" }) && aws_backup_restore_testing_selection.this.validation_window_hours == 4
    error_message = "Beside the database, for a few hours."
  }
}

run "a_test_at_a_rate_is_refused" {
  command = plan

  variables {
    restore_test = "rate(7 days)"
  }

  expect_failures = [aws_backup_restore_testing_plan.this]
}

run "restores_reach_the_topic" {
  assert {
    condition     = aws_backup_vault_notifications.this.sns_topic_arn == var.topic_arn && aws_backup_vault_notifications.this.backup_vault_events == toset(["CONTINUOUS_BACKUP_INTERRUPTED", "RESTORE_JOB_COMPLETED"])
    error_message = "What the vault still tells."
  }
}

run "the_role_is_aws_backups_in_this_account" {
  assert {
    condition     = jsondecode(aws_iam_role.this.assume_role_policy).Statement[0].Principal.Service == "backup.amazonaws.com" && jsondecode(aws_iam_role.this.assume_role_policy).Statement[0].Condition.StringEquals["aws:SourceAccount"] == "111122223333"
    error_message = "In nobody else's name."
  }

  assert {
    condition = toset([for attachment in aws_iam_role_policy_attachment.this : attachment.policy_arn]) == toset([
      "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
      "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
    ])
    error_message = "It backs up and restores."
  }
}

run "nobody_audits_unless_asked" {
  assert {
    condition     = length(aws_backup_framework.this) == 0
    error_message = "It needs AWS Config."
  }
}

run "what_is_kept_is_compared_with_what_is_promised" {
  variables {
    monthly_retention = 365
    point_in_time     = 7
    audit             = true
  }

  assert {
    condition = aws_backup_framework.this[0].name == "shop_test_backup" && toset([for control in aws_backup_framework.this[0].control : control.name]) == toset([
      "BACKUP_LAST_RECOVERY_POINT_CREATED",
      "BACKUP_RECOVERY_POINT_ENCRYPTED",
      "BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK",
      "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN",
    ])
    error_message = "Recent, encrypted, kept, planned."
  }

  assert {
    condition     = one(flatten([for control in aws_backup_framework.this[0].control : [for parameter in control.input_parameter : parameter.value if parameter.name == "requiredRetentionDays"]])) == "7"
    error_message = "As long as the shortest that is promised."
  }

  assert {
    condition     = alltrue([for control in aws_backup_framework.this[0].control : try(control.scope[0].tags.BackupPlan == "shop-test", false) || try(control.scope[0].compliance_resource_ids == toset(["db-ABCDEFGHIJKL01234"]), false)])
    error_message = "Of this environment only."
  }

  assert {
    condition     = alltrue([for rule in aws_backup_plan.this.rule : rule.recovery_point_tags.BackupPlan == "shop-test"])
    error_message = "By the tag that every backup has."
  }
}

run "vaults_of_a_test_environment_go_with_it" {
  variables {
    copy_region = "eu-central-1"
  }

  assert {
    condition     = aws_backup_vault.this.force_destroy && aws_backup_vault.copy[0].force_destroy
    error_message = "With what they hold."
  }
}

run "protected_vaults_stay" {
  variables {
    copy_region         = "eu-central-1"
    deletion_protection = true
  }

  assert {
    condition     = !aws_backup_vault.this.force_destroy && !aws_backup_vault.copy[0].force_destroy
    error_message = "While they hold anything."
  }
}

run "the_longest_prefix_fits" {
  variables {
    prefix      = "twenty-characters-pr-stage"
    copy_region = "eu-central-1"
    audit       = true
  }

  assert {
    condition     = length(aws_backup_vault.copy[0].name) <= 50 && length(aws_backup_selection.this.name) <= 50 && length(aws_backup_restore_testing_plan.this.name) <= 50 && length(aws_backup_restore_testing_selection.this.name) <= 50
    error_message = "50 characters at most."
  }

  assert {
    condition     = length(aws_iam_role.this.name_prefix) <= 38
    error_message = "A role's prefix has 38 characters."
  }

  assert {
    condition     = alltrue([for name in [aws_backup_restore_testing_plan.this.name, aws_backup_restore_testing_selection.this.name, aws_backup_framework.this[0].name] : can(regex("^[a-zA-Z][a-zA-Z0-9_]+$", name))])
    error_message = "Letters, digits and underscores."
  }
}

run "no_role_is_without_a_limit" {
  assert {
    condition     = alltrue([for role in [aws_iam_role.this] : role.permissions_boundary == var.boundary_arn])
    error_message = "Whatever AWS adds to its policies for backups."
  }
}
