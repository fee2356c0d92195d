//! Every VPC logs all traffic.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "flow-log",
    title: "every VPC logs all traffic",
    explain: include_str!("flow-log.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let logs: Vec<_> = plan.of_type("aws_flow_log").collect();
    let silent =
        plan.of_type("aws_vpc").filter(|vpc| !logs.iter().any(|log| plan.refers(log, "vpc_id", vpc)));
    let silent =
        silent.map(|vpc| vpc.weak("aws_flow_log", "nothing logs the traffic", "add an `aws_flow_log`"));
    let partial = logs.iter().filter_map(|log| {
        log.unless(
            "traffic_type",
            |value| value.is_text("ALL"),
            "part of the traffic is not logged",
            "set `traffic_type = \"ALL\"`",
        )
    });
    silent.chain(partial).collect()
}
