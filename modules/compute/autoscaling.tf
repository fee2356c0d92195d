resource "aws_autoscaling_group" "this" {
  name_prefix               = "${var.prefix}-"
  min_size                  = var.min_instances
  max_size                  = var.auto_scaling ? var.max_instances : var.min_instances
  vpc_zone_identifier       = var.subnet_ids
  health_check_type         = "EC2"
  health_check_grace_period = 60
  default_instance_warmup   = 60
  termination_policies      = ["OldestLaunchTemplate", "OldestInstance"]

  # The capacity provider decides which host goes: the group itself never takes one with tasks.
  protect_from_scale_in = true

  enabled_metrics = [
    "GroupDesiredCapacity",
    "GroupInServiceInstances",
    "GroupMaxSize",
    "GroupMinSize",
    "GroupPendingInstances",
    "GroupTerminatingInstances",
    "GroupTotalInstances",
  ]

  launch_template {
    id      = aws_launch_template.this.id
    version = aws_launch_template.this.latest_version
  }

  # A new host runs before an old one drains, even where there is only one.
  instance_refresh {
    strategy = "Rolling"
    preferences {
      min_healthy_percentage       = 100
      max_healthy_percentage       = 200
      instance_warmup              = 60
      auto_rollback                = true
      skip_matching                = true
      scale_in_protected_instances = "Refresh"
    }
  }

  # ECS sets this tag when it takes over; without it here every plan would remove it.
  tag {
    key                 = "AmazonECSManaged"
    value               = "true"
    propagate_at_launch = true
  }

  # The group's own; its instances are tagged by the launch template.
  dynamic "tag" {
    for_each = local.tags
    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = false
    }
  }

  lifecycle {
    create_before_destroy = true
    # The capacity provider moves it all day.
    ignore_changes = [desired_capacity]

    precondition {
      condition     = !var.auto_scaling || var.max_instances >= var.min_instances
      error_message = "max_instances is ${var.max_instances}, below min_instances (${var.min_instances})."
    }
  }

  # A host that starts before it has its rights or its way out joins no cluster.
  depends_on = [
    aws_iam_role_policy_attachment.hosts,
    aws_vpc_security_group_egress_rule.https,
  ]
}
