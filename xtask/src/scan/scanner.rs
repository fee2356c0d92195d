//! The scanners as programs: how each is asked, and what its answer says.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use iac_modules::Scanner;
use serde_json::Value as Json;

/// A scanner that is installed.
#[derive(Debug, Clone)]
pub struct Program {
    scanner: Scanner,
    path: PathBuf,
}

/// What a scanner is to read.
#[derive(Debug, Clone, Copy)]
pub enum Subject<'a> {
    /// A root in native syntax, with the modules that it calls.
    Root(&'a Path),
    /// A plan as JSON, and the folder that holds the root and the modules that were planned.
    Plan(&'a Path, &'a Path),
}

/// What a scanner says.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Answer {
    /// How many checks passed.
    pub passed: usize,
    /// The checks that failed, each at one place.
    pub failed: BTreeSet<Finding>,
    /// The checks that were skipped, each on one resource.
    pub skipped: BTreeSet<Skip>,
}

/// A check that failed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The identifier of the check.
    pub check: String,
    /// The address of the resource.
    pub resource: String,
    /// The file that the resource is in, and its line.
    pub place: String,
    /// What the check wants.
    pub title: String,
}

/// A check that a module skips on one of its resources.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skip {
    /// The identifier of the check.
    pub check: String,
    /// The resource, without the environment that it is in.
    pub resource: String,
    /// Why; empty if nobody said.
    pub reason: String,
}

/// Why a scanner gave no answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// It could not be run.
    #[error("{} could not be run", .0.display())]
    System(PathBuf, #[source] io::Error),
    /// What it printed isn't the JSON that was asked for.
    #[error("{} printed no report: {}", .0.display(), .1)]
    NoReport(PathBuf, String),
}

impl Program {
    /// Finds a scanner: `$CHECKOV` or `$TRIVY`, or the program of that name on the path.
    pub fn find(scanner: Scanner) -> Option<Self> {
        let name = Self::name(scanner);
        let path = std::env::var_os(name.to_uppercase()).map_or_else(|| PathBuf::from(name), PathBuf::from);
        let version = Command::new(&path).arg("--version").stdin(Stdio::null()).output();
        version.is_ok_and(|output| output.status.success()).then_some(Self { scanner, path })
    }

    /// The name of the program of a scanner.
    pub fn name(scanner: Scanner) -> &'static str {
        match scanner {
            Scanner::Checkov => "checkov",
            Scanner::Trivy => "trivy",
        }
    }

    /// Asks about `subject`; `excuses` is the file that says what trivy isn't to report, if there is one.
    ///
    /// checkov finds its own beside a root by itself, and reports everything of a plan.
    ///
    /// # Errors
    ///
    /// [`Failure`] if there is no answer; checks that fail are one.
    pub fn ask(&self, subject: Subject<'_>, excuses: Option<&Path>) -> Result<Answer, Failure> {
        // Its user's own settings and caches are no part of the judgement.
        let home = tempfile::Builder::new().prefix("iac-scan-").tempdir();
        let home = home.map_err(|error| Failure::System(self.path.clone(), error))?;
        let mut command = self.command(home.path());
        match self.scanner {
            Scanner::Checkov => checkov(&mut command, subject),
            Scanner::Trivy => trivy(&mut command, subject, excuses),
        }
        let output = command.output().map_err(|error| Failure::System(self.path.clone(), error))?;
        let report = serde_json::from_slice(&output.stdout).map_err(|error| {
            let said = String::from_utf8_lossy(&output.stderr);
            Failure::NoReport(self.path.clone(), format!("{error}\n{said}"))
        })?;
        Ok(match self.scanner {
            Scanner::Checkov => of_checkov(&report),
            Scanner::Trivy => of_trivy(&report),
        })
    }

    fn command(&self, home: &Path) -> Command {
        let mut command = Command::new(&self.path);
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy();
            if ["BC_", "CHECKOV_", "CKV_", "TRIVY_"].iter().any(|prefix| name.starts_with(prefix)) {
                command.env_remove(name.as_ref());
            }
        }
        command
            .current_dir(home)
            .stdin(Stdio::null())
            .env("CKV_SKIP_PACKAGE_UPDATE_CHECK", "true")
            // checkov follows values through modules in rounds, and gives up when five bring little news: too early
            // for a tree as deep as ours, whose checks it then drops without a word. 50 is its limit anyway.
            .env("RENDER_EDGES_DUPLICATE_ITER_COUNT", "50")
            .env("HOME", home)
            .env("LOG_LEVEL", "ERROR");
        command
    }
}

fn checkov(command: &mut Command, subject: Subject<'_>) {
    command.args(["--skip-download", "--compact", "--output", "json"]);
    match subject {
        Subject::Root(folder) => {
            command.args(["--framework", "terraform", "--directory"]).arg(folder);
        }
        Subject::Plan(file, sources) => {
            command.args(["--framework", "terraform_plan", "--file"]).arg(file);
            // Without the sources it doesn't see what is skipped in them.
            command.arg("--repo-root-for-plan-enrichment").arg(sources);
        }
    }
}

fn trivy(command: &mut Command, subject: Subject<'_>, excuses: Option<&Path>) {
    command.args(["config", "--quiet", "--format", "json"]);
    command.args(["--skip-check-update", "--disable-telemetry", "--skip-version-check"]);
    command.args(["--ignorefile"]).arg(excuses.unwrap_or(Path::new("")));
    let (Subject::Root(path) | Subject::Plan(path, _)) = subject;
    command.arg(path);
}

/// Reads what checkov says of one framework.
fn of_checkov(report: &Json) -> Answer {
    let each = |kind: &str| report["results"][kind].as_array().into_iter().flatten();
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    let unread = each("parsing_errors").map(|file| Finding {
        check: "parsing".to_owned(),
        resource: String::new(),
        place: text(file),
        title: "checkov can't read the file, and judges nothing in it".to_owned(),
    });
    let failed = each("failed_checks").map(|check| Finding {
        check: text(&check["check_id"]),
        resource: text(&check["resource"]),
        place: format!("{}:{}", within_tree(&text(&check["file_path"])), check["file_line_range"][0]),
        title: text(&check["check_name"]),
    });
    let skipped = each("skipped_checks").map(|check| Skip {
        check: text(&check["check_id"]),
        resource: within_environment(&text(&check["resource"])),
        reason: match text(&check["check_result"]["suppress_comment"]) {
            none if none == "No comment provided" => String::new(),
            reason => reason,
        },
    });
    let passed = report["summary"]["passed"].as_u64().and_then(|count| usize::try_from(count).ok());
    Answer { passed: passed.unwrap_or(0), failed: unread.chain(failed).collect(), skipped: skipped.collect() }
}

/// Reads what trivy says; what is skipped in the sources, it doesn't.
fn of_trivy(report: &Json) -> Answer {
    let mut answer = Answer::default();
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    for file in report["Results"].as_array().into_iter().flatten() {
        let passed =
            file["MisconfSummary"]["Successes"].as_u64().and_then(|count| usize::try_from(count).ok());
        answer.passed += passed.unwrap_or(0);
        let findings = file["Misconfigurations"].as_array().into_iter().flatten();
        answer.failed.extend(findings.filter(|finding| finding["Status"] == "FAIL").map(|finding| {
            let cause = &finding["CauseMetadata"];
            // From the inside out: the resource, where it is known, and the calls of the modules around it.
            let around = cause["Occurrences"].as_array().into_iter().flatten().rev();
            let address: Vec<_> = around.map(|one| text(&one["Resource"])).collect();
            Finding {
                check: text(&finding["ID"]),
                resource: address.join("."),
                place: format!("{}:{}", within_tree(&text(&file["Target"])), cause["StartLine"]),
                title: text(&finding["Title"]),
            }
        }));
    }
    answer
}

/// `/../../modules/database/main.tf` becomes `modules/database/main.tf`.
fn within_tree(path: &str) -> String {
    path.trim_start_matches(['/', '.']).to_owned()
}

/// `module.dev_environment.module.database.aws_db_instance.this[0]` becomes `database.aws_db_instance.this`.
fn within_environment(address: &str) -> String {
    let inside = address.split_once("_environment.module.").map_or(address, |(_, inside)| inside);
    let end = inside.find('[').unwrap_or(inside.len());
    match inside[end..].split_once(']') {
        Some((_, rest)) if !rest.is_empty() => format!("{}{}", &inside[..end], within_environment(rest)),
        _ => inside[..end].to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn answers_of_checkov_are_read() {
        let report = json!({
            "results": {
                "failed_checks": [{
                    "check_id": "CKV_AWS_157", "check_name": "Multi-AZ", "file_path": "/../../modules/database/main.tf",
                    "file_line_range": [8, 77], "resource": "module.dev_environment.module.database.aws_db_instance.this",
                }],
                "skipped_checks": [
                    { "check_id": "CKV_AWS_18", "resource": "module.a_environment.module.edge[\"x.y\"].aws_s3_bucket.logs[0]",
                      "check_result": { "suppress_comment": "It is the log bucket" } },
                    { "check_id": "CKV_AWS_19", "resource": "aws_s3_bucket.logs",
                      "check_result": { "suppress_comment": "No comment provided" } },
                ],
                "parsing_errors": ["/modules/broken/main.tf"],
            },
            "summary": { "passed": 202 },
        });
        let answer = of_checkov(&report);
        assert_eq!(answer.passed, 202);
        let failed: Vec<_> =
            answer.failed.iter().map(|one| (one.check.as_str(), one.place.as_str())).collect();
        assert_eq!(
            failed,
            [("CKV_AWS_157", "modules/database/main.tf:8"), ("parsing", "/modules/broken/main.tf")]
        );
        let skipped: Vec<_> =
            answer.skipped.iter().map(|one| (one.resource.as_str(), one.reason.as_str())).collect();
        assert_eq!(
            skipped,
            [("edge.aws_s3_bucket.logs", "It is the log bucket"), ("aws_s3_bucket.logs", "")]
        );
    }

    #[test]
    fn answers_of_trivy_are_read() {
        let report = json!({ "Results": [
            { "Target": ".", "MisconfSummary": { "Successes": 94, "Failures": 0 } },
            { "Target": "../../modules/compute/security_groups.tf", "Misconfigurations": [
                { "ID": "AWS-0104", "Status": "FAIL", "Title": "Egress", "CauseMetadata": {
                    "StartLine": 22,
                    "Occurrences": [{ "Resource": "aws_vpc_security_group_egress_rule.https" }, { "Resource": "module.compute" }],
                } },
                { "ID": "AWS-0001", "Status": "PASS" },
            ] },
        ] });
        let answer = of_trivy(&report);
        assert_eq!(answer.passed, 94);
        let expected = Finding {
            check: "AWS-0104".to_owned(),
            resource: "module.compute.aws_vpc_security_group_egress_rule.https".to_owned(),
            place: "modules/compute/security_groups.tf:22".to_owned(),
            title: "Egress".to_owned(),
        };
        assert_eq!(answer.failed, BTreeSet::from([expected]));
    }
}
