//! `iac diff`.

use crate::failure::{Failure, Verdict};
use crate::input::{self, Spec, environment};
use iac_core::environment::{Difference, Justification};
use iac_core::plan::{TypeDifference, type_differences};
use std::io::Write;
use std::path::PathBuf;

/// Compare two environments: the settings in which they differ, and why they may
///
/// Staging is to behave as production does. Between the two every difference has a reason, from the model or from
/// `[[differences]]` of the spec; one without makes the exit code 1. Between others, differences are only told.
#[derive(Debug, clap::Args)]
pub(super) struct Diff {
    /// One environment, such as `staging`
    one: String,
    /// The other, such as `production`
    other: String,
    /// What `terraform show -json` says of the plans of both: tells the types of resources that only one has, too
    #[arg(long, num_args = 2, value_names = ["ONE.json", "OTHER.json"])]
    plans: Option<Vec<PathBuf>>,
    #[command(flatten)]
    spec: Spec,
}

impl Diff {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<Verdict, Failure> {
        let loaded = self.spec.load()?;
        let (one, other) = (environment(&loaded, &self.one)?, environment(&loaded, &self.other)?);
        let mirrors = one.mirrors(other);
        let accepted = loaded.project.differences();
        let settings =
            one.differences(other).into_iter().map(|Difference { setting, one, other, reason }| {
                let value = |value: Option<String>| value.unwrap_or_else(|| "not set".to_owned());
                let own = accepted.iter().find(|accepted| accepted.setting == setting);
                Row {
                    text: format!("{setting}: {} → {}", value(one), value(other)),
                    reason: reason.or(own.map(|own| own.reason.as_str())).map(ToOwned::to_owned).ok_or(OPEN),
                }
            });
        let settings: Vec<Row> = settings.collect();
        let types: Vec<Row> = match self.plans.as_deref() {
            Some([one, other]) => {
                types(&type_differences(&input::json(one)?, &input::json(other)?)?, accepted)
            }
            _ => Vec::new(),
        };
        let open = tell(out, &settings, "setting", mirrors)?;
        let open =
            open + if self.plans.is_some() { tell(out, &types, "type of resources", mirrors)? } else { 0 };
        Ok(if mirrors && open > 0 { Verdict::Findings } else { Verdict::Fine })
    }
}

/// A difference, and why it may be.
struct Row {
    text: String,
    /// Or else what to do about it.
    reason: Result<String, &'static str>,
}

/// What to do about a difference without a reason.
const OPEN: &str = "NO REASON: mend it, or say why in [[differences]]";

/// The types that only one has, and those that the spec accepts although nothing differs.
fn types(differences: &[TypeDifference], accepted: &[Justification]) -> Vec<Row> {
    let accepted: Vec<&Justification> = accepted.iter().filter(|accepted| accepted.is_of_type()).collect();
    let found = differences.iter().map(|TypeDifference { kind, one, other, reason }| {
        let own = accepted.iter().find(|accepted| accepted.setting == *kind);
        Row {
            text: format!("{kind}: {one} → {other}"),
            reason: reason.or(own.map(|own| own.reason.as_str())).map(ToOwned::to_owned).ok_or(OPEN),
        }
    });
    let unused = accepted
        .iter()
        .filter(|accepted| !differences.iter().any(|difference| difference.kind == accepted.setting))
        .map(|unused| Row {
            text: format!("{}: both have it, or neither", unused.setting),
            reason: Err("NO DIFFERENCE: remove it from [[differences]]"),
        });
    found.chain(unused).collect()
}

/// Tells the rows, with reasons if there have to be some, and gives how many have none.
fn tell(out: &mut dyn Write, rows: &[Row], what: &str, reasons: bool) -> Result<usize, Failure> {
    for row in rows {
        writeln!(out, "{}", row.text)?;
        if reasons {
            let (Ok(reason) | Err(reason)) = row.reason.as_deref().map_err(|advice| *advice);
            writeln!(out, "  {reason}")?;
        }
    }
    let open = rows.iter().filter(|row| row.reason.is_err()).count();
    let many = if rows.len() == 1 { "difference" } else { "differences" };
    match (reasons, open) {
        (false, _) => writeln!(out, "{} {many} by {what}", rows.len())?,
        (true, 0) => writeln!(out, "{} {many} by {what}, each with its reason", rows.len())?,
        (true, _) => writeln!(out, "{} {many} by {what}, {open} without a reason", rows.len())?,
    }
    Ok(open)
}
