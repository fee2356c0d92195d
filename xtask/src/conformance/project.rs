//! The projects that are rendered: the presets, as they are and with what a team adds to them, and the examples.

use std::path::Path;
use std::sync::Arc;

use iac_core::aws::Image;
use iac_core::environment::{Domain, Preset, Project, ValidatedProject};
use iac_core::spec;

use crate::conformance::Failure;

/// A project with a name.
#[derive(Clone)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) project: Arc<ValidatedProject>,
}

/// An image that nothing is ever pulled from.
const IMAGE: &str = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// The presets as they are: nothing is released yet.
pub(super) fn presets() -> Named {
    Named { name: "presets".to_owned(), project: Arc::new(spec::presets().project) }
}

/// The presets after the first release.
pub(super) fn released() -> Result<Named, Failure> {
    validated("presets with an image", Project::of_presets())
}

/// The production preset after the first release, on the internet.
pub(super) fn public() -> Result<Named, Failure> {
    let name = "presets with an image and a domain";
    let refused = |error: &dyn std::fmt::Display| Failure::Example(name.to_owned(), error.to_string());
    let mut environment =
        Preset::PRODUCTION_1.environment("production".parse().map_err(|error| refused(&error))?);
    environment.domain = Some(Domain {
        name: "shop.example.com".parse().map_err(|error| refused(&error))?,
        zone_id: Some("Z0123456789ABCDEFGHIJ".parse().map_err(|error| refused(&error))?),
        certificate_arn: None,
    });
    validated(name, Project::new([environment]))
}

/// The examples, each as it is written and with an image for every service that has none, so that nothing is left out.
pub(super) fn examples(workspace: &Path) -> Result<Vec<(Named, Named)>, Failure> {
    let folder = workspace.join("examples/environments");
    let failed = |error: std::io::Error| Failure::Example(folder.display().to_string(), error.to_string());
    let mut files = vec![];
    for entry in std::fs::read_dir(&folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    files.iter().map(|file| example(file)).collect()
}

fn example(file: &Path) -> Result<(Named, Named), Failure> {
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let refused = |text: String| Failure::Example(name.clone(), text);
    let text = std::fs::read_to_string(file).map_err(|error| refused(error.to_string()))?;
    let loaded = spec::load(&text).map_err(|problems| {
        refused(iac_core::diagnostic::render(&file.display().to_string(), &text, &problems, false))
    })?;
    let environments = loaded.project.environments().map(|environment| (**environment).clone());
    let released = validated(&format!("{name} with an image"), Project::new(environments))?;
    Ok((Named { name, project: Arc::new(loaded.project) }, released))
}

/// The project with an image for every service that has none.
fn validated(name: &str, mut project: Project) -> Result<Named, Failure> {
    let refused = |error: &dyn std::fmt::Display| Failure::Example(name.to_owned(), error.to_string());
    let image: Image = IMAGE.parse().map_err(|error| refused(&error))?;
    for service in project.environments.values_mut().flat_map(|one| one.services.values_mut()) {
        service.image.get_or_insert_with(|| image.clone());
    }
    let project = project.validate().map_err(|judgement| refused(&judgement))?;
    Ok(Named { name: name.to_owned(), project: Arc::new(project) })
}
