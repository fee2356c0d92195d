//! Arguments and blocks of resources, by the facts of their type.

use crate::problems;
use insta::assert_snapshot;

#[test]
fn a_type_that_the_provider_lacks() {
    assert_snapshot!(problems(r#"
        resource "aws_vpcc" "this" {
          cidr_block = var.cidr
        }
        resource "aws_region" "this" {}
        data "aws_regionn" "this" {}
        ephemeral "aws_secretsmanager_secret_versionn" "this" {}
    "#), @r"
    [unknown-type] main.tf:2:18: the aws provider has no resource `aws_vpcc`; did you mean `aws_vpc`?
    [unknown-type] main.tf:5:18: the aws provider has no resource `aws_region`; it is a data source
    [unknown-type] main.tf:6:14: the aws provider has no data source `aws_regionn`; did you mean `aws_region`?
    [unknown-type] main.tf:7:19: the aws provider has no ephemeral resource `aws_secretsmanager_secret_versionn`; did you mean `aws_secretsmanager_secret_version`?
    ");
}

#[test]
fn a_type_of_a_service_that_aws_closed() {
    assert_snapshot!(problems(r#"
        resource "aws_ssmincidents_replication_set" "this" {
          region {
            name = "eu-west-1"
          }
        }
        resource "aws_qldb_ledger" "this" {
          name             = var.name
          permissions_mode = "STANDARD"
        }
        data "aws_ssmincidents_replication_set" "this" {}
    "#), @r"
    [closed-service] main.tf:2:18: `aws_ssmincidents_replication_set`: AWS Systems Manager Incident Manager takes no new customers since 2025-11-07; AWS names OpsCenter of AWS Systems Manager in its place, see https://docs.aws.amazon.com/incident-manager/latest/userguide/incident-manager-availability-change.html
    [closed-service] main.tf:7:18: `aws_qldb_ledger`: Amazon QLDB ended on 2025-07-31; AWS names Amazon Aurora PostgreSQL in its place, see https://docs.aws.amazon.com/qldb/latest/developerguide/document-history.html
    ");
}

#[test]
fn an_argument_or_block_that_the_type_lacks() {
    assert_snapshot!(problems(r#"
        resource "aws_lb" "this" {
          nmae = var.name
          access_logs {
            buckt  = "logs"
            bucket = "logs"
          }
          acess_logs {
            bucket = "logs"
          }
        }
        data "aws_availability_zones" "this" {
          stat = "available"
        }
        resource "railway_service" "this" {
          name       = var.name
          project_id = "p"
          souce_repo = "a/b"
        }
    "#), @r"
    [unknown-argument] main.tf:3:11: `aws_lb` has no argument `nmae`; did you mean `name`?
    [unknown-argument] main.tf:5:13: `access_logs` of `aws_lb` has no argument `buckt`; did you mean `bucket`?
    [unknown-block] main.tf:8:11: `aws_lb` has no block `acess_logs`; did you mean `access_logs`?
    [unknown-argument] main.tf:13:11: `data.aws_availability_zones` has no argument `stat`; did you mean `state`?
    [unknown-argument] main.tf:18:11: `railway_service` has no argument `souce_repo`; did you mean `source_repo`?
    ");
}

#[test]
fn an_argument_written_as_a_block_and_the_reverse() {
    assert_snapshot!(problems(r#"
        resource "aws_lb" "this" {
          access_logs = { bucket = "logs" }
          tags {
            Name = var.name
          }
          arn {}
        }
    "#), @r"
    [block-as-argument] main.tf:3:11: `access_logs` of `aws_lb` is a block; write `access_logs { … }`, without `=`
    [argument-as-block] main.tf:4:11: `tags` of `aws_lb` is an argument; write `tags = …`
    [argument-as-block] main.tf:7:11: `arn` of `aws_lb` is an argument; it is computed by the provider and can't be set
    ");
}

#[test]
fn a_list_of_objects_may_be_written_both_ways() {
    assert_snapshot!(problems(r#"
        resource "aws_security_group" "blocks" {
          ingress {
            from_port = 443
            to_port   = 443
            protocol  = "tcp"
            protcol   = "tcp"
          }
          dynamic "egress" {
            for_each = var.zones
            content {
              from_port = 0
              to_prt    = 0
              protocol  = "-1"
            }
          }
        }
        resource "aws_security_group" "argument" {
          ingress = [{
            from_port = 443
            to_port   = 443
            protocol  = "tcp"
            descr     = "HTTPS"
          }]
        }
    "#), @r"
    [unknown-argument] main.tf:7:13: `ingress` of `aws_security_group` has no argument `protcol`; did you mean `protocol`?
    [unknown-argument] main.tf:13:15: `egress` of `aws_security_group` has no argument `to_prt`; did you mean `to_port`?
    [missing-member] main.tf:19:22: an element of `ingress` of `aws_security_group` needs the members `cidr_blocks`, `description`, `ipv6_cidr_blocks`, `prefix_list_ids`, `security_groups` and `self`; Terraform takes `null`, but no gap
    [unknown-member] main.tf:23:13: an element of `ingress` of `aws_security_group` has no member `descr`, and Terraform drops it silently
    ");
}

#[test]
fn what_is_required_and_missing() {
    assert_snapshot!(problems(r#"
        resource "aws_subnet" "this" {}
        resource "aws_lb_listener" "this" {
          load_balancer_arn = "arn"
        }
        resource "aws_lb_listener_rule" "this" {
          listener_arn = "arn"
          action {
            order = 1
          }
          condition {}
        }
    "#), @r"
    [missing-argument] main.tf:2:9: `aws_subnet` needs the argument `vpc_id`
    [missing-block] main.tf:3:9: `aws_lb_listener` needs a block `default_action`
    [missing-argument] main.tf:8:11: `action` of `aws_lb_listener_rule` needs the argument `type`
    ");
}

#[test]
fn a_computed_argument_that_is_set() {
    assert_snapshot!(problems(r#"
        resource "aws_vpc" "this" {
          cidr_block = var.cidr
          arn        = "arn"
        }
    "#), @"[computed-argument] main.tf:4:11: `arn` of `aws_vpc` is computed by the provider and can't be set");
}

#[test]
fn too_many_and_too_few_blocks() {
    assert_snapshot!(problems(r#"
        resource "aws_lb" "this" {
          access_logs {
            bucket = "a"
          }
          access_logs {
            bucket = "b"
          }
          access_logs {
            bucket = "c"
          }
        }
    "#), @"[too-many-blocks] main.tf:6:11: `aws_lb` takes at most 1 `access_logs`");
}

#[test]
fn dynamic_blocks() {
    assert_snapshot!(problems(r#"
        resource "aws_db_parameter_group" "this" {
          family = "postgres16"
          dynamic "parameter" {
            for_each = var.zones
            content {
              name  = parameter.key
              value = parameter.valu
              apply = "immediate"
            }
          }
          dynamic "parameter" {
            for_each = var.zones
            iterator = each_one
            content {
              name  = each_one.key
              value = parameter.value
            }
          }
          dynamic "parametr" {
            for_each = var.zones
            content {}
          }
          dynamic "parameter" {
            name = "a"
          }
          dynamic "parameter" {
            for_each = []
            item {}
          }
        }
    "#), @r"
    [unknown-attribute] main.tf:8:32: `parameter` has no attribute `valu`; did you mean `value`?
    [unknown-argument] main.tf:9:15: `parameter` of `aws_db_parameter_group` has no argument `apply`; expected `apply_method`, `name` or `value`
    [undeclared-name] main.tf:17:23: nothing is called `parameter` here
    [unknown-block] main.tf:20:19: `aws_db_parameter_group` has no block `parametr`; did you mean `parameter`?
    [missing-argument] main.tf:24:11: `dynamic` needs the argument `for_each`
    [missing-block] main.tf:24:11: `dynamic` needs one block `content`, and here it has 0
    [unknown-argument] main.tf:25:13: `dynamic` has no argument `name`; arguments of the block stand in its `content`
    [missing-block] main.tf:27:11: `dynamic` needs one block `content`, and here it has 0
    [unknown-block] main.tf:29:13: `dynamic` has no block `item`; put it in `content`
    ");
}

#[test]
fn ignored_changes_are_names_of_the_resource() {
    assert_snapshot!(problems(r#"
        resource "aws_ecs_service" "this" {
          name = var.name
          lifecycle {
            ignore_changes        = [desired_count, task_definitoin, tags["Name"], tagz["Name"]]
            create_before_destroy = true
            prevent_destroi       = true
          }
        }
        resource "aws_vpc" "this" {
          lifecycle {
            ignore_changes = all
          }
        }
    "#), @r"
    [unknown-attribute] main.tf:5:53: `aws_ecs_service` has nothing called `task_definitoin` to ignore; did you mean `task_definition`?
    [unknown-attribute] main.tf:5:84: `aws_ecs_service` has nothing called `tagz` to ignore; did you mean `tags`?
    [unknown-argument] main.tf:7:13: `lifecycle` has no argument `prevent_destroi`; did you mean `prevent_destroy`?
    ");
}

#[test]
fn opaque_blocks_and_other_providers_are_not_checked() {
    let text = r#"
        resource "random_password" "this" {
          lenght = 20
        }
        resource "google_storage_bucket" "this" {
          anything {
            goes = random_password.this.whatever
          }
        }
        resource "terraform_data" "this" {
          input = google_storage_bucket.this.url
        }
        resource "aws_wafv2_rule_group" "this" {
          name     = var.name
          capacity = 1
          scope    = "REGIONAL"
          rule {
            name     = "a"
            priority = 1
            action {
              allow {}
            }
            statement {
              what_ever {
                stands = "here"
              }
            }
            visibility_config {
              cloudwatch_metrics_enabled = false
              metric_name                = "a"
              sampled_requests_enabled   = false
            }
          }
          visibility_config {
            cloudwatch_metrics_enabled = false
            metric_name                = "a"
            sampled_requests_enabled   = false
          }
        }
    "#;
    assert_snapshot!(problems(text), @"");
    let unchecked = crate::report(text, &crate::VERSIONS).unchecked;
    assert_eq!(unchecked, ["google_storage_bucket", "random_password"]);
}

#[test]
fn a_provider_that_the_module_does_not_declare() {
    let text = r#"
        resource "railway_project" "this" {
          name = var.name
        }
    "#;
    let report = crate::report(text, &[iac_schema::Version::AWS_6_66_0]);
    let problems: Vec<String> = report
        .problems
        .iter()
        .filter(|found| found.code != "unused-input")
        .map(ToString::to_string)
        .collect();
    assert_snapshot!(problems.join("\n"), @r#"main.tf:2:18: the module declares no version of the railway provider; add `railway("0.6.2")` to `#[module(…)]`"#);
}
