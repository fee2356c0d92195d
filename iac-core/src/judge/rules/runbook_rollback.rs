//! A runbook that stops a deployment takes it back.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use serde_json::Value as Json;

pub(super) const RULE: Rule = Rule {
    code: "runbook-rollback",
    title: "a runbook that stops a deployment takes it back",
    explain: include_str!("runbook-rollback.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let mut weaknesses = Vec::new();
    for document in plan.of_type("aws_ssm_document") {
        let Some(Ok(content)) = document.at("content").text().map(serde_json::from_str::<Json>) else {
            continue;
        };
        for step in content["mainSteps"].as_array().into_iter().flatten() {
            let inputs = &step["inputs"];
            if inputs["Api"] == "StopServiceDeployment" && inputs["stopType"] != "ROLLBACK" {
                weaknesses.push(document.weak(
                    "content.stopType",
                    format!("the step {} leaves users between two versions", step["name"]),
                    "set `stopType = \"ROLLBACK\"`",
                ));
            }
        }
    }
    weaknesses
}
