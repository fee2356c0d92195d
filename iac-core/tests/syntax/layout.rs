//! The layout of HCL, and what reading keeps of other layouts.

use iac_core::syntax::{self, Attribute, Block, Document, Key, Part, Source, Syntax, Value};

fn hcl(document: &Document) -> String {
    syntax::to_string(document, Syntax::Hcl).expect("carried by both syntaxes")
}

#[test]
fn alignment_comments_and_blank_lines() {
    let object = Value::Object(vec![
        (Key::from("a"), 1_u8.into()),
        (Key::from("é:"), 2_u8.into()),
        (Key::from("for"), Value::Object(Vec::new())),
        (Key::Expression(Source::from_static("local.key")), Value::Null),
        (Key::from("nested"), Value::from_iter([("b", true)])),
        (Key::from("c"), Value::List(Vec::new())),
    ]);
    let document = Document::new()
        .notice("Notice.\n\nSecond paragraph.")
        .block(
            Block::new("resource")
                .label("a")
                .label("b")
                .comment("Why it is there.")
                .attribute("x", "1")
                .attribute("longer", vec!["a", "b"])
                .entry(Attribute::new("commented", 2_u8).comment("Since it\nmatters."))
                .attribute("y", object)
                .attribute("z", Value::from(vec![Value::from_iter([("a", 1_u8)]), Value::from(vec![2_u8])]))
                .block(Block::new("inner").attribute("a", Value::Null))
                .block(Block::new("empty"))
                .attribute("last", Source::from_static("merge(\n  local.a,\n  { b = 1 },\n)")),
        )
        .block(Block::new("locals"));
    assert_eq!(
        hcl(&document),
        r#"# Notice.
#
# Second paragraph.

# Why it is there.
resource "a" "b" {
  x      = "1"
  longer = ["a", "b"]
  # Since it
  # matters.
  commented = 2
  y = {
    a           = 1
    "é:"        = 2
    "for"       = {}
    (local.key) = null
    nested = {
      b = true
    }
    c = []
  }
  z = [
    {
      a = 1
    },
    [2],
  ]

  inner {
    a = null
  }

  empty {}

  last = merge(
    local.a,
    { b = 1 },
  )
}

locals {}
"#
    );
    assert_eq!(syntax::parse(&hcl(&document)), Ok(document));
}

#[test]
fn templates_have_one_form() {
    let literal = |text: &str| Part::Literal(text.to_owned());
    let hole = || Part::Hole(Source::from_static("local.a"));
    for (parts, written) in [
        (vec![], r#""""#),
        (vec![literal("$"), literal("{x}")], r#""$${x}""#),
        (vec![hole()], "local.a"),
        (vec![literal(""), hole(), literal("")], "local.a"),
        (vec![literal("a$%"), hole()], r#""a${"$%"}${local.a}""#),
        (vec![literal("$"), hole(), literal("$")], r#""${"$"}${local.a}$""#),
        (vec![hole(), hole()], r#""${local.a}${local.a}""#),
        (vec![literal("{"), Part::Hole(Source::from_static("{ a = 1 }"))], r#""{${ { a = 1 } }""#),
    ] {
        let text = hcl(&Document::new().attribute("a", Value::Template(parts)));
        assert_eq!(text, format!("a = {written}\n"));
    }
}

#[test]
fn empty_documents() {
    assert_eq!(hcl(&Document::new()), "");
    assert_eq!(syntax::to_string(&Document::new(), Syntax::Json).expect("nothing to refuse"), "{}\n");
    assert_eq!(hcl(&Document::new().notice("")), "#\n");
    assert_eq!(syntax::parse("# a\n"), Ok(Document::new().notice("a")));
}

/// The value of `a` in a text.
fn value(text: &str) -> Value {
    let document = syntax::parse(&format!("a = {text}\n")).expect("an attribute");
    match document.body.entries.into_iter().next() {
        Some(syntax::Entry::Attribute(attribute)) => attribute.value,
        other => panic!("{other:?}"),
    }
}

#[test]
fn plain_values_are_recognised() {
    assert_eq!(value("- 1.50"), Value::from(syntax::Number::decimal("-1.5").expect("a number")));
    assert_eq!(value(r#""$${a}\u0024{""#), Value::from("${a}${"));
    assert_eq!(value(r#""${"$"}{""#), Value::from("${"));
    assert_eq!(value(r#""${local.a}""#), Value::from(Source::from_static("local.a")));
    assert_eq!(
        value(r#"{ "a": 1, 2 = b, (c) = 3 }"#),
        Value::Object(vec![
            (Key::from("a"), 1_u8.into()),
            (Key::from("2"), Source::from_static("b").into()),
            (Key::Expression(Source::from_static("c")), 3_u8.into()),
        ])
    );
    // Trimmed space and directives change what is around them, so the whole is carried.
    assert_eq!(value(r#"" ${~ a } ""#), Value::from(Source::from_static(r#"" ${~ a } ""#)));
}

#[test]
fn heredocs_become_text() {
    assert_eq!(value("<<EOT\n  a $${b}\n\n\"c\\n\nEOT"), Value::from("  a ${b}\n\n\"c\\n\n"));
    assert_eq!(value("<<-EOT\n    a\n   \n      b\n  EOT"), Value::from("a\n   \n  b\n"));
    assert_eq!(value("<<EOT\nEOT"), Value::from(""));
    assert_eq!(
        value("<<-EOT\n    x ${local.a} }\n      ${ local.b }\n    EOT"),
        Value::Template(vec![
            Part::Literal("x ".to_owned()),
            Part::Hole(Source::from_static("local.a")),
            Part::Literal(" }\n  ".to_owned()),
            Part::Hole(Source::from_static("local.b")),
            Part::Literal("\n".to_owned()),
        ])
    );
    let directive = "<<EOT\n%{ if local.a }b%{ endif }\nEOT";
    assert_eq!(value(directive), Value::from(Source::from_static(directive)));
}

#[test]
fn other_layouts_of_comments() {
    let text = "\u{feff}// Licence.\r\n\r\n/* Of\n * the block. */\n# More.\n\n# And more.\nlocals { # Behind.\n  \
                a = 1 // One.\n  # Lost.\n}\n";
    let document = syntax::parse(text).expect("HCL");
    let locals = Block::new("locals")
        .comment("Of\nthe block.\nMore.\n\nAnd more.\nBehind.")
        .entry(Attribute::new("a", 1_u8).comment("One."));
    assert_eq!(document, Document::new().notice("Licence.").block(locals));
}

#[test]
fn where_a_text_is_no_document() {
    let message = |text| syntax::parse(text).expect_err("not HCL").to_string();
    assert_eq!(
        message("a = 1\nlocals {\n  é = 2\n}\n"),
        "line 3, column 3: \"é\" is not an identifier: expected a letter or `_`, then letters, digits, `_` or `-`"
    );
    assert_eq!(message("a = 1\nb = [1\n"), "line 2, column 8: expected `]`");
    assert!(message("a = 1\na = 2\n").starts_with("line 2, column 1: invalid attribute"));
    // Found by fuzzing: the parser lets it pass, Terraform doesn't.
    for text in ["a = 1\nb = f(\"é\nc\")\n", "a = 1\nb =    \"é\nc\"\n", "a = 1\nb = [ \"${a}é\n\"]\n"] {
        let message = message(text);
        assert!(
            message.starts_with("line 2, column ") && message.contains("has to end on its line"),
            "{message}"
        );
    }
    // Inside of a hole, lines may end.
    assert!(syntax::parse("a = \"${f(\n  b,\n)}\"\n").is_ok());
}
