//! Nobody talks to the database in plain text.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::{Plan, Resource};
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "database-transport",
    title: "nobody talks to the database in plain text",
    explain: include_str!("database-transport.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let postgres =
        |group: &&Resource| group.at("family").text().is_some_and(|family| family.starts_with("postgres"));
    let groups = plan.of_type("aws_db_parameter_group").filter(postgres);
    groups
        .filter(|group| {
            let parameters = group.all("parameter");
            let forced = |parameter: &&Value| {
                parameter.at("name").is_text("rds.force_ssl") && parameter.at("value").is_text("1")
            };
            group.at("parameter").fails(|_| parameters.iter().any(forced))
        })
        .map(|group| {
            group.weak(
                "parameter.rds.force_ssl",
                "connections in plain text are taken",
                "set the parameter `rds.force_ssl` to \"1\"",
            )
        })
        .collect()
}
