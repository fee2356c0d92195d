//! The plan beside the model.

use super::size::managed;
use crate::review::action::Action;
use crate::review::change::Change;
use crate::review::counted;
use crate::review::finding::{Report, Severity};
use crate::review::model::{Model, Origin, RenderedResource, without_keys};
use crate::review::plan::{Plan, Row};
use crate::review::rules::Scope;
use crate::review::rules::turn::leaves;
use crate::review::value::Value;
use std::collections::BTreeSet;

/// So many changes say which environment they belong to.
const LOOKED_AT: usize = 50;

/// So many new objects beside an empty state are no first step.
const MANY: usize = 5;

/// An environment that exists is created once more.
pub(super) fn lost_state(plan: &Plan<'_>, scope: &Scope<'_, '_>) -> Vec<Report> {
    let Some(model) = scope.model.filter(|model| model.exists) else { return Vec::new() };
    let created = plan.resource_changes.iter().filter(|row| row.change.action() == Action::Create).count();
    Report::when(
        managed(plan) == 0 && created > MANY,
        format!(
            "{} exists, the state is empty, and {created} objects are created",
            model.environment.environment
        ),
    )
}

/// A provider that the render doesn't use.
pub(super) fn providers(plan: &Plan<'_>, scope: &Scope<'_, '_>) -> Vec<Report> {
    let Some(model) = scope.model else { return Vec::new() };
    let mut known: BTreeSet<&str> = model.providers.iter().map(String::as_str).collect();
    known.extend(model.rendered.iter().flat_map(|rendered| rendered.providers.iter().map(String::as_str)));
    if known.is_empty() {
        return Vec::new();
    }
    let is_known = |provider: &str| {
        // Of the registries, only those of Terraform and of OpenTofu may be left out.
        let short = ["registry.terraform.io/", "registry.opentofu.org/"]
            .iter()
            .find_map(|host| provider.strip_prefix(host));
        // Before 0.13 a provider had only a name.
        let bare =
            !provider.contains('/') && known.iter().any(|name| name.rsplit('/').next() == Some(provider));
        known.contains(provider)
            || short.is_some_and(|short| known.contains(short))
            || bare
            || provider == "terraform.io/builtin/terraform"
    };
    let mut foreign = BTreeSet::new();
    for row in &plan.resource_changes {
        foreign.extend(row.provider_name.as_deref().filter(|provider| !is_known(provider)));
    }
    foreign
        .into_iter()
        .map(|provider| Report::new(format!("provider {provider} isn't one of the render")))
        .collect()
}

/// The plan is for another environment, account or region.
pub(super) fn elsewhere(plan: &Plan<'_>, scope: &Scope<'_, '_>) -> Vec<Report> {
    let Some(Model { environment, .. }) = scope.model else { return Vec::new() };
    let mut said = Vec::new();
    let text = |raw: &serde_json::value::RawValue| serde_json::from_str::<String>(raw.get()).ok();
    let variable = |name: &str| {
        plan.variables.iter().find(|(key, _)| &***key == name).and_then(|(_, variable)| text(variable.value?))
    };
    if let Some(name) = variable("environment")
        && name != environment.environment.as_str()
    {
        said.push(format!("the plan is for the environment {name}, not for {}", environment.environment));
    }
    let tag = "tags_all.Environment";
    let changed =
        plan.resource_changes.iter().filter(|row| row.change.action() != Action::NoOp).take(LOOKED_AT);
    let foreign: BTreeSet<String> = changed
        .map(Change::new)
        .filter_map(|change| {
            let name = change.before(tag).or_else(|| change.after(tag)).and_then(Value::as_str)?;
            (name != environment.environment.as_str()).then(|| name.to_owned())
        })
        .collect();
    for name in foreign {
        said.push(format!("objects tagged as of {name} change, not of {}", environment.environment));
    }
    let regions = plan.configuration.iter().flat_map(|configuration| configuration.provider_config.values());
    for provider in regions.filter(|provider| &*provider.name == "aws") {
        let Some(expressions) = provider.expressions.and_then(|raw| Value::read(raw).ok()) else { continue };
        if let Some(region) = expressions.at("region.constant_value").and_then(Value::as_str)
            && region != environment.region.as_str()
        {
            said.push(format!(
                "the provider works in {region}, the environment lives in {}",
                environment.region.as_str()
            ));
        }
    }
    let allowed: BTreeSet<String> =
        environment.access.allowed_account_ids.iter().map(ToString::to_string).collect();
    if !allowed.is_empty() {
        let foreign: BTreeSet<&str> = plan
            .resource_changes
            .iter()
            .filter_map(account)
            .filter(|account| !allowed.contains(*account))
            .collect();
        for account in foreign {
            said.push(format!("objects of account {account} change, which the environment doesn't allow"));
        }
    }
    said.into_iter().map(Report::new).collect()
}

/// The account of an object, from its own ARN; looked for in the text, since most objects aren't read otherwise.
fn account<'a>(row: &Row<'a>) -> Option<&'a str> {
    let text = row.change.before?.get();
    let arn = &text[text.find("\"arn\":")? + 6..];
    let arn = arn.trim_start().strip_prefix('"')?;
    let account = arn[..arn.find('"')?].split(':').nth(4)?;
    (account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit())).then_some(account)
}

/// Objects and values that the render doesn't explain, and protections that no plan shows.
pub(super) fn unexplained(plan: &Plan<'_>, scope: &Scope<'_, '_>) -> Vec<Report> {
    let Some((model, rendered)) = scope.model.and_then(|model| Some((model, model.rendered.as_ref()?)))
    else {
        return Vec::new();
    };
    let settings = serde_json::to_value(&model.environment).unwrap_or_default();
    // What a team builds beside the module of the environment is its own.
    let ours: BTreeSet<_> = rendered.resources.keys().filter_map(|address| module(address)).collect();
    let mut beside = 0;
    let mut reports = Vec::new();
    let rows =
        plan.resource_changes.iter().filter(|row| row.mode.as_deref().unwrap_or("managed") == "managed");
    for row in rows.filter(|row| row.deposed.is_none()) {
        let change = Change::new(row);
        let Some(resource) = rendered.resources.get(&without_keys(&row.address)) else {
            if !change.action().creates() && *change.action() != Action::Update {
            } else if module(&row.address).is_none_or(|own| !ours.contains(&own)) {
                beside += 1;
            } else {
                reports.push(Report::new("the model renders no such object").about(row.address.to_string()));
            }
            continue;
        };
        if resource.prevent_destroy && change.action().destroys() {
            let said = "the model says `prevent_destroy` for it, and the configuration of the plan doesn't";
            reports.push(Report::new(said).at(Severity::Critical).about(row.address.to_string()));
        }
        if change.action().destroys() {
            reports.extend(protected(&change, resource, &settings));
        }
        if *change.action() != Action::NoOp {
            reports.extend(values(&change, resource, &settings));
        }
    }
    if beside > 0 {
        let said = format!("beside what the model renders, {} changed", counted(beside, "object"));
        reports.push(Report::new(said).at(Severity::Info));
    }
    reports
}

/// The module at the root that an address lies in.
fn module(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("module.")?;
    Some(&rest[..rest.find(['.', '['])?])
}

/// A protection that the spec asks for, of an object that is destroyed.
fn protected(
    change: &Change<'_, '_>,
    resource: &RenderedResource,
    settings: &serde_json::Value,
) -> Option<Report> {
    const FLAGS: [&str; 3] =
        ["deletion_protection", "deletion_protection_enabled", "enable_deletion_protection"];
    let setting = FLAGS.iter().find_map(|flag| match resource.attributes.get(*flag) {
        Some(Origin::Is(setting)) => Some(setting),
        _ => None,
    })?;
    let on = setting.split('.').try_fold(settings, |value, step| value.get(step))?.as_bool()?;
    on.then(|| {
        Report::new(format!("it is destroyed, and `{setting}` in the spec protects it"))
            .at(Severity::Critical)
            .fix(format!("Find out why it goes; if it has to, turn `{setting}` off and apply that first."))
            .about(change.address())
    })
}

/// Attributes that are copies of settings, and have another value.
fn values(change: &Change<'_, '_>, resource: &RenderedResource, settings: &serde_json::Value) -> Vec<Report> {
    let mut reports = Vec::new();
    for (path, origin) in &resource.attributes {
        let Origin::Is(setting) = origin else { continue };
        let wanted = setting.split('.').try_fold(settings, |value, step| value.get(step));
        let (Some(wanted), [planned]) = (wanted, &leaves(change.whole_after(), path)[..]) else { continue };
        if change.unknown(path) || same(planned, wanted) != Some(false) {
            continue;
        }
        let said = format!("`{path}` isn't what `{setting}` says, which is {wanted}");
        reports.push(
            Report::new(said)
                .fix(format!(
                    "Change `{setting}` in the spec and render again, or render what the spec says."
                ))
                .about(change.address()),
        );
    }
    reports
}

/// Whether a planned value is that of a setting; nothing if they can't be compared.
fn same(planned: &Value<'_>, wanted: &serde_json::Value) -> Option<bool> {
    match wanted {
        serde_json::Value::Bool(wanted) => planned.as_bool().map(|planned| planned == *wanted),
        serde_json::Value::Number(wanted) => {
            planned.as_f64().zip(wanted.as_f64()).map(|(one, other)| one.to_bits() == other.to_bits())
        }
        serde_json::Value::String(wanted) => planned.as_str().map(|planned| planned == wanted),
        _ => None,
    }
}

/// Another program or version than the render takes.
pub(super) fn engine(plan: &Plan<'_>, scope: &Scope<'_, '_>) -> Vec<Report> {
    let rendered = scope.model.and_then(|model| model.rendered.as_ref());
    let (Some(wanted), Some(version)) =
        (rendered.and_then(|rendered| rendered.terraform.as_deref()), plan.terraform_version.as_deref())
    else {
        return Vec::new();
    };
    match meets(version, wanted) {
        Some(false) => {
            vec![Report::new(format!("it was planned by {version}, and the render takes {wanted}"))]
        }
        _ => Vec::new(),
    }
}

/// Whether `version` keeps a constraint such as `>= 1.5.0, < 2.0`; nothing if it can't be told.
fn meets(version: &str, constraint: &str) -> Option<bool> {
    let numbers = |text: &str| -> Option<[u64; 3]> {
        let mut numbers = [0; 3];
        let text = text.trim().split('-').next()?;
        for (place, part) in text.split('.').enumerate() {
            *numbers.get_mut(place)? = part.parse().ok()?;
        }
        Some(numbers)
    };
    let version = numbers(version)?;
    let mut meets = true;
    for part in constraint.split(',').map(str::trim) {
        let at = part.find(|c: char| c.is_ascii_digit())?;
        let (operator, bound) = (part[..at].trim(), &part[at..]);
        let parts = bound.split('.').count();
        let bound = numbers(bound)?;
        meets &= match operator {
            "" | "=" => version == bound,
            "!=" => version != bound,
            ">" => version > bound,
            ">=" => version >= bound,
            "<" => version < bound,
            "<=" => version <= bound,
            // The last part that is written may grow.
            "~>" => {
                version >= bound && version[..parts.saturating_sub(1)] == bound[..parts.saturating_sub(1)]
            }
            _ => return None,
        };
    }
    Some(meets)
}

#[cfg(test)]
mod tests {
    use super::meets;

    #[test]
    fn versions_keep_constraints() {
        for (version, constraint, kept) in [
            ("1.11.4", ">= 1.5.0", Some(true)),
            ("1.4.9", ">= 1.5.0", Some(false)),
            ("1.11.4", "~> 1.11.0", Some(true)),
            ("1.12.0", "~> 1.11.0", Some(false)),
            ("1.12.0", "~> 1.11", Some(true)),
            ("2.0.0", ">= 1.5, < 2.0", Some(false)),
            ("1.12.0-rc1", ">= 1.5", Some(true)),
            ("next", ">= 1.5", None),
        ] {
            assert_eq!(meets(version, constraint), kept, "{version} {constraint}");
        }
    }
}
