//! The interface of a module: inputs and outputs in Rust or in the files.

use crate::{inputs, listed, outputs};
use iac_schema::{Contract, Source, check};
use insta::assert_snapshot;

fn problems(text: &str, contract: &Contract<'_>) -> String {
    listed(&check(&[Source { path: "main.tf", text }], contract).problems)
}

#[test]
fn an_interface_in_rust() {
    let inputs = inputs([("cidr", true), ("name", true), ("source", true), ("zones", true)]);
    let outputs = outputs(["vpc_id", "subnet_ids"]);
    let contract = Contract { inputs: Some(&inputs), outputs: Some(&outputs), ..Contract::of_files() };
    assert_snapshot!(problems(r#"
        locals {
          unused = var.nam
        }
        variable "zones" {}
        output "vpc_idd" {
          value = var.zones
        }
        output "vpc_id" {
          value = var.cidr
        }
    "#, &contract), @r#"
    [unused-input] no body uses the input `name`; use `var.name` or remove the field
    [reserved-name] Terraform reserves `source` in module blocks
    [missing-output] no body has an output `subnet_ids`; write `output "subnet_ids" { value = … }` or remove the field
    [unused-local] main.tf:3:11: local `unused` is never used
    [undeclared-variable] main.tf:3:23: input `nam` isn't declared; did you mean `name`?
    [variable-in-body] main.tf:5:18: the inputs are declared in Rust, and here is `variable "zones"`; declare `zones` as a field of the module's struct
    [undeclared-output] main.tf:6:16: the outputs struct has no field `vpc_idd`; did you mean `vpc_id`?
    "#);
}

#[test]
fn an_interface_in_the_files() {
    assert_snapshot!(problems(r#"
        variable "name" {}
        variable "unused" {
          type        = string
          description = "Used only by its own rule."
          validation {
            condition     = var.unused != "" && var.name != ""
            error_message = "Give ${var.nme}."
          }
        }
        variable "version" {
          type        = list(strin)
          description = "Reserved."
          defualt     = []
        }
        output "name" {
          value = [var.name, var.version]
        }
    "#, &Contract::of_files()), @r"
    [undocumented] main.tf:2:18: variable `name` has no description
    [unused-input] main.tf:3:18: variable `unused` is never used
    [undeclared-variable] main.tf:8:40: input `nme` isn't declared; did you mean `name`?
    [reserved-name] main.tf:11:18: Terraform reserves `version` in module blocks
    [unknown-argument] main.tf:14:11: `variable` has no argument `defualt`; did you mean `default`?
    [undocumented] main.tf:16:16: output `name` has no description
    ");
}
