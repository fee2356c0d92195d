//! References: what they name, and what is asked of it.

use crate::problems;
use insta::assert_snapshot;

#[test]
fn what_is_not_declared() {
    assert_snapshot!(problems(r#"
        resource "aws_vpc" "this" {
          cidr_block = var.cidrr
          tags = {
            a = local.nmae
            b = aws_vpc.thiss.id
            c = data.aws_region.this.name
            d = module.netwrk.vpc_id
            e = aws_vcp.this.id
            f = vpc_id
            g = foo.bar
            h = ephemeral.aws_lambda_invocation.this.result
          }
        }
        locals {
          name = aws_vpc.this.id
        }
        output "name" {
          description = "The name."
          value       = local.name
        }
    "#), @r"
    [undeclared-variable] main.tf:3:27: input `cidrr` isn't declared; did you mean `cidr`?
    [undeclared-local] main.tf:5:22: local `nmae` isn't declared; did you mean `name`?
    [undeclared-resource] main.tf:6:17: `aws_vpc.thiss` isn't declared; did you mean `aws_vpc.this`?
    [undeclared-resource] main.tf:7:21: `data.aws_region.this` isn't declared
    [undeclared-module] main.tf:8:23: module `netwrk` isn't declared
    [undeclared-resource] main.tf:9:17: `aws_vcp.this` isn't declared; did you mean `aws_vpc.this`?
    [undeclared-name] main.tf:10:17: nothing is called `vpc_id` here
    [undeclared-name] main.tf:11:17: nothing is called `foo` here
    [undeclared-resource] main.tf:12:26: `ephemeral.aws_lambda_invocation.this` isn't declared
    ");
}

#[test]
fn attributes_that_a_type_lacks() {
    assert_snapshot!(problems(r#"
        resource "aws_lb" "this" {
          name = var.name
        }
        resource "aws_db_instance" "this" {
          instance_class = "db.t3.micro"
        }
        resource "aws_subnet" "counted" {
          count  = 2
          vpc_id = "vpc-1"
        }
        resource "aws_subnet" "keyed" {
          for_each = toset(var.zones)
          vpc_id   = "vpc-1"
        }
        data "aws_availability_zones" "this" {}
        locals {
          used = [
            aws_lb.this.dns_nam,
            aws_lb.this.access_logs[0].buckt,
            aws_lb.this.tags.Anything,
            aws_lb.this.arn.name,
            aws_subnet.counted[0].idd,
            aws_subnet.counted[*].idd,
            aws_subnet.counted.*.idd,
            aws_subnet.keyed["a"].idd,
            values(aws_subnet.keyed)[*].idd,
            one(aws_subnet.counted[*]).idd,
            data.aws_availability_zones.this.nams,
            resource.aws_lb.this.idd,
            aws_db_instance.this.master_user_secret[0].secret_ar,
            aws_db_instance.this.master_user_secret.secret_arn,
            [for subnet in aws_subnet.counted : subnet.idd],
            { for key, subnet in aws_subnet.keyed : key => subnet.idd },
            "${aws_lb.this.idd}",
            <<-EOT
              %{for subnet in aws_subnet.counted}${subnet.idd}%{endfor}
            EOT
            ,
          ]
        }
        output "used" {
          description = "All."
          value       = local.used
        }
    "#), @r#"
    [unknown-attribute] main.tf:19:24: `aws_lb.this` has no attribute `dns_nam`; did you mean `dns_name`?
    [unknown-attribute] main.tf:20:39: `aws_lb.this.access_logs[0]` has no attribute `buckt`; did you mean `bucket`?
    [no-attributes] main.tf:22:28: `aws_lb.this.arn` is a string and has no attribute `name`
    [unknown-attribute] main.tf:23:34: `aws_subnet.counted[0]` has no attribute `idd`; did you mean `id`?
    [unknown-attribute] main.tf:24:34: `aws_subnet.counted[*]` has no attribute `idd`; did you mean `id`?
    [unknown-attribute] main.tf:25:33: `aws_subnet.counted.*` has no attribute `idd`; did you mean `id`?
    [unknown-attribute] main.tf:26:34: `aws_subnet.keyed["a"]` has no attribute `idd`; did you mean `id`?
    [unknown-attribute] main.tf:27:40: `values(aws_subnet.keyed)[*]` has no attribute `idd`; did you mean `id`?
    [unknown-attribute] main.tf:28:39: `one(aws_subnet.counted[*])` has no attribute `idd`; did you mean `id`?
    [unknown-attribute] main.tf:29:45: `data.aws_availability_zones.this` has no attribute `nams`; did you mean `names`?
    [unknown-attribute] main.tf:30:33: `resource.aws_lb.this` has no attribute `idd`; did you mean `id`?
    [unknown-attribute] main.tf:31:55: `aws_db_instance.this.master_user_secret[0]` has no attribute `secret_ar`; did you mean `secret_arn`?
    [no-attributes] main.tf:32:52: `aws_db_instance.this.master_user_secret` is a list and has no attribute `secret_arn`; choose an element with `[0]`, or all of them with `[*]`
    [unknown-attribute] main.tf:33:55: `subnet` has no attribute `idd`; did you mean `id`?
    [unknown-attribute] main.tf:34:66: `subnet` has no attribute `idd`; did you mean `id`?
    [unknown-attribute] main.tf:35:27: `aws_lb.this` has no attribute `idd`; did you mean `id`?
    [unknown-attribute] main.tf:37:58: `subnet` has no attribute `idd`; did you mean `id`?
    "#);
}

#[test]
fn sets_and_maps_have_no_index() {
    assert_snapshot!(problems(r#"
        resource "aws_acm_certificate" "this" {
          domain_name = var.name
        }
        resource "aws_route53_record" "this" {
          for_each = {
            for option in aws_acm_certificate.this.domain_validation_options : option.domain_name => option
          }
          zone_id = aws_acm_certificate.this.domain_validation_options[0].resource_record_name
          name    = each.value.resource_record_nam
          type    = each.valu
          records = [aws_acm_certificate.this.domain_validation_options.resource_record_value]
        }
    "#), @r"
    [no-index] main.tf:9:71: `aws_acm_certificate.this.domain_validation_options` is a set, whose elements have no index; write `one(…)` for its only element, or `tolist(…)[0]`
    [unknown-attribute] main.tf:10:31: `each.value` has no attribute `resource_record_nam`; did you mean `resource_record_name`?
    [unknown-attribute] main.tf:11:25: `each` has no attribute `valu`; did you mean `value`?
    [no-attributes] main.tf:12:72: `aws_acm_certificate.this.domain_validation_options` is a set and has no attribute `resource_record_value`; write `one(…).resource_record_value` for its only element, or `[*].resource_record_value` for all
    ");
}

#[test]
fn keys_of_instances() {
    assert_snapshot!(problems(r#"
        resource "aws_eip" "one" {}
        resource "aws_eip" "counted" {
          count = 2
        }
        resource "aws_eip" "keyed" {
          for_each = toset(var.zones)
        }
        locals {
          used = [
            aws_eip.one[0].id, aws_eip.one[*].id, aws_eip.counted.id, aws_eip.counted[1].id,
            aws_eip.keyed.id, aws_eip.keyed[*].id, aws_eip.keyed["a"].id, aws_eip.keyed, aws_eip.counted,
          ]
        }
        output "used" {
          description = "All."
          value       = local.used
        }
    "#), @r"
    [unexpected-key] main.tf:11:24: `aws_eip.one` has neither `count` nor `for_each`, so it takes no key; remove `[…]`
    [missing-key] main.tf:11:66: `aws_eip.counted` has `count`, so its attributes need a key; write `aws_eip.counted[0]`
    [missing-key] main.tf:12:26: `aws_eip.keyed` has `for_each`, so its attributes need a key; write `aws_eip.keyed[each.key]`
    [splat-of-map] main.tf:12:44: `aws_eip.keyed` has `for_each`, so it is a map, and `[*]` steps over lists only; write `values(aws_eip.keyed)[*]`
    ");
}

#[test]
fn names_that_are_known_only_in_places() {
    assert_snapshot!(problems(r#"
        resource "aws_eip" "counted" {
          count = each.key
          tags  = { Name = "${count.index} ${count.idx}" }
        }
        resource "aws_eip" "keyed" {
          for_each = { a = each.key }
          tags     = { Name = "${each.key} ${each.name} ${count.index}" }
          lifecycle {
            postcondition {
              condition     = self.public_ip != self.public_ipp
              error_message = "No address for ${each.key}."
            }
          }
        }
        locals {
          used = [self.id, path.module, path.modul, terraform.workspace, terraform.workspce]
          more = [for zone in local.used : zne]
        }
        output "used" {
          description = "All."
          value       = [local.used, local.more]
        }
    "#), @r"
    [no-each] main.tf:3:19: `each` is known only in a block with `for_each`
    [unknown-attribute] main.tf:4:51: `count` has no attribute `idx`; expected `index`
    [no-each] main.tf:7:28: `each` is known only in a block with `for_each`
    [unknown-attribute] main.tf:8:50: `each` has no attribute `name`; expected `key` or `value`
    [no-count] main.tf:8:59: `count` is known only in a block with `count`
    [unknown-attribute] main.tf:11:53: `self` has no attribute `public_ipp`; did you mean `public_ip`?
    [no-self] main.tf:17:19: `self` is known only in the `lifecycle`, `connection` and `provisioner` of a resource
    [unknown-attribute] main.tf:17:45: `path` has no attribute `modul`; did you mean `module`?
    [unknown-attribute] main.tf:17:83: `terraform` has no attribute `workspce`; did you mean `workspace`?
    [undeclared-name] main.tf:18:44: nothing is called `zne` here; did you mean `zone`?
    ");
}
