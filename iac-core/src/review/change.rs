//! The change of one object, as rules look at it.

use super::action::Action;
use super::plan::Row;
use super::value::{TooDeep, Value};
use serde_json::value::RawValue;
use std::cell::OnceCell;

/// The change of one object.
///
/// Values are read when somebody asks for them. A path is written with dots, and goes through the list of one element
/// that a plan writes for a single nested block: `point_in_time_recovery.enabled`.
#[derive(Debug)]
pub struct Change<'p, 'a> {
    row: &'p Row<'a>,
    action: Action,
    before: OnceCell<Value<'a>>,
    after: OnceCell<Value<'a>>,
    unknown: OnceCell<Value<'a>>,
    before_sensitive: OnceCell<Value<'a>>,
    after_sensitive: OnceCell<Value<'a>>,
}

const NULL: &Value<'static> = &Value::Null;

impl<'p, 'a> Change<'p, 'a> {
    /// The change that `row` holds.
    pub fn new(row: &'p Row<'a>) -> Self {
        Self {
            row,
            action: row.change.action(),
            before: OnceCell::new(),
            after: OnceCell::new(),
            unknown: OnceCell::new(),
            before_sensitive: OnceCell::new(),
            after_sensitive: OnceCell::new(),
        }
    }

    /// The row of the plan.
    pub fn row(&self) -> &'p Row<'a> {
        self.row
    }

    /// The address: opaque, and no reason for a rule to decide anything.
    pub fn address(&self) -> &'p str {
        &self.row.address
    }

    /// The key of an object that an earlier replacement left over.
    pub fn deposed(&self) -> Option<&'p str> {
        self.row.deposed.as_deref()
    }

    /// The type, such as `aws_instance`.
    pub fn kind(&self) -> &'p str {
        &self.row.kind
    }

    /// `managed`, `data` or `ephemeral`.
    pub fn mode(&self) -> &'p str {
        self.row.mode.as_deref().unwrap_or("managed")
    }

    /// The provider's address, or its short name before Terraform 0.13.
    pub fn provider(&self) -> Option<&'p str> {
        self.row.provider_name.as_deref()
    }

    /// What is done.
    pub fn action(&self) -> &Action {
        &self.action
    }

    /// Why, in the plan's word, such as `replace_because_tainted`.
    pub fn reason(&self) -> Option<&'p str> {
        self.row.action_reason.as_deref()
    }

    /// Whether the object is imported.
    pub fn imports(&self) -> bool {
        self.row.change.importing.is_some()
    }

    /// Paths that force the replacement, with dots.
    pub fn replace_paths(&self) -> Vec<String> {
        let Some(raw) = self.row.change.replace_paths else { return Vec::new() };
        let Ok(paths) = Value::read(raw) else { return Vec::new() };
        paths.items().iter().map(dotted).collect()
    }

    /// Whether a replacement is forced by `path` or something in it.
    pub fn replaced_by(&self, path: &str) -> bool {
        self.replace_paths()
            .iter()
            .any(|one| one.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
    }

    /// The whole value before; null if there was none.
    pub fn whole_before(&self) -> &Value<'a> {
        Self::whole(&self.before, self.row.change.before)
    }

    /// The whole value after; null if there is none.
    pub fn whole_after(&self) -> &Value<'a> {
        Self::whole(&self.after, self.row.change.after)
    }

    /// Which parts of the value after aren't known yet.
    pub fn whole_unknown(&self) -> &Value<'a> {
        Self::whole(&self.unknown, self.row.change.after_unknown)
    }

    /// Which parts of the value before are sensitive.
    pub fn before_marks(&self) -> &Value<'a> {
        Self::whole(&self.before_sensitive, self.row.change.before_sensitive)
    }

    /// Which parts of the value after are sensitive.
    pub fn after_marks(&self) -> &Value<'a> {
        Self::whole(&self.after_sensitive, self.row.change.after_sensitive)
    }

    /// The value before at `path`; none if it is missing or null.
    pub fn before(&self, path: &str) -> Option<&Value<'a>> {
        self.whole_before().at(path).filter(|value| **value != Value::Null)
    }

    /// The value after at `path`; none if it is missing, null or unknown.
    pub fn after(&self, path: &str) -> Option<&Value<'a>> {
        self.whole_after().at(path).filter(|value| **value != Value::Null)
    }

    /// Whether the value after at `path`, or what holds it, isn't known before it is applied.
    pub fn unknown(&self, path: &str) -> bool {
        let mut value = self.whole_unknown();
        for step in path.split('.') {
            if *value == Value::Bool(true) {
                return true;
            }
            match value.at(step) {
                Some(next) => value = next,
                None => return false,
            }
        }
        *value == Value::Bool(true)
    }

    /// The nested blocks, or elements, before at `path`.
    pub fn blocks_before(&self, path: &str) -> &[Value<'a>] {
        self.before(path).map_or(&[], Value::items)
    }

    /// The nested blocks, or elements, after at `path`.
    pub fn blocks_after(&self, path: &str) -> &[Value<'a>] {
        self.after(path).map_or(&[], Value::items)
    }

    /// The blocks after at `path` that weren't there before: compared by content, not by place.
    pub fn blocks_added(&self, path: &str) -> Vec<&Value<'a>> {
        let before = self.blocks_before(path);
        self.blocks_after(path).iter().filter(|block| !before.contains(block)).collect()
    }

    /// The blocks before at `path` that aren't there after: compared by content, not by place.
    pub fn blocks_removed(&self, path: &str) -> Vec<&Value<'a>> {
        let after = self.blocks_after(path);
        self.blocks_before(path).iter().filter(|block| !after.contains(block)).collect()
    }

    /// Whether the flag at `path` was on, and is known to be off after: false or unset.
    ///
    /// An object that goes away has nothing after, so this is false for it.
    pub fn turned_off(&self, path: &str) -> bool {
        let was_on = self.before(path).and_then(Value::as_bool) == Some(true);
        was_on
            && self.stays()
            && !self.unknown(path)
            && self.after(path).and_then(Value::as_bool) != Some(true)
    }

    /// Whether the flag at `path` is on after, and wasn't before; also on a new object.
    pub fn turned_on(&self, path: &str) -> bool {
        self.after(path).and_then(Value::as_bool) == Some(true)
            && self.before(path).and_then(Value::as_bool) != Some(true)
    }

    /// The numbers before and after at `path`, if it is lowered.
    pub fn lowered(&self, path: &str) -> Option<(f64, f64)> {
        let pair = (self.before(path)?.as_f64()?, self.after(path)?.as_f64()?);
        (pair.1 < pair.0).then_some(pair)
    }

    /// The values before and after at `path`, if both are known, set and differ.
    pub fn changed(&self, path: &str) -> Option<(&Value<'a>, &Value<'a>)> {
        let pair = (self.before(path)?, self.after(path)?);
        (pair.0 != pair.1).then_some(pair)
    }

    /// Whether an object is there before and after, in place or replaced.
    pub fn stays(&self) -> bool {
        self.row.change.before.is_some() && self.row.change.after.is_some()
    }

    /// Reads everything, and says if something nests too deep to be read.
    ///
    /// # Errors
    ///
    /// [`TooDeep`], after which the parts that can't be read count as null.
    pub fn check_depth(&self) -> Result<(), TooDeep> {
        let body = &self.row.change;
        let parts = [
            (&self.before, body.before),
            (&self.after, body.after),
            (&self.unknown, body.after_unknown),
            (&self.before_sensitive, body.before_sensitive),
            (&self.after_sensitive, body.after_sensitive),
        ];
        for (cell, raw) in parts {
            if let Some(raw) = raw
                && cell.get().is_none()
            {
                let value = Value::read(raw)?;
                cell.get_or_init(|| value);
            }
        }
        Ok(())
    }

    fn whole<'s>(cell: &'s OnceCell<Value<'a>>, raw: Option<&'a RawValue>) -> &'s Value<'a> {
        match raw {
            // Too deep counts as null here; `check_depth` has named it before any rule runs.
            Some(raw) => cell.get_or_init(|| Value::read(raw).unwrap_or(Value::Null)),
            None => NULL,
        }
    }
}

/// A path of steps, with dots.
fn dotted(path: &Value<'_>) -> String {
    let steps: Vec<String> = path
        .items()
        .iter()
        .map(|step| match step {
            Value::Text(text) => text.to_string(),
            Value::Number(number) => (*number).to_owned(),
            _ => "*".to_owned(),
        })
        .collect();
    steps.join(".")
}
