# A row for users, one for each service, one for the database, and the log below. Each widget is
# 6 of 24 columns wide.
locals {
  # CloudWatch shows 100 alarms in one widget.
  shown_alarms = [for index, arn in concat(
    [aws_cloudwatch_metric_alarm.rejected.arn, aws_cloudwatch_metric_alarm.failing.arn],
    aws_cloudwatch_metric_alarm.slow[*].arn,
    [for alarm in aws_cloudwatch_metric_alarm.tasks : alarm.arn],
    [for alarm in aws_cloudwatch_metric_alarm.unhealthy : alarm.arn],
    [for alarm in aws_cloudwatch_metric_alarm.errors : alarm.arn],
    [for alarm in aws_cloudwatch_metric_alarm.anomalies : alarm.arn],
    [for alarm in aws_cloudwatch_metric_alarm.cpu : alarm.arn],
    [for alarm in aws_cloudwatch_metric_alarm.memory : alarm.arn],
    [for alarm in aws_cloudwatch_metric_alarm.database : alarm.arn],
    [for alarm in aws_cloudwatch_metric_alarm.replica_lag : alarm.arn],
  ) : arn if index < 100]

  allowed_latency = { horizontal = [for allowed in var.response_time[*] : { label = "allowed", value = allowed / 1000 }] }

  # One row for each: its heading, and its graphs from left to right.
  rows = concat(
    [{
      heading = "Users"
      graphs = [
        {
          title = "Requests", metrics = [
            ["AWS/ApplicationELB", "RequestCount", "LoadBalancer", var.load_balancer_suffix, { stat = "Sum", label = "all" }],
            ["AWS/ApplicationELB", "HTTPCode_Target_4XX_Count", "LoadBalancer", var.load_balancer_suffix, { stat = "Sum", label = "4xx" }],
          ]
        },
        {
          title = "Errors", metrics = [
            ["AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "LoadBalancer", var.load_balancer_suffix, { stat = "Sum", label = "5xx of services" }],
            ["AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", "LoadBalancer", var.load_balancer_suffix, { stat = "Sum", label = "5xx of the load balancer" }],
          ]
        },
        {
          title = "Answer time in seconds", annotations = local.allowed_latency, metrics = [
            for percentile in ["p50", "p95", "p99"] :
            ["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", var.load_balancer_suffix, { stat = percentile, label = percentile }]
          ]
        },
        {
          title = "Connections", metrics = [
            ["AWS/ApplicationELB", "ActiveConnectionCount", "LoadBalancer", var.load_balancer_suffix, { stat = "Sum", label = "open" }],
            ["AWS/ApplicationELB", "RejectedConnectionCount", "LoadBalancer", var.load_balancer_suffix, { stat = "Sum", label = "rejected" }],
          ]
        },
      ]
    }],
    [for name, service in var.services : {
      heading = name
      graphs = concat(
        [for graph in [
          {
            title = "Requests by colour", metrics = [
              for colour in ["blue", "green"] :
              ["AWS/ApplicationELB", "RequestCount", "TargetGroup", service[colour], "LoadBalancer", var.load_balancer_suffix, { stat = "Sum", label = colour }]
            ]
          },
          {
            title = "Answer time by colour, p95 in seconds", annotations = local.allowed_latency, metrics = [
              for colour in ["blue", "green"] :
              ["AWS/ApplicationELB", "TargetResponseTime", "TargetGroup", service[colour], "LoadBalancer", var.load_balancer_suffix, { stat = "p95", label = colour }]
            ]
          },
        ] : graph if service.public],
        [
          {
            title = "CPU and memory in percent", metrics = [
              ["AWS/ECS", "CPUUtilization", "ClusterName", var.cluster_name, "ServiceName", name, { stat = "Average", label = "CPU" }],
              ["AWS/ECS", "MemoryUtilization", "ClusterName", var.cluster_name, "ServiceName", name, { stat = "Average", label = "memory" }],
            ]
          },
          {
            title = "Tasks, and errors in the log", metrics = [
              ["ECS/ContainerInsights", "RunningTaskCount", "ClusterName", var.cluster_name, "ServiceName", name, { stat = "Minimum", label = "tasks" }],
              [var.prefix, "${name}-log-errors", { stat = "Sum", label = "errors", yAxis = "right" }],
            ]
          },
        ],
      )
    }],
    [{
      heading = "Database"
      graphs = [
        {
          title = "CPU in percent, and connections", metrics = [
            ["AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", var.database_identifier, { stat = "Average", label = "CPU" }],
            ["AWS/RDS", "DatabaseConnections", "DBInstanceIdentifier", var.database_identifier, { stat = "Maximum", label = "connections", yAxis = "right" }],
          ]
        },
        {
          title = "Free storage and memory in bytes", metrics = [
            ["AWS/RDS", "FreeStorageSpace", "DBInstanceIdentifier", var.database_identifier, { stat = "Minimum", label = "storage" }],
            ["AWS/RDS", "FreeableMemory", "DBInstanceIdentifier", var.database_identifier, { stat = "Minimum", label = "memory", yAxis = "right" }],
          ]
        },
        {
          title = "Reading and writing in seconds", metrics = [
            ["AWS/RDS", "ReadLatency", "DBInstanceIdentifier", var.database_identifier, { stat = "Average", label = "read" }],
            ["AWS/RDS", "WriteLatency", "DBInstanceIdentifier", var.database_identifier, { stat = "Average", label = "write" }],
          ]
        },
        {
          title = "Waiting for storage, and lag of replicas in seconds", metrics = concat(
            [["AWS/RDS", "DiskQueueDepth", "DBInstanceIdentifier", var.database_identifier, { stat = "Average", label = "waiting" }]],
            [for replica in var.replica_identifiers : ["AWS/RDS", "ReplicaLag", "DBInstanceIdentifier", replica, { stat = "Maximum", label = replica, yAxis = "right" }]],
          )
        },
      ]
    }],
  )
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.prefix
  dashboard_body = jsonencode({
    start          = "-PT3H"
    periodOverride = "inherit"
    widgets = concat(
      [
        {
          type       = "text", x = 0, y = 0, width = 24, height = 1
          properties = { background = "transparent", markdown = var.domain_name == null ? "# ${var.prefix}" : "# ${var.prefix}: [${var.domain_name}](https://${var.domain_name})" }
        },
        {
          type       = "alarm", x = 0, y = 1, width = 24, height = 4
          properties = { title = "Alarms", sortBy = "stateUpdatedTimestamp", alarms = local.shown_alarms }
        },
      ],
      [for index, row in local.rows : {
        type       = "text", x = 0, y = 5 + index * 7, width = 24, height = 1
        properties = { background = "transparent", markdown = "## ${row.heading}" }
      }],
      flatten([for index, row in local.rows : [for column, graph in row.graphs : {
        type = "metric", x = column * 6, y = 6 + index * 7, width = 6, height = 6
        properties = { for key, value in {
          title       = graph.title
          region      = local.region
          view        = "timeSeries"
          period      = 60
          metrics     = graph.metrics
          annotations = lookup(graph, "annotations", null)
        } : key => value if value != null }
      }]]),
      [for widget in [{
        type = "log", x = 0, y = 5 + length(local.rows) * 7, width = 24, height = 7
        properties = {
          title  = "Latest errors"
          region = local.region
          view   = "table"
          query = join(" | ", concat(
            [for group in local.log_groups : "SOURCE '${group}'"],
            ["fields @timestamp, @log, coalesce(message, msg)", "filter level in [\"error\", \"ERROR\", \"fatal\", \"FATAL\"] or level >= 50", "sort @timestamp desc", "limit 20"],
          ))
        }
      }] : widget if length(var.services) > 0],
    )
  })
}
