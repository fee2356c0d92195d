//! Staging mirrors production: where two environments differ, and why they may.

use crate::aws::Text;
use crate::environment::{Environment, Tier};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Why staging may differ from production, property by property; `*` stands for a name that users choose.
///
/// There is no row for a group, and a test fails for a row that no preset and no example needs.
const JUSTIFIED: &[(&str, &str)] = &[
    ("access.allowed_account_ids", "each environment lives in an account of its own"),
    ("access.auditors", "the people are those of the account that an environment lives in"),
    ("access.operators", "the people are those of the account that an environment lives in"),
    ("access.role_to_assume", "each environment lives in an account of its own"),
    ("account.audit_retention", "auditors ask what was done to production, years later"),
    ("account.budget", "staging has a share of the load"),
    ("backup.copy_region", "copies in a second Region are for data that can't be made again"),
    ("backup.daily_retention", "what staging holds can be made again"),
    ("backup.lock", "a lock keeps what nobody may delete, and staging is deleted"),
    ("backup.monthly_retention", "nobody asks for the staging of last year"),
    (
        "backup.restore_test",
        "each test runs a database for hours; monthly proves the procedure, weekly the backups",
    ),
    ("database.backup_retention", "what staging holds can be made again"),
    ("database.insights_retention", "a week of queries is enough to compare two versions, and free"),
    ("database.max_storage", "staging holds a sample of the data"),
    ("database.monitoring_interval", "finer samples are for incidents, and are billed as logs"),
    ("database.replicas", "replicas serve load that staging doesn't have"),
    ("database.storage", "staging holds a sample of the data"),
    ("database_size", "staging has a share of the load"),
    ("deletion_protection", "staging is made anew at will"),
    ("deployment.strategy.canary.bake", "the same steps, with less traffic to wait for"),
    ("deployment.strategy.canary.observation", "the same steps, with less traffic to wait for"),
    ("hosts.cpu_credits", "staging may be slow under load rather than billed for it"),
    ("incident.pager", "nobody is woken for staging"),
    ("instance_type", "staging has a share of the load"),
    ("log_retention", "logs of staging answer questions of this quarter"),
    ("max_instances", "staging has a share of the load"),
    ("min_instances", "staging may wait for a host when one fails"),
    ("monitoring.synthetics", "nobody is woken for staging, so a look every few minutes is enough"),
    ("multi_az", "staging may wait for the database when a zone fails"),
    ("network.cidr", "no two environments share addresses"),
    (
        "network.endpoints",
        "an endpoint costs by the zone and hour; what staging does without goes through NAT",
    ),
    ("network.nat", "staging may lose its way out with a zone"),
    ("scaling.host_utilization", "the one host of staging has room for the next version as it is"),
    ("services.*.cpu", "staging has a share of the load, on smaller hosts"),
    ("services.*.memory", "staging has a share of the load, on smaller hosts"),
    ("services.*.replicas", "staging may wait for a task when one fails"),
    ("state.s3.bucket", "each environment lives in an account of its own, and keeps its state there"),
    ("tier", "it is what makes the one staging and the other production"),
];

/// Settings that are one of several kinds: of another kind, they differ as a whole.
const KINDS: [&str; 4] = ["backup.lock", "deployment.strategy", "monitoring.tracing", "state"];

/// A difference between staging and production that a team accepts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Justification {
    /// The setting, such as `domain` or `services.app.port`; or a type of resources that only one has, such as
    /// `aws_acm_certificate`.
    pub setting: String,
    /// Why it may differ, for whoever reads the spec next.
    pub reason: Text,
}

/// A setting in which two environments differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The path, such as `services.app.cpu`.
    pub setting: String,
    /// What the one says, as one writes it; nothing, if it doesn't say.
    pub one: Option<String>,
    /// What the other says.
    pub other: Option<String>,
    /// Why it may differ, if one of the two is to mirror the other and the model knows why.
    pub reason: Option<&'static str>,
}

impl Justification {
    /// Whether it is about a type of resources: plans have those, and settings don't.
    pub fn is_of_type(&self) -> bool {
        self.setting.starts_with("aws_")
    }
}

impl Difference {
    /// The path with `*` for names that users choose, as [`crate::environment::settings`] has it.
    fn property(&self) -> String {
        match self.setting.split('.').collect::<Vec<_>>().as_slice() {
            ["services" | "feature_flags" | "secrets", _] => self.setting.clone(),
            [group @ ("services" | "feature_flags" | "secrets"), _, rest @ ..] => {
                format!("{group}.*.{}", rest.join("."))
            }
            _ => self.setting.clone(),
        }
    }
}

impl Environment {
    /// Whether one of the two is to behave as the other does: staging as production.
    ///
    /// ```
    /// use iac_core::environment::Preset;
    ///
    /// let staging = Preset::STAGING_1.environment("staging".parse()?);
    /// let production = Preset::PRODUCTION_1.environment("production".parse()?);
    /// assert!(staging.mirrors(&production));
    /// # Ok::<(), iac_core::aws::NotAccepted>(())
    /// ```
    pub fn mirrors(&self, other: &Self) -> bool {
        matches!(
            (self.tier, other.tier),
            (Tier::Staging, Tier::Production) | (Tier::Production, Tier::Staging)
        )
    }

    /// The settings in which the two differ, by path; their names are no setting.
    ///
    /// # Panics
    ///
    /// Never: an environment can be written.
    pub fn differences(&self, other: &Self) -> Vec<Difference> {
        let tree =
            |environment: &Self| serde_json::to_value(environment).expect("an environment can be written");
        let mut found = Vec::new();
        compare("", &tree(self), &tree(other), &mut found);
        found.retain(|difference| difference.setting != "environment");
        let mirrors = self.mirrors(other);
        for difference in &mut found {
            let property = difference.property();
            let row = JUSTIFIED.iter().find(|(path, _)| mirrors && *path == property);
            difference.reason = row.map(|(_, reason)| *reason);
        }
        found
    }
}

/// Every property that the model justifies.
pub fn justified() -> impl Iterator<Item = &'static str> {
    JUSTIFIED.iter().map(|(path, _)| *path)
}

fn compare(path: &str, one: &Value, other: &Value, found: &mut Vec<Difference>) {
    if one == other {
        return;
    }
    match (one, other) {
        (Value::Object(left), Value::Object(right))
            if !KINDS.contains(&path) || left.keys().eq(right.keys()) =>
        {
            let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
            let keys: std::collections::BTreeSet<&String> = left.keys().chain(right.keys()).collect();
            for key in keys {
                let get =
                    |object: &serde_json::Map<String, Value>| object.get(key).cloned().unwrap_or_default();
                compare(&below(key), &get(left), &get(right), found);
            }
        }
        _ => found.push(Difference {
            setting: path.to_owned(),
            one: shown(one),
            other: shown(other),
            reason: None,
        }),
    }
}

/// A value as one writes it in a spec, without the parts that are not given.
fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Array(items) => {
            let items: Vec<_> = items.iter().filter_map(shown).collect();
            Some(format!("[{}]", items.join(", ")))
        }
        Value::Object(entries) => {
            let entries: Vec<_> = entries
                .iter()
                .filter_map(|(key, value)| Some(format!("{key} = {}", shown(value)?)))
                .collect();
            Some(format!("{{ {} }}", entries.join(", ")))
        }
        other => Some(other.to_string()),
    }
}
