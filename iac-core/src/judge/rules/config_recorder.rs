//! AWS Config records every kind of resource.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "config-recorder",
    title: "AWS Config records every kind of resource",
    explain: include_str!("config-recorder.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let weaknesses = plan.of_type("aws_config_configuration_recorder").flat_map(|recorder| {
        let status = plan
            .of_type("aws_config_configuration_recorder_status")
            .find(|status| plan.refers(status, "name", recorder));
        let on = match status {
            None => Some(recorder.weak(
                "aws_config_configuration_recorder_status",
                "nobody turns it on",
                "add its status",
            )),
            Some(status) => {
                status.unless("is_enabled", Value::is_true, "nothing is recorded", "set it to true")
            }
        };
        let channel = plan.of_type("aws_config_delivery_channel").next().is_none().then(|| {
            recorder.weak(
                "aws_config_delivery_channel",
                "what it records goes nowhere",
                "add a delivery channel",
            )
        });
        let all = recorder.unless(
            "recording_group.all_supported",
            |value| !value.is_false(),
            "what isn't named is not recorded",
            "set it to true",
        );
        [all, on, channel]
    });
    weaknesses.flatten().collect()
}
