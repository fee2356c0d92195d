//! Rules over plans and over module bodies.
//!
//! Each rule is a file with a stable code, and a text beside it that `iac explain CODE` prints. A rule says nothing about
//! what is known only after apply, and judges no name.

mod access_logs;
mod account_defaults;
mod alarm_actions;
mod alarm_can_fire;
mod audit_lock;
mod audit_trail;
mod backup_lock;
mod backup_plan;
mod backup_retention;
mod backup_second_region;
mod bucket_private;
mod bucket_transport;
mod budget_told;
mod canary_runs;
mod circuit_breaker;
mod config_recorder;
mod database_login;
mod database_private;
mod database_transport;
mod deletion_protection;
mod deployment_overlap;
mod deployment_strategy;
mod drain;
mod event_target;
mod exact_subject;
mod failed_apply;
mod final_snapshot;
mod findings_told;
mod flag_monitor;
mod flow_log;
mod function_caller;
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
mod incident_item;
mod inline_rules;
mod instance_metadata;
mod interrupted_apply;
mod key_rotation;
mod literal_password;
mod log_group;
mod narrow_rights;
mod nat_per_zone;
mod open_ingress;
mod password_policy;
mod public_address;
mod replaced_in_use;
mod request_headers;
mod restore_test;
mod rights_first;
mod role_boundary;
mod runbook_rights;
mod runbook_rollback;
mod scale_out_time;
mod second_factor;
mod secret_rotation;
mod secret_storage;
mod security_standards;
mod session_time;
mod standby;
mod storage_encrypted;
mod task_count;
mod threat_detection;
mod tls_policy;
mod topic_encrypted;
mod traffic_shift;
mod trail_watched;
mod trust;
mod two_zones;
mod update_timeout;
mod web_acl;
mod whole_secret;

use crate::judge::Expected;
use crate::judge::bodies::Bodies;
use crate::judge::finding::{Finding, Weakness};
use crate::judge::plan::Plan;

/// Every rule, by code.
pub static ALL: &[Rule] = &[
    access_logs::RULE,
    account_defaults::RULE,
    alarm_actions::RULE,
    alarm_can_fire::RULE,
    audit_lock::RULE,
    audit_trail::RULE,
    backup_lock::RULE,
    backup_plan::RULE,
    backup_retention::RULE,
    backup_second_region::RULE,
    bucket_private::RULE,
    bucket_transport::RULE,
    budget_told::RULE,
    canary_runs::RULE,
    circuit_breaker::RULE,
    config_recorder::RULE,
    database_login::RULE,
    database_private::RULE,
    database_transport::RULE,
    deletion_protection::RULE,
    deployment_overlap::RULE,
    deployment_strategy::RULE,
    drain::RULE,
    event_target::RULE,
    exact_subject::RULE,
    failed_apply::RULE,
    final_snapshot::RULE,
    findings_told::RULE,
    flag_monitor::RULE,
    flow_log::RULE,
    function_caller::RULE,
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
    incident_item::RULE,
    inline_rules::RULE,
    instance_metadata::RULE,
    interrupted_apply::RULE,
    key_rotation::RULE,
    literal_password::RULE,
    log_group::RULE,
    narrow_rights::RULE,
    nat_per_zone::RULE,
    open_ingress::RULE,
    password_policy::RULE,
    public_address::RULE,
    replaced_in_use::RULE,
    request_headers::RULE,
    restore_test::RULE,
    rights_first::RULE,
    role_boundary::RULE,
    runbook_rights::RULE,
    runbook_rollback::RULE,
    scale_out_time::RULE,
    second_factor::RULE,
    secret_rotation::RULE,
    secret_storage::RULE,
    security_standards::RULE,
    session_time::RULE,
    standby::RULE,
    storage_encrypted::RULE,
    task_count::RULE,
    threat_detection::RULE,
    tls_policy::RULE,
    topic_encrypted::RULE,
    traffic_shift::RULE,
    trail_watched::RULE,
    two_zones::RULE,
    update_timeout::RULE,
    web_acl::RULE,
    whole_secret::RULE,
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
