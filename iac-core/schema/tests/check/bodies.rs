//! A body that uses most of the language and has no problem.

use crate::problems;

#[test]
fn a_right_body_has_no_problem() {
    let text = r#"
        terraform {
          required_version = ">= 1.11"
          required_providers {
            aws = {
              source                = "hashicorp/aws"
              version               = "~> 6.25"
              configuration_aliases = [aws.dr]
            }
          }
        }
        provider "aws" {
          region = "eu-west-1"
          default_tags {
            tags = { Name = var.name }
          }
        }
        locals {
          names   = { for index, zone in var.zones : zone => index if zone != null }
          grouped = { for zone in var.zones : substr(zone, 0, 1) => zone... }
          text    = <<-EOT
            %{if length(var.zones) > 1~}
            %{for index, zone in var.zones}${index} ${upper(zone)}%{endfor}
            %{else~}
            none
            %{endif~}
          EOT
        }
        data "aws_region" "this" {}
        data "aws_iam_policy_document" "this" {
          dynamic "statement" {
            for_each = local.grouped
            iterator = group
            content {
              sid       = group.key
              actions   = ["s3:GetObject"]
              resources = [for name in group.value : "arn:aws:s3:::${name}/*"]
              principals {
                type        = "AWS"
                identifiers = [data.aws_region.this.id]
              }
            }
          }
        }
        resource "aws_vpc" "this" {
          cidr_block = var.cidr
          provider   = aws.dr
          depends_on = [data.aws_iam_policy_document.this]
          lifecycle {
            ignore_changes       = [tags["Owner"], cidr_block]
            replace_triggered_by = [aws_subnet.this]
            precondition {
              condition     = can(cidrhost(var.cidr, 0)) && local.text != ""
              error_message = "${data.aws_iam_policy_document.this.json} needs ${path.module}."
            }
          }
          provisioner "local-exec" {
            command = "echo ${self.id}"
          }
        }
        resource "aws_subnet" "this" {
          for_each          = local.names
          vpc_id            = one(aws_vpc.this[*].id)
          availability_zone = each.key
          cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 4, each.value)
        }
        resource "aws_route_table" "this" {
          count  = length(var.zones)
          vpc_id = aws_vpc.this.id
          route  = []
          timeouts {
            create = "1m"
          }
          tags   = { Index = count.index }
        }
        module "network" {
          source     = "../network"
          cidr       = var.cidr
          zones      = [for subnet in aws_subnet.this : subnet.availability_zone]
          count      = 2
          depends_on = [aws_vpc.this]
        }
        moved {
          from = aws_vpc.that
          to   = aws_vpc.this
        }
        output "all" {
          description = "All of it."
          value = {
            environment = var.environment
            first       = aws_route_table.this[0].id
            all         = aws_route_table.this.*.id
            subnets     = values(aws_subnet.this)[*].id
            called      = module.network[*].vpc_id
            (var.name)  = terraform.workspace
            associated  = aws_route_table.this[0].route[*].gateway_id
          }
          sensitive = true
        }
    "#;
    assert_eq!(problems(text), "");
}
