//! Expressions: functions, and decisions by the name of an environment.

use crate::problems;
use insta::assert_snapshot;

#[test]
fn functions_that_do_not_exist() {
    assert_snapshot!(problems(r#"
        output "all" {
          description = "All."
          value       = [lenght(var.zones), length(var.zones), provider::aws::arn_parse(var.name), core(var.name)]
        }
    "#), @r"
    [unknown-function] main.tf:4:26: Terraform has no function `lenght`; did you mean `length`?
    [unknown-function] main.tf:4:100: Terraform has no function `core`
    ");
}

#[test]
fn decisions_by_the_name_of_an_environment() {
    assert_snapshot!(problems(r#"
        output "all" {
          description = "All."
          value = [
            var.environment == "production",
            "production" != (var.environment),
            contains(["staging", "production"], var.environment),
            var.environment == var.name,
            contains(var.zones, var.environment),
            var.name == "production",
            "${var.environment}-db",
          ]
        }
    "#), @r"
    [environment-comparison] main.tf:5:13: `var.environment` is compared with a literal, and the name of an environment is only a name; add an input that says what differs
    [environment-comparison] main.tf:6:29: `var.environment` is compared with a literal, and the name of an environment is only a name; add an input that says what differs
    [environment-comparison] main.tf:7:49: `var.environment` is compared with a literal, and the name of an environment is only a name; add an input that says what differs
    ");
}
