//! The architecture of an environment as a picture in Mermaid.
//!
//! What is drawn comes from the bodies of the `environment` module, which say who needs whom, and from the settings of
//! the environment, which say what stands in each part. This room knows no file and no Terraform but names.

use crate::catalogue::{self, Area};
use crate::tree::ACCOUNT;
use iac_core::environment::{Access, Environment, Nat, Service, Tracing, Validated};
use iac_core::schema::{Bodies, Call, Source};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The call that makes one instance of each service.
const SERVICE: &str = "service";
/// The call that clients reach.
const LOAD_BALANCER: &str = "load_balancer";

/// What is written on what has no image yet.
const WAITS: &str = "waits for the first image";

/// The architecture of `environment`, as a flowchart of Mermaid.
///
/// Thick lines are requests of clients; a thin one leads from a part to one that it uses. A line that follows from
/// others is left out. Parts with a dashed frame exist already, or wait for something.
///
/// ```
/// use iac_core::environment::Project;
///
/// let project = Project::of_presets().validate()?;
/// let picture = iac_modules::graph(project.environment("production").expect("a preset"));
/// assert!(picture.starts_with("flowchart TB\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Panics
///
/// Never: which modules the environment calls is known when this is compiled, and tested.
pub fn graph(environment: &Validated<Environment>) -> String {
    let mut lines = BTreeMap::new();
    let mut parts = Vec::new();
    for call in calls(&mut lines) {
        if !is_there(&call.name, environment) {
            bridge(&mut lines, &call.name);
            continue;
        }
        let module = call.source.rsplit('/').next().unwrap_or_default();
        let entry = catalogue::ALL.iter().find(|entry| entry.name == module);
        let area = entry.expect("an environment calls modules of the catalogue").area;
        parts.push(Part { area, name: call.name });
    }
    if environment.account.scope.owns() {
        parts.push(Part { area: Area::Foundation, name: ACCOUNT.to_owned() });
    }
    Picture { parts, lines: reduced(&lines), environment }.draw()
}

/// The module calls of the module that is the frame; `lines` gets for each of them those that it needs.
pub(crate) fn calls(lines: &mut BTreeMap<String, BTreeSet<String>>) -> Vec<Call> {
    let frame = catalogue::ALL.iter().find(|entry| entry.area == Area::Frame);
    let files = frame.expect("one module is the frame").body;
    let sources: Vec<_> = files.iter().map(|(path, text)| Source { path, text }).collect();
    let bodies = Bodies::parse(&sources);
    *lines = bodies.dependencies();
    bodies.calls()
}

/// A module call, as it is drawn.
struct Part {
    name: String,
    area: Area,
}

struct Picture<'a> {
    parts: Vec<Part>,
    lines: BTreeMap<String, BTreeSet<String>>,
    environment: &'a Environment,
}

impl Picture<'_> {
    fn draw(&self) -> String {
        let mut text = String::from("flowchart TB\n");
        let clients = match &self.environment.domain {
            Some(_) => "The internet",
            None => "Clients inside the VPC",
        };
        line(&mut text, 1, &format!("clients([{}])", label([clients])));
        let Environment { environment, region, naming, .. } = self.environment;
        // A heading of two lines would lie over what is below it.
        let heading = format!("{}-{environment}, {region}", naming.project);
        line(&mut text, 1, &format!("subgraph frame[{}]", label([heading])));
        for area in Area::ALL.iter().filter(|area| **area != Area::Frame) {
            self.area(&mut text, *area);
        }
        line(&mut text, 1, "end");
        self.requests(&mut text);
        for (from, needs) in &self.lines {
            // The requests say it already.
            for to in needs.iter().filter(|to| (from.as_str(), to.as_str()) != (SERVICE, LOAD_BALANCER)) {
                line(&mut text, 1, &format!("part_{from} --> part_{to}"));
            }
        }
        line(&mut text, 1, "classDef dashed stroke-dasharray: 6 4");
        text
    }

    fn area(&self, text: &mut String, area: Area) {
        let parts: Vec<&Part> = self.parts.iter().filter(|part| part.area == area).collect();
        if parts.is_empty() {
            return;
        }
        line(text, 2, &format!("subgraph area_{}[{}]", area.title(), label([area.title()])));
        for part in parts {
            if part.name == SERVICE && !self.environment.services.is_empty() {
                line(text, 3, &format!("subgraph part_{SERVICE}[{}]", label(["services"])));
                for (name, service) in &self.environment.services {
                    let class = if service.is_released() { "" } else { ":::dashed" };
                    line(
                        text,
                        4,
                        &format!(
                            "{}[{}]{class}",
                            node(name.as_str()),
                            label(tasks(name.as_str(), service, self.environment))
                        ),
                    );
                }
                line(text, 3, "end");
            } else {
                let title = part.name.replace('_', " ");
                let told = std::iter::once(title).chain(told(&part.name, self.environment));
                let (open, close) = if area == Area::Data { ("[(", ")]") } else { ("[", "]") };
                let class = if is_dashed(&part.name, self.environment) { ":::dashed" } else { "" };
                line(text, 3, &format!("part_{}{open}{}{close}{class}", part.name, label(told)));
            }
        }
        line(text, 2, "end");
    }

    /// How requests flow: to the load balancer, and on to each public service by its path.
    fn requests(&self, text: &mut String) {
        if !self.parts.iter().any(|part| part.name == LOAD_BALANCER) {
            return;
        }
        line(text, 1, &format!("clients ==> part_{LOAD_BALANCER}"));
        for (name, service) in &self.environment.services {
            if let Some(path) = &service.path {
                line(
                    text,
                    1,
                    &format!("part_{LOAD_BALANCER} ==>|{}| {}", label([path.as_str()]), node(name.as_str())),
                );
            }
        }
    }
}

/// Whether the settings ask for the part named `name`; one without a word here is always there.
pub(crate) fn is_there(name: &str, environment: &Environment) -> bool {
    match name {
        "access" => {
            let Access { github, operators, auditors, .. } = &environment.access;
            github.is_some() || !operators.is_empty() || !auditors.is_empty()
        }
        "feature_flags" => !environment.feature_flags.is_empty(),
        "migrations" => environment.migrations.is_some(),
        "secrets" => !environment.secrets.is_empty(),
        "synthetics" => environment.monitoring.synthetics.get().is_some(),
        "tracing" => environment.monitoring.tracing != Tracing::None,
        _ => true,
    }
}

/// Whether the part named `name` is none that the environment makes now: it exists already, or waits for something.
fn is_dashed(name: &str, environment: &Environment) -> bool {
    match name {
        "boundary" => environment.access.permissions_boundary_arn.is_some(),
        "encryption" => environment.encryption.key_arn.is_some(),
        "migrations" => waits(environment),
        "synthetics" => !environment.answers(),
        "network" => environment.network.existing.is_some(),
        _ => false,
    }
}

/// Whether migrations wait for an image: they run in that of a service.
fn waits(environment: &Environment) -> bool {
    let service =
        environment.migrations.as_ref().and_then(|migrations| environment.services.get(&migrations.service));
    service.is_none_or(|service| !service.is_released())
}

/// What the settings say of the part named `name`; one without a word here is drawn with its name alone.
fn told(name: &str, environment: &Environment) -> Vec<String> {
    match name {
        "backup" => {
            let backup = &environment.backup;
            let copies = backup.copy_region.as_ref().map(|region| format!("copies in {region}"));
            let kept = format!("daily, kept {}", counted(backup.daily_retention.get().into(), "day"));
            std::iter::once(kept).chain(copies).collect()
        }
        "compute" => {
            let (min, max) = (environment.min_instances.get(), environment.max_instances.get());
            let number = if min == max { min.to_string() } else { format!("{min} to {max}") };
            vec![format!("{number} × {}", environment.instance_type)]
        }
        "database" => {
            let zones = if environment.multi_az { "a standby in a second zone" } else { "one zone" };
            let replicas = environment.database.replicas.get().into();
            let engine =
                format!("PostgreSQL {}, {}", environment.database.version, environment.database_size);
            let mut told = vec![engine, zones.to_owned()];
            told.extend((replicas > 0).then(|| counted(replicas, "read replica")));
            told
        }
        "boundary" | "encryption" if is_dashed(name, environment) => vec!["exists already".to_owned()],
        "access" => access(environment),
        "incident_response" => {
            let incident = &environment.incident;
            let told = [
                (incident.pager.is_some(), "a pager"),
                (incident.slack.is_some(), "Slack"),
                (incident.ops_items, "OpsCenter"),
            ];
            told.into_iter().filter(|(is_told, _)| *is_told).map(|(_, who)| who.to_owned()).collect()
        }
        "secrets" => vec![counted(environment.secrets.len(), "secret")],
        LOAD_BALANCER => match &environment.domain {
            Some(domain) => vec![format!("https://{}", domain.name)],
            None => vec!["internal".to_owned()],
        },
        "migrations" if waits(environment) => vec![WAITS.to_owned()],
        "synthetics" if !environment.answers() => vec![WAITS.to_owned()],
        "synthetics" => {
            let interval = environment.monitoring.synthetics.get();
            interval
                .map(|minutes| format!("every {}", counted(minutes.get().into(), "minute")))
                .into_iter()
                .collect()
        }
        "network" => network(environment),
        "tracing" => match environment.monitoring.tracing {
            Tracing::None => Vec::new(),
            Tracing::Xray { .. } => vec!["X-Ray".to_owned()],
            Tracing::Prometheus { .. } => vec!["Prometheus".to_owned()],
        },
        _ => Vec::new(),
    }
}

/// Who acts on the environment from outside.
fn access(environment: &Environment) -> Vec<String> {
    let Access { github, operators, auditors, .. } = &environment.access;
    let pipeline = github.as_ref().map(|github| format!("GitHub {}", github.repository));
    let people = [(operators.len(), "operator"), (auditors.len(), "auditor")];
    let people =
        people.into_iter().filter(|(number, _)| *number > 0).map(|(number, who)| counted(number, who));
    pipeline.into_iter().chain(people).collect()
}

fn network(environment: &Environment) -> Vec<String> {
    let network = &environment.network;
    if let Some(existing) = &network.existing {
        return vec![existing.vpc_id.to_string(), "exists already".to_owned()];
    }
    let zones: Vec<String> = network.zones.iter().map(ToString::to_string).collect();
    let way_out = match network.nat {
        Nat::None => "no NAT gateway",
        Nat::Single => "one NAT gateway",
        Nat::PerZone => "a NAT gateway in each zone",
    };
    let mut told = vec![network.cidr.to_string(), zones.join(", "), way_out.to_owned()];
    if !network.endpoints.is_empty() {
        told.push(counted(network.endpoints.len(), "interface endpoint"));
    }
    told
}

/// What is written on a service.
fn tasks(name: &str, service: &Service, environment: &Environment) -> Vec<String> {
    let more = if environment.auto_scaling { " or more" } else { "" };
    let tasks = format!("{}{more}", counted(service.replicas.get().into(), "task"));
    let mut told = vec![name.to_owned(), tasks];
    if !service.is_public() {
        told.push("a worker".to_owned());
    }
    if !service.is_released() {
        told.push(WAITS.to_owned());
    }
    told
}

/// Takes the part named `name` out of the lines: who uses it uses what it uses.
pub(crate) fn bridge(lines: &mut BTreeMap<String, BTreeSet<String>>, name: &str) {
    let behind = lines.remove(name).unwrap_or_default();
    for needs in lines.values_mut() {
        if needs.remove(name) {
            needs.extend(behind.iter().cloned());
        }
    }
}

/// The lines without those that follow from others: what `a` uses through `b` needs no line of its own.
pub(crate) fn reduced(lines: &BTreeMap<String, BTreeSet<String>>) -> BTreeMap<String, BTreeSet<String>> {
    let reaches = |from: &str, to: &str| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
        while let Some(at) = next.pop() {
            for step in lines.get(at).into_iter().flatten() {
                if step == to {
                    return true;
                }
                if seen.insert(step) {
                    next.push(step);
                }
            }
        }
        false
    };
    let kept = lines.iter().map(|(from, needs)| {
        let direct = |to: &&String| !needs.iter().any(|other| other != *to && reaches(other, to));
        (from.clone(), needs.iter().filter(direct).cloned().collect())
    });
    kept.collect()
}

/// A number of things, in words.
fn counted(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

/// The identifier of the service named `name`: no dashes, which Mermaid reads as the beginning of a line.
fn node(name: &str) -> String {
    format!("service_{}", name.replace('-', "_"))
}

/// A label of these lines in quotes. Whatever Mermaid, Markdown or HTML could read in one is written as a number.
pub(crate) fn label<T: AsRef<str>>(lines: impl IntoIterator<Item = T>) -> String {
    let mut label = String::from("\"");
    for (index, line) in lines.into_iter().enumerate() {
        if index > 0 {
            label.push_str("<br/>");
        }
        for c in line.as_ref().chars() {
            if c.is_alphanumeric() || matches!(c, ' ' | ',' | '.' | '/' | ':' | '-' | '×') {
                label.push(c);
            } else {
                _ = write!(label, "#{};", u32::from(c));
            }
        }
    }
    label.push('"');
    label
}

fn line(text: &mut String, depth: usize, content: &str) {
    for _ in 0..depth {
        text.push_str("    ");
    }
    text.push_str(content);
    text.push('\n');
}
