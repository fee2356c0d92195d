//! What the derives write: modules that fit their bodies compile without a warning and say what they are.
#![deny(missing_docs)]

mod database;
mod environment;
mod network;
mod types;

use environment::Environment;
use iac_core::syntax::{self, Block, Document, Syntax, Value};
use iac_core::terraform::{Arg, Expr, Inputs as _, Module, Outputs as _, variables_file};
use insta::assert_snapshot;
use network::{Network, NetworkOutputs};

/// HCL of an object with one attribute for each of `values`.
fn hcl(values: Vec<(&'static str, Value)>) -> String {
    let block =
        values.into_iter().fold(Block::new("call"), |block, (name, value)| block.attribute(name, value));
    write(&Document::new().block(block))
}

fn write(document: &Document) -> String {
    syntax::to_string(document, Syntax::Hcl).expect("derived values can be written")
}

#[test]
fn a_module_knows_its_files_and_versions() {
    assert_eq!(Network::NAME, "network");
    assert_eq!(Network::DESCRIPTION, "A network,\nwith one `NetworkOutputs`.\n\nNot much more.");
    let files: Vec<&str> = Network::FILES.iter().map(|(name, _)| *name).collect();
    assert_eq!(files, ["main.tf", "outputs.tf"]);
    assert_eq!(Network::FILES[1].1, include_str!("network/outputs.tf"));
    assert_eq!(Network::PROVIDERS, [("aws", ["5.100.0", "6.66.0"].as_slice())]);
    assert_eq!(Environment::PROVIDERS, []);
}

#[test]
fn fields_become_variables() {
    assert_snapshot!(write(&variables_file::<Network>("Test.")), @r#"
    # Test.

    variable "cidr" {
      type        = string
      description = "Address range of the network, in CIDR notation."
      nullable    = false
    }

    variable "mode" {
      type        = string
      description = "How to reach the internet."
      default     = "none"
      nullable    = false

      validation {
        condition     = contains(["none", "per_zone", "other-one"], var.mode)
        error_message = "mode must be \"none\", \"per_zone\" or \"other-one\"."
      }
    }

    variable "existing" {
      type = object({
        vpc_id = string
        words  = list(string)
      })
      description = "A network that exists, see `Existing`.\n\nNull creates one."
      default     = null

      validation {
        condition     = var.existing == null ? true : alltrue([for e in var.existing.words : contains(["some-words"], e)])
        error_message = "Every element must be \"some-words\"."
      }
    }

    variable "count_of_zones" {
      type        = number
      description = "How many zones, at most 3."
      default     = 2
      nullable    = false
    }

    variable "plain" {
      type        = bool
      description = "Never computed."
      nullable    = false
    }

    variable "type" {
      type        = string
      description = "A word that Rust keeps."
      nullable    = false
    }
    "#);
}

#[test]
fn values_become_arguments() {
    let network = Network {
        cidr: "10.0.0.0/16".to_owned().into(),
        mode: Arg::from(types::Mode::PerZone),
        existing: Some(types::Existing { id: "vpc-1".to_owned(), words: vec![types::Words::SomeWords] })
            .into(),
        count_of_zones: Arg::from(Expr::output("other", "zones")),
        plain: true,
        r#type: "a".to_owned().into(),
    };
    assert_snapshot!(hcl(network.arguments()), @r#"
    call {
      cidr = "10.0.0.0/16"
      mode = "per_zone"
      existing = {
        vpc_id = "vpc-1"
        words  = ["some-words"]
      }
      count_of_zones = module.other.zones
      plain          = true
      type           = "a"
    }
    "#);
}

#[test]
fn outputs_are_references() {
    assert_eq!(NetworkOutputs::NAMES, ["vpc_id", "zones"]);
    assert_eq!(NetworkOutputs::DESCRIPTIONS, ["The VPC.", "Its zones, in one line."]);
    let outputs = NetworkOutputs::of("network");
    assert_snapshot!(hcl(vec![("vpc_id", outputs.vpc_id.to_value()), ("zones", outputs.zones.to_value())]), @r"
    call {
      vpc_id = module.network.vpc_id
      zones  = module.network.zones
    }
    ");
}
