//! `iac check --plan`: a plan of Terraform, judged by what a tier promises.

use crate::failure::{Failure, Verdict};
use iac_core::environment::Environment;
use iac_core::environment::limits::Table;
use iac_core::judge::{self, Expected, NotJudged};
use iac_core::plan::{self, PlanError};
use iac_core::review;
use std::io::{Read as _, Write};
use std::path::Path;

/// How standard input is named.
const INPUT: &str = "-";

/// Judges the plan in `file`, or on standard input; of an environment of `own`, its times too.
pub(super) fn check(
    file: &Path,
    expected: Expected,
    own: Option<&Environment>,
    out: &mut dyn Write,
) -> Result<Verdict, Failure> {
    let origin =
        if file.as_os_str() == INPUT { "standard input".to_owned() } else { file.display().to_string() };
    let bytes =
        read(file).map_err(|source| Failure::File { action: "can't read", path: origin.clone(), source })?;
    let refused = |source: NotJudged| Failure::NotJudged { origin: origin.clone(), source };
    let text = review::decode(bytes).map_err(|source| refused(source.into()))?;
    let report = judge::plan(&text, expected).map_err(refused)?;
    for finding in &report.findings {
        writeln!(out, "{finding}")?;
    }
    let in_time = own.map_or(Ok(true), |own| times(&text, own, out))?;
    let mut talk = anstream::stderr().lock();
    // What was looked at is talk: a pipeline reads the findings.
    if !report.complete {
        let _ = writeln!(
            talk,
            "{origin}: a plan with -target shows a part only, and what is missing may stand elsewhere"
        );
    }
    let found = match report.findings.len() {
        0 => "no finding".to_owned(),
        1 => "1 finding".to_owned(),
        many => format!("{many} findings"),
    };
    let _ = writeln!(talk, "{origin}: {found} in {} resources", report.resources);
    Ok(if report.findings.is_empty() && in_time { Verdict::Fine } else { Verdict::Findings })
}

/// Tells the times that the plan makes, and gives whether the promised ones are kept.
fn times(text: &str, own: &Environment, out: &mut dyn Write) -> Result<bool, Failure> {
    let timings =
        serde_json::from_str(text).map_err(|_| PlanError::NoPlan).and_then(|json| plan::timings(&json));
    match timings {
        Ok(timings) => {
            let table = Table::new(&timings, &own.limits, own.tier);
            write!(out, "{table}")?;
            Ok(table.broken().next().is_none())
        }
        // A hand-written root may be built otherwise: its rules are judged, and its times are nobody's promise.
        Err(error) => {
            let _ = writeln!(anstream::stderr().lock(), "no times: {error}");
            Ok(true)
        }
    }
}

fn read(file: &Path) -> std::io::Result<Vec<u8>> {
    if file.as_os_str() != INPUT {
        return std::fs::read(file);
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}
