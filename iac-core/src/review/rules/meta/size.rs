//! How much a plan does.

use crate::environment::Tier;
use crate::review::action::Action;
use crate::review::counted;
use crate::review::finding::{Report, Severity};
use crate::review::plan::{Plan, StateModule};
use crate::review::rules::Scope;

/// So many destroyed objects are never too many.
const FEW: usize = 5;
/// More changes than this aren't read one by one.
const READABLE: usize = 50;

/// Many objects are destroyed: more than a few, and more than a tenth of those that there are.
pub(super) fn many_destroyed(plan: &Plan<'_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let destroyed = count(plan, Action::destroys);
    let there = managed(plan);
    if destroyed <= FEW.max(there / 10) {
        return Vec::new();
    }
    let of = if there == 0 { String::new() } else { format!(" of {there}") };
    vec![Report::new(format!("{destroyed}{of} objects are destroyed"))]
}

/// More changes than anybody reads.
pub(super) fn many_changed(plan: &Plan<'_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let changed = count(plan, |action| !matches!(action, Action::NoOp | Action::Read | Action::Open));
    Report::when(changed > READABLE, format!("{changed} objects change"))
}

/// Nothing is left.
pub(super) fn everything_destroyed(plan: &Plan<'_>, scope: &Scope<'_, '_>) -> Vec<Report> {
    let there = managed(plan);
    let deleted = count(plan, |action| *action == Action::Delete);
    if there == 0 || deleted < there || count(plan, Action::creates) > 0 {
        return Vec::new();
    }
    let report = Report::new(format!("everything is destroyed: {}", counted(there, "object")));
    vec![if scope.tier == Tier::Development { report.at(Severity::Medium) } else { report }]
}

fn count(plan: &Plan<'_>, is: impl Fn(&Action) -> bool) -> usize {
    let rows =
        plan.resource_changes.iter().filter(|row| row.mode.as_deref().unwrap_or("managed") == "managed");
    rows.filter(|row| is(&row.change.action())).count()
}

/// How many objects the state before holds.
pub(super) fn managed(plan: &Plan<'_>) -> usize {
    fn of(module: &StateModule<'_>) -> usize {
        let own = module.resources.iter().filter(|resource| &*resource.mode == "managed").count();
        own + module.child_modules.iter().map(of).sum::<usize>()
    }
    let values = plan.prior_state.as_ref().and_then(|state| state.values.as_ref());
    values.map_or(0, |values| of(&values.root_module))
}
