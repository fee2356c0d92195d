mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }

  mock_data "aws_caller_identity" {
    defaults = { account_id = "111122223333" }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-west-1:111122223333:log-group:flow" }
  }
}

variables {
  prefix        = "shop-test"
  cidr          = "10.20.0.0/16"
  zones         = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
  nat           = "single"
  endpoints     = []
  existing      = null
  log_retention = 30
  key_arn       = "arn:aws:kms:eu-west-1:111122223333:key/1234"
  boundary_arn  = "arn:aws:iam::111122223333:policy/shop-test-boundary"
}

run "each_tier_has_a_subnet_in_each_zone" {
  assert {
    condition     = [for subnet in aws_subnet.public : subnet.cidr_block] == ["10.20.0.0/20", "10.20.16.0/20", "10.20.32.0/20"]
    error_message = "Public subnets are the first parts."
  }

  assert {
    condition     = [for subnet in aws_subnet.private : subnet.cidr_block] == ["10.20.64.0/20", "10.20.80.0/20", "10.20.96.0/20"]
    error_message = "Private subnets are parts 4 and on."
  }

  assert {
    condition     = [for subnet in aws_subnet.database : subnet.cidr_block] == ["10.20.128.0/20", "10.20.144.0/20", "10.20.160.0/20"]
    error_message = "Database subnets are parts 8 and on."
  }

  assert {
    condition     = output.private_subnet_ids == [for zone in var.zones : aws_subnet.private[zone].id]
    error_message = "Subnets come in the order of the zones."
  }
}

run "a_later_zone_renumbers_no_subnet" {
  variables {
    zones = ["eu-west-1c", "eu-west-1a"]
  }

  assert {
    condition     = aws_subnet.private["eu-west-1c"].cidr_block == "10.20.64.0/20" && aws_subnet.private["eu-west-1a"].cidr_block == "10.20.80.0/20"
    error_message = "The place in the list decides, not the name."
  }
}

run "adding_that_zone_keeps_the_others" {
  variables {
    zones = ["eu-west-1c", "eu-west-1a", "eu-west-1b"]
  }

  assert {
    condition     = aws_subnet.private["eu-west-1c"].cidr_block == "10.20.64.0/20" && aws_subnet.private["eu-west-1a"].cidr_block == "10.20.80.0/20" && aws_subnet.private["eu-west-1b"].cidr_block == "10.20.96.0/20"
    error_message = "A zone at the end takes a new range."
  }
}

run "one_gateway_serves_every_zone" {
  assert {
    condition     = keys(aws_nat_gateway.this) == ["eu-west-1a"]
    error_message = "A single gateway stands in the first zone."
  }

  assert {
    condition     = length(aws_route.private_nat) == 3 && alltrue([for route in aws_route.private_nat : route.nat_gateway_id == aws_nat_gateway.this["eu-west-1a"].id])
    error_message = "Every private table leads to the single gateway."
  }

  assert {
    condition     = length(output.nat_addresses) == 1
    error_message = "One gateway has one address."
  }
}

run "a_gateway_in_each_zone_serves_its_own_zone" {
  variables {
    nat = "per_zone"
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 3 && alltrue([for zone, route in aws_route.private_nat : route.nat_gateway_id == aws_nat_gateway.this[zone].id])
    error_message = "No zone depends on another's gateway."
  }
}

run "without_gateways_nothing_leads_out" {
  variables {
    nat = "none"
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 0 && length(aws_eip.nat) == 0 && length(aws_route.private_nat) == 0 && length(output.nat_addresses) == 0
    error_message = "Private subnets have no way out."
  }
}

run "only_the_private_tier_reaches_the_database_tier" {
  assert {
    condition     = aws_network_acl_rule.database_from_private[0].cidr_block == "10.20.64.0/18" && aws_network_acl_rule.database_from_private[0].from_port == 5432 && aws_network_acl_rule.database_from_private[0].to_port == 5432
    error_message = "PostgreSQL from the private tier and nothing else."
  }

  assert {
    condition     = alltrue([for i in range(3) : cidrsubnet(local.private_tier, 2, i) == values(local.private)[i]])
    error_message = "The range of the rule is the range of the subnets."
  }

  assert {
    condition     = aws_network_acl_rule.database_from_database[0].cidr_block == "10.20.128.0/18"
    error_message = "The database tier reaches itself."
  }
}

run "no_subnet_gives_out_public_addresses" {
  assert {
    condition     = alltrue([for subnet in aws_subnet.public : subnet.map_public_ip_on_launch == false])
    error_message = "What stands in a public subnet asks for an address itself."
  }
}

run "every_packet_is_logged_and_encrypted" {
  assert {
    condition     = aws_flow_log.this[0].traffic_type == "ALL" && aws_flow_log.this[0].max_aggregation_interval == 60
    error_message = "All traffic, minute by minute."
  }

  assert {
    condition     = aws_cloudwatch_log_group.flow[0].kms_key_id == var.key_arn && aws_cloudwatch_log_group.flow[0].retention_in_days == 30
    error_message = "Flow logs have the environment's key and retention."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.flow[0].policy).Statement[0].Resource == "arn:aws:logs:eu-west-1:111122223333:log-group:flow:*"
    error_message = "The role writes to this log group only."
  }
}

run "storage_is_reached_without_a_gateway" {
  assert {
    condition     = aws_vpc_endpoint.s3[0].service_name == "com.amazonaws.eu-west-1.s3" && length(aws_vpc_endpoint.s3[0].route_table_ids) == 3
    error_message = "Every private table knows S3."
  }

  assert {
    condition     = length(aws_security_group.endpoints) == 0
    error_message = "Without interface endpoints there is no security group for them."
  }
}

run "endpoints_admit_the_private_tier_only" {
  variables {
    endpoints = ["ecr.api", "logs"]
  }

  assert {
    condition     = aws_vpc_endpoint.interface["ecr.api"].service_name == "com.amazonaws.eu-west-1.ecr.api" && aws_vpc_endpoint.interface["logs"].private_dns_enabled
    error_message = "Names inside the VPC lead to the endpoint."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints_https[0].cidr_ipv4 == "10.20.64.0/18" && aws_vpc_security_group_ingress_rule.endpoints_https[0].from_port == 443
    error_message = "HTTPS from the private tier and nothing else."
  }
}

run "a_single_zone_is_refused" {
  command = plan

  variables {
    zones = ["eu-west-1a"]
  }

  expect_failures = [var.zones]
}

run "a_fifth_zone_is_refused" {
  command = plan

  variables {
    zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c", "eu-west-1d", "eu-west-1e"]
  }

  expect_failures = [var.zones]
}

run "an_unknown_way_out_is_refused" {
  command = plan

  variables {
    nat = "per_az"
  }

  expect_failures = [var.nat]
}

run "the_longest_prefix_fits" {
  command = plan

  variables {
    prefix = "twenty-characters-pr-stage"
  }

  assert {
    condition     = length(aws_iam_role.flow[0].name_prefix) <= 38
    error_message = "A role's prefix has 38 characters at most."
  }
}

run "no_role_is_without_a_limit" {
  assert {
    condition     = alltrue([for role in aws_iam_role.flow : role.permissions_boundary == var.boundary_arn])
    error_message = "Whatever is attached to it later."
  }
}
