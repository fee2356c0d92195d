//! What is weakened, where, and who has to say so.

mod access;
mod account;
mod bootstrap;
mod data;
mod edge;
mod foundation;
mod incident;
mod monitoring;
mod releases;
mod root;
mod secrets;

use crate::mutations::judges::Judge;

/// One place of rendered production, weakened.
#[derive(Debug)]
pub(in crate::mutations) struct Mutation {
    /// What somebody might have done.
    pub(in crate::mutations) name: &'static str,
    /// The rendered file.
    pub(in crate::mutations) file: &'static str,
    /// What stands there once; how many spaces align it is no matter.
    pub(in crate::mutations) find: &'static str,
    /// What stands there instead.
    pub(in crate::mutations) replace: &'static str,
    /// The property that has to be named.
    pub(in crate::mutations) property: &'static str,
    /// Who names it.
    pub(in crate::mutations) judge: Judge,
}

impl Mutation {
    /// The module whose body is changed, if it is one that others call.
    pub(in crate::mutations) fn module(&self) -> Option<&'static str> {
        let (module, _) = self.file.strip_prefix("modules/")?.split_once('/')?;
        (module != "environment").then_some(module)
    }
}

/// A row of the table.
const fn mutation(
    judge: Judge,
    name: &'static str,
    file: &'static str,
    [find, replace]: [&'static str; 2],
    property: &'static str,
) -> Mutation {
    Mutation { name, file, find, replace, property, judge }
}

/// Every mutation, topic by topic.
pub(super) fn all() -> impl Iterator<Item = &'static Mutation> {
    let foundations = [foundation::ALL, account::ALL, bootstrap::ALL, access::ALL];
    let environment = [root::ALL, releases::ALL, edge::ALL, data::ALL, secrets::ALL];
    let watched = [monitoring::ALL, incident::ALL];
    foundations.into_iter().chain(environment).chain(watched).flatten()
}
