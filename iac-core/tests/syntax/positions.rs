//! The same value at places that Terraform reads differently.

use iac_core::syntax::{self, Block, Document, Key, Source, Syntax, Value};

fn reference(source: &'static str) -> Value {
    Value::Expression(Source::from_static(source))
}

fn list(sources: &[&'static str]) -> Value {
    sources.iter().map(|source| reference(source)).collect::<Vec<_>>().into()
}

/// Every kind of place, with `a ${b}` wherever a text can stand.
fn document() -> Document {
    let text = "a ${b}";
    let required = Value::from_iter([
        ("source", Value::from("hashicorp/aws")),
        ("version", Value::from("~> 6.25")),
        ("configuration_aliases", list(&["aws.east"])),
    ]);
    let providers = Value::Object(vec![
        (Key::from("aws"), reference("aws.west")),
        (Key::Expression(Source::from_static("aws.east")), reference("aws.east")),
    ]);
    Document::new()
        .notice("One.\nTwo ${b}.")
        .block(
            Block::new("terraform")
                .attribute("required_version", ">= 1.11")
                .block(Block::new("required_providers").attribute("aws", required))
                .block(Block::new("backend").label("s3").attribute("key", text)),
        )
        .block(Block::new("provider").label("aws").attribute("alias", "west").attribute("region", text))
        .block(
            Block::new("provider")
                .label("aws")
                .attribute("alias", "east")
                .block(Block::new("default_tags").attribute("tags", Value::from_iter([(text, text)]))),
        )
        .block(
            Block::new("variable")
                .label("v")
                .attribute("type", Value::Type(Source::from_static("map(string)")))
                .attribute("default", Value::from_iter([(text, text)]))
                .block(
                    Block::new("validation")
                        .attribute("condition", reference("length(var.v) > 0"))
                        .attribute("error_message", text),
                ),
        )
        .block(
            Block::new("module")
                .label("m")
                .attribute("source", "./${b}")
                .attribute("providers", providers)
                .attribute("input", text)
                .attribute("depends_on", list(&["aws_vpc.this"])),
        )
        .block(
            Block::new("resource")
                .label("aws_vpc")
                .label("this")
                .comment("Not in JSON.")
                .attribute("provider", reference("aws.west"))
                .attribute("cidr_block", text)
                .attribute("depends_on", Value::List(Vec::new()))
                .block(
                    Block::new("dynamic")
                        .label("rule")
                        .attribute("iterator", reference("it"))
                        .block(Block::new("content").attribute("number", reference("it.value"))),
                )
                .block(Block::new("provisioner").label("local-exec").attribute("command", text))
                .block(
                    Block::new("provisioner")
                        .label("remote-exec")
                        .attribute("when", reference("destroy"))
                        .block(Block::new("connection").attribute("type", text)),
                )
                .block(
                    Block::new("lifecycle")
                        .attribute("prevent_destroy", true)
                        .attribute("ignore_changes", reference("all"))
                        .attribute("replace_triggered_by", list(&["aws_vpc.that[each.key]"]))
                        .block(Block::new("precondition").attribute("error_message", text)),
                ),
        )
        .block(Block::new("resource").label("aws_vpc").label("that"))
        .block(
            Block::new("moved")
                .attribute("from", reference("aws_vpc.old"))
                .attribute("to", reference("aws_vpc.this[\"${b}\"]")),
        )
        .block(
            Block::new("removed")
                .attribute("from", reference("aws_vpc.gone"))
                .block(Block::new("lifecycle").attribute("destroy", false)),
        )
        .block(Block::new("import").attribute("to", reference("aws_vpc.this")).attribute("id", text))
        .block(Block::new("check").label("c").block(Block::new("data").label("aws_vpc").label("d")).block(
            Block::new("assert").attribute("condition", reference("true")).attribute("error_message", text),
        ))
        .block(
            Block::new("output")
                .label("o")
                .attribute("description", text)
                .attribute("value", text)
                .attribute("depends_on", list(&["module.m"])),
        )
}

#[test]
fn json() {
    let text = syntax::to_string(&document(), Syntax::Json).expect("every place is right");
    assert_eq!(text, include_str!("../data/positions.tf.json"));
}

#[test]
fn hcl() {
    let text = syntax::to_string(&document(), Syntax::Hcl).expect("every place is right");
    assert_eq!(text, include_str!("../data/positions.tf"));
    // A keyword that is a literal comes back as one.
    let read = syntax::parse(&text).expect("our own text");
    assert_eq!(syntax::to_string(&read, Syntax::Hcl).expect("read from HCL"), text);
}
