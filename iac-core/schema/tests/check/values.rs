//! Literals by the type of the argument that takes them.

use crate::problems;
use insta::assert_snapshot;

#[test]
fn literals_of_the_wrong_type() {
    assert_snapshot!(problems(r#"
        resource "aws_db_instance" "this" {
          instance_class          = ["db.t3.micro"]
          allocated_storage       = "abc"
          multi_az                = "yes"
          deletion_protection     = 1
          backup_retention_period = true
          vpc_security_group_ids  = "sg-1"
          tags                    = ["a"]
          identifier              = { a = 1 }
          max_allocated_storage   = !true
          port                    = [for zone in var.zones : 1]
          monitoring_interval     = var.zones == [] ? "never" : 60
          enabled_cloudwatch_logs_exports = [{ a = 1 }, ["b"], "postgresql"]
        }
    "#), @r#"
    [wrong-type] main.tf:3:37: `instance_class` of `aws_db_instance` takes text, not a list
    [wrong-type] main.tf:4:37: `allocated_storage` of `aws_db_instance` takes a number, not "abc"
    [wrong-type] main.tf:5:37: `multi_az` of `aws_db_instance` takes a bool, not "yes"
    [wrong-type] main.tf:6:37: `deletion_protection` of `aws_db_instance` takes a bool, not a number
    [wrong-type] main.tf:7:37: `backup_retention_period` of `aws_db_instance` takes a number, not a bool
    [wrong-type] main.tf:8:37: `vpc_security_group_ids` of `aws_db_instance` takes a set(string), not "sg-1"
    [wrong-type] main.tf:9:37: `tags` of `aws_db_instance` takes a map(string), not a list
    [wrong-type] main.tf:10:37: `identifier` of `aws_db_instance` takes text, not an object
    [wrong-type] main.tf:11:37: `max_allocated_storage` of `aws_db_instance` takes a number, not a bool
    [wrong-type] main.tf:12:37: `port` of `aws_db_instance` takes a number, not a list
    [wrong-type] main.tf:13:55: `monitoring_interval` of `aws_db_instance` takes a number, not "never"
    [wrong-type] main.tf:14:46: an element of `enabled_cloudwatch_logs_exports` of `aws_db_instance` takes text, not an object
    [wrong-type] main.tf:14:57: an element of `enabled_cloudwatch_logs_exports` of `aws_db_instance` takes text, not a list
    "#);
}

#[test]
fn text_that_terraform_converts_is_fine() {
    assert_snapshot!(problems(r#"
        resource "aws_db_instance" "this" {
          instance_class          = "db.t3.micro"
          allocated_storage       = "20"
          max_allocated_storage   = "${var.cidr}"
          multi_az                = "true"
          deletion_protection     = null
          backup_retention_period = (7)
          identifier              = 5
          db_name                 = true
          port                    = -1 + 2
          tags                    = { Name = 1, Other = null }
          apply_immediately       = var.zones == []
          vpc_security_group_ids  = [for zone in var.zones : zone]
          monitoring_interval     = var.zones == [] ? null : 60
        }
    "#), @"");
}

#[test]
fn values_of_other_resources() {
    assert_snapshot!(problems(r#"
        resource "aws_security_group" "this" {
          name = var.name
        }
        resource "aws_subnet" "this" {
          count  = 2
          vpc_id = "vpc-1"
        }
        resource "aws_lb" "this" {
          security_groups = aws_security_group.this.id
          subnets         = aws_subnet.this[*].id
          name            = aws_subnet.this[*].id
          internal        = aws_security_group.this.id
        }
    "#), @r"
    [wrong-type] main.tf:10:29: `security_groups` of `aws_lb` takes a set(string), not text
    [wrong-type] main.tf:12:29: `name` of `aws_lb` takes text, not a list
    ");
}

#[test]
fn members_of_objects() {
    assert_snapshot!(problems(r#"
        resource "railway_service" "this" {
          name       = var.name
          project_id = "p"
          volume     = { name = "data", mount_pth = "/data" }
          regions    = [{ region = "a", num_replicas = "two" }, { "region" = "b", (var.name) = 1 }]
        }
    "#), @r#"
    [missing-member] main.tf:5:24: `volume` of `railway_service` needs the member `mount_path`
    [unknown-member] main.tf:5:41: `volume` of `railway_service` has no member `mount_pth`, and Terraform drops it silently; did you mean `mount_path`?
    [wrong-type] main.tf:6:56: `num_replicas` in an element of `regions` of `railway_service` takes a number, not "two"
    "#);
}
