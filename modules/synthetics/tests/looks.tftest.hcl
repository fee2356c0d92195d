mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_resource "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::shop-test-canary-1", bucket = "shop-test-canary-1" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::111122223333:role/shop-test-canary" }
  }

  mock_resource "aws_synthetics_canary" {
    defaults = { engine_arn = "arn:aws:lambda:eu-west-1:111122223333:function:cwsyn-shop-test-0123:4" }
  }

  mock_resource "aws_security_group" {
    defaults = { id = "sg-0123456789abcdef0" }
  }
}

variables {
  prefix        = "shop-test"
  runtime       = "syn-nodejs-puppeteer-15.0"
  interval      = 5
  base_url      = "https://shop.example.com"
  paths         = { app = "/health", docs = "/docs/" }
  vpc           = null
  topic_arn     = "arn:aws:sns:eu-west-1:111122223333:shop-test-alerts"
  log_retention = 30
  boundary_arn  = "arn:aws:iam::111122223333:policy/boundary"
  key_arn       = "arn:aws:kms:eu-west-1:111122223333:key/1234"
}

run "every_service_is_looked_at_as_often_as_asked" {
  assert {
    condition     = jsondecode(aws_synthetics_canary.this.run_config[0].environment_variables.TARGETS) == { app = "https://shop.example.com/health", docs = "https://shop.example.com/docs/" }
    error_message = "The page of each service, where users ask for it."
  }

  assert {
    condition     = aws_synthetics_canary.this.schedule[0].expression == "rate(5 minutes)" && aws_synthetics_canary.this.start_canary
    error_message = "Every five minutes, from the start."
  }

  assert {
    condition     = aws_synthetics_canary.this.run_config[0].timeout_in_seconds < 60
    error_message = "A run ends before the next may begin."
  }
}

run "once_a_minute_is_one_minute" {
  variables {
    interval = 1
  }

  assert {
    condition     = aws_synthetics_canary.this.schedule[0].expression == "rate(1 minute)" && aws_cloudwatch_metric_alarm.this.period == 60
    error_message = "AWS takes no `1 minutes`."
  }
}

run "silence_and_bad_looks_are_told" {
  assert {
    condition     = aws_cloudwatch_metric_alarm.this.metric_name == "SuccessPercent" && aws_cloudwatch_metric_alarm.this.comparison_operator == "LessThanThreshold" && aws_cloudwatch_metric_alarm.this.threshold == 100
    error_message = "A look is good or bad."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this.treat_missing_data == "breaching" && aws_cloudwatch_metric_alarm.this.datapoints_to_alarm == 3 && aws_cloudwatch_metric_alarm.this.evaluation_periods == 3
    error_message = "No look is a bad look, and three in a row are told."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this.period == 300 && aws_cloudwatch_metric_alarm.this.dimensions == tomap({ CanaryName = "shop-test" })
    error_message = "Each measurement covers one look of this canary."
  }

  assert {
    condition     = toset(aws_cloudwatch_metric_alarm.this.alarm_actions) == toset([var.topic_arn]) && strcontains(aws_cloudwatch_metric_alarm.this.alarm_description, "Look first at") && output.alarm_name == "shop-test-outside"
    error_message = "The topic hears of it, and where to look first."
  }
}

run "the_code_is_the_committed_zip" {
  assert {
    condition     = startswith(aws_s3_object.code.content_base64, "UEsDB") && aws_synthetics_canary.this.handler == "index.handler"
    error_message = "A zip, with the script where the runtime looks for it."
  }

  assert {
    condition     = aws_synthetics_canary.this.s3_version == aws_s3_object.code.version_id && aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Enabled"
    error_message = "A changed script changes the canary."
  }

  assert {
    condition     = aws_s3_object.code.kms_key_id == var.key_arn && length(aws_s3_object.code.override_provider[0].default_tags) == 1
    error_message = "Encrypted, and without the tags of the environment: an object takes ten at most."
  }
}

run "results_are_private_encrypted_and_go" {
  assert {
    condition     = aws_s3_bucket_public_access_block.this.block_public_acls && aws_s3_bucket_public_access_block.this.block_public_policy && aws_s3_bucket_public_access_block.this.ignore_public_acls && aws_s3_bucket_public_access_block.this.restrict_public_buckets
    error_message = "Nobody else reads them."
  }

  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default).kms_master_key_id == var.key_arn && aws_synthetics_canary.this.artifact_config[0].s3_encryption[0].kms_key_arn == var.key_arn
    error_message = "With the environment's key, by default and by the canary."
  }

  assert {
    condition     = [for rule in aws_s3_bucket_lifecycle_configuration.this.rule : rule.expiration[0].days if rule.id == "results"] == [30] && [for rule in aws_s3_bucket_lifecycle_configuration.this.rule : rule.filter[0].prefix if rule.id == "results"] == ["results/"]
    error_message = "After as many days as the logs, and the code not with them."
  }

  assert {
    condition     = aws_synthetics_canary.this.artifact_s3_location == "s3://shop-test-canary-1/results/"
    error_message = "The canary writes where it may."
  }

  assert {
    condition     = aws_cloudwatch_log_group.this.name == "/aws/lambda/cwsyn-shop-test-0123" && aws_cloudwatch_log_group.this.retention_in_days == 30 && aws_cloudwatch_log_group.this.kms_key_id == var.key_arn
    error_message = "The log of the function that Synthetics makes has an end and a key."
  }
}

run "the_role_does_what_a_look_needs" {
  assert {
    condition     = toset(flatten([for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : statement.Action])) == toset(["s3:GetObject", "s3:PutObject", "s3:GetBucketLocation", "s3:ListAllMyBuckets", "kms:Decrypt", "kms:GenerateDataKey", "logs:CreateLogStream", "logs:PutLogEvents", "cloudwatch:PutMetricData"])
    error_message = "And makes no log group: one without an end would be left behind."
  }

  assert {
    condition     = toset([for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : statement.Sid if statement.Resource == "*"]) == toset(["Buckets", "Measure"])
    error_message = "Only what has no resource is on all."
  }

  assert {
    condition     = length(aws_iam_role_policy.network) == 0 && aws_iam_role.this.permissions_boundary == var.boundary_arn
    error_message = "No right on networks without one, and all within the boundary."
  }
}

run "without_a_domain_it_looks_from_inside" {
  variables {
    base_url = "http://internal-shop-test-1.eu-west-1.elb.amazonaws.com"
    vpc = {
      vpc_id                          = "vpc-0123456789abcdef0"
      subnet_ids                      = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
      load_balancer_security_group_id = "sg-0fedcba9876543210"
    }
  }

  assert {
    condition     = toset(aws_synthetics_canary.this.vpc_config[0].subnet_ids) == toset(var.vpc.subnet_ids) && aws_synthetics_canary.this.vpc_config[0].security_group_ids == toset([aws_security_group.canary[0].id])
    error_message = "In the private subnets, with a group of its own."
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.load_balancer[0].referenced_security_group_id == "sg-0fedcba9876543210" && aws_vpc_security_group_egress_rule.load_balancer[0].to_port == 80 && aws_vpc_security_group_egress_rule.aws[0].to_port == 443
    error_message = "To the load balancer, and to AWS for what it found."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.network[0].policy).Statement[0].Resource == "arn:aws:ec2:eu-west-1:111122223333:*/*"
    error_message = "Interfaces of this account and region."
  }

  assert {
    condition     = strcontains(aws_cloudwatch_metric_alarm.this.alarm_description, "from its network")
    error_message = "The alarm doesn't speak of the internet."
  }
}

run "long_names_become_short_ones_that_differ" {
  variables {
    prefix = "marketplace-pay-production"
  }

  assert {
    condition     = length(aws_synthetics_canary.this.name) <= 21 && startswith(aws_synthetics_canary.this.name, "marketplace-pa-") && aws_synthetics_canary.this.name != "marketplace-pa-"
    error_message = "21 characters at most, the last of them made of the whole name."
  }

  assert {
    condition     = aws_synthetics_canary.this.name == "marketplace-pa-${substr(sha256("marketplace-pay-production"), 0, 6)}"
    error_message = "Another long name that begins like this one ends differently."
  }
}

run "a_runtime_of_another_language_is_refused" {
  command = plan

  variables {
    runtime = "syn-python-selenium-10.0"
  }

  expect_failures = [aws_synthetics_canary.this]
}

run "a_canary_that_asks_for_nothing_is_refused" {
  command = plan

  variables {
    paths = {}
  }

  expect_failures = [aws_synthetics_canary.this]
}
