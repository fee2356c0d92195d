//! `iac list`.

use crate::failure::{Failure, Verdict};
use crate::input::Spec;
use std::io::Write;

/// List the environments, a line each
#[derive(Debug, clap::Args)]
pub(super) struct List {
    #[command(flatten)]
    spec: Spec,
}

impl List {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<Verdict, Failure> {
        let loaded = self.spec.load()?;
        let rows: Vec<[String; 6]> = loaded
            .project
            .environments()
            .map(|one| {
                let hosts = if one.auto_scaling {
                    format!("{}-{}", one.min_instances, one.max_instances)
                } else {
                    one.min_instances.to_string()
                };
                let database =
                    format!("{}{}", one.database_size, if one.multi_az { " multi-AZ" } else { "" });
                [
                    one.environment.to_string(),
                    one.tier.to_string(),
                    one.region.to_string(),
                    one.instance_type.to_string(),
                    hosts,
                    database,
                ]
            })
            .collect();
        let widths: Vec<usize> =
            (0..6).map(|column| rows.iter().map(|row| row[column].len()).max().unwrap_or(0)).collect();
        for row in rows {
            let cells: Vec<_> =
                row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
            writeln!(out, "{}", cells.join("  ").trim_end())?;
        }
        Ok(Verdict::Fine)
    }
}
