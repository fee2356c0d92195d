//! Paths that must never reach the disk, wherever they come from.

use std::fs;
use std::path::Path;

use super::directory::{bundle, entries, generate, put, temporary};

#[test]
fn no_hostile_path_is_written() {
    let cases: &[(&[&str], &str)] = &[
        (&[""], "expected names separated by single slashes"),
        (&["/etc/passwd"], "expected names separated by single slashes"),
        (&["a//b"], "expected names separated by single slashes"),
        (&["a/"], "expected names separated by single slashes"),
        (&["."], "`.` and `..` are not allowed"),
        (&["./a"], "`.` and `..` are not allowed"),
        (&["../a"], "`.` and `..` are not allowed"),
        (&["a/../../b"], "`.` and `..` are not allowed"),
        (&["a/.."], "`.` and `..` are not allowed"),
        (&["a\\b"], "the character '\\\\' is not allowed"),
        (&["..\\a"], "the character '\\\\' is not allowed"),
        (&["C:a"], "the character ':' is not allowed"),
        (&["a\0b"], "the character '\\0' is not allowed"),
        (&["a\nb"], "the character '\\n' is not allowed"),
        (&["a\u{1b}[31m"], "the character '\\u{1b}' is not allowed"),
        (&["a\u{85}"], "the character '\\u{85}' is not allowed"),
        (&[".iac/manifest.json"], "names starting with `.iac` are reserved"),
        (&[".IAC/lock"], "names starting with `.iac` are reserved"),
        (&["a/.iac-0123456789abcdef.tmp"], "names starting with `.iac` are reserved"),
        (&["Main.tf", "main.tf"], "`main.tf` can't be a file of the output: differs from `Main.tf` in upper"),
        (&["É/a", "é/A"], "in upper and lower case only"),
        (&["a", "a/b"], "`a` can't be a file of the output: is also the folder of `a/b`"),
        (&["a", "a.b", "a/b/c"], "is also the folder of `a/b/c`"),
        (&["A", "a/b"], "`A` can't be a file of the output: is also the folder of `a/b`"),
    ];
    for &(paths, message) in cases {
        let place = temporary();
        let files: Vec<_> =
            [("fine.tf", "1")].into_iter().chain(paths.iter().map(|&path| (path, "1"))).collect();
        let out = place.path().join("out");
        let error = generate(&bundle(&files), &out, &[]).expect_err("it is hostile");
        assert!(error.contains(message), "{paths:?}: {error}");
        assert_eq!(entries(place.path()).len(), 0, "{paths:?}");
    }
}

#[test]
fn unusual_but_harmless_paths_are_written() {
    let place = temporary();
    let files = [
        "a b/c'\"$(x).tf",
        "..a",
        "...",
        ".iacs",
        ".github/workflows/x.yml",
        "ü/日本.md",
        "-rf",
        "~",
        "a.b/a",
    ];
    let bundle = bundle(&files.map(|path| (path, "1")));
    generate(&bundle, place.path(), &[]).expect("every path is fine");
    assert_eq!(super::directory::texts(place.path()), bundle);
    generate(&bundle, place.path(), &[]).expect("the manifest can be read back");
}

#[test]
fn a_trailing_slash_hides_no_link() {
    let place = temporary();
    fs::create_dir(place.path().join("real")).expect("a test may create folders");
    std::os::unix::fs::symlink("real", place.path().join("link")).expect("a test may link");
    for end in ["link", "link/", "link/.", "link//"] {
        let error =
            generate(&bundle(&[("a.tf", "1")]), &place.path().join(end), &[]).expect_err("it is a link");
        assert!(error.contains("link` is a symbolic link"), "{end}: {error}");
    }
    generate(&bundle(&[("a.tf", "1")]), &place.path().join("link/below"), &[])
        .expect("links above are the user's");
}

#[test]
fn an_output_directory_that_can_not_be() {
    let place = temporary();
    put(&place.path().join("file"), "text");
    let below = place.path().join("file/below");
    let error = generate(&bundle(&[("a.tf", "1")]), &below, &[]).expect_err("a file has nothing below it");
    assert!(error.contains("file/below`: Not a directory"), "{error}");
    let error = generate(&bundle(&[("a.tf", "1")]), Path::new(""), &[]).expect_err("it is no path");
    assert!(error.contains("`` is an empty path"), "{error}");
}
