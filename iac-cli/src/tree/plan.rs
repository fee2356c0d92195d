//! Compares a bundle with a directory and decides what becomes of each file. Reads only.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use super::blocked::Blocked;
use super::compare::Records;
use super::path::{self, PathProblem, RECORDS};
use super::record::{MANIFEST, PENDING, Record, RecordError};
use super::stand::{Kind, Stand, kind, stand};
use super::{diff, lock};

/// Compares `bundle` (paths with `/` and texts) with the directory `out`, which need not exist.
///
/// What is in the way does not fail the plan: see [`Plan::blocked`].
///
/// # Errors
///
/// If a path of the bundle is not a plain relative one, if `out` is a link or no directory, if a record below
/// `out/.iac` can't be read or understood, or if `force` names a file that is none of ours to write.
pub(crate) fn plan<'a>(
    bundle: &'a BTreeMap<String, String>,
    out: &Path,
    force: &'a Force,
) -> Result<Plan<'a>, PlanError> {
    path::check_all(bundle.keys().map(String::as_str))
        .map_err(|(path, problem)| PlanError::Path { path, problem })?;
    // Without trailing `/` and `/.`, which would make the system follow a link before we see it.
    let root: PathBuf = out.components().collect();
    let mut plan = compare(bundle, &root, force)?;
    // Another run may have written between our reading of the records and of the files, and then its texts look
    // like edits. Nothing was written if the records are still the same.
    for _ in 0..3 {
        if plan.blocked.is_empty() || !plan.records_changed() {
            break;
        }
        plan = compare(bundle, &root, force)?;
    }
    Ok(plan)
}

fn compare<'a>(
    bundle: &'a BTreeMap<String, String>,
    root: &Path,
    force: &'a Force,
) -> Result<Plan<'a>, PlanError> {
    check_root(root)?;
    let mut plan = Plan {
        root: root.to_owned(),
        bundle,
        force,
        changes: BTreeMap::new(),
        forcible: BTreeMap::new(),
        unchanged: 0,
        blocked: Vec::new(),
        manifest_before: None,
        pending_before: None,
        manifest_after: Record::default(),
        pending: None,
        gone: Vec::new(),
    };
    let Some(records) = plan.read_records()? else { return Ok(plan) };
    let mut obstacles = BTreeMap::new();
    plan.compare_rendered(&records, &mut obstacles);
    plan.compare_stale(&records, &mut obstacles);
    plan.compare_twins(&records);
    plan.blocked.extend(obstacles.into_values());
    plan.blocked.sort_by(|one, other| one.path.cmp(&other.path));
    plan.check_force(&records)?;
    Ok(plan)
}

/// Paths, relative to the output directory, whose present text may be lost.
#[derive(Debug, Default, Clone)]
pub(crate) struct Force(pub(super) BTreeSet<String>);

impl FromIterator<String> for Force {
    fn from_iter<I: IntoIterator<Item = String>>(paths: I) -> Self {
        Self(paths.into_iter().map(|path| path.trim_start_matches("./").to_owned()).collect())
    }
}

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PlanError {
    /// A bug of the renderer, or a name in the spec that should not have passed.
    #[error("`{path}` can't be a file of the output")]
    Path {
        /// The path in the bundle.
        path: String,
        /// What is wrong with it.
        #[source]
        problem: PathProblem,
    },
    /// The output directory is a link or a file.
    #[error("`{}` is {what}, expected a directory or nothing", root.display())]
    Root {
        /// The output directory.
        root: PathBuf,
        /// What it is instead.
        what: &'static str,
    },
    /// The system doesn't let us look.
    #[error("can't read `{}`", path.display())]
    Read {
        /// What was looked at.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The manifest or the pending record is damaged.
    #[error(
        "can't use `{}`: restore it from version control, or delete it (files that are as rendered are recorded anew)",
        path.display()
    )]
    Record {
        /// Which record.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: RecordError,
    },
    /// Probably a typing error: without this, `--force` would silently do nothing.
    #[error(
        "`--force {0}` names no file that iac writes here; expected a path relative to the output directory"
    )]
    Force(String),
}

/// What becomes of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// It will be written where nothing is.
    Create,
    /// Its text will be replaced.
    Update,
    /// It is no longer rendered and will be deleted.
    Remove,
}

/// A change with both texts.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Change<'a> {
    Create { after: &'a str },
    Update { before: Vec<u8>, after: &'a str },
    Remove { before: Vec<u8> },
}

impl<'a> Change<'a> {
    pub(super) fn before(&self) -> Option<&[u8]> {
        match self {
            Self::Create { .. } => None,
            Self::Update { before, .. } | Self::Remove { before } => Some(before),
        }
    }

    pub(super) fn after(&self) -> Option<&'a str> {
        match *self {
            Self::Create { after } | Self::Update { after, .. } => Some(after),
            Self::Remove { .. } => None,
        }
    }
}

/// What would happen to a directory; see [`plan()`].
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    pub(super) root: PathBuf,
    pub(super) bundle: &'a BTreeMap<String, String>,
    pub(super) force: &'a Force,
    pub(super) changes: BTreeMap<String, Change<'a>>,
    /// What `--force` would do to blocked files of ours: shown, never done.
    pub(super) forcible: BTreeMap<String, Change<'a>>,
    pub(super) unchanged: usize,
    pub(super) blocked: Vec<Blocked>,
    pub(super) manifest_before: Option<Vec<u8>>,
    pending_before: Option<Vec<u8>>,
    pub(super) manifest_after: Record,
    /// What a killed run left.
    pub(super) pending: Option<Record>,
    /// What the records know, the bundle doesn't, and somebody deleted already.
    pub(super) gone: Vec<String>,
}

impl Plan<'_> {
    /// Whether the directory is as rendered, so that [`Plan::apply`] would change no file.
    pub(crate) fn is_current(&self) -> bool {
        self.changes.is_empty() && self.blocked.is_empty() && !self.manifest_changes()
    }

    /// Everything in the way, sorted by path. While there is any, [`Plan::apply`] refuses.
    pub(crate) fn blocked(&self) -> &[Blocked] {
        &self.blocked
    }

    /// The files that will change, sorted by path, without our own records.
    pub(crate) fn changes(&self) -> impl Iterator<Item = (&str, Action)> {
        self.changes.iter().map(|(path, change)| {
            let action = match change {
                Change::Create { .. } => Action::Create,
                Change::Update { .. } => Action::Update,
                Change::Remove { .. } => Action::Remove,
            };
            (path.as_str(), action)
        })
    }

    /// A unified diff of everything that would change, the manifest included. Blocked files of ours are shown
    /// as `--force` would change them: whoever decides about an edit has to see it.
    pub(crate) fn diff(&self) -> String {
        let all: BTreeMap<_, _> = self.changes.iter().chain(&self.forcible).collect();
        let mut text = String::new();
        if self.manifest_changes() {
            let path = format!("{RECORDS}/{MANIFEST}");
            let after = self.manifest_after.to_text();
            text.push_str(&diff::unified(&path, self.manifest_before.as_deref(), Some(&after)));
        }
        for (path, change) in all {
            text.push_str(&diff::unified(path, change.before(), change.after()));
        }
        text
    }

    pub(super) fn manifest_changes(&self) -> bool {
        match &self.manifest_before {
            Some(before) => *before != self.manifest_after.to_text().as_bytes(),
            None => !self.manifest_after.is_empty(),
        }
    }

    /// Reads manifest and pending record. `None` if something stands in their way: then nothing else can be judged.
    fn read_records(&mut self) -> Result<Option<Records>, PlanError> {
        let mut obstacles = BTreeMap::new();
        let mut texts = [lock::FILE, MANIFEST, PENDING].map(|name| {
            match stand(&self.root, &format!("{RECORDS}/{name}")) {
                Stand::File(text) => Some(text),
                Stand::Absent => None,
                Stand::Obstacle(blocked) => {
                    obstacles.insert(blocked.path.clone(), blocked);
                    None
                }
            }
        });
        if !obstacles.is_empty() {
            self.blocked.extend(obstacles.into_values());
            return Ok(None);
        }
        let parse = |name: &str, text: &[u8]| {
            Record::parse(text)
                .map_err(|source| PlanError::Record { path: self.root.join(RECORDS).join(name), source })
        };
        self.manifest_before = texts[1].take();
        let manifest = self.manifest_before.as_deref().map(|text| parse(MANIFEST, text)).transpose()?;
        self.pending_before = texts[2].take();
        self.pending = self.pending_before.as_deref().map(|text| parse(PENDING, text)).transpose()?;
        let pending = self.pending.clone().unwrap_or_default();
        Ok(Some(Records { manifest: manifest.unwrap_or_default(), pending }))
    }

    fn records_changed(&self) -> bool {
        [(MANIFEST, &self.manifest_before), (PENDING, &self.pending_before)].into_iter().any(
            |(name, before)| {
                let now = match stand(&self.root, &format!("{RECORDS}/{name}")) {
                    Stand::File(text) => Some(text),
                    Stand::Absent | Stand::Obstacle(_) => None,
                };
                now != *before
            },
        )
    }
}

impl Plan<'_> {
    fn check_force(&self, records: &Records) -> Result<(), PlanError> {
        let writes = |path: &str| {
            self.bundle.contains_key(path) || records.name(path) || self.changes.contains_key(path)
        };
        let unknown = self.force.0.iter().find(|path| !writes(path));
        unknown.map_or(Ok(()), |path| Err(PlanError::Force(path.clone())))
    }
}

fn check_root(root: &Path) -> Result<(), PlanError> {
    let wrong = |what| Err(PlanError::Root { root: root.to_owned(), what });
    if root.as_os_str().is_empty() {
        return wrong("an empty path");
    }
    match kind(root) {
        Ok(Kind::Absent | Kind::Directory) => Ok(()),
        Ok(Kind::Link) => wrong("a symbolic link"),
        Ok(Kind::File) => wrong("a file"),
        Ok(Kind::Special) => wrong("neither a file nor a directory"),
        Err(source) => Err(PlanError::Read { path: root.to_owned(), source }),
    }
}
