//! The blocks of Terraform's own language.

use crate::problems;
use insta::assert_snapshot;

#[test]
fn a_file_that_cannot_be_parsed() {
    assert_snapshot!(problems("resource \"aws_vpc\" \"this\" {\n  cidr_block = \n}\n"), @r#"[syntax] main.tf:2:16: invalid expression; expected `"`, `[`, `{`, `-`, `!`, `(`, `_`, `<`, letter or digit"#);
    assert_snapshot!(problems("locals {\n  a = 1\n  a = 2\n}\n"), @"[syntax] main.tf:3:3: this argument is set twice in one block");
}

#[test]
fn a_broken_file_says_nothing_of_what_the_others_lack() {
    let sources =
        [("broken.tf", "locals {"), ("main.tf", "locals {\n  unused = [local.lost, var.lost]\n}\n")];
    let sources = sources.map(|(path, text)| iac_schema::Source { path, text });
    let report = iac_schema::check(&sources, &iac_schema::Contract::of_files());
    let problems: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
    assert_snapshot!(problems.join("\n"), @"broken.tf:1:8: invalid block body; expected `}`, newline or identifier");
}

#[test]
fn a_byte_order_mark_moves_nothing() {
    let with_mark = problems("\u{feff}resource \"aws_vpcc\" \"ü\" {}\n");
    assert_eq!(with_mark, problems("resource \"aws_vpcc\" \"ü\" {}\n"));
}

#[test]
fn blocks_and_labels() {
    assert_snapshot!(problems(r#"
        name = "stray"
        resorce "aws_vpc" "this" {}
        resource "aws_vpc" {}
        module "a" "b" {}
        locals "a" {}
        terraform {
          required_versoin = ">= 1.11"
          backnd "s3" {}
          backend "s3" {
            any = "thing"
          }
        }
        output "name" {
          descriptoin = "The name."
          description = "The name."
        }
        moved {
          from = aws_vpc.old
          too  = aws_vpc.new
        }
        removed {
          from = aws_vpc.old
          lifecycle {
            destroy = false
          }
        }
        check "health" {
          data "aws_region" "this" {
            regionn = "a"
          }
          assert {
            condition     = data.aws_region.this.nam != ""
            error_mesage  = "No name."
            error_message = "No name."
          }
        }
        import {
          for_each = var.zones
          to       = aws_vpc.this[each.key]
          id       = each.valu
        }
    "#), @r"
    [unknown-argument] main.tf:2:9: no argument may stand here, and `name` does; put it in a block
    [unknown-block] main.tf:3:9: Terraform has no block `resorce`; did you mean `resource`?
    [wrong-labels] main.tf:4:9: `resource` takes a type and a name, and here it has one label
    [wrong-labels] main.tf:5:9: `module` takes a name, and here it has 2 labels
    [wrong-labels] main.tf:6:9: `locals` takes no label, and here it has one label
    [unknown-argument] main.tf:8:11: `terraform` has no argument `required_versoin`; did you mean `required_version`?
    [unknown-block] main.tf:9:11: `terraform` has no block `backnd`; did you mean `backend`?
    [missing-argument] main.tf:14:9: `output` needs the argument `value`
    [unknown-argument] main.tf:15:11: `output` has no argument `descriptoin`; did you mean `description`?
    [missing-argument] main.tf:18:9: `moved` needs the argument `to`
    [unknown-argument] main.tf:20:11: `moved` has no argument `too`; did you mean `to`?
    [undeclared-resource] main.tf:20:18: `aws_vpc.new` isn't declared
    [unknown-argument] main.tf:30:13: `data.aws_region` has no argument `regionn`; did you mean `region`?
    [unknown-attribute] main.tf:33:49: `data.aws_region.this` has no attribute `nam`; did you mean `name`?
    [unknown-argument] main.tf:34:13: `assert` has no argument `error_mesage`; did you mean `error_message`?
    [unknown-attribute] main.tf:41:26: `each` has no attribute `valu`; did you mean `value`?
    ");
}

#[test]
fn what_is_declared_twice() {
    assert_snapshot!(problems(r#"
        resource "aws_eip" "this" {}
        resource "aws_eip" "this" {}
        data "aws_region" "this" {}
        locals {
          name = data.aws_region.this.region
        }
        locals {
          name = "other"
        }
        output "name" {
          description = "The name."
          value       = local.name
        }
        output "name" {
          description = "The name."
          value       = local.name
        }
        provider "aws" {}
        provider "aws" {
          regoin = "eu-west-1"
        }
    "#), @r"
    [duplicate-declaration] main.tf:3:28: resource `aws_eip.this` is declared twice; the first is at main.tf:2
    [duplicate-declaration] main.tf:9:11: local `name` is declared twice; the first is at main.tf:6
    [duplicate-declaration] main.tf:15:16: output `name` is declared twice; the first is at main.tf:11
    [duplicate-declaration] main.tf:20:9: provider `aws` is declared twice; the first is at another `provider` block
    [unknown-argument] main.tf:21:11: `provider.aws` has no argument `regoin`; did you mean `region`?
    ");
}

#[test]
fn count_and_for_each_together() {
    assert_snapshot!(problems(r#"
        resource "aws_eip" "this" {
          count    = 1
          for_each = toset(var.zones)
        }
    "#), @"[count-and-for-each] main.tf:4:11: a block has `count` or `for_each`, not both");
}
