//! Several provider versions, each judged by itself.

use crate::report;
use iac_schema::{Contract, Report, Source, Version, check};
use insta::assert_snapshot;

/// Right in some versions only, in a way of its own each.
const TEXT: &str = r#"
resource "aws_eip" "old" {
  vpc = true
}
resource "aws_eip" "new" {
  region = "eu-west-1"
}
resource "aws_eip" "never" {
  domian = "vpc"
}
output "all" {
  description = "All."
  value       = [var.cidr, var.environment, var.name, var.zones, aws_eip.new.region]
}
"#;

fn lines(report: &Report) -> String {
    report.problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn numbers(report: &Report) -> Vec<&'static str> {
    report.valid_for.iter().map(|version| version.number()).collect()
}

#[test]
fn what_is_wrong_in_some_versions_says_in_which() {
    let report = report(TEXT, Version::AWS);
    assert_snapshot!(lines(&report), @r"
    main.tf:3:3: in aws 6.25.0 and 6.66.0: `aws_eip` has no argument `vpc`; it is fine in aws 5.100.0
    main.tf:6:3: in aws 5.100.0: `aws_eip` has no argument `region`; it is fine in aws 6.25.0 and 6.66.0
    main.tf:9:3: `aws_eip` has no argument `domian`; did you mean `domain`?
    main.tf:13:77: in aws 5.100.0: `aws_eip.new` has no attribute `region`; it is fine in aws 6.25.0 and 6.66.0
    ");
    assert!(report.valid_for.is_empty());
}

#[test]
fn what_is_wrong_in_every_declared_version_is_said_once() {
    assert_snapshot!(lines(&report(TEXT, &Version::AWS[1..])), @r"
    main.tf:3:3: `aws_eip` has no argument `vpc`
    main.tf:9:3: `aws_eip` has no argument `domian`; did you mean `domain`?
    ");
}

#[test]
fn the_versions_that_a_body_is_valid_for() {
    let new = TEXT.replace("  vpc = true\n", "").replace("domian", "domain");
    assert_eq!(numbers(&report(&new, Version::AWS)), ["6.25.0", "6.66.0"]);
    let every = new.replace("  region = \"eu-west-1\"\n", "").replace("aws_eip.new.region", "aws_eip.new.id");
    assert_eq!(numbers(&report(&every, &[])), ["5.100.0", "6.25.0", "6.66.0"]);
}

#[test]
fn the_files_may_name_the_versions() {
    let files = |constraint: &str| {
        let required = format!(
            "terraform {{\n  required_providers {{\n    aws = {{\n      source  = \"hashicorp/aws\"\n      \
             version = \"{constraint}\"\n    }}\n  }}\n}}\nresource \"aws_eip\" \"this\" {{\n  vpc = true\n}}\n"
        );
        lines(&check(&[Source { path: "main.tf", text: &required }], &Contract::of_files()))
    };
    assert_snapshot!(files("~> 5.0"), @"");
    assert_snapshot!(files("~> 6.25"), @"main.tf:10:3: `aws_eip` has no argument `vpc`");
    assert_snapshot!(files(">= 5.0"), @"main.tf:10:3: in aws 6.25.0 and 6.66.0: `aws_eip` has no argument `vpc`; it is fine in aws 5.100.0");
    // A version that no facts are known of.
    assert_snapshot!(files("~> 4.0"), @"");
}

#[test]
fn without_a_named_version_one_that_fits_is_enough() {
    let of = |text| lines(&check(&[Source { path: "main.tf", text }], &Contract::of_files()));
    assert_snapshot!(of("resource \"aws_eip\" \"this\" {\n  vpc = true\n}\n"), @"");
    assert_snapshot!(of("resource \"aws_eip\" \"this\" {\n  vcp = true\n}\n"), @"main.tf:2:3: `aws_eip` has no argument `vcp`; did you mean `vpc`?");
}

#[test]
fn a_provider_of_another_source_is_not_checked() {
    let text = r#"
        terraform {
          required_providers {
            aws = { source = "example.com/fork/aws" }
          }
        }
        resource "aws_anything" "this" {}
    "#;
    let report = check(&[Source { path: "main.tf", text }], &Contract::of_files());
    assert_eq!(
        (lines(&report).as_str(), report.unchecked.as_slice()),
        ("", ["aws_anything".to_owned()].as_slice())
    );
}
