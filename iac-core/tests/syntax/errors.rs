//! What is refused, and what the message says about the place.

use iac_core::syntax::{self, Block, Document, Key, Part, Source, Syntax, Value};

/// The message for a document with this block; both syntaxes refuse it alike.
fn message(block: Block) -> String {
    document_message(&Document::new().block(block))
}

fn document_message(document: &Document) -> String {
    let [hcl, json] = [Syntax::Hcl, Syntax::Json]
        .map(|syntax| syntax::to_string(document, syntax).expect_err("refused").to_string());
    assert_eq!(hcl, json);
    hcl
}

fn resource() -> Block {
    Block::new("resource").label("aws_vpc").label("this")
}

fn reference() -> Source {
    Source::from_static("local.a")
}

#[test]
fn text_that_no_syntax_carries() {
    let tags = Value::from_iter([("Name", "a"), ("a b", "bell\u{7}")]);
    assert_eq!(
        message(resource().attribute("tags", tags)),
        "resource.aws_vpc.this.tags[\"a b\"]: the text has a control character, which no AWS API takes and \
         terminals act on"
    );
    let list = Value::from(vec!["a", "\u{feff}b"]);
    assert!(
        message(resource().attribute("list", list))
            .starts_with("resource.aws_vpc.this.list[1]: the text starts")
    );
    let template = Value::Template(vec![Part::Literal("a\rb".to_owned()), Part::Hole(reference())]);
    assert!(
        message(resource().attribute("a", template))
            .starts_with("resource.aws_vpc.this.a: the text has a carriage")
    );
    assert!(message(resource().comment("\u{1b}[2J")).contains("comment: the text has a control character"));
}

#[test]
fn names_that_are_there_twice() {
    assert_eq!(
        message(resource().attribute("a", 1_u8).attribute("a", 2_u8)),
        "resource.aws_vpc.this: \"a\" is there twice"
    );
    assert_eq!(
        message(resource().attribute("a", 1_u8).block(Block::new("a"))),
        "resource.aws_vpc.this: \"a\" is there twice"
    );
    assert_eq!(
        message(resource().attribute("a", Value::from_iter([("k", 1_u8), ("l", 1), ("k", 2)]))),
        "resource.aws_vpc.this.a: \"k\" is there twice"
    );
    let many: Vec<_> = (0..100_u8).chain([50]).map(|key| (key.to_string(), key)).collect();
    assert_eq!(
        message(resource().attribute("a", Value::from_iter(many))),
        "resource.aws_vpc.this.a: \"50\" is there twice"
    );
    assert_eq!(
        document_message(&Document::new().block(resource()).block(Block::new("locals")).block(resource())),
        "document: \"resource.aws_vpc.this\" is there twice"
    );
}

#[test]
fn values_at_the_wrong_place() {
    let variable = || Block::new("variable").label("v");
    assert_eq!(
        message(variable().attribute("description", reference())),
        "variable.v.description: expected a literal, which Terraform needs before it evaluates anything"
    );
    assert_eq!(message(variable().attribute("type", "string")), "variable.v.type: expected a type");
    let default = Value::Object(vec![(Key::Expression(reference()), Value::Null)]);
    assert!(message(variable().attribute("default", default)).ends_with("expected a literal key"));
    assert!(message(resource().attribute("a", Value::Type(reference()))).contains("found a type"));
    assert_eq!(
        message(resource().attribute("depends_on", vec!["aws_vpc.that"])),
        "resource.aws_vpc.this.depends_on[0]: expected a reference or a keyword, or a list or object of them"
    );
    let providers = Value::from_iter([("not a name", reference())]);
    assert!(
        message(Block::new("module").label("m").attribute("providers", providers)).contains("of a provider")
    );
    assert_eq!(
        document_message(&Document::new().block(Block::new("x").label("a")).block(Block::new("x"))),
        "x.a: expected the same number of labels for all blocks of a type"
    );
}

#[test]
fn blocks_in_an_order_that_json_loses() {
    let fixed = || Block::new("rule");
    let dynamic = |of: &str| Block::new("dynamic").label(of).attribute("for_each", Value::List(Vec::new()));
    assert!(
        message(resource().block(fixed()).block(dynamic("rule")).block(fixed()))
            .contains("`rule` blocks and")
    );
    assert!(
        message(resource().block(dynamic("rule")).block(fixed()).block(dynamic("rule")))
            .contains("`rule` blocks and")
    );
    for ordered in [
        resource().block(fixed()).block(fixed()).block(dynamic("rule")),
        resource().block(dynamic("rule")).block(fixed()),
        resource().block(dynamic("other")).block(fixed()).block(dynamic("rule")),
    ] {
        let document = Document::new().block(ordered);
        let json = syntax::to_string(&document, Syntax::Json).expect("an order that JSON keeps");
        let (rule, dynamic) = (json.find("\"rule\": [\n          {}"), json.find("\"dynamic\""));
        let first_is_fixed = document.body.entries.iter().any(|entry| match entry {
            syntax::Entry::Block(block) => !matches!(&block.body.entries[0], syntax::Entry::Block(first)
                if first.labels == ["rule"]),
            syntax::Entry::Attribute(_) => false,
        });
        assert_eq!(rule < dynamic, first_is_fixed, "{json}");
    }
}

#[test]
fn depth() {
    let deep = |levels| {
        let value = (0..levels).fold(Value::Null, |value, _| Value::List(vec![value]));
        Block::new("output").label("o").attribute("value", value)
    };
    for syntax in [Syntax::Hcl, Syntax::Json] {
        let text = syntax::to_string(&Document::new().block(deep(59)), syntax);
        assert!(text.is_ok(), "{text:?}");
    }
    let text = syntax::to_string(&Document::new().block(deep(59)), Syntax::Hcl).expect("just deep enough");
    assert!(syntax::parse(&text).is_ok());
    assert!(message(deep(60)).ends_with("nested more than 60 levels deep"));
    assert!(message(deep(10_000)).ends_with("nested more than 60 levels deep"));
}

#[test]
fn the_receiver_fails() {
    let mut full: &mut [u8] = &mut [0; 3];
    let error = syntax::write(&Document::new().notice("long"), Syntax::Hcl, &mut full).expect_err("no room");
    assert!(matches!(error, syntax::WriteError::Io(_)));
}
