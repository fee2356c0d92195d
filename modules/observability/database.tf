locals {
  # GiB, from the class: "large" has 8, the r families twice that.
  sizes  = { micro = 1, small = 2, medium = 4, large = 8, xlarge = 16, "2xlarge" = 32, "4xlarge" = 64 }
  memory = local.sizes[split(".", var.database_class)[2]] * (startswith(var.database_class, "db.r") ? 2 : 1)

  # RDS divides the memory by this many bytes, up to 5000. A small class keeps a part of its memory
  # for itself, and allows fewer than that: 70 % of it, where 80 % would never be reached.
  max_connections = min(local.memory * pow(1024, 3) / 9531392, 5000)

  burstable = startswith(var.database_class, "db.t")

  # Each needs five minutes: a checkpoint or a vacuum may take one of them.
  database_alarms = merge(
    {
      cpu = {
        metric      = "CPUUtilization"
        statistic   = "Average"
        operator    = "GreaterThanThreshold"
        threshold   = 80
        description = "The database uses more than 80 % of its CPU. Look first at the statements with the most load in its insights, then at whether the class is too small."
      }
      storage = {
        metric      = "FreeStorageSpace"
        statistic   = "Minimum"
        operator    = "LessThanThreshold"
        threshold   = floor(var.database_storage * 0.15 * pow(1024, 3))
        description = "Less than 15 % of the storage that the database started with is free. Look first at whether it may still grow by itself, then at what grew: a replica or a long transaction can hold the log back."
      }
      memory = {
        metric      = "FreeableMemory"
        statistic   = "Minimum"
        operator    = "LessThanThreshold"
        threshold   = floor(local.memory * 0.05 * pow(1024, 3))
        description = "Less than 5 % of the database's memory can be freed; next it swaps. Look first at the number of connections, then at statements that sort or join a lot."
      }
      connections = {
        metric      = "DatabaseConnections"
        statistic   = "Maximum"
        operator    = "GreaterThanThreshold"
        threshold   = floor(local.max_connections * 0.7)
        description = "The database is running out of connections. Look first at which service holds them and whether its pool fits the number of its tasks: a release runs twice as many."
      }
      read-latency = {
        metric      = "ReadLatency"
        statistic   = "Average"
        operator    = "GreaterThanThreshold"
        threshold   = 0.02
        description = "Reading from the database's storage takes more than 20 ms. Look first at statements that read whole tables, then at the storage's limits."
      }
      disk-queue = {
        metric      = "DiskQueueDepth"
        statistic   = "Average"
        operator    = "GreaterThanThreshold"
        threshold   = 16
        description = "More than 16 reads and writes wait for the database's storage. Look first at what writes: a migration, an import, a vacuum."
      }
    },
    # Only burstable classes have credits; an alarm on nothing would look like a good one.
    { for name, alarm in {
      credits = {
        metric      = "CPUSurplusCreditsCharged"
        statistic   = "Maximum"
        operator    = "GreaterThanThreshold"
        threshold   = 0
        description = "The database works more than its class earns, and AWS bills it. Look first at the statements with the most load, then at a larger or a steady class."
      }
    } : name => alarm if local.burstable },
  )
}

resource "aws_cloudwatch_metric_alarm" "database" {
  for_each            = local.database_alarms
  alarm_name          = "${var.prefix}-database-${each.key}"
  alarm_description   = each.value.description
  namespace           = "AWS/RDS"
  metric_name         = each.value.metric
  dimensions          = { DBInstanceIdentifier = var.database_identifier }
  statistic           = each.value.statistic
  period              = 60
  evaluation_periods  = 5
  datapoints_to_alarm = 5
  comparison_operator = each.value.operator
  threshold           = each.value.threshold
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.topic_arn]
  ok_actions          = [var.topic_arn]
}

# Whoever reads from a replica sees the past.
resource "aws_cloudwatch_metric_alarm" "replica_lag" {
  for_each            = toset(var.replica_identifiers)
  alarm_name          = "${var.prefix}-database-lag-of-${each.key}"
  alarm_description   = "${each.key} is more than 30 s behind the database. Look first at the replica's CPU and at long statements that run on it, then at what writes a lot."
  namespace           = "AWS/RDS"
  metric_name         = "ReplicaLag"
  dimensions          = { DBInstanceIdentifier = each.key }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 5
  datapoints_to_alarm = 5
  comparison_operator = "GreaterThanThreshold"
  threshold           = 30
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.topic_arn]
  ok_actions          = [var.topic_arn]
}
