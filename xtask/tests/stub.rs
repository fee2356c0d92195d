//! Real Terraform against the stub: what a configuration goes through in its life.

use std::io::Write as _;
use std::path::Path;

use iac_schema::Version;
use xtask::equality::{Plan, Syntax, differences};
use xtask::terraform::{Failure, Sandbox, Terraform, changes};

/// A certificate, a database, a role and a network, with what modules usually take from them.
const CONFIGURATION: &str = r#"
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

provider "aws" {
  region = "eu-central-1"

  default_tags {
    tags = { Project = "orders" }
  }
}

variable "size" {
  default = "db.t3.micro"
}

data "aws_caller_identity" "current" {}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "orders" }
}

resource "aws_security_group" "this" {
  name   = "orders"
  vpc_id = aws_vpc.this.id

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = [aws_vpc.this.cidr_block]
  }
}

resource "aws_iam_role" "this" {
  name               = "orders"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_kms_key" "this" {}

resource "aws_acm_certificate" "this" {
  domain_name               = "orders.example.com"
  subject_alternative_names = ["www.orders.example.com"]
  validation_method         = "DNS"
}

resource "aws_route53_record" "validation" {
  for_each = { for option in aws_acm_certificate.this.domain_validation_options : option.domain_name => option }

  zone_id = "Z0123456789ABC"
  name    = each.value.resource_record_name
  type    = each.value.resource_record_type
  records = [each.value.resource_record_value]
  ttl     = 60
}

resource "aws_db_instance" "this" {
  identifier                  = "orders"
  instance_class              = var.size
  engine                      = "postgres"
  allocated_storage           = 20
  username                    = "orders"
  manage_master_user_password = true
  kms_key_id                  = aws_kms_key.this.arn
}

output "account_id" {
  value = data.aws_caller_identity.current.account_id
}

output "all_tags" {
  value = aws_vpc.this.tags_all
}

output "vpc_arn" {
  value = aws_vpc.this.arn
}

output "role_arn" {
  value = aws_iam_role.this.arn
}

output "secret_status" {
  value = aws_db_instance.this.master_user_secret[0].secret_status
}
"#;

/// Terraform with the versions to choose from, or nothing if there is none to run.
fn terraform(versions: &[Version]) -> Option<Terraform> {
    if Terraform::is_available() {
        let xtask = Path::new(env!("CARGO_BIN_EXE_xtask"));
        return Some(Terraform::new(xtask, versions).expect("the setup can be written"));
    }
    assert!(std::env::var_os("IAC_REQUIRE_TOOLS").is_none(), "terraform is required and not on the path");
    // Nobody reading the log is no reason to fail.
    let _ = writeln!(std::io::stderr(), "skipped: there is no terraform on the path");
    None
}

#[test]
fn a_configuration_lives_with_every_aws_version() -> Result<(), Failure> {
    for version in Version::AWS {
        let Some(terraform) = terraform(&[*version]) else { return Ok(()) };
        let sandbox = Sandbox::new(&terraform)?;
        sandbox.write("main.tf", CONFIGURATION)?;
        let init = sandbox.run("", &["init"])?;
        assert!(init.contains(&format!("hashicorp/aws v{}", version.number())), "{init}");
        sandbox.run("", &["validate"])?;

        let plan = sandbox.plan("", &[])?;
        assert_eq!(changes(&plan).len(), 8, "{:?}", changes(&plan));
        sandbox.apply("")?;
        let outputs = sandbox.json("", &["output", "-json"])?;
        assert_eq!(outputs["account_id"]["value"], "123456789012");
        assert_eq!(
            outputs["all_tags"]["value"],
            serde_json::json!({ "Name": "orders", "Project": "orders" })
        );
        assert_eq!(outputs["role_arn"]["value"], "arn:aws:iam::123456789012:role/orders");
        assert_eq!(outputs["secret_status"]["value"], "active");
        let vpc_arn = outputs["vpc_arn"]["value"].as_str().unwrap_or_default();
        assert!(vpc_arn.starts_with("arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-"), "{vpc_arn}");

        assert_eq!(changes(&sandbox.plan("", &[])?), [""; 0], "a second plan has nothing to do");
        let plan = sandbox.plan("", &["-var=size=db.t3.large"])?;
        assert_eq!(changes(&plan), ["update aws_db_instance.this"]);
        sandbox.apply("")?;
        assert_eq!(changes(&sandbox.plan("", &["-var=size=db.t3.large"])?), [""; 0]);
        sandbox.run("", &["destroy", "-auto-approve"])?;
        assert_eq!(sandbox.run("", &["state", "list"])?, "");
    }
    Ok(())
}

/// A database and what encrypts it, with values that a change of the variable touches one at a time.
const REPLACED: &str = r#"
variable "set" {
  type    = map(string)
  default = {}
}

resource "aws_kms_key" "this" {
  key_usage = lookup(var.set, "key_usage", null)
}

resource "aws_db_instance" "this" {
  identifier     = lookup(var.set, "identifier", "orders")
  instance_class = lookup(var.set, "instance_class", "db.t3.micro")
  kms_key_id     = aws_kms_key.this.arn
}

resource "aws_ecr_repository" "this" {
  name                 = "orders"
  image_tag_mutability = lookup(var.set, "image_tag_mutability", "IMMUTABLE")

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = lookup(var.set, "kms_key", null)
  }
}
"#;

#[test]
fn some_changes_replace_and_others_do_not() -> Result<(), Failure> {
    let Some(terraform) = terraform(&[Version::AWS_6_66_0]) else { return Ok(()) };
    let sandbox = Sandbox::new(&terraform)?;
    sandbox.write("main.tf", REPLACED)?;
    sandbox.run("", &["init"])?;
    sandbox.plan("", &[])?;
    sandbox.apply("")?;
    let cases = [
        ("", &[][..]),
        ("instance_class = \"db.t3.large\"", &["update aws_db_instance.this"]),
        // The provider renames it in place.
        ("identifier = \"customers\"", &["update aws_db_instance.this"]),
        ("image_tag_mutability = \"MUTABLE\"", &["update aws_ecr_repository.this"]),
        (
            "kms_key = \"arn:aws:kms:eu-west-1:123456789012:key/other\"",
            &["delete/create aws_ecr_repository.this"],
        ),
        // What stands on a replaced key is replaced with it, as the new key isn't known yet.
        (
            "key_usage = \"SIGN_VERIFY\"",
            &["delete/create aws_db_instance.this", "delete/create aws_kms_key.this"],
        ),
    ];
    for (change, expected) in cases {
        let plan = sandbox.plan("", &[&format!("-var=set={{{change}}}")])?;
        assert_eq!(changes(&plan), expected, "{change}");
    }
    Ok(())
}

/// A database and two buckets, which somebody changes by hand.
const TOUCHED: &str = r#"
resource "aws_db_instance" "this" {
  identifier     = "orders"
  instance_class = "db.t3.micro"
  multi_az       = true
  tags           = { Owner = "orders" }
}

resource "aws_s3_bucket" "this" {
  for_each = toset(["logs", "files"])
  bucket   = each.key
}

resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this["files"].id
  versioning_configuration {
    status = "Enabled"
  }
}
"#;

#[test]
fn what_was_changed_by_hand_is_drift() -> Result<(), Failure> {
    let Some(terraform) = terraform(&[Version::AWS_6_66_0]) else { return Ok(()) };
    let mut sandbox = Sandbox::new(&terraform)?;
    sandbox.write("main.tf", TOUCHED)?;
    sandbox.run("", &["init"])?;
    sandbox.plan("", &[])?;
    sandbox.apply("")?;
    sandbox.write(
        "world.json",
        r#"[
  {
    "type": "aws_db_instance",
    "then": { "set": { "multi_az": false, "tags.Owner": "nobody", "tags.By": "hand" } }
  },
  { "type": "aws_s3_bucket_versioning", "then": { "set": { "versioning_configuration.0.status": "Suspended" } } },
  { "type": "aws_s3_bucket", "where": { "bucket": "logs" }, "then": "gone" }
]"#,
    )?;
    sandbox.set(xtask::stub::WORLD, sandbox.path().join("world.json"));
    let plan = sandbox.plan("", &["-refresh-only"])?;
    let drifted = plan["resource_drift"].as_array().cloned().unwrap_or_default();
    let drifted = |address: &str| {
        let found = drifted.iter().find(|resource| resource["address"] == address);
        found.unwrap_or_else(|| panic!("{address} did not drift: {drifted:?}"))["change"].clone()
    };
    assert_eq!(drifted("aws_db_instance.this")["after"]["multi_az"], false);
    assert_eq!(
        drifted("aws_db_instance.this")["after"]["tags"],
        serde_json::json!({ "By": "hand", "Owner": "nobody" })
    );
    let versioning = &drifted("aws_s3_bucket_versioning.this")["after"]["versioning_configuration"];
    assert_eq!(versioning[0]["status"], "Suspended");
    assert_eq!(drifted("aws_s3_bucket.this[\"logs\"]")["actions"], serde_json::json!(["delete"]));
    let expected = [
        "update aws_db_instance.this",
        "create aws_s3_bucket.this[\"logs\"]",
        "update aws_s3_bucket_versioning.this",
    ];
    assert_eq!(changes(&sandbox.plan("", &[])?), expected, "Terraform puts it back");

    sandbox.write(
        "world.json",
        r#"[{ "type": "aws_db_instance", "then": { "set": { "multi_zone": false } } }]"#,
    )?;
    let said = sandbox.try_run("", &["plan"])?;
    assert!(said.stderr.contains("aws_db_instance has no multi_zone"), "{}", said.stderr);

    sandbox.unset(xtask::stub::WORLD);
    assert_eq!(changes(&sandbox.plan("", &[])?), [""; 0], "nobody wrote down what was changed");
    Ok(())
}

#[test]
fn an_import_adopts_what_is_there() -> Result<(), Failure> {
    let Some(terraform) = terraform(&[Version::AWS_6_66_0]) else { return Ok(()) };
    let sandbox = Sandbox::new(&terraform)?;
    sandbox.write(
        "main.tf",
        r#"
import {
  to = aws_vpc.this
  id = "vpc-12345678"
}

import {
  to = aws_db_instance.this
  id = "orders"
}

import {
  to = aws_s3_bucket.this["logs"]
  id = "orders-logs"
}

resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_db_instance" "this" {
  identifier        = "orders"
  instance_class    = "db.t3.micro"
  engine            = "postgres"
  storage_encrypted = true
  kms_key_id        = "arn:aws:kms:eu-west-1:123456789012:key/there"
}

resource "aws_s3_bucket" "this" {
  for_each = toset(["logs"])
  bucket   = "orders-${each.key}"
}

output "bucket" {
  value = aws_s3_bucket.this["logs"].arn
}
"#,
    )?;
    sandbox.run("", &["init"])?;
    let plan = sandbox.plan("", &[])?;
    let imported: Vec<_> = plan["resource_changes"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|resource| resource["change"]["importing"]["id"].as_str().unwrap_or_default())
        .collect();
    assert_eq!(imported, ["orders", "orders-logs", "vpc-12345678"]);
    assert_eq!(changes(&plan), ["update aws_db_instance.this", "update aws_vpc.this"]);
    let said = sandbox.apply("")?;
    assert!(said.contains("3 imported, 0 added, 2 changed, 0 destroyed"), "{said}");
    assert_eq!(sandbox.json("", &["output", "-json"])?["bucket"]["value"], "arn:aws:s3:::orders-logs");
    assert_eq!(changes(&sandbox.plan("", &[])?), [""; 0]);
    // From now on it is a resource like any other.
    let text = std::fs::read_to_string(sandbox.path().join("main.tf")).expect("it was written");
    sandbox.write("main.tf", &text.replace("10.0.0.0/16", "10.1.0.0/16"))?;
    assert_eq!(changes(&sandbox.plan("", &[])?), ["delete/create aws_vpc.this"]);
    Ok(())
}

#[test]
fn a_plan_can_know_everything() -> Result<(), Failure> {
    let Some(terraform) = terraform(&[Version::AWS_6_66_0]) else { return Ok(()) };
    let terraform = terraform.foreseeing();
    let sandbox = Sandbox::new(&terraform)?;
    sandbox.write("main.tf", CONFIGURATION)?;
    sandbox.run("", &["init"])?;
    let plan = sandbox.plan("", &[])?;
    for resource in plan["resource_changes"].as_array().into_iter().flatten() {
        let unknown = resource["change"]["after_unknown"].to_string();
        assert!(!unknown.contains("true"), "{}: {unknown}", resource["address"]);
    }
    assert_eq!(plan["planned_values"]["outputs"]["secret_status"]["value"], "active");
    Ok(())
}

#[test]
fn mistakes_are_reported_by_terraform() -> Result<(), Failure> {
    let Some(terraform) = terraform(Version::AWS) else { return Ok(()) };
    let cases = [
        (r#"resource "aws_vpcc" "this" {}"#, "Invalid resource type"),
        (r#"resource "aws_vpc" "this" { cidr_blok = "10.0.0.0/16" }"#, "Did you mean \"cidr_block\"?"),
        (r#"resource "aws_db_instance" "this" {}"#, "The argument \"instance_class\" is required"),
        (r#"resource "aws_vpc" "this" { arn = "arn" }"#, "Value for unconfigurable attribute"),
        (r#"resource "aws_eip" "this" { vpc = true }"#, "Unsupported argument"),
        (
            r#"resource "aws_lb_listener" "this" { load_balancer_arn = "arn" }"#,
            "Insufficient default_action blocks",
        ),
    ];
    for (text, message) in cases {
        let sandbox = Sandbox::new(&terraform)?;
        sandbox.write("main.tf", text)?;
        sandbox.run("", &["init"])?;
        let said = sandbox.try_run("", &["validate"])?;
        assert_ne!(said.code, 0, "{text}");
        // Terraform wraps its lines.
        let words: Vec<_> = said.stderr.split_whitespace().collect();
        assert!(words.join(" ").contains(message), "{text}: {}", said.stderr);
    }
    Ok(())
}

#[test]
fn modules_are_tested_with_a_mocked_provider() -> Result<(), Failure> {
    let Some(terraform) = terraform(&[Version::AWS_6_66_0]) else { return Ok(()) };
    let sandbox = Sandbox::new(&terraform)?;
    sandbox.write("main.tf", "resource \"aws_vpc\" \"this\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n")?;
    sandbox.write(
        "tests/network.tftest.hcl",
        r#"
mock_provider "aws" {
  mock_resource "aws_vpc" {
    defaults = { id = "vpc-mocked" }
  }
}

run "plan" {
  command = plan
  assert {
    condition     = aws_vpc.this.cidr_block == "10.0.0.0/16"
    error_message = "wrong range"
  }
}

run "apply" {
  assert {
    condition     = aws_vpc.this.id == "vpc-mocked"
    error_message = "not mocked"
  }
}
"#,
    )?;
    sandbox.run("", &["init"])?;
    let said = sandbox.run("", &["test"])?;
    assert!(said.contains("2 passed, 0 failed"), "{said}");
    Ok(())
}

#[test]
fn railway_and_ephemeral_values_and_imports_work() -> Result<(), Failure> {
    let Some(terraform) = terraform(Version::ALL) else { return Ok(()) };
    let sandbox = Sandbox::new(&terraform)?;
    sandbox.write(
        "main.tf",
        r#"
terraform {
  required_providers {
    railway = {
      source  = "terraform-community-providers/railway"
      version = "~> 0.6"
    }
  }
}

resource "railway_service" "this" {
  name       = "orders"
  project_id = "00000000-0000-4000-8000-000000000000"
  volume = {
    name       = "data"
    mount_path = "/data"
  }
}

ephemeral "aws_secretsmanager_random_password" "this" {}

resource "aws_db_instance" "this" {
  instance_class      = "db.t3.micro"
  password_wo         = ephemeral.aws_secretsmanager_random_password.this.random_password
  password_wo_version = 1
}

import {
  to = aws_vpc.this
  id = "vpc-12345678"
}

resource "aws_vpc" "this" {}
"#,
    )?;
    sandbox.run("", &["init"])?;
    sandbox.plan("", &[])?;
    let said = sandbox.apply("")?;
    assert!(said.contains("1 imported, 2 added, 0 changed, 0 destroyed"), "{said}");
    assert_eq!(changes(&sandbox.plan("", &[])?), [""; 0]);
    let state = sandbox.json("", &["show", "-json"])?;
    let text = state.to_string();
    assert!(text.contains("vpc-12345678") && !text.contains("random_password-"), "{text}");
    Ok(())
}

/// The same root in native syntax and in JSON, with what `terraform show` makes of each: escapes, references, blocks.
#[test]
fn plans_from_both_syntaxes_are_equal() -> Result<(), Failure> {
    let Some(terraform) = terraform(&[Version::AWS_6_25_0]) else { return Ok(()) };
    let native = r#"
variable "name" {
  default = "orders"
}

resource "aws_security_group" "this" {
  name        = "${var.name}-web"
  description = "costs $${5}"

  dynamic "timeouts" {
    for_each = var.name == "orders" ? ["10m"] : []
    content {
      create = timeouts.value
    }
  }
}

resource "aws_iam_role" "this" {
  name               = var.name
  assume_role_policy = jsonencode({ Name = "$${aws:username}" })
  tags               = { (var.name) = "a", Group = aws_security_group.this.name }
}
"#;
    let converted = r#"{
  "variable": { "name": { "default": "orders" } },
  "resource": {
    "aws_security_group": { "this": {
      "name": "${var.name}-web",
      "description": "costs $${5}",
      "dynamic": { "timeouts": {
        "for_each": "${var.name == \"orders\" ? [\"10m\"] : []}",
        "content": { "create": "${timeouts.value}" }
      } }
    } },
    "aws_iam_role": { "this": {
      "name": "${var.name}",
      "assume_role_policy": "${jsonencode({ Name = \"$${aws:username}\" })}",
      "tags": { "${var.name}": "a", "Group": "${aws_security_group.this.name}" }
    } }
  }
}"#;
    let plan = |file: &str, text: &str| {
        let sandbox = Sandbox::new(&terraform)?;
        sandbox.write(file, text)?;
        sandbox.run("", &["init"])?;
        sandbox.plan("", &[])
    };
    let left = plan("main.tf", native)?;
    let right = plan("main.tf.json", converted)?;
    let compare = |right| {
        let (left, right) =
            (Plan { json: &left, syntax: Syntax::Native }, Plan { json: right, syntax: Syntax::Json });
        differences(left, right).into_iter().map(|difference| difference.path).collect::<Vec<_>>()
    };
    assert_eq!(compare(&right), [""; 0]);
    let other = plan("main.tf.json", &converted.replace("costs $${5}", "costs $$${5}"))?;
    let expected = [
        "configuration.root_module.resources[1].expressions.description.constant_value",
        "planned_values.root_module.resources[1].values.description",
        "resource_changes[1].change.after.description",
    ];
    assert_eq!(compare(&other), expected);
    Ok(())
}
