//! What other readers make of our text, and our own of theirs.

use iac_core::syntax::{self, Block, Body, Document, Entry, Key, Part, Source, Syntax, Value};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::documents;

proptest! {
    #[test]
    fn hcl_is_read_back(document in documents::document()) {
        let text = syntax::to_string(&document, Syntax::Hcl).expect("carried by both syntaxes");
        prop_assert_eq!(syntax::parse(&text), Ok(document), "{}", text);
    }

    #[test]
    fn hcl_rs_reads_the_same(document in documents::document()) {
        let text = syntax::to_string(&document, Syntax::Hcl).expect("carried by both syntaxes");
        let body: hcl::Body = hcl::parse(&text).expect("HCL");
        same_body(&document.body, &body);
    }

    #[test]
    fn serde_json_reads_the_same(document in documents::document()) {
        let text = syntax::to_string(&document, Syntax::Json).expect("carried by both syntaxes");
        let mut expected = serde_json::Map::new();
        if let Some(notice) = &document.notice {
            expected.insert("//".to_owned(), json!(notice));
        }
        for entry in &document.body.entries {
            let Entry::Block(block) = entry else { unreachable!("documents hold blocks only") };
            let mut place = expected.entry(block.kind.as_str()).or_insert_with(|| json!({}));
            for label in &block.labels {
                place = place.as_object_mut().expect("labels are objects").entry(label).or_insert_with(|| json!({}));
            }
            // Several blocks without labels are an array, a single one is an object.
            let kind = block.kind.as_str();
            let body = members(&block.body, |name| matches!((kind, name), ("variable", _) | ("output", "description")));
            if kind == "locals" && document.body.entries.iter().filter(|entry| is_locals(entry)).count() > 1 {
                if !place.is_array() {
                    *place = json!([]);
                }
                place.as_array_mut().expect("made above").push(body);
            } else {
                *place = body;
            }
        }
        let read: Json = serde_json::from_str(&text).expect("JSON");
        prop_assert_eq!(read, Json::Object(expected), "{}", text);
    }

    #[test]
    fn nothing_panics(text in ".*", pieces in prop::collection::vec(documents::text(), 0..4)) {
        let all = format!("{text}{}", pieces.concat());
        let _ = syntax::parse(&all);
        let _ = Source::parse(&all);
        let document = Document::new().notice(text.clone()).block(
            Block::new("resource")
                .label(text.clone())
                .comment(text.clone())
                .attribute("a", Value::from_iter([(text.clone(), text.clone())]))
                .attribute("b", Value::Template(vec![
                    Part::Literal(all),
                    Part::Literal(text),
                    Part::Hole(Source::from_static("local.a")),
                ])),
        );
        for syntax in [Syntax::Hcl, Syntax::Json] {
            let _ = syntax::to_string(&document, syntax);
        }
    }

    #[test]
    fn every_parsed_text_is_written_or_refused(pieces in prop::collection::vec(documents::text(), 0..6)) {
        let text = format!("a {{\n  b = <<-EOT\n    {}\n  EOT\n  c = [{}]\n}}\n", pieces.concat(), pieces.join(","));
        if let Ok(document) = syntax::parse(&text)
            && let Ok(written) = syntax::to_string(&document, Syntax::Hcl)
        {
            prop_assert_eq!(syntax::parse(&written), Ok(document));
        }
    }
}

fn is_locals(entry: &Entry) -> bool {
    matches!(entry, Entry::Block(block) if block.kind.as_str() == "locals")
}

/// The members of a body in Terraform JSON, spelled out here a second time and as simply as can be.
fn members(body: &Body, is_literal: impl Fn(&str) -> bool) -> Json {
    let mut members = serde_json::Map::new();
    for entry in &body.entries {
        match entry {
            Entry::Attribute(attribute) => {
                let name = attribute.name.as_str();
                let value =
                    if is_literal(name) { plain(&attribute.value) } else { template(&attribute.value) };
                members.insert(name.to_owned(), value);
            }
            Entry::Block(block) => {
                let list = members.entry(block.kind.as_str()).or_insert_with(|| json!([]));
                list.as_array_mut()
                    .expect("only blocks have this name")
                    .push(members_of_templates(&block.body));
            }
        }
    }
    Json::Object(members)
}

fn members_of_templates(body: &Body) -> Json {
    members(body, |_| false)
}

fn escape(text: &str) -> String {
    text.replace("${", "$${").replace("%{", "%%{")
}

fn hole(source: &Source) -> String {
    let source = source.as_str();
    let (open, close) =
        (if source.starts_with('{') { " " } else { "" }, if source.ends_with('}') { " " } else { "" });
    format!("${{{open}{source}{close}}}")
}

fn template(value: &Value) -> Json {
    match value {
        Value::Text(text) => json!(escape(text)),
        Value::Expression(source) => json!(hole(source)),
        Value::Template(parts) => {
            let mut text = String::new();
            for (index, part) in parts.iter().enumerate() {
                match part {
                    Part::Literal(literal) if index + 1 < parts.len() => {
                        let kept = literal.trim_end_matches(['$', '%']);
                        text.push_str(&escape(kept));
                        if kept.len() < literal.len() {
                            text.extend(["${\"", &literal[kept.len()..], "\"}"]);
                        }
                    }
                    Part::Literal(literal) => text.push_str(&escape(literal)),
                    Part::Hole(source) => text.push_str(&hole(source)),
                }
            }
            json!(text)
        }
        Value::List(values) => values.iter().map(template).collect(),
        Value::Object(entries) => Json::Object(
            entries
                .iter()
                .map(|(key, value)| match key {
                    Key::Text(key) => (escape(key), template(value)),
                    Key::Expression(source) => (hole(source), template(value)),
                })
                .collect(),
        ),
        other => plain(other),
    }
}

fn plain(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => json!(value),
        Value::Number(number) => serde_json::from_str(&number.to_string()).expect("a JSON number"),
        Value::Text(text) => json!(text),
        Value::Type(source) => json!(source.as_str()),
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
        Value::Template(_) | Value::Expression(_) => unreachable!("not in literals"),
    }
}

fn same_body(ours: &Body, theirs: &hcl::Body) {
    assert_eq!(ours.entries.len(), theirs.iter().count());
    for (ours, theirs) in ours.entries.iter().zip(theirs) {
        match (ours, theirs) {
            (Entry::Attribute(ours), hcl::Structure::Attribute(theirs)) => {
                assert_eq!(ours.name.as_str(), theirs.key());
                same_value(&ours.value, theirs.expr());
            }
            (Entry::Block(ours), hcl::Structure::Block(theirs)) => {
                assert_eq!(ours.kind.as_str(), theirs.identifier());
                assert!(
                    ours.labels
                        .iter()
                        .map(String::as_str)
                        .eq(theirs.labels().iter().map(hcl::BlockLabel::as_str))
                );
                same_body(&ours.body, theirs.body());
            }
            _ => panic!("an attribute and a block: {theirs:?}"),
        }
    }
}

fn same_value(ours: &Value, theirs: &hcl::Expression) {
    match (ours, theirs) {
        (Value::Bool(ours), hcl::Expression::Bool(theirs)) => assert_eq!(ours, theirs),
        (Value::Number(ours), theirs) => assert_eq!(&expression(&ours.to_string()), theirs),
        (Value::Text(ours), hcl::Expression::String(theirs)) => assert_eq!(ours, theirs),
        (Value::Expression(ours) | Value::Type(ours), theirs) => {
            assert_eq!(&expression(ours.as_str()), theirs);
        }
        // hcl-rs keeps the text of a template as written; its holes are compared by our own reader.
        (Value::Null, hcl::Expression::Null) | (Value::Template(_), hcl::Expression::TemplateExpr(_)) => {}
        (Value::List(ours), hcl::Expression::Array(theirs)) => {
            assert_eq!(ours.len(), theirs.len());
            ours.iter().zip(theirs).for_each(|(ours, theirs)| same_value(ours, theirs));
        }
        (Value::Object(ours), hcl::Expression::Object(theirs)) => {
            assert_eq!(ours.len(), theirs.len());
            for ((our_key, ours), (their_key, theirs)) in ours.iter().zip(theirs) {
                match our_key {
                    Key::Text(key) => assert_eq!(*key, their_key.to_string()),
                    Key::Expression(key) => {
                        let key = expression(&format!("({key})"));
                        assert_eq!(hcl::expr::ObjectKey::from(key), *their_key);
                    }
                }
                same_value(ours, theirs);
            }
        }
        _ => panic!("{ours:?} was read as {theirs:?}"),
    }
}

fn expression(source: &str) -> hcl::Expression {
    source.parse().expect("an expression")
}
