//! The texts of rules: a section of Markdown for each.
//!
//! ````text
//! ## DL001 An object that holds data is destroyed
//!
//! What it reports.
//!
//! Why it matters.
//!
//! What to do.
//!
//! ```reported
//! delete aws_dynamodb_table {"name": "orders"}
//! ```
//!
//! ```fine
//! create aws_dynamodb_table {"name": "orders"}
//! ```
//! ````

/// The section of one rule.
#[derive(Debug, Clone, Copy)]
pub(super) struct Section {
    pub(super) code: &'static str,
    pub(super) title: &'static str,
    pub(super) what: &'static str,
    pub(super) why: &'static str,
    pub(super) fix: &'static str,
    /// A change that is reported.
    pub(super) reported: &'static str,
    /// A change like it that isn't.
    pub(super) fine: &'static str,
}

/// The sections of `markdown`, in its order.
///
/// # Panics
///
/// If a section lacks one of its parts: the tests read all of them.
pub(super) fn sections(markdown: &'static str) -> Vec<Section> {
    let of = |section: &'static str| {
        let (heading, body) = section.split_once("\n\n").unwrap_or((section, ""));
        let (code, title) = heading.split_once(' ').expect("a heading is a code and a title");
        let (prose, examples) = body.split_once("```reported\n").expect("a rule has an example");
        let (reported, rest) = examples.split_once("```\n\n```fine\n").expect("a rule has two examples");
        let fine = rest.split_once("```").expect("an example ends").0;
        let paragraphs: Vec<&str> = prose.trim().split("\n\n").collect();
        let [what, why, fix] = paragraphs[..] else { panic!("{code} has not three paragraphs") };
        Section { code, title, what, why, fix, reported, fine }
    };
    markdown.split("## ").skip(1).map(of).collect()
}

impl Section {
    /// The section as `iac explain` prints it.
    pub(super) fn explain(&self) -> String {
        let Self { code: _, title: _, what, why, fix, reported, fine } = self;
        format!(
            "## What it reports\n\n{what}\n\n## Why it matters\n\n{why}\n\n## What to do\n\n{fix}\n\n\
             ## Examples\n\nThis is reported:\n\n```text\n{reported}```\n\nThis isn't:\n\n```text\n{fine}```\n"
        )
    }
}
