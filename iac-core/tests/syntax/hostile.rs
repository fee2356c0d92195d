//! Texts that broke other tools, each with the encodings that Terraform was seen to read back.

use iac_core::syntax::{self, Block, Document, Key, Syntax, Value, WriteError};
use serde_json::Value as Json;

/// The texts and their encodings.
pub(crate) fn entries() -> Vec<Json> {
    serde_json::from_str(include_str!("../data/hostile.json")).expect("the data file is JSON")
}

fn both(document: &Document) -> [Result<String, WriteError>; 2] {
    [syntax::to_string(document, Syntax::Hcl), syntax::to_string(document, Syntax::Json)]
}

#[test]
fn known_encodings() {
    for entry in entries() {
        let text = entry["text"].as_str().expect("every entry has a text");
        let (Some(hcl), Some(template), Some(literal)) =
            (entry["hcl"].as_str(), entry["template"].as_str(), entry["literal"].as_str())
        else {
            continue;
        };
        let output = Block::new("output").label("o").attribute("description", text).attribute("value", text);
        let [in_hcl, in_json] = both(&Document::new().block(output)).map(|text| text.expect("carried"));
        assert_eq!(
            in_hcl,
            format!("output \"o\" {{\n  description = {hcl}\n  value       = {hcl}\n}}\n"),
            "{}",
            entry["id"]
        );
        assert_eq!(
            in_json,
            format!(
                "{{\n  \"output\": {{\n    \"o\": {{\n      \"description\": {literal},\n      \"value\": {template}\n    }}\n  }}\n}}\n"
            ),
            "{}",
            entry["id"]
        );
    }
}

#[test]
fn refused_or_the_same_everywhere() {
    for entry in entries() {
        let text = entry["text"].as_str().expect("every entry has a text");
        let object = Value::from_iter([(Key::from(text), Value::from(vec![text, text]))]);
        let document = Document::new()
            .block(Block::new("resource").label("a").label(text).attribute("object", object.clone()))
            .block(Block::new("variable").label("v").attribute("default", object));
        let written = both(&document);
        if entry["refused"] == Json::Bool(true) {
            for text in written {
                assert!(matches!(text, Err(WriteError::Text { .. })), "{} {text:?}", entry["id"]);
            }
            continue;
        }
        if let Err(error) = &written[0] {
            assert!(matches!(error, WriteError::Text { .. }), "{} {error}", entry["id"]);
            assert_eq!(error.to_string(), written[1].as_ref().expect_err("refused by both").to_string());
            continue;
        }
        let [in_hcl, in_json] = written.map(|text| text.expect("carried"));
        assert_eq!(syntax::parse(&in_hcl).as_ref(), Ok(&document), "{}", entry["id"]);
        serde_json::from_str::<Json>(&in_json).expect("JSON");
    }
}
