//! Rules over plans and over module bodies.
//!
//! Each rule is a file with a stable code, and a text beside it that `iac explain CODE` prints. A rule says nothing about
//! what is known only after apply, and judges no name.

mod access_logs;
mod alarm_actions;
mod alarm_can_fire;
mod backup_lock;
mod backup_plan;
mod backup_retention;
mod backup_second_region;
mod bucket_private;
mod circuit_breaker;
mod database_login;
mod database_private;
mod database_transport;
mod deletion_protection;
mod deployment_overlap;
mod deployment_strategy;
mod drain;
mod event_target;
mod failed_apply;
mod final_snapshot;
mod flag_monitor;
mod flow_log;
mod gate_coverage;
mod gate_direction;
mod gate_minimum_requests;
mod gate_missing_data;
mod gate_per_target_group;
mod gate_rollback;
mod gate_threshold;
mod gate_time;
mod health_check_time;
mod host_drain;
mod host_scaling;
mod host_volumes;
mod https_redirect;
mod ignored_changes;
mod immutable_images;
mod inline_rules;
mod instance_metadata;
mod interrupted_apply;
mod key_rotation;
mod literal_password;
mod log_group;
mod nat_per_zone;
mod open_ingress;
mod public_address;
mod replaced_in_use;
mod request_headers;
mod restore_test;
mod rights_first;
mod scale_out_time;
mod standby;
mod storage_encrypted;
mod task_count;
mod tls_policy;
mod topic_encrypted;
mod traffic_shift;
mod two_zones;
mod update_timeout;
mod web_acl;

use crate::judge::Expected;
use crate::judge::bodies::Bodies;
use crate::judge::finding::{Finding, Weakness};
use crate::judge::plan::Plan;

/// Every rule, by code.
pub static ALL: &[Rule] = &[
    access_logs::RULE,
    alarm_actions::RULE,
    alarm_can_fire::RULE,
    backup_lock::RULE,
    backup_plan::RULE,
    backup_retention::RULE,
    backup_second_region::RULE,
    bucket_private::RULE,
    circuit_breaker::RULE,
    database_login::RULE,
    database_private::RULE,
    database_transport::RULE,
    deletion_protection::RULE,
    deployment_overlap::RULE,
    deployment_strategy::RULE,
    drain::RULE,
    event_target::RULE,
    failed_apply::RULE,
    final_snapshot::RULE,
    flag_monitor::RULE,
    flow_log::RULE,
    gate_coverage::RULE,
    gate_direction::RULE,
    gate_minimum_requests::RULE,
    gate_missing_data::RULE,
    gate_per_target_group::RULE,
    gate_rollback::RULE,
    gate_threshold::RULE,
    gate_time::RULE,
    health_check_time::RULE,
    host_drain::RULE,
    host_scaling::RULE,
    host_volumes::RULE,
    https_redirect::RULE,
    ignored_changes::RULE,
    immutable_images::RULE,
    inline_rules::RULE,
    instance_metadata::RULE,
    interrupted_apply::RULE,
    key_rotation::RULE,
    literal_password::RULE,
    log_group::RULE,
    nat_per_zone::RULE,
    open_ingress::RULE,
    public_address::RULE,
    replaced_in_use::RULE,
    request_headers::RULE,
    restore_test::RULE,
    rights_first::RULE,
    scale_out_time::RULE,
    standby::RULE,
    storage_encrypted::RULE,
    task_count::RULE,
    tls_policy::RULE,
    topic_encrypted::RULE,
    traffic_shift::RULE,
    two_zones::RULE,
    update_timeout::RULE,
    web_acl::RULE,
];

/// A rule that a plan or a body keeps or breaks.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The stable code, such as `gate-rollback`.
    pub code: &'static str,
    /// The rule in one line.
    pub title: &'static str,
    /// Why it stands, in Markdown.
    pub explain: &'static str,
    check: Check,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
enum Check {
    Bodies(fn(&Bodies) -> Vec<Weakness>),
    Plan(fn(&Plan, &Expected) -> Vec<Weakness>),
}

/// The rule with `code`.
pub fn find(code: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.code == code)
}

impl Rule {
    /// Whether it looks at plans, and not at the bodies of modules.
    pub fn is_of_plans(&self) -> bool {
        matches!(self.check, Check::Plan(_))
    }

    pub(super) fn of_plan(&'static self, plan: &Plan, expected: &Expected) -> Vec<Finding> {
        match self.check {
            Check::Plan(check) => self.findings(check(plan, expected)),
            Check::Bodies(_) => Vec::new(),
        }
    }

    pub(super) fn of_bodies(&'static self, bodies: &Bodies) -> Vec<Finding> {
        match self.check {
            Check::Bodies(check) => self.findings(check(bodies)),
            Check::Plan(_) => Vec::new(),
        }
    }

    fn findings(&'static self, weaknesses: Vec<Weakness>) -> Vec<Finding> {
        let finding = |Weakness { place, property, problem, help }| Finding {
            rule: self,
            place,
            property,
            problem,
            help,
        };
        weaknesses.into_iter().map(finding).collect()
    }
}
