mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-west-1:111122223333:log-group:group" }
  }

  mock_resource "aws_prometheus_workspace" {
    defaults = {
      arn                 = "arn:aws:aps:eu-west-1:111122223333:workspace/ws-1234"
      prometheus_endpoint = "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1234/"
    }
  }
}

variables {
  prefix        = "shop-test"
  kind          = "xray"
  sampling_rate = 5
  log_retention = 30
  key_arn       = "arn:aws:kms:eu-west-1:111122223333:key/1234"
}

run "none_creates_nothing_and_asks_for_no_collector" {
  variables {
    kind = "none"
  }

  assert {
    condition     = length(aws_xray_group.this) == 0 && length(aws_xray_sampling_rule.this) == 0 && length(aws_prometheus_workspace.this) == 0 && length(aws_cloudwatch_log_group.prometheus) == 0
    error_message = "Nothing is made."
  }

  assert {
    condition     = output.collector_configuration == null && output.collector_policy == null && length(output.variables) == 0 && output.prometheus_endpoint == null
    error_message = "No service needs a collector."
  }
}

run "traces_go_from_the_task_to_xray" {
  assert {
    condition     = jsondecode(output.collector_configuration).service.pipelines.traces == { receivers = ["otlp"], processors = ["memory_limiter", "resourcedetection", "attributes", "batch"], exporters = ["awsxray"] }
    error_message = "OpenTelemetry in, X-Ray out."
  }

  assert {
    condition     = jsondecode(output.collector_configuration).exporters.awsxray.region == "eu-west-1" && jsondecode(output.collector_configuration).extensions.awsproxy.region == "eu-west-1"
    error_message = "To this region."
  }

  assert {
    condition     = length(aws_prometheus_workspace.this) == 0 && length(aws_cloudwatch_log_group.prometheus) == 0
    error_message = "No workspace beside it."
  }
}

run "every_part_that_a_pipeline_names_is_configured" {
  variables {
    kind = "prometheus"
  }

  assert {
    condition = alltrue(flatten([
      for configuration in [jsondecode(local.xray_configuration), jsondecode(local.prometheus_configuration)] : [
        for pipeline in configuration.service.pipelines : concat(
          [for name in pipeline.receivers : contains(keys(configuration.receivers), name)],
          [for name in pipeline.processors : contains(keys(configuration.processors), name)],
          [for name in pipeline.exporters : contains(keys(configuration.exporters), name)],
          [for name in configuration.service.extensions : contains(keys(configuration.extensions), name)],
        )
      ]
    ]))
    error_message = "The collector doesn't start with a name that it doesn't know."
  }

  assert {
    condition     = jsondecode(local.prometheus_configuration).exporters.prometheusremotewrite.auth.authenticator == "sigv4auth"
    error_message = "The authenticator is the extension that signs."
  }
}

run "only_the_task_itself_reaches_the_collector" {
  assert {
    condition = alltrue([
      for endpoint in [
        jsondecode(output.collector_configuration).receivers.otlp.protocols.grpc.endpoint,
        jsondecode(output.collector_configuration).receivers.otlp.protocols.http.endpoint,
        jsondecode(output.collector_configuration).extensions.awsproxy.endpoint,
        jsondecode(output.collector_configuration).extensions.health_check.endpoint,
      ] : startswith(endpoint, "localhost:")
    ])
    error_message = "Nothing listens to the network."
  }

  assert {
    condition     = output.variables == { OTEL_LOGS_EXPORTER = "none", OTEL_METRICS_EXPORTER = "none", OTEL_TRACES_SAMPLER = "xray" }
    error_message = "The application asks X-Ray which requests to trace, and sends nothing that nobody takes."
  }
}

run "the_rule_traces_the_services_of_this_environment" {
  assert {
    condition     = aws_xray_sampling_rule.this[0].service_name == "shop-test-*" && aws_xray_sampling_rule.this[0].fixed_rate == 0.05 && aws_xray_sampling_rule.this[0].reservoir_size == 1
    error_message = "5 % of the requests, and the first in each second."
  }

  assert {
    condition     = aws_xray_group.this[0].filter_expression == "annotation.environment = \"shop-test\"" && jsondecode(output.collector_configuration).processors.attributes.actions[0] == { key = "environment", value = "shop-test", action = "upsert" } && jsondecode(output.collector_configuration).exporters.awsxray.indexed_attributes == ["environment"]
    error_message = "The group looks for what the collector writes."
  }

  assert {
    condition     = aws_xray_group.this[0].insights_configuration[0].insights_enabled
    error_message = "X-Ray looks for faults that stand out."
  }
}

run "a_rate_of_nothing_traces_nothing" {
  variables {
    sampling_rate = 0
  }

  assert {
    condition     = aws_xray_sampling_rule.this[0].fixed_rate == 0 && aws_xray_sampling_rule.this[0].reservoir_size == 0
    error_message = "Not even the first request in each second."
  }
}

run "the_collector_of_traces_writes_traces_only" {
  assert {
    condition     = toset(jsondecode(output.collector_policy).Statement[0].Action) == toset(["xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:PutTelemetryRecords", "xray:PutTraceSegments"]) && length(jsondecode(output.collector_policy).Statement) == 1
    error_message = "Traces, and the rule that says which."
  }
}

run "metrics_go_to_a_workspace_of_our_key" {
  variables {
    kind = "prometheus"
  }

  assert {
    condition     = aws_prometheus_workspace.this[0].alias == "shop-test" && aws_prometheus_workspace.this[0].kms_key_arn == var.key_arn && aws_prometheus_workspace.this[0].logging_configuration[0].log_group_arn == "arn:aws:logs:eu-west-1:111122223333:log-group:group:*"
    error_message = "Encrypted, and it says what it refuses."
  }

  assert {
    condition     = aws_cloudwatch_log_group.prometheus[0].kms_key_id == var.key_arn && aws_cloudwatch_log_group.prometheus[0].retention_in_days == 30
    error_message = "Its log too."
  }

  assert {
    condition     = jsondecode(output.collector_configuration).exporters.prometheusremotewrite.endpoint == "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1234/api/v1/remote_write" && output.prometheus_endpoint == "https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1234/"
    error_message = "The collector writes there."
  }

  assert {
    condition     = jsondecode(output.collector_configuration).receivers.prometheus.config.scrape_configs[0].static_configs[0].targets == ["localhost:$${env:METRICS_PORT}"]
    error_message = "The port is the service's own, from the collector's environment."
  }

  assert {
    condition     = length(aws_xray_group.this) == 0 && length(aws_xray_sampling_rule.this) == 0 && output.variables.OTEL_TRACES_EXPORTER == "none"
    error_message = "No traces beside it."
  }
}

run "the_collector_of_metrics_writes_to_this_workspace_only" {
  variables {
    kind = "prometheus"
  }

  assert {
    condition     = jsondecode(output.collector_policy).Statement == [{ Sid = "Metrics", Effect = "Allow", Action = "aps:RemoteWrite", Resource = ["arn:aws:aps:eu-west-1:111122223333:workspace/ws-1234"] }]
    error_message = "It reads nothing, and writes to no other workspace."
  }
}

run "tasks_of_one_service_have_measurements_of_their_own" {
  variables {
    kind = "prometheus"
  }

  assert {
    condition     = contains(jsondecode(output.collector_configuration).processors.resourcedetection.detectors, "ecs") && jsondecode(output.collector_configuration).exporters.prometheusremotewrite.resource_to_telemetry_conversion.enabled
    error_message = "The task's name becomes a label."
  }

  assert {
    condition     = jsondecode(output.collector_configuration).exporters.prometheusremotewrite.external_labels.environment == "shop-test"
    error_message = "And the environment's."
  }
}

run "an_unknown_kind_is_refused" {
  command = plan

  variables {
    kind = "jaeger"
  }

  expect_failures = [var.kind]
}

run "more_than_all_requests_are_refused" {
  command = plan

  variables {
    sampling_rate = 101
  }

  expect_failures = [var.sampling_rate]
}

run "traces_without_a_rate_are_refused" {
  command = plan

  variables {
    sampling_rate = null
  }

  expect_failures = [aws_xray_sampling_rule.this]
}

run "metrics_need_no_rate" {
  variables {
    kind          = "prometheus"
    sampling_rate = null
  }

  assert {
    condition     = output.collector_configuration != null
    error_message = "Every measurement is kept."
  }
}

run "the_longest_prefix_fits" {
  command = plan

  variables {
    prefix = "twenty-characters-pr-stage"
  }

  assert {
    condition     = length(aws_xray_group.this[0].group_name) <= 32 && length(aws_xray_sampling_rule.this[0].rule_name) <= 32
    error_message = "Groups and rules of X-Ray have names of 32 characters at most."
  }
}
