# Saved in the account, below the environment's name; with no service there is nothing to ask.
resource "aws_cloudwatch_query_definition" "errors" {
  count           = length(var.services) > 0 ? 1 : 0
  name            = "${var.prefix}/top errors"
  log_group_names = local.log_groups
  query_string    = <<-QUERY
    fields coalesce(message, msg) as what
    | filter level in ["error", "ERROR", "fatal", "FATAL"] or level >= 50
    | stats count(*) as lines, max(@timestamp) as last by what, @log
    | sort lines desc
    | limit 25
  QUERY
}

resource "aws_cloudwatch_query_definition" "slow" {
  count           = length(var.services) > 0 ? 1 : 0
  name            = "${var.prefix}/slow requests"
  log_group_names = local.log_groups
  query_string    = <<-QUERY
    fields @timestamp, route, duration_ms, @log
    | filter duration_ms >= ${var.response_time == null ? 0 : var.response_time}
    | stats count(*) as requests, pct(duration_ms, 95) as p95, max(duration_ms) as longest by route, @log
    | sort requests desc
    | limit 25
  QUERY
}
