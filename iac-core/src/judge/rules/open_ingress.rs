//! The internet reaches the load balancer on 80 and 443, and nothing else.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "open-ingress",
    title: "the internet reaches the load balancer on 80 and 443, and nothing else",
    explain: include_str!("open-ingress.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let mut weaknesses = Vec::new();
    for rule in plan.of_type("aws_vpc_security_group_ingress_rule") {
        let anybody = rule.at("cidr_ipv4").is_text("0.0.0.0/0") || rule.at("cidr_ipv6").is_text("::/0");
        let (from, to) = (rule.at("from_port").number(), rule.at("to_port").number());
        let balancer = plan
            .of_type("aws_lb")
            .any(|balancer| plan.share((rule, "security_group_id"), (balancer, "security_groups")));
        let web = from == to && matches!(from, Some(port) if [80.0, 443.0].contains(&port));
        if anybody && !(web && balancer) {
            weaknesses.push(rule.weak(
                "cidr_ipv4",
                "everybody on the internet may come in",
                "name a security group, or the range of whoever needs it",
            ));
        } else if from.zip(to).is_some_and(|(from, to)| (from - to).abs() > 0.5)
            || rule.at("ip_protocol").is_text("-1")
        {
            weaknesses.push(rule.weak(
                "from_port",
                format!("every port from {} to {} is open", rule.at("from_port"), rule.at("to_port")),
                "open the one port that is needed",
            ));
        }
    }
    weaknesses
}
