//! The report as a page of Markdown.

use crate::compliance::{
    Answer, Attribute, Evidence, Framework, Judged, Outcome, Part, Report, Standard, Status,
};
use crate::prose::{Kind, render};
use minijinja::{Value, context};

/// `report` as a page of Markdown.
///
/// ```
/// use iac_core::compliance::{Framework, Part, Report, Subject, markdown};
///
/// let shop = Subject { name: "shop".into(), tier: "production".into(), region: "eu-west-1".into() };
/// let report = Report::new(vec![shop], &[Framework::Cis], |_, _, _| vec![Part::duty("Look at it", "people")]);
/// assert!(markdown(&report).contains("| 5.6 | Metadata of EC2 takes IMDSv2 only | not ours |"));
/// ```
pub fn markdown(report: &Report) -> String {
    let environments: Vec<Value> = report
        .environments()
        .iter()
        .map(|one| context! { name => one.name.as_str(), tier => one.tier.as_str(), region => one.region.as_str() })
        .collect();
    let standards: Vec<Value> = report.standards().iter().map(standard).collect();
    let statuses: Vec<Value> = Status::ALL
        .into_iter()
        .map(|status| context! { word => status.to_string(), meaning => status.meaning() })
        .collect();
    let values = context! { environments, standards, statuses, limits => report.limits().to_vec() };
    render(Kind::Markdown, include_str!("report.md.j2"), &values)
}

/// A standard: its summary, its gaps, and its controls by section.
fn standard(standard: &Standard) -> Value {
    let summary: Vec<Value> = standard
        .summary
        .iter()
        .map(|summary| {
            let counts: Vec<usize> =
                Status::ALL.into_iter().map(|status| summary.counts.of(status)).collect();
            context! { environment => summary.environment.as_str(), counts }
        })
        .collect();
    let mut sections: Vec<(&str, Vec<&Judged>)> = Vec::new();
    for control in &standard.controls {
        match sections.last_mut() {
            Some((id, controls)) if *id == control.section => controls.push(control),
            _ => sections.push((control.section, vec![control])),
        }
    }
    let titles = Framework::ALL.into_iter().flat_map(Framework::sections);
    let titles: Vec<_> = titles.collect();
    let sections: Vec<Value> = sections
        .into_iter()
        .map(|(id, controls)| {
            let title = titles.iter().find(|section| section.id == id).map_or("", |section| section.title);
            context! { id, title, controls => controls.into_iter().map(control).collect::<Vec<_>>() }
        })
        .collect();
    context! {
        name => standard.name,
        version => standard.version,
        publisher => standard.publisher,
        source => standard.source,
        reading => standard.reading,
        summary,
        gaps => gaps(standard),
        sections,
    }
}

/// Every claim that doesn't hold, by control: the environments in which it doesn't, where several say the same.
fn gaps(standard: &Standard) -> Vec<Value> {
    let mut rows: Vec<Gap<'_>> = Vec::new();
    for control in &standard.controls {
        let first = rows.len();
        for answer in &control.answers {
            for part in answer.parts() {
                let Outcome::Missing { remedy, setting } = part.outcome() else { continue };
                let setting = setting.as_ref().map(|one| format!("{} = {}", one.path, shown(&one.value)));
                let alike = |row: &&mut Gap<'_>| {
                    row.claim == part.claim() && row.remedy == remedy && row.setting == setting
                };
                match rows[first..].iter_mut().find(alike) {
                    Some(row) => row.environments.push(answer.environment()),
                    None => rows.push(Gap {
                        control: control.id,
                        environments: vec![answer.environment()],
                        claim: part.claim(),
                        remedy,
                        setting,
                    }),
                }
            }
        }
    }
    rows.into_iter()
        .map(|Gap { control, environments, claim, remedy, setting }| {
            let environments: Vec<String> = environments.into_iter().map(ToOwned::to_owned).collect();
            context! { control, environments, claim => claim.to_owned(), remedy => remedy.to_owned(), setting }
        })
        .collect()
}

/// A claim that doesn't hold.
struct Gap<'r> {
    control: &'static str,
    environments: Vec<&'r str>,
    claim: &'r str,
    remedy: &'r str,
    setting: Option<String>,
}

fn control(control: &Judged) -> Value {
    let statuses: Vec<String> = control.answers.iter().map(|answer| answer.status().to_string()).collect();
    context! {
        id => control.id,
        title => control.title,
        statuses,
        answers => control.answers.iter().map(answer).collect::<Vec<_>>(),
    }
}

fn answer(answer: &Answer) -> Value {
    let parts: Vec<Value> = answer.parts().iter().map(part).collect();
    context! { environment => answer.environment(), status => answer.status().to_string(), parts }
}

fn part(part: &Part) -> Value {
    let claim = part.claim();
    match part.outcome() {
        Outcome::Shown { evidence } => {
            let evidence: Vec<Value> = evidence.iter().map(|one| context! { ..line(one) }).collect();
            context! { claim, outcome => "shown", evidence }
        }
        Outcome::Missing { remedy, setting } => {
            let setting = setting.as_ref().map(|one| format!("{} = {}", one.path, shown(&one.value)));
            context! { claim, outcome => "missing", remedy, setting }
        }
        Outcome::Elsewhere { environments } => context! { claim, outcome => "elsewhere", environments },
        Outcome::NotUsed { kind } => context! { claim, outcome => "not_used", kind },
        Outcome::Duty { who } => context! { claim, outcome => "duty", who },
    }
}

fn line(evidence: &Evidence) -> Value {
    match evidence {
        Evidence::Resource { address, attribute: None } => context! { code => address, from => () },
        Evidence::Resource { address, attribute: Some(Attribute { path, value, setting }) } => {
            context! { code => format!("{address}: {path} = {}", shown(value)), from => setting }
        }
        Evidence::Setting(setting) => {
            context! { code => format!("{} = {}", setting.path, shown(&setting.value)), from => () }
        }
    }
}

/// A value as the spec would have it.
fn shown(value: &serde_json::Value) -> String {
    if value.is_null() { "not set".to_owned() } else { value.to_string() }
}
