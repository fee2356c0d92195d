mock_provider "aws" {
  mock_data "aws_vpc" {
    defaults = { cidr_block = "172.16.0.0/16" }
  }
}

variables {
  prefix        = "shop-test"
  cidr          = "10.20.0.0/16"
  zones         = ["eu-west-1a", "eu-west-1b"]
  nat           = "per_zone"
  endpoints     = ["logs"]
  log_retention = 30
  key_arn       = "arn:aws:kms:eu-west-1:111122223333:key/1234"
  existing = {
    vpc_id              = "vpc-0123456789abcdef0"
    public_subnet_ids   = ["subnet-0123456789abcdef1", "subnet-0123456789abcdef2"]
    private_subnet_ids  = ["subnet-0123456789abcdef3", "subnet-0123456789abcdef4"]
    database_subnet_ids = ["subnet-0123456789abcdef5", "subnet-0123456789abcdef6"]
  }
  boundary_arn = "arn:aws:iam::111122223333:policy/shop-test-boundary"
}

run "nothing_is_created_in_a_network_of_others" {
  assert {
    condition = 0 == sum([
      length(aws_vpc.this), length(aws_default_security_group.this), length(aws_internet_gateway.this),
      length(aws_subnet.public), length(aws_subnet.private), length(aws_subnet.database),
      length(aws_nat_gateway.this), length(aws_eip.nat), length(aws_network_acl.database),
      length(aws_route_table.public), length(aws_route_table.private), length(aws_route_table.database),
      length(aws_vpc_endpoint.s3), length(aws_vpc_endpoint.interface), length(aws_security_group.endpoints),
      length(aws_flow_log.this), length(aws_cloudwatch_log_group.flow), length(aws_iam_role.flow),
    ])
    error_message = "Somebody else manages this network."
  }
}

run "given_ids_are_handed_through" {
  assert {
    condition     = output.vpc_id == var.existing.vpc_id && output.vpc_cidr == "172.16.0.0/16"
    error_message = "The VPC is the given one, with its own range."
  }

  assert {
    condition     = tolist(output.public_subnet_ids) == tolist(var.existing.public_subnet_ids) && tolist(output.private_subnet_ids) == tolist(var.existing.private_subnet_ids) && tolist(output.database_subnet_ids) == tolist(var.existing.database_subnet_ids)
    error_message = "Subnets are the given ones, in the given order."
  }

  assert {
    condition     = output.log_group == null && length(output.nat_addresses) == 0
    error_message = "What isn't created isn't offered."
  }
}
