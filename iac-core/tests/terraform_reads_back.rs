//! Terraform itself reads back what the writers wrote: thousands of values in one process for each syntax.

#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test starts the real tool")]

#[path = "syntax/documents.rs"]
mod documents;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use iac_core::syntax::{self, Block, Document, Key, Part, Source, Syntax, Value};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value as Json, json};

/// How many values go into each output.
const CASES: usize = 1000;

#[test]
fn values() {
    if !found("terraform") {
        return;
    }
    let cases = Cases::new();
    for (syntax, file) in [(Syntax::Hcl, "main.tf"), (Syntax::Json, "main.tf.json")] {
        let folder = folder(&format!("values_{syntax:?}"));
        let text = syntax::to_string(&cases.document, syntax).expect("carried by both syntaxes");
        fs::write(folder.join(file), text).expect("the folder was just made");
        if syntax == Syntax::Hcl {
            terraform(&folder, &["fmt", "-check", "-diff"]);
        }
        // Source of several lines in the middle of a list keeps its author's layout.
        let expressions = syntax::to_string(&cases.expressions, syntax).expect("carried by both syntaxes");
        fs::write(folder.join(format!("expressions_{file}")), expressions).expect("the folder was just made");
        terraform(&folder, &["plan", "-refresh=false", "-input=false", "-out=plan"]);
        let plan = terraform(&folder, &["show", "-json", "plan"]);
        let plan: Json = serde_json::from_slice(&plan).expect("the plan is JSON");
        let outputs = &plan["planned_values"]["outputs"];
        for (name, expected) in &cases.expected {
            same(&outputs[name]["value"], expected, &format!("{syntax:?} {name}"));
        }
        let described = &plan["configuration"]["root_module"]["outputs"];
        for (name, text) in &cases.descriptions {
            // Terraform leaves out an empty one.
            let found = described[name]["description"].as_str().unwrap_or_default();
            assert_eq!(found, text, "{syntax:?} {name}");
        }
    }
}

#[test]
fn formatting() {
    if !found("terraform") {
        return;
    }
    let folder = folder("formatting");
    let mut runner = TestRunner::deterministic();
    for index in 0..400 {
        let document = documents::document().new_tree(&mut runner).expect("nothing is filtered").current();
        let text = syntax::to_string(&document, Syntax::Hcl).expect("carried by both syntaxes");
        fs::write(folder.join(format!("{index}.tf")), text).expect("the folder was just made");
    }
    terraform(&folder, &["fmt", "-check", "-diff"]);
}

/// A document of many values, and what Terraform should make of each.
struct Cases {
    document: Document,
    expressions: Document,
    expected: Vec<(&'static str, Json)>,
    descriptions: Vec<(String, String)>,
}

impl Cases {
    fn new() -> Self {
        let mut runner = TestRunner::deterministic();
        let mut cases = Self {
            document: Document::new(),
            expressions: Document::new(),
            expected: Vec::new(),
            descriptions: Vec::new(),
        };
        cases.document = Document::new().notice("Texts that broke other tools, and random ones.").block(
            Block::new("locals").attribute("a", "A").attribute("signs", "$%").attribute("open", "{x}"),
        );

        let hostile: Vec<Json> =
            serde_json::from_str(include_str!("data/hostile.json")).expect("the data file is JSON");
        let mut texts: Vec<String> =
            hostile.iter().filter_map(|entry| entry["text"].as_str()).map(documents::carried).collect();
        texts.extend((0..CASES).map(|_| draw(&documents::text(), &mut runner)));

        cases.output("texts", Value::from(texts.clone()), json!(texts));

        let keys = texts.iter().enumerate().map(|(index, text)| (format!("{text}{index}"), index as u64));
        let object: serde_json::Map<_, _> = keys.clone().map(|(key, index)| (key, json!(index))).collect();
        cases.output("keys", keys.clone().collect(), Json::Object(object.clone()));

        // The same where JSON is read literally: the default of a variable.
        let default =
            Value::from_iter([("keys", keys.collect::<Value>()), ("texts", Value::from(texts.clone()))]);
        cases.document = std::mem::take(&mut cases.document)
            .block(Block::new("variable").label("literal").attribute("default", default));
        cases.output(
            "literal",
            Source::from_static("var.literal").into(),
            json!({ "keys": object, "texts": texts }),
        );

        let templates: Vec<_> = (0..CASES).map(|_| draw(&template(), &mut runner)).collect();
        let (parts, evaluated): (Vec<_>, Vec<_>) = templates.into_iter().unzip();
        cases.output(
            "templates",
            Value::List(parts.into_iter().map(Value::Template).collect()),
            json!(evaluated),
        );

        let values: Vec<_> = (0..CASES / 4).map(|_| draw(&documents::literal(), &mut runner)).collect();
        let expected = values.iter().map(plain).collect();
        cases.output("values", Value::List(values), expected);

        let keys = ["local.a", "\"${local.a}-x\"", "local.signs"].map(Source::from_static);
        cases.output(
            "computed_keys",
            keys.into_iter().map(|key| (Key::Expression(key), 1_u8)).collect(),
            json!({ "A": 1, "A-x": 1, "$%": 1 }),
        );
        cases.expressions();

        for (index, text) in texts.iter().enumerate().take(300) {
            let name = format!("d{index}");
            let output = Block::new("output")
                .label(&name)
                .attribute("description", text.as_str())
                .attribute("value", 1_u8);
            cases.document = std::mem::take(&mut cases.document).block(output);
            cases.descriptions.push((name, text.clone()));
        }
        cases
    }

    /// Expressions that need care in one of the syntaxes.
    fn expressions(&mut self) {
        let expressions = [
            ("{ for k in [\"}\"] : k => \"x-${k}\" }", json!({ "}": "x-}" })),
            ("[\"%{if true}b%{endif}\", \"$${x}\"]", json!(["b", "${x}"])),
            ("replace(\"a\\\\b\", \"\\\\\", \"\\n\")", json!("a\nb")),
            ("<<EOT\na ${local.a} \"q\" \\n\nEOT", json!("a A \"q\" \\n\n")),
            (
                "<<-EOT\n    %{ for x in [1, 2] ~}\n    - ${x}\n    %{ endfor ~}\n    EOT",
                json!("    - 1\n    - 2\n"),
            ),
            (
                "jsonencode({\n  a    = 1 # why\n  long = <<EOT\nx\nEOT\n})",
                json!("{\"a\":1,\"long\":\"x\\n\"}"),
            ),
        ];
        let (sources, expected): (Vec<_>, Vec<_>) = expressions.into_iter().unzip();
        let sources = sources.into_iter().map(|source| Value::Expression(Source::from_static(source)));
        let value = Value::List(sources.collect());
        self.expressions =
            Document::new().block(Block::new("output").label("expressions").attribute("value", value));
        self.expected.push(("expressions", Json::Array(expected)));
    }

    fn output(&mut self, name: &'static str, value: Value, expected: Json) {
        let output = Block::new("output").label(name).attribute("value", value);
        self.document = std::mem::take(&mut self.document).block(output);
        self.expected.push((name, expected));
    }
}

fn draw<S: Strategy>(strategy: &S, runner: &mut TestRunner) -> S::Value {
    strategy.new_tree(runner).expect("nothing is filtered for long").current()
}

/// A template of texts and three known holes, and its value.
fn template() -> impl Strategy<Value = (Vec<Part>, String)> {
    use proptest::prelude::*;
    let holes = [("local.a", "A"), ("local.signs", "$%"), ("local.open", "{x}"), ("\"${local.a}}\"", "A}")];
    let hole = prop::sample::select(holes.to_vec());
    let holes_of = prop::collection::vec((documents::text(), hole), 1..4);
    (holes_of, documents::text()).prop_map(|(pairs, mut end)| {
        let (mut parts, mut value) = (Vec::new(), String::new());
        for (mut text, (source, evaluated)) in pairs {
            // Terraform joins and normalises; text that would change by that is none of ours.
            text.retain(|c| c.is_ascii() && c != '\r');
            value.push_str(&text);
            value.push_str(evaluated);
            parts.extend([Part::Literal(text), Part::Hole(Source::from_static(source))]);
        }
        end.insert(0, '-');
        let end = documents::carried(&end);
        value.push_str(&end);
        parts.push(Part::Literal(end));
        (parts, value)
    })
}

fn plain(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => json!(value),
        Value::Number(number) => serde_json::from_str(&number.to_string()).expect("a JSON number"),
        Value::Text(text) => json!(text),
        Value::List(values) => values.iter().map(plain).collect(),
        Value::Object(entries) => Json::Object(
            entries
                .iter()
                .map(|(key, value)| match key {
                    Key::Text(key) => (key.clone(), plain(value)),
                    Key::Expression(_) => unreachable!("not in literals"),
                })
                .collect(),
        ),
        other => unreachable!("not a literal: {other:?}"),
    }
}

/// Compares piece by piece, so that a failure shows the piece only.
fn same(found: &Json, expected: &Json, place: &str) {
    match (found, expected) {
        (Json::Array(found), Json::Array(expected)) if found.len() == expected.len() => {
            for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
                same(found, expected, &format!("{place}[{index}]"));
            }
        }
        (Json::Object(found), Json::Object(expected)) if found.len() == expected.len() => {
            for (key, expected) in expected {
                same(found.get(key).unwrap_or(&Json::Null), expected, &format!("{place}[{key:?}]"));
            }
        }
        _ => assert_eq!(found, expected, "{place}"),
    }
}

/// An empty folder below the build folder.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("terraform_reads_back").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("it is our own");
    }
    fs::create_dir_all(&folder).expect("the build folder can be written");
    folder
}

fn terraform(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new("terraform")
        .args(arguments)
        .current_dir(folder)
        .env("CHECKPOINT_DISABLE", "1")
        .output()
        .expect("terraform was found before");
    assert!(
        output.status.success(),
        "terraform {arguments:?} in {}: {}{}",
        folder.display(),
        String::from_utf8_lossy(&output.stdout).chars().take(4000).collect::<String>(),
        String::from_utf8_lossy(&output.stderr).chars().take(4000).collect::<String>()
    );
    output.stdout
}

/// Whether a tool is there; where it has to be, its absence is a failure.
fn found(tool: &str) -> bool {
    if Command::new(tool).arg("-version").output().is_ok_and(|output| output.status.success()) {
        return true;
    }
    assert!(std::env::var_os("IAC_REQUIRE_TOOLS").is_none(), "{tool} is not on PATH");
    // Straight to the terminal: what a test prints is kept from it while the test passes.
    let _ = writeln!(std::io::stderr(), "SKIPPED: {tool} is not on PATH");
    false
}
