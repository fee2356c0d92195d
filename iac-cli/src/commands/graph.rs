//! `iac graph`.

use crate::failure::{Failure, Verdict};
use crate::input::{Spec, environment};
use std::io::Write;

/// Draw the architecture of one environment, in Mermaid
///
/// Thick lines are requests of clients; a thin one leads from a part to one that it uses. A dashed frame marks what
/// exists already, or waits for the first image. GitHub shows the text as a picture in a block of Markdown that is
/// marked `mermaid`.
#[derive(Debug, clap::Args)]
pub(super) struct Graph {
    /// Environment to draw, such as `production`
    environment: String,
    #[command(flatten)]
    spec: Spec,
}

impl Graph {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<Verdict, Failure> {
        let loaded = self.spec.load()?;
        let picture = iac_modules::graph(environment(&loaded, &self.environment)?);
        out.write_all(picture.as_bytes())?;
        Ok(Verdict::Fine)
    }
}
