//! What scanners of Terraform would find in an environment that promises less than production does: excused by check,
//! with the reason, in the configuration that lies beside its root.
//!
//! Nothing is excused by file or path, nothing that the environment has, and nothing in production.

use crate::tree::NOTICE;
use iac_core::environment::{Environment, Tier};

/// A scanner that reads Terraform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scanner {
    /// checkov, which finds its configuration in the folder that it scans.
    Checkov,
    /// trivy, which is given its configuration by `--ignorefile`.
    Trivy,
}

impl Scanner {
    /// Every scanner.
    pub const ALL: &[Self] = &[Self::Checkov, Self::Trivy];

    /// The file beside a root that says what this scanner is not to report.
    pub fn file(self) -> &'static str {
        match self {
            Self::Checkov => ".checkov.yaml",
            Self::Trivy => ".trivyignore.yaml",
        }
    }
}

/// A check that an environment needn't pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excuse {
    /// Whose check it is.
    pub scanner: Scanner,
    /// The identifier of the check.
    pub check: &'static str,
    /// Why the environment needn't pass it.
    pub reason: String,
}

/// What only production promises, and how scanners notice that it is missing.
struct Promise {
    is_missing: fn(&Environment) -> bool,
    checks: &'static [(Scanner, &'static str)],
    development: &'static str,
    staging: &'static str,
}

const PROMISES: &[Promise] = &[
    Promise {
        is_missing: |environment| !environment.deletion_protection,
        checks: &[
            (Scanner::Checkov, "CKV_AWS_150"),
            (Scanner::Checkov, "CKV_AWS_293"),
            (Scanner::Trivy, "AWS-0177"),
        ],
        development: "it is rebuilt when it breaks, so that load balancer and database may be deleted",
        staging: "its data can be made again, so that load balancer and database may be deleted",
    },
    Promise {
        is_missing: |environment| !environment.multi_az,
        checks: &[(Scanner::Checkov, "CKV_AWS_157")],
        development: "it is rebuilt when it breaks, so that its database has no standby",
        staging: "nobody depends on it when a zone fails, so that its database has no standby",
    },
    Promise {
        is_missing: |environment| environment.log_retention.get() < 365,
        checks: &[(Scanner::Checkov, "CKV_AWS_338")],
        development: "its logs tell of tries, which nobody looks up after a year",
        staging: "its logs tell of tests, which nobody looks up after a year",
    },
];

/// The checks that `environment` needn't pass, by scanner and check.
///
/// ```
/// use iac_core::environment::Preset;
///
/// let dev = Preset::DEV_1.environment("dev".parse()?);
/// assert!(iac_modules::excuses(&dev).iter().any(|excuse| excuse.check == "CKV_AWS_157"));
/// let production = Preset::PRODUCTION_1.environment("production".parse()?);
/// assert!(iac_modules::excuses(&production).is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn excuses(environment: &Environment) -> Vec<Excuse> {
    let mut excuses: Vec<_> = PROMISES
        .iter()
        .filter(|promise| (promise.is_missing)(environment))
        .filter_map(|promise| {
            let why = match environment.tier {
                Tier::Development => promise.development,
                Tier::Staging => promise.staging,
                Tier::Production => return None,
            };
            let reason = format!("The tier {} doesn't promise it: {why}.", environment.tier);
            let excuse = move |(scanner, check): &(Scanner, &'static str)| Excuse {
                scanner: *scanner,
                check,
                reason: reason.clone(),
            };
            Some(promise.checks.iter().map(excuse))
        })
        .flatten()
        .collect();
    excuses.sort_by_key(|excuse| (excuse.scanner, excuse.check));
    excuses
}

/// The configuration of the scanners for the root of `environment`, by file name; none where nothing is excused.
pub(crate) fn files(environment: &Environment) -> Vec<(&'static str, String)> {
    let excuses = excuses(environment);
    let file = |scanner: &Scanner| {
        let own: Vec<_> = excuses.iter().filter(|excuse| excuse.scanner == *scanner).collect();
        let key = match scanner {
            Scanner::Checkov => "skip-check:",
            Scanner::Trivy => "misconfigurations:",
        };
        let rows = own.iter().map(|excuse| row(excuse)).collect::<String>();
        (!own.is_empty()).then(|| (scanner.file(), format!("# {NOTICE}\n{key}\n{rows}")))
    };
    Scanner::ALL.iter().filter_map(file).collect()
}

fn row(Excuse { scanner, check, reason }: &Excuse) -> String {
    match scanner {
        Scanner::Checkov => format!("  # {reason}\n  - {check}\n"),
        Scanner::Trivy => format!("  - id: {check}\n    statement: \"{reason}\"\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use iac_core::environment::Preset;

    fn preset(preset: Preset) -> Environment {
        preset.environment("any".parse().expect("a name"))
    }

    #[test]
    fn what_an_environment_has_is_not_excused() {
        let mut staging = preset(Preset::STAGING_1);
        let checks = |environment: &Environment| {
            excuses(environment).iter().map(|excuse| excuse.check).collect::<Vec<_>>()
        };
        assert_eq!(
            checks(&staging),
            ["CKV_AWS_150", "CKV_AWS_157", "CKV_AWS_293", "CKV_AWS_338", "AWS-0177"]
        );
        staging.deletion_protection = true;
        assert_eq!(checks(&staging), ["CKV_AWS_157", "CKV_AWS_338"]);
        staging.multi_az = true;
        staging.log_retention = preset(Preset::PRODUCTION_1).log_retention;
        assert_eq!(files(&staging), []);
    }

    #[test]
    fn production_is_never_excused() {
        let mut production = preset(Preset::PRODUCTION_1);
        production.multi_az = false;
        production.deletion_protection = false;
        assert_eq!(files(&production), []);
    }

    #[test]
    fn reasons_need_no_escaping() {
        for promise in PROMISES {
            for reason in [promise.development, promise.staging] {
                assert!(!reason.contains(['"', '\\', '\n']), "{reason}");
            }
        }
    }
}
