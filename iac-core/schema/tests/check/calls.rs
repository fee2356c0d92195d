//! Module calls, and what they are wired to.

use crate::problems;
use iac_schema::{Bodies, Call, Source, Wire};
use insta::assert_snapshot;

#[test]
fn calls_by_the_interface_of_the_module() {
    assert_snapshot!(problems(r#"
        module "network" {
          source = "../network"
          cidrr  = var.cidr
          zones  = var.zones
        }
        module "lost" {
          source = "../netwrk"
        }
        module "elsewhere" {
          source   = "registry.example.com/team/thing/aws"
          version  = "1.0.0"
          anything = module.network.vpc_idd
        }
        module "nowhere" {}
        output "ids" {
          description = "All."
          value       = [module.network.vpc_id, module.network[0].vpc_id, module.elsewhere.thing]
        }
    "#), @r"
    [missing-argument] main.tf:2:16: module `network` needs the argument `cidr`
    [unknown-argument] main.tf:4:11: module `network` has no input `cidrr`; did you mean `cidr`?
    [unknown-source] main.tf:8:20: there is no module at `../netwrk`
    [unknown-output] main.tf:13:36: module `network` has no output `vpc_idd`; did you mean `vpc_id`?
    [missing-argument] main.tf:15:9: `module` needs the argument `source`
    [unexpected-key] main.tf:18:63: `module.network` has neither `count` nor `for_each`, so it takes no key; remove `[…]`
    ");
}

#[test]
fn calls_with_several_instances() {
    assert_snapshot!(problems(r#"
        module "network" {
          source   = "../network"
          for_each = toset(var.zones)
          cidr     = each.value
          zones    = [each.ky]
        }
        output "ids" {
          description = "All."
          value       = [module.network["a"].vpc_idd, module.network.vpc_id, module.network]
        }
    "#), @r"
    [unknown-attribute] main.tf:6:27: `each` has no attribute `ky`; did you mean `key`?
    [unknown-output] main.tf:10:45: module `network` has no output `vpc_idd`; did you mean `vpc_id`?
    [missing-key] main.tf:10:69: `module.network` has `for_each`, so its attributes need a key; write `module.network[each.key]`
    ");
}

#[test]
fn providers_that_are_passed_on() {
    assert_snapshot!(problems(r#"
        provider "aws" {
          alias  = "dr"
          region = "eu-central-1"
        }
        module "network" {
          source    = "../network"
          cidr      = var.cidr
          zones     = var.zones
          providers = { aws = aws.drr, aws.other = aws.dr }
        }
        resource "aws_eip" "this" {
          provider = aws.rd
        }
    "#), @r"
    [undeclared-provider] main.tf:10:31: provider `aws.drr` isn't declared; did you mean `dr`?
    [undeclared-provider] main.tf:13:22: provider `aws.rd` isn't declared; did you mean `dr`?
    ");
}

#[test]
fn plain_arguments_are_wires() {
    let text = r#"
        module "database" {
          source     = "../database"
          subnet_ids = module.network.subnet_ids
          cidr       = var.cidr
          name       = "${var.name}-db"
          first      = module.network.subnet_ids[0]
        }
        module "service" {
          source   = "../service"
          for_each = var.services
        }
    "#;
    let calls = Bodies::parse(&[Source { path: "main.tf", text }]).calls();
    let [database, service] = calls.as_slice() else { panic!("two calls") };
    let wires: Vec<_> = database.arguments.iter().map(|wire| (wire.line, wire.value.clone())).collect();
    let output = Wire::Output { module: "network".into(), output: "subnet_ids".into() };
    assert_eq!(wires, [(4, output), (5, Wire::Input("cidr".into())), (6, Wire::Other), (7, Wire::Other)]);
    let expected =
        Call { name: "service".into(), source: "../service".into(), is_plural: true, arguments: Vec::new() };
    assert_eq!(*service, expected);
}

#[test]
fn dependencies_pass_through_whatever_stands_between_two_calls() {
    let text = r#"
        locals {
          direct   = module.network.vpc_id
          indirect = { id = [for one in [local.direct] : "${upper(one)}"] }
        }
        resource "aws_sns_topic" "this" {
          name = "${module.encryption.key_arn}-topic"
        }
        data "aws_subnet" "this" {
          vpc_id = module.network.vpc_id
        }
        module "encryption" {}
        module "network" {
          key = module.encryption.key_arn
        }
        module "by_local" {
          id = local.indirect["id"]
        }
        module "by_resource" {
          topic = aws_sns_topic.this.arn
        }
        module "by_data" {
          zone = data.aws_subnet.this[0].availability_zone
        }
        module "by_order" {
          depends_on = [module.by_data]
          text       = "module.network"
          module     = var.module.network
        }
    "#;
    let dependencies = Bodies::parse(&[Source { path: "main.tf", text }]).dependencies();
    let lines: Vec<String> = dependencies.iter().map(|(call, needs)| format!("{call}: {needs:?}")).collect();
    assert_snapshot!(lines.join("\n"), @r#"
    by_data: {"network"}
    by_local: {"network"}
    by_order: {"by_data"}
    by_resource: {"encryption"}
    encryption: {}
    network: {"encryption"}
    "#);
}
