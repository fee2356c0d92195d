mock_provider "aws" {
  mock_data "aws_ssm_parameter" {
    defaults = { insecure_value = "ami-0123456789abcdef0" }
  }

  mock_resource "aws_iam_instance_profile" {
    defaults = { arn = "arn:aws:iam::111122223333:instance-profile/hosts" }
  }

  mock_resource "aws_launch_template" {
    defaults = { latest_version = 1 }
  }

  mock_resource "aws_autoscaling_group" {
    defaults = { arn = "arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:1234:autoScalingGroupName/hosts" }
  }
}

variables {
  prefix           = "shop-test"
  vpc_id           = "vpc-0123456789abcdef0"
  subnet_ids       = ["subnet-0123456789abcdef3", "subnet-0123456789abcdef4"]
  instance_type    = "t3.small"
  min_instances    = 2
  max_instances    = 5
  auto_scaling     = true
  host_utilization = 50
  stop_grace       = 45
  cpu_credits      = "standard"
  root_volume      = 30
  tags             = { Project = "shop", Environment = "test" }
  log_retention    = 30
  key_arn          = "arn:aws:kms:eu-west-1:111122223333:key/1234"
  boundary_arn     = "arn:aws:iam::111122223333:policy/shop-test-boundary"
}

run "the_number_of_hosts_follows_the_tasks" {
  assert {
    condition     = aws_autoscaling_group.this.min_size == 2 && aws_autoscaling_group.this.max_size == 5
    error_message = "Between min_instances and max_instances."
  }

  assert {
    condition     = aws_ecs_capacity_provider.this.auto_scaling_group_provider[0].managed_scaling[0].status == "ENABLED"
    error_message = "ECS asks for hosts."
  }
}

run "the_next_version_finds_its_room" {
  assert {
    condition     = aws_ecs_capacity_provider.this.auto_scaling_group_provider[0].managed_scaling[0].target_capacity == 50
    error_message = "Hosts run before they are needed."
  }
}

run "jobs_leave_the_hosts_alone" {
  assert {
    condition     = aws_ecs_cluster_capacity_providers.this.capacity_providers == toset([aws_ecs_capacity_provider.this.name, "FARGATE"])
    error_message = "They run on Fargate."
  }

  assert {
    condition     = one(aws_ecs_cluster_capacity_providers.this.default_capacity_provider_strategy).capacity_provider == "hosts-shop-test"
    error_message = "Whatever doesn't say where it runs, runs on the hosts."
  }
}

run "no_host_cuts_a_container_short" {
  assert {
    condition     = strcontains(base64decode(aws_launch_template.this.user_data), "ECS_CONTAINER_STOP_TIMEOUT=45s\n")
    error_message = "It has as long to stop as the longest of the services."
  }
}

run "without_autoscaling_the_number_of_hosts_is_fixed" {
  variables {
    auto_scaling = false
  }

  assert {
    condition     = aws_autoscaling_group.this.min_size == 2 && aws_autoscaling_group.this.max_size == 2
    error_message = "min_instances run, whatever max_instances says."
  }
}

run "no_host_goes_with_tasks_on_it" {
  assert {
    condition = (
      aws_autoscaling_group.this.protect_from_scale_in &&
      aws_ecs_capacity_provider.this.auto_scaling_group_provider[0].managed_draining == "ENABLED" &&
      aws_ecs_capacity_provider.this.auto_scaling_group_provider[0].managed_termination_protection == "ENABLED"
    )
    error_message = "Tasks move first."
  }

  assert {
    condition     = anytrue([for tag in aws_autoscaling_group.this.tag : tag.key == "AmazonECSManaged"])
    error_message = "The tag that ECS sets is ours too."
  }
}

run "a_new_image_replaces_hosts_one_after_the_other" {
  assert {
    condition     = aws_launch_template.this.image_id == "ami-0123456789abcdef0" && aws_autoscaling_group.this.launch_template[0].version == "1"
    error_message = "A version, not `$Latest`: a change shows in the plan."
  }

  assert {
    condition     = aws_autoscaling_group.this.instance_refresh[0].preferences[0].min_healthy_percentage == 100 && aws_autoscaling_group.this.instance_refresh[0].preferences[0].auto_rollback
    error_message = "No host goes before a new one runs."
  }
}

run "volumes_are_encrypted_with_the_environments_key" {
  assert {
    condition     = tobool(aws_launch_template.this.block_device_mappings[0].ebs[0].encrypted) && aws_launch_template.this.block_device_mappings[0].ebs[0].kms_key_id == var.key_arn && aws_launch_template.this.block_device_mappings[0].ebs[0].volume_size == 30
    error_message = "The root volume has our key."
  }
}

run "tasks_cannot_borrow_the_hosts_role" {
  assert {
    condition     = aws_launch_template.this.metadata_options[0].http_tokens == "required" && aws_launch_template.this.metadata_options[0].http_put_response_hop_limit == 1
    error_message = "IMDSv2, and not from inside a container."
  }

  assert {
    condition     = strcontains(base64decode(aws_launch_template.this.user_data), "ECS_AWSVPC_BLOCK_IMDS=true") && strcontains(base64decode(aws_launch_template.this.user_data), "ECS_CLUSTER=shop-test\n")
    error_message = "The agent blocks the way, and joins this cluster."
  }
}

run "everything_that_is_started_is_tagged" {
  assert {
    condition = alltrue([
      for kind in ["instance", "volume", "network-interface"] :
      anytrue([for tags in aws_launch_template.this.tag_specifications : tags.resource_type == kind && tags.tags == tomap({ Project = "shop", Environment = "test", Name = "shop-test" })])
    ])
    error_message = "Default tags don't reach what Auto Scaling starts."
  }
}

run "spent_credits_cost_nothing_unless_asked" {
  assert {
    condition     = aws_launch_template.this.credit_specification[0].cpu_credits == "standard"
    error_message = "The mode is said, because the default is billed."
  }
}

run "types_that_do_not_burst_have_no_credits" {
  variables {
    instance_type = "m7i.large"
    cpu_credits   = null
  }

  assert {
    condition     = length(aws_launch_template.this.credit_specification) == 0
    error_message = "EC2 refuses the block."
  }
}

run "sessions_and_measurements_are_logged_with_our_key" {
  assert {
    condition     = aws_ecs_cluster.this.configuration[0].execute_command_configuration[0].logging == "OVERRIDE" && aws_ecs_cluster.this.configuration[0].execute_command_configuration[0].kms_key_id == var.key_arn
    error_message = "Sessions are logged, encrypted."
  }

  assert {
    condition     = aws_cloudwatch_log_group.performance.name == "/aws/ecs/containerinsights/shop-test/performance" && aws_cloudwatch_log_group.performance.retention_in_days == 30 && aws_cloudwatch_log_group.performance.kms_key_id == var.key_arn
    error_message = "The log group that Container Insights would make is made first."
  }
}

run "only_https_goes_out" {
  assert {
    condition     = aws_vpc_security_group_egress_rule.https.from_port == 443 && aws_vpc_security_group_egress_rule.https.to_port == 443
    error_message = "HTTPS only."
  }
}

run "fewer_hosts_at_most_than_at_least_are_refused" {
  command = plan

  variables {
    max_instances = 1
  }

  expect_failures = [aws_autoscaling_group.this]
}

run "the_longest_prefix_fits" {
  command = plan

  variables {
    prefix = "twenty-characters-pr-stage"
  }

  assert {
    condition     = length(aws_iam_role.hosts.name_prefix) <= 38 && length(aws_ecs_capacity_provider.this.name) <= 255
    error_message = "A role's prefix has 38 characters at most."
  }
}

run "no_role_is_without_a_limit" {
  assert {
    condition     = alltrue([for role in [aws_iam_role.hosts] : role.permissions_boundary == var.boundary_arn])
    error_message = "A task that breaks out of its container has the rights of the host."
  }
}
