//! `cargo xtask synth`: big plans for benchmarks, made of the rows of small ones.

use serde_json::{Map, Value, json};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// How many modules the rows are spread over: a prime, so that types and modules mix.
const MODULES: usize = 97;

/// Make a plan of many resources from the rows of small plans
///
/// The same arguments give the same bytes.
#[derive(Debug, clap::Args)]
pub struct Synth {
    /// How many resources
    count: usize,
    /// What the plan holds
    #[arg(value_enum)]
    kind: Kind,
    /// Where it goes
    out: PathBuf,
    /// Plans whose rows are taken; without it those of the tests of the review
    #[arg(long, value_name = "PLAN")]
    from: Vec<PathBuf>,
    /// Plan whose rows are taken as they are for every tenth resource
    #[arg(long, value_name = "PLAN")]
    danger: Option<PathBuf>,
}

/// What a made plan holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// Changes, planned values, state and configuration, in the proportions of real plans
    Full,
    /// Changes only
    Lean,
}

/// Why a plan can't be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// A file could not be read or written.
    #[error("{}", .0.display())]
    File(PathBuf, #[source] io::Error),
    /// A file is no plan.
    #[error("{} is no plan", .0.display())]
    Plan(PathBuf, #[source] serde_json::Error),
    /// The plans have no rows.
    #[error("there are no managed resources in the plans")]
    NoRows,
}

impl Synth {
    /// Makes the plan and writes it.
    ///
    /// # Errors
    ///
    /// [`Failure`] if a plan can't be read or the new one can't be written.
    pub fn run(self, workspace: &Path) -> Result<(), Failure> {
        let from = if self.from.is_empty() { own(workspace)? } else { self.from };
        let mut rows = Vec::new();
        for path in &from {
            rows.extend(managed(path)?);
        }
        // By content, so that the names of the files don't matter.
        rows.sort_by_cached_key(Value::to_string);
        let danger = self.danger.as_deref().map(managed).transpose()?.unwrap_or_default();
        if rows.is_empty() {
            return Err(Failure::NoRows);
        }
        let failed = |error| Failure::File(self.out.clone(), error);
        let file = std::fs::File::create(&self.out).map_err(failed)?;
        let mut out = BufWriter::new(file);
        write(&rows, &danger, self.count, self.kind, &mut out).and_then(|()| out.flush()).map_err(failed)
    }
}

/// The plans that the tests of the review use.
fn own(workspace: &Path) -> Result<Vec<PathBuf>, Failure> {
    let folder = workspace.join("iac-core/tests/review/plans");
    let failed = |error| Failure::File(folder.clone(), error);
    let mut plans = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(failed)? {
        plans.push(entry.map_err(failed)?.path());
    }
    plans.sort();
    Ok(plans)
}

fn managed(path: &Path) -> Result<Vec<Value>, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::File(path.to_owned(), error))?;
    let mut plan: Value =
        serde_json::from_str(&text).map_err(|error| Failure::Plan(path.to_owned(), error))?;
    let rows = match plan.get_mut("resource_changes").map(Value::take) {
        Some(Value::Array(rows)) => rows,
        _ => Vec::new(),
    };
    Ok(rows.into_iter().filter(|row| row["mode"] == "managed").collect())
}

fn write(rows: &[Value], danger: &[Value], count: usize, kind: Kind, out: &mut dyn Write) -> io::Result<()> {
    let made = || (0..count).map(|number| row(rows, danger, number));
    out.write_all(br#"{"format_version":"1.2","terraform_version":"1.11.4","resource_changes":["#)?;
    list(made(), out)?;
    out.write_all(b"]")?;
    if kind == Kind::Full {
        out.write_all(br#","planned_values":{"root_module":{"child_modules":["#)?;
        modules(count, rows, danger, "after", out)?;
        out.write_all(br#"]}},"prior_state":{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{"child_modules":["#)?;
        modules(count, rows, danger, "before", out)?;
        out.write_all(br#"]}}},"configuration":{"root_module":{"module_calls":{"#)?;
        for module in 0..MODULES.min(count) {
            let comma = if module == 0 { "" } else { "," };
            write!(out, r#"{comma}"m{module}":{{"source":"./m","module":{{"resources":["#)?;
            let members = (module..count).step_by(MODULES);
            list(members.map(|number| configuration(&row(rows, danger, number))), out)?;
            out.write_all(b"]}}")?;
        }
        out.write_all(b"}}}")?;
    }
    out.write_all(br#","applyable":true,"complete":true,"errored":false}"#)
}

fn list(values: impl Iterator<Item = Value>, out: &mut dyn Write) -> io::Result<()> {
    for (number, value) in values.enumerate() {
        if number > 0 {
            out.write_all(b",")?;
        }
        serde_json::to_writer(&mut *out, &value)?;
    }
    Ok(())
}

/// The modules of a state, whose objects have the values of one `side` of the changes.
fn modules(
    count: usize,
    rows: &[Value],
    danger: &[Value],
    side: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    for module in 0..MODULES.min(count) {
        let comma = if module == 0 { "" } else { "," };
        write!(out, r#"{comma}{{"address":"module.m{module}","resources":["#)?;
        let members = (module..count).step_by(MODULES).filter_map(|number| {
            let row = row(rows, danger, number);
            let values = row["change"][side].clone();
            (!values.is_null()).then(|| {
                json!({
                    "address": row["address"], "mode": "managed", "type": row["type"], "name": row["name"],
                    "provider_name": row["provider_name"], "schema_version": 1, "values": values,
                    "sensitive_values": {},
                })
            })
        });
        list(members, out)?;
        out.write_all(b"]}")?;
    }
    Ok(())
}

/// The row at `number`: of twenty, one is updated, one replaced, one deleted, and the rest left alone.
fn row(rows: &[Value], danger: &[Value], number: usize) -> Value {
    let dangerous = !danger.is_empty() && number.is_multiple_of(10);
    let mut row =
        if dangerous { &danger[(number / 10) % danger.len()] } else { &rows[number % rows.len()] }.clone();
    let module = format!("module.m{}", number % MODULES);
    let fields = row.as_object_mut().expect("a row is an object");
    fields.remove("index");
    let address = format!("{module}.{}.r{number}", fields["type"].as_str().unwrap_or_default());
    fields.insert("address".to_owned(), address.into());
    fields.insert("module_address".to_owned(), module.into());
    fields.insert("name".to_owned(), format!("r{number}").into());
    if let Some(change) = fields.get_mut("change").and_then(Value::as_object_mut).filter(|_| !dangerous) {
        act(change, number);
    }
    row
}

fn act(change: &mut Map<String, Value>, number: usize) {
    let after = change.get("after").cloned().unwrap_or_default();
    if after.is_null() {
        return;
    }
    let mut set = |name: &str, value: Value| change.insert(name.to_owned(), value);
    set("before", after.clone());
    match number % 20 {
        0 => {
            set("actions", json!(["update"]));
            let mut before = after;
            before["tags"] = json!({ "v": number.to_string() });
            set("before", before);
        }
        1 => {
            set("actions", json!(["delete", "create"]));
            set("replace_paths", json!([["id"]]));
        }
        2 => {
            set("actions", json!(["delete"]));
            set("after", Value::Null);
        }
        _ => {
            set("actions", json!(["no-op"]));
        }
    }
}

/// A resource of the configuration whose arguments are the values of a change.
fn configuration(row: &Value) -> Value {
    let mut expressions = Map::new();
    for (name, value) in
        row["change"]["after"].as_object().into_iter().flatten().filter(|(_, value)| !value.is_null())
    {
        let expression = match value {
            Value::String(_) | Value::Number(_) | Value::Bool(_) => json!({ "constant_value": value }),
            _ => json!({ "references": [format!("var.{name}")] }),
        };
        expressions.insert(name.clone(), expression);
    }
    json!({
        "address": format!("{}.{}", row["type"].as_str().unwrap_or_default(), row["name"].as_str().unwrap_or_default()),
        "mode": "managed", "type": row["type"], "name": row["name"], "provider_config_key": "aws",
        "expressions": expressions, "schema_version": 1,
    })
}

#[cfg(test)]
mod tests {
    use super::{Kind, Synth};
    use std::path::Path;

    #[test]
    fn a_made_plan_is_one_and_the_same_each_time() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let make = |name: &str, kind| {
            let out = folder.path().join(name);
            let synth = Synth { count: 300, kind, out: out.clone(), from: Vec::new(), danger: None };
            synth.run(&workspace).expect("the plan is made");
            std::fs::read_to_string(out).expect("it is written")
        };
        let full = make("full.json", Kind::Full);
        assert_eq!(full, make("again.json", Kind::Full));
        for text in [&full, &make("lean.json", Kind::Lean)] {
            let plan = iac_core::review::parse(text).expect("it is a plan");
            assert_eq!(plan.resource_changes.len(), 300);
        }
        let plan = iac_core::review::parse(&full).expect("it is a plan");
        let state = plan.prior_state.and_then(|state| state.values).expect("there is a state");
        assert_eq!(state.root_module.child_modules.len(), 97);
    }
}
