//! What users and their directories go through, each story a list of steps.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::Command;

use super::directory::{bundle, chain, entries, generate, put, rendered, skip, temporary, texts};
use crate::tree::{self, Action, Force};
use Step::{
    Chmod, Delete, Forced, Generate, Holds, Link, Make, Mode, Move, Pipe, Put, PutBytes, PutRendered, Refused,
};

type Files = &'static [(&'static str, &'static str)];

enum Step {
    /// Files (content without mark), and the summary.
    Generate(Files, &'static str),
    /// The same with `--force`.
    Forced(Files, &'static [&'static str], &'static str),
    /// Files, `--force`, and parts of the message; nothing may have changed.
    Refused(Files, &'static [&'static str], &'static [&'static str]),
    Put(&'static str, &'static str),
    PutRendered(&'static str, &'static str),
    PutBytes(&'static str, &'static [u8]),
    Delete(&'static str),
    Move(&'static str, &'static str),
    Make(&'static str),
    Link(&'static str, &'static str),
    Pipe(&'static str),
    Chmod(&'static str, u32),
    Mode(&'static str, u32),
    /// All texts: rendered ones by content, others as they are.
    Holds(Files, Files),
}

/// `out` is the output directory, everything else is beside it.
const STORIES: &[(&str, &[Step])] = &[
    (
        "fresh, unchanged, updated",
        &[
            Generate(&[("a.tf", "1"), ("m/n/b.tf", "1")], "2 created, 0 updated, 0 removed, 0 unchanged"),
            Generate(&[("a.tf", "1"), ("m/n/b.tf", "1")], "0 created, 0 updated, 0 removed, 2 unchanged"),
            Generate(&[("a.tf", "2"), ("m/n/b.tf", "1")], "0 created, 1 updated, 0 removed, 1 unchanged"),
            Holds(&[("a.tf", "2"), ("m/n/b.tf", "1")], &[]),
        ],
    ),
    (
        "what is no longer rendered goes, with the folders it leaves empty",
        &[
            Generate(
                &[("a.tf", "1"), ("m/n/b.tf", "1"), ("m/o/c.tf", "1")],
                "3 created, 0 updated, 0 removed, 0 unchanged",
            ),
            Put("out/m/o/own.tf", "mine"),
            Generate(&[("a.tf", "1")], "0 created, 0 updated, 2 removed, 1 unchanged"),
            Holds(&[("a.tf", "1")], &[("m/o/own.tf", "mine")]),
            Generate(&[], "0 created, 0 updated, 1 removed, 0 unchanged"),
            Holds(&[], &[("m/o/own.tf", "mine")]),
        ],
    ),
    (
        "a folder that the user emptied goes too",
        &[
            Generate(&[("a.tf", "1"), ("m/n/b.tf", "1")], "2 created, 0 updated, 0 removed, 0 unchanged"),
            Delete("out/m/n/b.tf"),
            Generate(&[("a.tf", "1")], "0 created, 0 updated, 0 removed, 1 unchanged"),
            Put("out/m", "free again"),
        ],
    ),
    (
        "a deleted file is written again",
        &[
            Generate(&[("a.tf", "1")], "1 created, 0 updated, 0 removed, 0 unchanged"),
            Delete("out/a.tf"),
            Generate(&[("a.tf", "1")], "1 created, 0 updated, 0 removed, 0 unchanged"),
        ],
    ),
    (
        "files of others are never replaced, and all are listed at once",
        &[
            Put("out/a.tf", "mine"),
            Put("out/m/b.tf", "mine too"),
            Put("out/other.tf", "unrelated"),
            Refused(
                &[("a.tf", "1"), ("c.tf", "1"), ("m/b.tf", "1")],
                &[],
                &[
                    "nothing was written to `",
                    "\n  `a.tf` was not written by iac\n  `m/b.tf` was not written by iac",
                ],
            ),
            Forced(
                &[("a.tf", "1"), ("c.tf", "1"), ("m/b.tf", "1")],
                &["a.tf", "./m/b.tf"],
                "1 created, 2 updated, 0 removed, 0 unchanged",
            ),
            Holds(&[("a.tf", "1"), ("c.tf", "1"), ("m/b.tf", "1")], &[("other.tf", "unrelated")]),
        ],
    ),
    (
        "an equal file is fine, whoever wrote it",
        &[
            PutRendered("a.tf", "1"),
            Generate(&[("a.tf", "1")], "0 created, 0 updated, 0 removed, 1 unchanged"),
            Generate(&[("a.tf", "2")], "0 created, 1 updated, 0 removed, 0 unchanged"),
        ],
    ),
    (
        "an edit is kept, until it is forced for that very file",
        &[
            Generate(&[("a.tf", "1"), ("b.tf", "1")], "2 created, 0 updated, 0 removed, 0 unchanged"),
            PutRendered("a.tf", "edited"),
            PutRendered("b.tf", "edited"),
            Refused(
                &[("a.tf", "1"), ("b.tf", "1")],
                &[],
                &["`a.tf` was edited since", "`b.tf` was edited since"],
            ),
            Refused(&[("a.tf", "2"), ("b.tf", "1")], &["b.tf"], &["`a.tf` was edited since"]),
            Refused(
                &[("b.tf", "1")],
                &["b.tf"],
                &["`a.tf` was edited since iac wrote it; it is no longer rendered"],
            ),
            Forced(&[("b.tf", "1")], &["a.tf", "b.tf"], "0 created, 1 updated, 1 removed, 0 unchanged"),
            Holds(&[("b.tf", "1")], &[]),
        ],
    ),
    (
        "an edit that the spec caught up with is no edit",
        &[
            Generate(&[("a.tf", "1")], "1 created, 0 updated, 0 removed, 0 unchanged"),
            PutRendered("a.tf", "2"),
            Generate(&[("a.tf", "2")], "0 created, 0 updated, 0 removed, 1 unchanged"),
            Generate(&[("a.tf", "3")], "0 created, 1 updated, 0 removed, 0 unchanged"),
        ],
    ),
    (
        "an edited file that was renamed is the user's",
        &[
            Generate(&[("a.tf", "1")], "1 created, 0 updated, 0 removed, 0 unchanged"),
            Put("out/a.tf", "edited"),
            Move("out/a.tf", "out/mine.tf"),
            Generate(&[("a.tf", "2")], "1 created, 0 updated, 0 removed, 0 unchanged"),
            Holds(&[("a.tf", "2")], &[("mine.tf", "edited")]),
        ],
    ),
    (
        "switching the syntax leaves no duplicate",
        &[
            Generate(
                &[("e/main.tf", "1"), ("m/main.tf", "1")],
                "2 created, 0 updated, 0 removed, 0 unchanged",
            ),
            Generate(
                &[("e/main.tf.json", "1"), ("m/main.tf", "1")],
                "1 created, 0 updated, 1 removed, 1 unchanged",
            ),
            Holds(&[("e/main.tf.json", "1"), ("m/main.tf", "1")], &[]),
            Generate(
                &[("e/main.tf", "1"), ("m/main.tf", "1")],
                "1 created, 0 updated, 1 removed, 1 unchanged",
            ),
        ],
    ),
    (
        "the user's file of the same stem stays",
        &[
            Put("out/main.tf", "mine"),
            Generate(&[("main.tf.json", "1")], "1 created, 0 updated, 0 removed, 0 unchanged"),
            Generate(&[], "0 created, 0 updated, 1 removed, 0 unchanged"),
            Holds(&[], &[("main.tf", "mine")]),
        ],
    ),
    (
        "a lost manifest: equal files are fine, others may hold edits",
        &[
            Generate(&[("a.tf", "1"), ("b.tf", "1")], "2 created, 0 updated, 0 removed, 0 unchanged"),
            Delete("out/.iac/manifest.json"),
            Generate(&[("a.tf", "1"), ("b.tf", "1")], "0 created, 0 updated, 0 removed, 2 unchanged"),
            Delete("out/.iac/manifest.json"),
            Refused(
                &[("a.tf", "1"), ("b.tf", "2")],
                &[],
                &["`b.tf` carries iac's mark but .iac/manifest.json"],
            ),
            Forced(
                &[("a.tf", "1"), ("b.tf", "2")],
                &["b.tf"],
                "0 created, 1 updated, 0 removed, 1 unchanged",
            ),
        ],
    ),
    (
        "a lost manifest while switching the syntax",
        &[
            Generate(&[("main.tf.json", "1")], "1 created, 0 updated, 0 removed, 0 unchanged"),
            Delete("out/.iac/manifest.json"),
            Refused(&[("main.tf", "1")], &[], &["`main.tf.json` carries", "load it beside `main.tf`"]),
            Forced(&[("main.tf", "1")], &["main.tf.json"], "1 created, 0 updated, 1 removed, 0 unchanged"),
            Holds(&[("main.tf", "1")], &[]),
        ],
    ),
    (
        "a damaged manifest",
        &[
            Generate(&[("a.tf", "1")], "1 created, 0 updated, 0 removed, 0 unchanged"),
            Put("out/.iac/manifest.json", "<<<<<<< HEAD\n{}"),
            Refused(
                &[("a.tf", "1")],
                &[],
                &["manifest.json`: restore it", ": is not JSON: expected value at line 1"],
            ),
            Put("out/.iac/manifest.json", "[]"),
            Refused(&[("a.tf", "1")], &[], &["expected `version` 1 and `files`"]),
            Put("out/.iac/manifest.json", r#"{"version": 2, "files": {}}"#),
            Refused(&[("a.tf", "1")], &[], &["has version 2, this iac reads version 1"]),
            Put("out/.iac/manifest.json", r#"{"version": 1, "files": {"a.tf": "abc"}}"#),
            Refused(&[("a.tf", "1")], &[], &["has no valid SHA-256 digest for `a.tf`"]),
            PutBytes("out/.iac/manifest.json", b"{\"version\": 1, \xff"),
            Refused(&[("a.tf", "1")], &[], &["is not JSON"]),
            Delete("out/.iac/manifest.json"),
            Generate(&[("a.tf", "1")], "0 created, 0 updated, 0 removed, 1 unchanged"),
        ],
    ),
    (
        "a manifest can't point outside",
        &[
            Put("victim", ""),
            Put(
                "out/.iac/manifest.json",
                r#"{"version": 1, "files": {"../victim": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}}"#,
            ),
            Refused(&[("a.tf", "1")], &[], &["names the path `../victim`: `.` and `..` are not allowed"]),
        ],
    ),
    (
        "links are not followed, not even to equal files",
        &[
            Make("out"),
            PutRendered("../elsewhere/a.tf", "1"),
            Link("out/a.tf", "../elsewhere/a.tf"),
            Link("out/m", "../elsewhere"),
            Link("out/dangling.tf", "nowhere"),
            Refused(
                &[("a.tf", "1"), ("dangling.tf", "1"), ("m/a.tf", "1"), ("m/b.tf", "1")],
                &["a.tf", "m/a.tf"],
                &[
                    "\n  `a.tf` is a symbolic link",
                    "\n  `dangling.tf` is a symbolic",
                    "\n  `m` is a symbolic link",
                ],
            ),
        ],
    ),
    (
        "a folder of ours that became a link",
        &[
            Generate(&[("m/a.tf", "1"), ("b.tf", "1")], "2 created, 0 updated, 0 removed, 0 unchanged"),
            Move("out/m", "elsewhere"),
            Link("out/m", "../elsewhere"),
            Refused(&[("b.tf", "1")], &[], &["`m` is a symbolic link"]),
        ],
    ),
    (
        "the output directory itself may be no link",
        &[
            Make("elsewhere"),
            Link("out", "elsewhere"),
            Refused(&[("a.tf", "1")], &[], &["out` is a symbolic link, expected a directory"]),
        ],
    ),
    (
        "the output directory is a file, or below one",
        &[Put("out", "text"), Refused(&[("a.tf", "1")], &[], &["out` is a file, expected a directory"])],
    ),
    (
        "our records may be no links",
        &[
            Make("elsewhere"),
            Make("out"),
            Link("out/.iac", "../elsewhere"),
            Refused(&[("a.tf", "1")], &[], &["`.iac` is a symbolic link"]),
            Delete("out/.iac"),
            Put("victim", "mine"),
            Make("out/.iac"),
            Link("out/.iac/lock", "../../victim"),
            Link("out/.iac/manifest.json", "../../victim"),
            Refused(
                &[("a.tf", "1")],
                &[],
                &["`.iac/lock` is a symbolic link", "`.iac/manifest.json` is a symbolic link"],
            ),
        ],
    ),
    (
        "a directory, a pipe and a file where they don't belong",
        &[
            Make("out/a.tf"),
            Put("out/m", "a file"),
            Pipe("out/p.tf"),
            Refused(
                &[("a.tf", "1"), ("m/b.tf", "1"), ("m/c.tf", "1"), ("p.tf", "1")],
                &["a.tf", "p.tf"],
                &[
                    "\n  `a.tf` is a directory, but a file belongs there",
                    "\n  `m` is not a directory, but files belong below it\n",
                    "\n  `p.tf` is neither a file nor a directory",
                ],
            ),
        ],
    ),
    (
        "a directory where our file was, once it is no longer rendered",
        &[
            Generate(&[("a.tf", "1"), ("b.tf", "1")], "2 created, 0 updated, 0 removed, 0 unchanged"),
            Delete("out/a.tf"),
            Put("out/a.tf/own", "mine"),
            Generate(&[("b.tf", "1")], "0 created, 0 updated, 0 removed, 1 unchanged"),
            Holds(&[("b.tf", "1")], &[("a.tf/own", "mine")]),
        ],
    ),
    (
        "bytes that are no text",
        &[
            PutBytes("out/a.tf", b"\xff\xfe\0binary"),
            Refused(&[("a.tf", "1")], &[], &["`a.tf` was not written by iac"]),
            Forced(&[("a.tf", "1")], &["a.tf"], "0 created, 1 updated, 0 removed, 0 unchanged"),
            PutBytes("out/a.tf", b"# Generated by iac. \xff"),
            Refused(&[("a.tf", "1")], &[], &["`a.tf` was edited since"]),
        ],
    ),
    (
        "a typing error in --force is no silent nothing",
        &[Refused(&[("a.tf", "1")], &["b.tf"], &["`--force b.tf` names no file that iac writes here"])],
    ),
    (
        "permissions that the user chose stay",
        &[
            Generate(&[("a.tf", "1")], "1 created, 0 updated, 0 removed, 0 unchanged"),
            Chmod("out/a.tf", 0o640),
            Generate(&[("a.tf", "2")], "0 created, 1 updated, 0 removed, 0 unchanged"),
            Mode("out/a.tf", 0o640),
        ],
    ),
];

#[test]
fn every_story_goes_as_told() {
    for (name, steps) in STORIES {
        let place = temporary();
        for (index, step) in steps.iter().enumerate() {
            if let Err(problem) = tell(step, place.path()) {
                panic!("{name}, step {index}: {problem}");
            }
        }
    }
}

fn tell(step: &Step, place: &Path) -> Result<(), String> {
    let out = place.join("out");
    let at = |path: &str| place.join(path);
    match *step {
        Generate(files, summary) => succeed(files, &[], summary, &out)?,
        Forced(files, force, summary) => succeed(files, force, summary, &out)?,
        Refused(files, force, parts) => {
            let before = entries(place);
            let error = generate(&bundle(files), &out, force).err().ok_or("it was not refused")?;
            for part in parts {
                same(&error.contains(part), &true, &format!("message with {part:?}: {error}"))?;
            }
            same(&entries(place), &before, "what is on disk after a refusal")?;
        }
        Put(path, text) => put(&at(path), text),
        PutRendered(path, content) => put(&out.join(path), rendered(path, content)),
        PutBytes(path, bytes) => put(&at(path), bytes),
        Delete(path) => fs::remove_file(at(path)).expect("a test may delete"),
        Move(from, to) => fs::rename(at(from), at(to)).expect("a test may rename"),
        Make(path) => fs::create_dir_all(at(path)).expect("a test may create folders"),
        Link(path, to) => {
            fs::create_dir_all(at(path).parent().expect("not the root")).expect("a test may create folders");
            symlink(to, at(path)).expect("a test may link");
        }
        Pipe(path) => {
            let status = Command::new("mkfifo").arg(at(path)).status().expect("mkfifo is everywhere");
            assert!(status.success());
        }
        Chmod(path, mode) => {
            fs::set_permissions(at(path), fs::Permissions::from_mode(mode)).expect("a test may chmod");
        }
        Mode(path, mode) => {
            let found = fs::metadata(at(path)).expect("it exists").permissions().mode() & 0o777;
            same(&found, &mode, "permissions")?;
        }
        Holds(ours, others) => {
            let mut expected = bundle(ours);
            expected.extend(others.iter().map(|&(path, text)| (path.to_owned(), text.to_owned())));
            same(&texts(&out), &expected, "texts")?;
        }
    }
    Ok(())
}

fn succeed(files: Files, force: &[&str], summary: &str, out: &Path) -> Result<(), String> {
    let bundle = bundle(files);
    let before = entries(out);
    let forced: Force = force.iter().map(|&path| path.to_owned()).collect();
    let plan = tree::plan(&bundle, out, &forced).map_err(|error| chain(&error))?;
    let (current, diff) = (plan.is_current(), plan.diff());
    same(&diff.is_empty(), &current, "an empty diff means current")?;
    same(&generate(&bundle, out, force)?.as_str(), &summary, "summary")?;
    let after = entries(out);
    if current {
        same(&after, &before, "what is on disk after nothing was to do")?;
    }
    for (path, entry) in &before {
        if bundle.get(path).is_some_and(|text| texts(out).get(path) == Some(text))
            && matches!(entry, super::directory::Entry::File { text, .. } if *text == bundle[path])
        {
            same(&after.get(path), &Some(entry), "an unchanged file is not touched")?;
        }
    }
    let unforced = Force::default();
    let again = tree::plan(&bundle, out, &unforced).map_err(|error| chain(&error))?;
    same(&(again.is_current(), again.diff().as_str()), &(true, ""), "current after writing")
}

fn same<T: PartialEq + std::fmt::Debug>(found: &T, expected: &T, what: &str) -> Result<(), String> {
    if found == expected { Ok(()) } else { Err(format!("{what}: found {found:#?}, expected {expected:#?}")) }
}

#[test]
fn new_files_have_ordinary_permissions_and_scripts_can_be_run() {
    let place = temporary();
    let out = place.path().join("a/b/out");
    let mut bundle = bundle(&[("a.tf", "1")]);
    bundle.insert("go.sh".to_owned(), "#!/bin/sh\n# Generated by iac. Do not edit.\n".to_owned());
    generate(&bundle, &out, &[]).expect("a fresh directory is fine");
    put(&place.path().join("plain"), "");
    let mode = |path: &Path| fs::metadata(path).expect("it exists").permissions().mode() & 0o777;
    let plain = mode(&place.path().join("plain"));
    for path in ["a.tf", ".iac/manifest.json", ".iac/.gitignore", ".iac/lock"] {
        assert_eq!(mode(&out.join(path)), plain, "{path}");
    }
    assert_eq!(mode(&out.join("go.sh")), plain | ((plain & 0o444) >> 2));

    fs::remove_file(out.join(".iac/manifest.json")).expect("a test may delete");
    bundle.insert("go.sh".to_owned(), "#!/bin/sh\n# Generated by iac. Do not edit.\nexit\n".to_owned());
    let error = generate(&bundle, &out, &[]).expect_err("the manifest is lost");
    assert!(error.contains("`go.sh` carries iac's mark"), "{error}");
}

#[test]
fn marks_are_found_in_every_language() {
    let cases: &[(&str, bool)] = &[
        ("# Generated by iac. Do not edit.\n", true),
        ("# Generated by iac from iac.toml", true),
        ("#!/bin/sh\n# Generated by iac.\n", true),
        ("<!-- Generated by iac. -->\n", true),
        ("// Generated by iac.\n", true),
        ("{\"//\": \"Generated by iac.\", \"a\": 1}", true),
        ("\n{\n\"a\": 1, \"//\": \"Generated by iac\"}", true),
        ("{\"a\": {\"//\": \"Generated by iac.\"}}", false),
        ("{\"//\": \"Generated by iac.\", \"a\": 1", false),
        ("# Generated by iac-lookalike.\n", false),
        ("# Generated by iacology\n", false),
        ("#Generated by iac\n", false),
        ("\n# Generated by iac.\n", false),
        ("resource {} # Generated by iac.\n", false),
        ("", false),
    ];
    for &(text, marked) in cases {
        let place = temporary();
        put(&place.path().join("a"), text);
        let error = generate(&bundle(&[("a", "1")]), place.path(), &[]).expect_err("it is in the way");
        assert_eq!(error.contains("`a` carries iac's mark"), marked, "{text:?}: {error}");
        assert_eq!(error.contains("`a` was not written by iac"), !marked, "{text:?}: {error}");
    }
}

#[test]
fn every_obstacle_has_a_hint() {
    let place = temporary();
    let (force, old) = (Force::default(), bundle(&[("edited.tf", "1"), ("stale.tf", "1")]));
    generate(&old, place.path(), &[]).expect("a fresh directory is fine");
    for path in ["edited.tf", "stale.tf", "foreign.tf"] {
        put(&place.path().join(path), "mine");
    }
    put(&place.path().join("twin.tf"), rendered("twin.tf", "1"));
    put(&place.path().join("unrecorded.tf"), rendered("unrecorded.tf", "1"));
    symlink("nowhere", place.path().join("link.tf")).expect("a test may link");
    let files =
        ["edited.tf", "foreign.tf", "link.tf", "twin.tf.json", "unrecorded.tf"].map(|path| (path, "2"));
    let new = bundle(&files);
    let plan = tree::plan(&new, place.path(), &force).expect("it can be planned");
    let hints: Vec<_> = plan.blocked().iter().map(tree::blocked::Blocked::hint).collect();
    let found: Vec<_> =
        plan.blocked().iter().zip(&hints).map(|(blocked, hint)| format!("{blocked}; {hint}")).collect();
    assert_eq!(
        found,
        [
            "`edited.tf` was edited since iac wrote it; move the edit into the spec or a file of your own, then discard it with `--force edited.tf`",
            "`foreign.tf` was not written by iac; move or rename `foreign.tf` to keep it, or replace it with `--force foreign.tf`",
            "`link.tf` is a symbolic link, and iac follows none; move `link.tf` away, or choose another output directory",
            "`stale.tf` was edited since iac wrote it; it is no longer rendered and would be deleted; rename `stale.tf` to keep it, or delete it with `--force stale.tf`",
            "`twin.tf` carries iac's mark but .iac/manifest.json doesn't know it; Terraform would load it beside `twin.tf.json`; rename `twin.tf` to keep it, or delete it with `--force twin.tf`",
            "`unrecorded.tf` carries iac's mark but .iac/manifest.json doesn't know its text, so it may have been edited; restore .iac/manifest.json from version control, or replace the file with `--force unrecorded.tf`",
        ]
    );
    assert_eq!(plan.changes().collect::<Vec<_>>(), [("twin.tf.json", Action::Create)]);
    assert!(!plan.is_current());
    assert_eq!(plan.apply().expect_err("it is blocked").hints(), hints);
}

#[test]
fn the_diff_is_what_apply_does() {
    let place = temporary();
    let (written, patched) = (place.path().join("written"), place.path().join("patched"));
    let old = bundle(&[("a.tf", "1\n2\n3"), ("m/gone.tf", "1"), ("same.tf", "1")]);
    let mut new = bundle(&[("a.tf", "1\n2\nthree"), ("m/n/new.tf.json", "1"), ("same.tf", "1")]);
    new.insert("no-newline.md".to_owned(), "<!-- Generated by iac. -->".to_owned());
    for out in [&written, &patched] {
        generate(&old, out, &[]).expect("a fresh directory is fine");
    }
    let force = Force::default();
    let plan = tree::plan(&new, &written, &force).expect("it can be planned");
    let diff = plan.diff();
    let actions = [
        ("a.tf", Action::Update),
        ("m/gone.tf", Action::Remove),
        ("m/n/new.tf.json", Action::Create),
        ("no-newline.md", Action::Create),
    ];
    assert_eq!(plan.changes().collect::<Vec<_>>(), actions);
    for part in [
        "--- a/a.tf\n+++ b/a.tf\n",
        "-3\n+three\n",
        "--- a/m/gone.tf\n+++ /dev/null\n",
        "--- /dev/null\n+++ b/m/n/new.tf.json\n",
        "--- a/.iac/manifest.json\n",
    ] {
        assert!(diff.contains(part), "{diff}");
    }
    plan.apply().expect("nothing is in the way");
    let patch = place.path().join("patch");
    put(&patch, &diff);
    match Command::new("git").args(["apply", "--unsafe-paths"]).arg(&patch).current_dir(&patched).status() {
        Ok(status) => {
            assert!(status.success(), "{diff}");
            assert_eq!(texts(&patched), texts(&written));
            let manifest =
                |out: &Path| fs::read_to_string(out.join(".iac/manifest.json")).expect("it was written");
            assert_eq!(manifest(&patched), manifest(&written));
        }
        Err(error) => skip(&format!("git apply of the diff: {error}")),
    }
}

#[test]
fn the_diff_shows_edits_but_not_what_others_wrote() {
    let place = temporary();
    generate(&bundle(&[("a.tf", "1")]), place.path(), &[]).expect("a fresh directory is fine");
    put(&place.path().join("a.tf"), "my edit\n");
    put(&place.path().join("b.tf"), "my file\n");
    let (force, new) = (Force::default(), bundle(&[("a.tf", "1"), ("b.tf", "1")]));
    let diff = tree::plan(&new, place.path(), &force).expect("it can be planned").diff();
    assert!(diff.contains("-my edit\n+# Generated by iac"), "{diff}");
    assert!(!diff.contains("my file"), "{diff}");
}

#[test]
fn the_manifest_is_sorted_and_the_same_everywhere() {
    let place = temporary();
    generate(&bundle(&[("b.tf", "1"), ("a.tf", "1")]), place.path(), &[]).expect("a fresh directory is fine");
    assert_eq!(
        fs::read_to_string(place.path().join(".iac/manifest.json")).expect("it was written"),
        r#"{
  "//": "Generated by iac. The files it owns here and the SHA-256 of each: commit it with them.",
  "version": 1,
  "files": {
    "a.tf": "DIGEST",
    "b.tf": "DIGEST"
  }
}
"#
        .replace("DIGEST", "a6c101cc3acb833ede2cb692ba551a14b8ec48150466b9038e08d675b4ae6147")
    );
}

#[test]
fn names_may_be_as_long_as_the_system_allows() {
    let place = temporary();
    let longest = format!("{}.tf", "x".repeat(252));
    generate(&bundle(&[(&longest, "1")]), place.path(), &[]).expect("255 bytes are allowed");
    let longer = format!("x{longest}");
    let error =
        generate(&bundle(&[(&longest, "2"), (&longer, "1")]), place.path(), &[]).expect_err("too long");
    assert!(error.contains(&format!("`{longer}` can't be read: File name too long")), "{error}");
    assert_eq!(texts(place.path()), bundle(&[(&longest, "1")]));
}

#[test]
fn more_files_than_a_process_may_hold_open() {
    let place = temporary();
    let paths: Vec<_> = (0..1100).map(|index| format!("{index}.tf")).collect();
    let files: Vec<_> = paths.iter().map(|path| (path.as_str(), "1")).collect();
    let summary = generate(&bundle(&files), place.path(), &[]);
    assert_eq!(summary.as_deref(), Ok("1100 created, 0 updated, 0 removed, 0 unchanged"));
}
