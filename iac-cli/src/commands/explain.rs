//! `iac explain`.

use crate::failure::{Failure, Verdict};
use iac_core::environment::Preset;
use iac_core::environment::rules::{self, Severity};
use iac_core::judge;
use iac_core::review::rules as review;
use std::io::Write;

/// The word for how severities move with the tier.
const SEVERITIES: &str = "severities";

/// Explain a rule by its code, print a preset by its name, or how severities move with the tier
#[derive(Debug, clap::Args)]
pub(super) struct Explain {
    /// Code of a rule, such as `tasks-fit` or `DL001`, name of a preset, such as `production@1`, or `severities`
    code: String,
}

impl Explain {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<Verdict, Failure> {
        if let Some(rule) = rules::find(&self.code) {
            let kind = match rule.severity {
                Severity::Error => "error",
                Severity::Warning => "warning, can be waived with a reason",
            };
            writeln!(
                out,
                "{} ({kind})\n\nThe rule: {}.\n\n{}",
                rule.code,
                rule.title,
                rule.explain.trim_end()
            )?;
            return Ok(Verdict::Fine);
        }
        if let Some(rule) = judge::rules::find(&self.code) {
            let of = if rule.is_of_plans() { "plans" } else { "modules" };
            writeln!(
                out,
                "{} (over {of})\n\nThe rule: {}.\n\n{}",
                rule.code,
                rule.title,
                rule.explain.trim_end()
            )?;
            return Ok(Verdict::Fine);
        }
        if let Some(rule) = review::find(&self.code) {
            writeln!(out, "{}", review::explain(rule))?;
            return Ok(Verdict::Fine);
        }
        if self.code == SEVERITIES {
            write!(out, "{}", review::severities())?;
            return Ok(Verdict::Fine);
        }
        if let Ok(preset) = self.code.parse::<Preset>() {
            out.write_all(preset.text().as_bytes())?;
            return Ok(Verdict::Fine);
        }
        let known: Vec<&'static str> = rules::all()
            .map(|rule| rule.code)
            .chain(judge::rules::ALL.iter().map(|rule| rule.code))
            .chain(Preset::ALL.map(Preset::name))
            .chain([SEVERITIES])
            .collect();
        let near = iac_core::aws::nearest(
            &self.code,
            known.iter().copied().chain(review::ALL.iter().map(|rule| rule.code)),
        );
        Err(Failure::NothingToExplain { name: self.code.escape_debug().to_string(), known, near })
    }
}
