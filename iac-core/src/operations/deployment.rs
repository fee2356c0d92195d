//! `deployment.sh`: a script that looks before a deployment, follows it and undoes it.

use crate::environment::{Environment, Validated};
use crate::operations::Times;
use crate::prose::{Kind, render};
use minijinja::context;

/// The script for the deployments of `environment`; nothing before the first service has an image.
///
/// It asks AWS by the names that the modules give: the cluster is `<project>-<environment>`, a service has its own name,
/// and its gate alarms begin with `<project>-<environment>-<service>-gate-`.
///
/// ```
/// use iac_core::environment::Project;
/// use iac_core::operations::{Times, deployment};
///
/// let project = Project::of_presets().validate()?;
/// let production = project.environment("production").expect("a preset");
/// assert!(deployment(production, &Times { timeout: 4_500, rows: Vec::new() }).is_none(), "no image, no deployment");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn deployment(environment: &Validated<Environment>, times: &Times) -> Option<String> {
    let services: Vec<String> = environment
        .services
        .iter()
        .filter(|(_, service)| service.is_released())
        .map(|(name, _)| name.to_string())
        .collect();
    if services.is_empty() {
        return None;
    }
    let values = context! {
        region => environment.region.as_str(),
        cluster => format!("{}-{}", environment.naming.project, environment.environment),
        environment => environment.environment.as_str(),
        services,
        timeout => times.timeout,
        shifts_traffic => environment.deployment.strategy.shifts_traffic(),
    };
    Some(render(Kind::Shell, include_str!("deployment.sh.j2"), &values))
}
