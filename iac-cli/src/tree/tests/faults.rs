//! Every single change of the disk refused once, and every one disturbed by somebody else.

use std::cell::Cell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::directory::{
    Bundle, apply, assert_complete, bundle, chain, copy, entries, generate, put, rendered, temporary, texts,
};
use crate::tree::ApplyError;
use crate::tree::disk::hook;

/// What the tree is, shall become, and may become after a change of mind.
pub(crate) fn generations() -> [Bundle; 3] {
    [
        bundle(&[
            ("a.tf", "1"),
            ("gone.tf", "1"),
            ("m/deep/gone.tf", "1"),
            ("m/main.tf", "1"),
            ("same.tf", "1"),
        ]),
        bundle(&[
            ("a.tf", "2"),
            ("m/main.tf.json", "2"),
            ("new/deep/n.tf", "2"),
            ("same.tf", "1"),
            ("z.tf", "2"),
        ]),
        bundle(&[("a.tf", "3"), ("m/main.tf", "3"), ("new/n.tf", "3"), ("same.tf", "3")]),
    ]
}

/// Files of the user beside ours.
pub(crate) fn others() -> Bundle {
    let files =
        [("m/own.tf", "own"), ("terraform.tfstate", "{}"), ("new.tf", "# a name like a folder of ours")];
    files.map(|(path, text)| (path.to_owned(), text.to_owned())).into()
}

/// A directory of the first generation, or none.
pub(crate) fn start(out: &Path, fresh: bool) -> Bundle {
    if fresh {
        return Bundle::new();
    }
    for (path, text) in others() {
        put(&out.join(path), text);
    }
    generate(&generations()[0], out, &[]).expect("a fresh directory is fine");
    others()
}

/// Each file has the text of one of these generations, whole, or is the user's and untouched.
pub(crate) fn assert_whole(out: &Path, generations: &[&Bundle], others: &Bundle) {
    let found = texts(out);
    for (path, text) in &found {
        let ours = generations.iter().any(|bundle| bundle.get(path) == Some(text));
        let is_temporary = path.rsplit('/').next().is_some_and(|name| name.starts_with(".iac-"));
        assert!(
            ours || is_temporary || others.get(path) == Some(text),
            "{path} is neither old nor new: {text}"
        );
    }
    for path in others.keys() {
        assert!(found.contains_key(path), "the user's {path} is gone");
    }
}

#[test]
fn every_change_refused_once() {
    let [old, new, other] = generations();
    for fresh in [true, false] {
        let mut outcomes = [0, 0, 0];
        for step in 0.. {
            let place = temporary();
            let out = place.path().join("deep/out");
            let others = start(&out, fresh);
            let before = entries(place.path());
            let steps = Rc::new(Cell::new(0));
            let count = Rc::clone(&steps);
            let refuse = move |_: &str, _: &Path| {
                count.set(count.get() + 1);
                if count.get() == step + 1 { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
            };
            let result = hook::with(refuse, || apply(&new, &out));
            if steps.get() <= step {
                break;
            }
            assert!(
                entries(&out).keys().all(|path| !path.contains(".iac-")),
                "step {step} left a temporary file"
            );
            match result {
                // Only deletions of empty folders may fail unnoticed.
                Ok(()) => outcomes[0] += 1,
                Err(ApplyError::Nothing { .. }) => {
                    assert_eq!(entries(place.path()), before, "step {step}");
                    outcomes[1] += 1;
                }
                Err(error @ ApplyError::HalfWay { .. }) => {
                    assert!(chain(&error).contains("running again completes it: can't"), "{}", chain(&error));
                    assert_whole(&out, &[&old, &new], &others);
                    outcomes[2] += 1;
                }
                Err(error) => panic!("step {step}: {}", chain(&error)),
            }
            let changed_mind = place.path().join("copy");
            copy(&out, &changed_mind);
            generate(&new, &out, &[]).unwrap_or_else(|error| panic!("step {step}, again: {error}"));
            assert_complete(&out, &new, &others);
            generate(&other, &changed_mind, &[])
                .unwrap_or_else(|error| panic!("step {step}, other: {error}"));
            assert_complete(&changed_mind, &other, &others);
        }
        let [_, nothing, half_way] = outcomes;
        assert!(nothing > 20 && half_way > 5, "the steps were reached: {outcomes:?}");
    }
}

/// Somebody saves a file of theirs, at each step, where ours is about to be written or deleted.
#[test]
fn every_change_disturbed_by_an_editor() {
    let [_, new, _] = generations();
    for victim in ["a.tf", "gone.tf", "m/main.tf.json", "z.tf"] {
        for step in 0.. {
            let place = temporary();
            let out = place.path().join("out");
            start(&out, false);
            let (steps, file) = (Rc::new(Cell::new(0)), out.join(victim));
            let count = Rc::clone(&steps);
            let save = move |action: &str, path: &Path| {
                count.set(count.get() + 1);
                // Between our last look and the rename or deletion there is a moment that no program can close.
                let too_late = path == file && (action == "delete" || file.exists());
                if count.get() == step + 1 && !too_late {
                    fs::write(&file, "saved by somebody")?;
                }
                Ok(())
            };
            let result = hook::with(save, || apply(&new, &out));
            if steps.get() <= step {
                break;
            }
            let text = texts(&out).get(victim).cloned();
            if text.as_deref() == Some("saved by somebody") {
                continue;
            }
            // It wasn't saved (too late), or the error would have to say so.
            assert!(result.is_ok(), "{victim}, step {step}: {}", chain(&result.expect_err("checked")));
            assert_eq!(text.as_ref(), new.get(victim), "{victim}, step {step}");
        }
    }
}

type Disturbance = fn(&Path);

#[test]
fn a_change_between_plan_and_apply_is_noticed() {
    let [_, new, _] = generations();
    let force = crate::tree::Force::default();
    let changes: [(&str, Disturbance); 4] = [
        ("a.tf` was edited since", |out| put(&out.join("a.tf"), "edited")),
        ("z.tf` was not written by iac", |out| put(&out.join("z.tf"), "mine")),
        ("it changed since the plan was made: m/main.tf; run again", |out| {
            fs::remove_file(out.join("m/main.tf")).expect("a test may delete");
        }),
        ("it changed since the plan was made: .iac/manifest.json; run again", |out| {
            put(
                &out.join(".iac/manifest.json"),
                fs::read_to_string(out.join(".iac/manifest.json")).expect("it is there") + "\n",
            );
        }),
    ];
    for (message, change) in changes {
        let place = temporary();
        let out = place.path().join("out");
        start(&out, false);
        let plan = crate::tree::plan(&new, &out, &force).expect("it can be planned");
        change(&out);
        let before = entries(&out);
        let error = plan.apply().map(drop).expect_err("the plan is stale");
        assert!(chain(&error).contains(message), "{}", chain(&error));
        assert_eq!(entries(&out), before);
    }
}

#[test]
fn a_lock_that_is_held_is_respected() {
    let [_, new, _] = generations();
    let place = temporary();
    start(place.path(), false);
    let path: PathBuf = place.path().join(".iac/lock");
    let file = fs::OpenOptions::new().read(true).write(true).open(&path).expect("the lock file stays");
    file.lock().expect("nobody else has it");
    let before = entries(place.path());
    let error = generate(&new, place.path(), &[]).expect_err("it is locked");
    let message = format!("another iac (process {}) is writing to `", std::process::id());
    assert!(error.starts_with(&message), "{error}");
    assert_eq!(entries(place.path()), before);
    generate(&generations()[0], place.path(), &[]).expect("nothing to do needs no lock");
    drop(file);
    generate(&new, place.path(), &[]).expect("the lock is free again");
}

/// What a killed run was about to write is ours only if that run wrote it.
#[test]
fn a_pending_record_claims_no_text_of_others() {
    let place = temporary();
    let digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let record = format!(
        r#"{{"version": 1, "files": {{"a.tf": ["{digest}"], "b.tf": "{digest}", "c.tf": "{digest}"}}}}"#
    );
    put(&place.path().join(".iac/pending.json"), record);
    put(&place.path().join("a.tf"), "mine");
    put(&place.path().join("b.tf"), "mine, and no longer rendered");
    put(&place.path().join("c.tf"), "");
    let error = generate(&bundle(&[("a.tf", "1")]), place.path(), &[]).expect_err("it is in the way");
    assert!(error.ends_with("\n  `a.tf` was not written by iac"), "{error}");
    put(&place.path().join("a.tf"), rendered("a.tf", "1"));
    let summary = generate(&bundle(&[("a.tf", "1")]), place.path(), &[]);
    assert_eq!(summary.as_deref(), Ok("0 created, 0 updated, 1 removed, 1 unchanged"));
    assert!(place.path().join("b.tf").exists());
}
