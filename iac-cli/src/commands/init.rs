//! `iac init`.

use crate::failure::{Failure, Verdict};
use crate::input::Spec;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};

/// Write a commented spec to begin with
#[derive(Debug, clap::Args)]
pub(super) struct Init {
    #[command(flatten)]
    spec: Spec,
}

impl Init {
    pub(super) fn run(self) -> Result<Verdict, Failure> {
        let target = self.spec.target();
        let path = target.display().to_string();
        // `create_new` leaves alone what is there, links included.
        let created = OpenOptions::new().write(true).create_new(true).open(&target);
        let mut file = match created {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(Failure::Exists { path }),
            Err(source) => return Err(Failure::File { action: "can't create", path, source }),
        };
        if let Err(source) = file.write_all(iac_core::spec::STARTER.as_bytes()).and_then(|()| file.sync_all())
        {
            drop(file);
            // Whole or not at all: what is there is ours, made a moment ago.
            let _ = std::fs::remove_file(&target);
            return Err(Failure::File { action: "can't write", path, source });
        }
        let _ = writeln!(anstream::stderr().lock(), "{path} was written; `iac check` reads it");
        Ok(Verdict::Fine)
    }
}
