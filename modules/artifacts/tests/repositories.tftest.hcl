mock_provider "aws" {
  mock_resource "aws_ecr_repository" {
    defaults = { arn = "arn:aws:ecr:eu-west-1:111122223333:repository/repository", repository_url = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/repository" }
  }
}

variables {
  prefix              = "shop-test"
  services            = ["app", "mailer"]
  keep                = 30
  pull_account_ids    = []
  deletion_protection = false
  key_arn             = "arn:aws:kms:eu-west-1:111122223333:key/1234"
}

run "each_service_has_a_repository_of_its_own" {
  assert {
    condition     = { for service, repository in aws_ecr_repository.this : service => repository.name } == { app = "shop-test/app", mailer = "shop-test/mailer" }
    error_message = "Named after the environment and the service."
  }

  assert {
    condition     = keys(output.repository_urls) == ["app", "mailer"] && output.repository_urls.app == "111122223333.dkr.ecr.eu-west-1.amazonaws.com/repository"
    error_message = "A pipeline finds where to push."
  }

  assert {
    condition     = keys(output.repository_arns) == ["app", "mailer"] && output.repository_arns.app == "arn:aws:ecr:eu-west-1:111122223333:repository/repository"
    error_message = "And whoever gives it the right knows what it is to."
  }
}

run "what_a_tag_means_never_changes_and_every_image_is_scanned" {
  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.image_tag_mutability == "IMMUTABLE" && repository.image_scanning_configuration[0].scan_on_push])
    error_message = "Tags stay, and images are scanned when they are pushed."
  }

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.encryption_configuration[0].encryption_type == "KMS" && repository.encryption_configuration[0].kms_key == var.key_arn])
    error_message = "Encrypted with the environment's key."
  }
}

run "old_images_go_and_enough_stay_for_a_rollback" {
  assert {
    condition = alltrue([
      for policy in aws_ecr_lifecycle_policy.this : [
        for rule in jsondecode(policy.policy).rules : "${rule.rulePriority}: ${rule.selection.tagStatus} ${rule.selection.countType} ${rule.selection.countNumber}"
      ] == ["1: untagged sinceImagePushed 7", "2: any imageCountMoreThan 30"]
    ])
    error_message = "Untagged ones after a week, then all but the newest; ECR wants the rule for any tag last."
  }
}

run "without_other_accounts_nobody_else_pulls" {
  assert {
    condition     = length(aws_ecr_repository_policy.pull) == 0
    error_message = "No policy opens a repository."
  }
}

run "named_accounts_pull_and_do_nothing_else" {
  variables {
    pull_account_ids = ["444455556666"]
  }

  assert {
    condition = alltrue([
      for policy in aws_ecr_repository_policy.pull :
      jsondecode(policy.policy).Statement[0].Principal.AWS == ["arn:aws:iam::444455556666:root"]
      && toset(jsondecode(policy.policy).Statement[0].Action) == toset(["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"])
    ]) && length(aws_ecr_repository_policy.pull) == 2
    error_message = "Reading the layers of an image, from that account, for every service."
  }
}

run "an_unprotected_repository_goes_with_its_images" {
  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : repository.force_delete])
    error_message = "Nothing stands in the way of rebuilding the environment."
  }
}

run "a_protected_repository_stays_while_it_holds_images" {
  variables {
    deletion_protection = true
  }

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.this : !repository.force_delete])
    error_message = "Images of production aren't deleted in passing."
  }
}

run "keeping_no_image_is_refused" {
  command = plan

  variables {
    keep = 0
  }

  expect_failures = [var.keep]
}

run "what_is_no_account_is_refused" {
  command = plan

  variables {
    pull_account_ids = ["*"]
  }

  expect_failures = [var.pull_account_ids]
}
