mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_resource "aws_cloudwatch_metric_alarm" {
    defaults = { arn = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:alarm" }
  }
}

variables {
  prefix               = "shop-test"
  topic_arn            = "arn:aws:sns:eu-west-1:111122223333:shop-test-alerts"
  load_balancer_suffix = "app/shop-test/0123456789abcdef"
  domain_name          = "shop.example.com"
  certificate_arn      = "arn:aws:acm:eu-west-1:111122223333:certificate/1234"
  response_time        = 500
  cluster_name         = "shop-test"
  log_errors           = 5
  log_anomalies        = true
  key_arn              = "arn:aws:kms:eu-west-1:111122223333:key/1234"
  database_identifier  = "shop-test"
  database_class       = "db.t3.small"
  database_storage     = 20
  replica_identifiers  = []
  secret_arn           = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!db-1234"

  services = {
    app = {
      log_group = "/ecs/shop-test/app"
      replicas  = 2
      public    = true
      blue      = "targetgroup/blue-1/0123456789abcdef"
      green     = "targetgroup/green-1/0123456789abcdef"
    }
    mailer = {
      log_group = "/ecs/shop-test/mailer"
      replicas  = 1
      public    = false
      blue      = null
      green     = null
    }
  }
}

run "every_alarm_reaches_people_when_it_fires_and_when_it_is_over" {
  assert {
    condition = alltrue([
      for alarm in concat(
        [aws_cloudwatch_metric_alarm.rejected, aws_cloudwatch_metric_alarm.failing], aws_cloudwatch_metric_alarm.slow,
        values(aws_cloudwatch_metric_alarm.cpu), values(aws_cloudwatch_metric_alarm.memory), values(aws_cloudwatch_metric_alarm.tasks),
        values(aws_cloudwatch_metric_alarm.unhealthy), values(aws_cloudwatch_metric_alarm.errors), values(aws_cloudwatch_metric_alarm.anomalies),
        values(aws_cloudwatch_metric_alarm.database), values(aws_cloudwatch_metric_alarm.replica_lag),
      ) : toset(alarm.alarm_actions) == toset([var.topic_arn]) && toset(alarm.ok_actions) == toset([var.topic_arn]) && strcontains(alarm.alarm_description, "Look first at")
    ])
    error_message = "Each says to the topic what to look at first."
  }
}

run "users_wait_at_most_twice_as_long_as_allowed" {
  assert {
    condition     = aws_cloudwatch_metric_alarm.slow[0].threshold == 1 && aws_cloudwatch_metric_alarm.slow[0].extended_statistic == "p99" && aws_cloudwatch_metric_alarm.slow[0].comparison_operator == "GreaterThanThreshold"
    error_message = "500 ms are allowed, 1 s calls people; the metric is in seconds."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.slow[0].evaluate_low_sample_count_percentiles == "ignore"
    error_message = "One slow request at night wakes nobody."
  }
}

run "errors_are_a_share_of_enough_requests" {
  assert {
    condition     = [for query in aws_cloudwatch_metric_alarm.failing.metric_query : query.expression if query.id == "share"] == ["IF(requests >= 20, 100 * FILL(errors, 0) / requests, 0)"] && aws_cloudwatch_metric_alarm.failing.threshold == 5 && aws_cloudwatch_metric_alarm.failing.comparison_operator == "GreaterThanOrEqualToThreshold"
    error_message = "5 % of 20 requests or more."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.rejected.metric_name == "HTTPCode_ELB_5XX_Count" && aws_cloudwatch_metric_alarm.rejected.treat_missing_data == "notBreaching"
    error_message = "What the load balancer answers itself is counted apart; no error is no data."
  }
}

run "each_service_is_watched" {
  assert {
    condition     = keys(aws_cloudwatch_metric_alarm.cpu) == ["app", "mailer"] && keys(aws_cloudwatch_metric_alarm.memory) == ["app", "mailer"] && keys(aws_cloudwatch_metric_alarm.errors) == ["app", "mailer"]
    error_message = "CPU, memory and the log of each."
  }

  assert {
    condition     = { for name, alarm in aws_cloudwatch_metric_alarm.tasks : name => alarm.threshold } == { app = 2, mailer = 1 } && alltrue([for alarm in aws_cloudwatch_metric_alarm.tasks : alarm.treat_missing_data == "breaching" && alarm.comparison_operator == "LessThanThreshold"])
    error_message = "As many tasks as promised; silence counts as none."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.cpu["mailer"].dimensions == tomap({ ClusterName = "shop-test", ServiceName = "mailer" })
    error_message = "Of this cluster."
  }
}

run "each_colour_of_a_public_service_has_its_health_watched" {
  assert {
    condition     = { for name, alarm in aws_cloudwatch_metric_alarm.unhealthy : name => alarm.dimensions.TargetGroup } == { app-blue = "targetgroup/blue-1/0123456789abcdef", app-green = "targetgroup/green-1/0123456789abcdef" }
    error_message = "Blue and green of app; a worker has none."
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.unhealthy : alarm.treat_missing_data == "notBreaching" && alarm.threshold == 0])
    error_message = "The colour that waits has no tasks, and that is well."
  }
}

run "errors_in_a_log_are_counted_for_each_service" {
  assert {
    condition     = { for name, filter in aws_cloudwatch_log_metric_filter.errors : name => filter.log_group_name } == { app = "/ecs/shop-test/app", mailer = "/ecs/shop-test/mailer" }
    error_message = "In the log of each."
  }

  assert {
    condition     = strcontains(aws_cloudwatch_log_metric_filter.errors["app"].pattern, "$.level = \"error\"") && strcontains(aws_cloudwatch_log_metric_filter.errors["app"].pattern, "$.level >= 50")
    error_message = "By the level's name, or by its number."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.errors["app"].namespace == "shop-test" && aws_cloudwatch_metric_alarm.errors["app"].metric_name == "app-log-errors" && aws_cloudwatch_metric_alarm.errors["app"].threshold == 5
    error_message = "The alarm reads what the filter counts."
  }
}

run "a_burstable_database_has_its_credits_watched" {
  assert {
    condition     = keys(aws_cloudwatch_metric_alarm.database) == ["connections", "cpu", "credits", "disk-queue", "memory", "read-latency", "storage"]
    error_message = "Seven things of a t class."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.database["storage"].threshold == 3221225472 && aws_cloudwatch_metric_alarm.database["storage"].comparison_operator == "LessThanThreshold"
    error_message = "15 % of 20 GiB."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.database["connections"].threshold == 157 && aws_cloudwatch_metric_alarm.database["memory"].threshold == 107374182
    error_message = "2 GiB hold 225 connections; 70 % of them, and 5 % of the memory."
  }
}

run "a_steady_database_has_no_credits" {
  variables {
    database_class = "db.r6g.2xlarge"
  }

  assert {
    condition     = !contains(keys(aws_cloudwatch_metric_alarm.database), "credits") && length(aws_cloudwatch_metric_alarm.database) == 6
    error_message = "An alarm on nothing would look like a good one."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.database["connections"].threshold == 3500 && aws_cloudwatch_metric_alarm.database["memory"].threshold == 3435973836
    error_message = "64 GiB: more than 5000 connections are never allowed, and 5 % are 3.2 GiB."
  }
}

run "a_replica_that_falls_behind_is_noticed" {
  variables {
    replica_identifiers = ["shop-test-replica-1"]
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.replica_lag["shop-test-replica-1"].dimensions.DBInstanceIdentifier == "shop-test-replica-1" && aws_cloudwatch_metric_alarm.replica_lag["shop-test-replica-1"].threshold == 30
    error_message = "More than 30 s."
  }

  assert {
    condition     = strcontains(aws_cloudwatch_dashboard.this.dashboard_body, "\"ReplicaLag\",\"DBInstanceIdentifier\",\"shop-test-replica-1\"")
    error_message = "And seen."
  }
}

run "an_incident_is_what_users_feel" {
  assert {
    condition = output.incident_rule == join(" OR ", [
      "ALARM(\"shop-test-load-balancer-rejected\")",
      "ALARM(\"shop-test-load-balancer-failing\")",
      "(ALARM(\"shop-test-load-balancer-slow\") AND (ALARM(\"shop-test-service-app-tasks\") OR ALARM(\"shop-test-service-mailer-tasks\") OR ALARM(\"shop-test-service-app-unhealthy-blue\") OR ALARM(\"shop-test-service-app-unhealthy-green\")))",
    ])
    error_message = "Errors, or waiting because tasks are missing."
  }
}

run "without_a_limit_nobody_is_called_for_slow_answers" {
  variables {
    response_time = null
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.slow) == 0 && output.incident_rule == "ALARM(\"shop-test-load-balancer-rejected\") OR ALARM(\"shop-test-load-balancer-failing\")"
    error_message = "Errors are left."
  }

  assert {
    condition     = strcontains(aws_cloudwatch_query_definition.slow[0].query_string, "filter duration_ms >= 0") && !strcontains(aws_cloudwatch_dashboard.this.dashboard_body, "allowed")
    error_message = "All requests are slow ones to the query, and the graph has no line."
  }
}

run "an_environment_before_its_first_release_is_watched_too" {
  variables {
    services = {}
  }

  assert {
    condition     = output.incident_rule == "ALARM(\"shop-test-load-balancer-rejected\") OR ALARM(\"shop-test-load-balancer-failing\")"
    error_message = "No task can be missing."
  }

  assert {
    condition     = length(aws_cloudwatch_query_definition.errors) == 0 && length(aws_cloudwatch_query_definition.slow) == 0 && !strcontains(aws_cloudwatch_dashboard.this.dashboard_body, "Latest errors")
    error_message = "There is no log to ask."
  }

  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets) == 12
    error_message = "Users and the database are on the dashboard: two headings, eight graphs, a title and the alarms."
  }
}

run "events_come_from_this_environment" {
  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.this["deployment-failed"].event_pattern).resources == [{ prefix = "arn:aws:ecs:eu-west-1:111122223333:service/shop-test/" }]
    error_message = "Deployments in this cluster."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.this["task-stopped"].event_pattern).detail.clusterArn == ["arn:aws:ecs:eu-west-1:111122223333:cluster/shop-test"]
    error_message = "Tasks in this cluster."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.this["recovery-failed"].event_pattern).detail["$or"][0].resourceArn == ["arn:aws:rds:eu-west-1:111122223333:db:shop-test"] && jsondecode(aws_cloudwatch_event_rule.this["recovery-failed"].event_pattern).detail["$or"][1].iamRoleArn == [{ prefix = "arn:aws:iam::111122223333:role/shop-test-" }]
    error_message = "Backups of this database, restores by a role of this environment."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.this["rotation-failed"].event_pattern).detail.additionalEventData.SecretId == [var.secret_arn] && jsondecode(aws_cloudwatch_event_rule.this["certificate-expires"].event_pattern).resources == [var.certificate_arn]
    error_message = "This secret and this certificate."
  }
}

run "a_job_that_ends_well_tells_nobody" {
  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.this["task-stopped"].event_pattern).detail["$or"] == [
      { stopCode = ["TaskFailedToStart"] },
      { stopCode = ["EssentialContainerExited"], containers = { exitCode = [{ anything-but = [0] }] } },
    ]
    error_message = "What never started, or ended with an error."
  }
}

run "each_event_is_a_sentence_to_people" {
  assert {
    condition     = keys(aws_cloudwatch_event_rule.this) == ["certificate-expires", "deployment-failed", "health", "recovery-failed", "rotation-failed", "task-stopped"] && keys(aws_cloudwatch_event_target.this) == keys(aws_cloudwatch_event_rule.this)
    error_message = "Six kinds, each with a target."
  }

  assert {
    condition     = alltrue([for target in aws_cloudwatch_event_target.this : target.arn == var.topic_arn && can(regex("^\"shop-test: .*\\S\"$", target.input_transformer[0].input_template))])
    error_message = "To the topic, in words that name the environment."
  }

  assert {
    condition = alltrue([
      for target in aws_cloudwatch_event_target.this :
      toset(flatten(regexall("<([a-z]+)>", target.input_transformer[0].input_template))) == toset([for path in keys(target.input_transformer[0].input_paths) : path if strcontains(target.input_transformer[0].input_template, "<${path}>")])
    ])
    error_message = "Every placeholder is filled from the event."
  }
}

run "without_a_domain_there_is_no_certificate" {
  variables {
    domain_name     = null
    certificate_arn = null
  }

  assert {
    condition     = !contains(keys(aws_cloudwatch_event_rule.this), "certificate-expires") && length(aws_cloudwatch_event_rule.this) == 5
    error_message = "Certificates of others are no matter of this environment."
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets[0].properties.markdown == "# shop-test"
    error_message = "And the dashboard leads nowhere."
  }
}

run "the_dashboard_has_a_row_for_each" {
  assert {
    condition     = [for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : widget.properties.markdown if widget.type == "text"] == ["# shop-test: [shop.example.com](https://shop.example.com)", "## Users", "## app", "## mailer", "## Database"]
    error_message = "Users, each service, the database."
  }

  assert {
    condition     = length([for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : widget if widget.type == "metric"]) == 14
    error_message = "Four graphs for users, the public service and the database, two for the worker."
  }

  assert {
    condition     = alltrue([for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : widget.x + widget.width <= 24])
    error_message = "24 columns."
  }

  assert {
    condition     = length(distinct([for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : "${widget.x} ${widget.y}"])) == length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets)
    error_message = "No widget lies on another."
  }

  assert {
    condition     = alltrue([for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : widget.properties.annotations.horizontal[0].value == 0.5 if startswith(try(widget.properties.title, ""), "Answer time")])
    error_message = "What is allowed is a line in the graph."
  }
}

run "queries_ask_the_log_of_every_service" {
  assert {
    condition     = aws_cloudwatch_query_definition.errors[0].name == "shop-test/top errors" && aws_cloudwatch_query_definition.errors[0].log_group_names == tolist(["/ecs/shop-test/app", "/ecs/shop-test/mailer"])
    error_message = "Saved below the environment's name."
  }

  assert {
    condition     = strcontains(aws_cloudwatch_query_definition.slow[0].query_string, "filter duration_ms >= 500")
    error_message = "Slower than allowed."
  }
}

run "a_service_and_the_rest_have_names_of_their_own" {
  command = plan

  variables {
    prefix = "twenty-characters-pr-stage"
    services = {
      database = { log_group = "/ecs/shop-test/database", replicas = 1, public = true, blue = "targetgroup/b/1", green = "targetgroup/g/1" }
    }
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.cpu["database"].alarm_name != aws_cloudwatch_metric_alarm.database["cpu"].alarm_name
    error_message = "A service may be called database."
  }

  assert {
    condition     = alltrue([for rule in aws_cloudwatch_event_rule.this : length(rule.name) <= 64])
    error_message = "Rules have names of 64 characters at most."
  }
}

run "a_class_that_rds_lacks_is_refused" {
  command = plan

  variables {
    database_class = "db.t2.small"
  }

  expect_failures = [var.database_class]
}

run "answers_in_no_time_are_refused" {
  command = plan

  variables {
    response_time = 0
  }

  expect_failures = [var.response_time]
}

run "what_is_no_target_group_is_refused" {
  command = plan

  variables {
    services = {
      app = { log_group = "/ecs/shop-test/app", replicas = 1, public = true, blue = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/b/1", green = "targetgroup/g/1" }
    }
  }

  expect_failures = [var.services]
}

run "a_line_that_a_log_never_had_is_told" {
  assert {
    condition     = { for name, detector in aws_cloudwatch_log_anomaly_detector.this : name => one(detector.log_group_arn_list) } == { app = "arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/shop-test/app", mailer = "arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/shop-test/mailer" }
    error_message = "A detector takes one log group: each service has its own."
  }

  assert {
    condition     = alltrue([for detector in aws_cloudwatch_log_anomaly_detector.this : detector.enabled && detector.kms_key_id == var.key_arn])
    error_message = "They learn, and what they learn is encrypted."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.anomalies["app"].namespace == "AWS/Logs" && aws_cloudwatch_metric_alarm.anomalies["app"].metric_name == "AnomalyCount" && aws_cloudwatch_metric_alarm.anomalies["app"].dimensions == tomap({ LogAnomalyDetector = "shop-test-service-app", LogAnomalyPriority = "HIGH" })
    error_message = "What the detector of the same service finds, if it is of high priority."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.anomalies["app"].threshold == 0 && aws_cloudwatch_metric_alarm.anomalies["app"].treat_missing_data == "notBreaching"
    error_message = "One is enough; a log as usual is no data."
  }
}

run "nothing_is_learnt_where_nobody_asks_for_it" {
  variables {
    log_anomalies = false
  }

  assert {
    condition     = length(aws_cloudwatch_log_anomaly_detector.this) == 0 && length(aws_cloudwatch_metric_alarm.anomalies) == 0
    error_message = "No detector, and no alarm on one."
  }
}
