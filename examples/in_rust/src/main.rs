//! An environment as Rust values: no spec file, the same checks, the same writers.

use iac_core::environment::{Domain, Preset, Project};
use iac_core::syntax::{self, Syntax};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let syntax = match std::env::args().nth(1).as_deref() {
        None | Some("hcl") => Syntax::Hcl,
        Some("json") => Syntax::Json,
        Some(other) => return Err(format!("`{other}` is not a syntax, expected `hcl` or `json`").into()),
    };

    let mut live = Preset::PRODUCTION_1.environment("live".parse()?);
    live.naming.project = "shop".parse()?;
    live.max_instances = 6.try_into()?;
    live.domain =
        Some(Domain {
        name: "shop.example.com".parse()?,
        zone_id: Some("Z0123456789ABCDEFGHIJ".parse()?),
        certificate_arn: None,
    });
    for service in live.services.values_mut() {
        service.health_path = "/ready".parse()?;
    }

    let project = Project::new([live]).validate()?;
    for warning in project.warnings() {
        eprintln!("{warning}");
    }
    let live = project.environment("live").ok_or("it was added above")?;
    let root = iac_modules::root(live, &"../../modules".parse()?);
    print!("{}", syntax::to_string(&root.into_document(), syntax)?);
    Ok(())
}
