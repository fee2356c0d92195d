//! Random documents in the one form in which reading gives them back.

use iac_core::syntax::{
    Attribute, Block, Body, Document, Entry, Identifier, Key, Number, Part, Source, Value,
};
use proptest::prelude::*;
use proptest::sample::select;
use unicode_normalization::UnicodeNormalization as _;

/// Pieces that mean something to one reader or another.
const PIECES: [&str; 60] = [
    "${",
    "%{",
    "$",
    "%",
    "{",
    "}",
    "~",
    "${x}",
    "%{ if }",
    "$${",
    "%%{",
    "%${1+1}",
    "$%{",
    "\"",
    "\\",
    "\n",
    "\r\n",
    "\t",
    " ",
    "#",
    "//",
    "/*",
    "*/",
    "<<EOT\n",
    "EOT\n",
    "'",
    "`",
    "a",
    "B",
    "0",
    "-",
    ".",
    ",",
    ":",
    "=",
    "[",
    "]",
    "(",
    ")",
    "null",
    "true",
    "é",
    "ß",
    "😀",
    "👨\u{200d}👩\u{200d}👧",
    "🇩🇪",
    "日本",
    "\u{202e}",
    "\u{200b}",
    "\u{2028}",
    "\u{feff}",
    "\u{ad}",
    "क्ष",
    "각",
    "\u{fdfa}",
    "\u{ffff}",
    "\\u0024{",
    "\\${",
    "\\\"",
    "\u{fe0f}",
];

/// Expressions that no reader takes for a plain value.
const SOURCES: [&str; 16] = [
    "local.a",
    "var.names[0]",
    "aws_vpc.this[\"a\"].id",
    "module.network.subnets[*].id",
    "var.a == \"b\" ? 1 : 2",
    "jsonencode({ a = \"${local.b}\" })",
    "[for name in var.names : upper(name)]",
    "{ for k, v in var.map : k => \"x-${v}\" if v != \"}\" }",
    "(1 + 2) * 3",
    "!var.on && true",
    "replace(local.a, \"\\\"\", \"$${\")",
    "\"a %{if var.on}b%{endif}\"",
    "provider::terraform::encode_expr(\"a\")",
    "jsonencode({\n  a    = 1\n  long = \"${local.b}\"\n})",
    "merge(\n  local.tags,\n  { Name = \"x\" },\n)",
    "-var.number",
];

/// Text that both syntaxes carry.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![6 => select(&PIECES[..]).prop_map(str::to_owned), 1 => "[ -~¡-ͷΑ-ώא-ת٠-٩अ-ह一-龥ぁ-ゖ가-힣🌀-🙏]{0,3}"];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| carried(&pieces.concat()))
}

/// The text without what the writers refuse.
pub(crate) fn carried(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(|c: char| c.is_control() && c != '\n' && c != '\t', "");
    let text: String = text.replace('\n', "\r\n").nfc().collect();
    text.trim_start_matches('\u{feff}').to_owned()
}

pub(crate) fn source() -> impl Strategy<Value = Source> {
    select(&SOURCES[..]).prop_map(Source::from_static)
}

/// Expressions that `terraform fmt` leaves alone in a template: on one line and without a sign in front.
fn short_source() -> impl Strategy<Value = Source> {
    source().prop_filter("one line", |source| {
        !source.as_str().contains('\n') && !source.as_str().starts_with('-')
    })
}

fn identifier() -> impl Strategy<Value = Identifier> {
    "[a-z_][a-z0-9_-]{0,12}".prop_map(|name| Identifier::new(&name).expect("made by its grammar"))
}

pub(crate) fn number() -> impl Strategy<Value = Number> {
    prop_oneof![
        any::<u64>().prop_map(Number::from),
        any::<i32>().prop_map(Number::from),
        (-9999_i32..9999, 1_u32..999)
            .prop_map(|(whole, part)| Number::decimal(&format!("{whole}.{part:03}")).expect("digits")),
    ]
}

/// A template with at least one hole and one literal, no two literals side by side.
pub(crate) fn template() -> impl Strategy<Value = Vec<Part>> {
    (prop::collection::vec((text(), prop::option::of(short_source())), 1..4), short_source(), text())
        .prop_map(|(pairs, last, mut end)| {
            let mut parts = Vec::new();
            let literal = |parts: &mut Vec<Part>, text: String| match parts.last_mut() {
                _ if text.is_empty() => {}
                Some(Part::Literal(before)) => *before = carried(&format!("{before}{text}")),
                _ => parts.push(Part::Literal(text)),
            };
            for (text, hole) in pairs {
                literal(&mut parts, text);
                parts.extend(hole.map(Part::Hole));
            }
            parts.push(Part::Hole(last));
            if parts.len() == 1 && end.is_empty() {
                end.push('$');
            }
            literal(&mut parts, end);
            parts
        })
}

/// A value without expressions.
pub(crate) fn literal() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(3, 20, 5, |inner| nested(inner, text().prop_map(Key::Text).boxed()))
}

/// Any value but a type.
pub(crate) fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        4 => scalar(),
        2 => source().prop_map(Value::Expression),
        1 => template().prop_map(Value::Template),
    ];
    let key = prop_oneof![6 => text().prop_map(Key::Text), 1 => short_source().prop_map(Key::Expression)];
    let key = key.boxed();
    leaf.prop_recursive(3, 20, 5, move |inner| nested(inner, key.clone()))
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::Bool),
        2 => number().prop_map(Value::Number),
        6 => text().prop_map(Value::Text),
    ]
}

fn nested(
    inner: impl Strategy<Value = Value> + Clone + 'static,
    key: BoxedStrategy<Key>,
) -> BoxedStrategy<Value> {
    let entries = prop::collection::vec((key, inner.clone()), 0..5).prop_map(|mut entries| {
        let mut seen: Vec<Key> = Vec::new();
        entries.retain(|(key, _)| {
            let new = !seen.contains(key);
            seen.push(key.clone());
            new
        });
        entries
    });
    prop_oneof![prop::collection::vec(inner, 0..5).prop_map(Value::List), entries.prop_map(Value::Object)]
        .boxed()
}

fn comment() -> impl Strategy<Value = Option<String>> {
    prop::option::weighted(0.2, "([ -~éß]{0,12}\n){0,2}[ -~é]{0,12}")
}

/// Attributes and blocks of no meaning, all of them places of templates.
fn body() -> impl Strategy<Value = Body> {
    let attributes = || {
        prop::collection::vec((identifier(), value(), comment()), 0..6).prop_map(|attributes| {
            let mut seen = Vec::new();
            attributes
                .into_iter()
                .map(|(name, value, comment)| Attribute { name, value, comment })
                .filter(|attribute| {
                    let new = !seen.contains(&attribute.name) && !is_known(attribute.name.as_str());
                    seen.push(attribute.name.clone());
                    new
                })
                .map(Entry::Attribute)
                .collect::<Vec<_>>()
        })
    };
    let body = attributes().prop_map(|entries| Body { entries });
    body.prop_recursive(2, 12, 3, move |inner| {
        (attributes(), prop::collection::vec((identifier(), inner, comment()), 0..3), any::<bool>()).prop_map(
            |(mut entries, blocks, first)| {
                let taken: Vec<_> = entries
                    .iter()
                    .filter_map(|entry| match entry {
                        Entry::Attribute(attribute) => Some(attribute.name.clone()),
                        Entry::Block(_) => None,
                    })
                    .collect();
                let blocks = blocks
                    .into_iter()
                    .filter(|(kind, ..)| !taken.contains(kind) && !is_known(kind.as_str()))
                    .map(|(kind, body, comment)| {
                        Entry::Block(Block { kind, labels: Vec::new(), body, comment })
                    });
                if first {
                    entries.splice(0..0, blocks);
                } else {
                    entries.extend(blocks);
                }
                Body { entries }
            },
        )
    })
}

/// Names that are special in a resource.
fn is_known(name: &str) -> bool {
    ["provider", "dynamic", "lifecycle", "connection", "provisioner", "depends_on"].contains(&name)
}

/// A document of resources, locals, variables and outputs.
pub(crate) fn document() -> impl Strategy<Value = Document> {
    let block = prop_oneof![
        3 => (body(), comment()).prop_map(|(body, comment)| Block {
            body, comment, ..Block::new("resource").label("terraform_data")
        }),
        1 => body().prop_map(|mut body| {
            body.entries.retain(|entry| matches!(entry, Entry::Attribute(_)));
            Block { body, ..Block::new("locals") }
        }),
        1 => (literal(), text(), any::<bool>(), comment()).prop_map(|(default, description, typed, comment)| {
            let mut block = Block::new("variable").attribute("description", description);
            if typed {
                block = block.attribute("type", Value::Type(Source::from_static("list(object({ a = string }))")));
            }
            Block { comment, ..block.attribute("default", default) }
        }),
        1 => (value(), text()).prop_map(|(value, description)| {
            Block::new("output").attribute("description", description).attribute("value", value)
        }),
    ];
    (prop::collection::vec(block, 0..6), comment()).prop_map(|(blocks, notice)| {
        let mut document = Document { notice, ..Document::new() };
        for (index, mut block) in blocks.into_iter().enumerate() {
            if block.kind.as_str() != "locals" {
                block.labels.push(format!("n{index}"));
            }
            document = document.block(block);
        }
        document
    })
}
