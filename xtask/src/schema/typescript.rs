//! Reads the TypeScript of CDKTF bindings, line by line, for the few forms in which they carry schema facts.
//!
//! The bindings are generated, so each form is always written in the same way. The facts stand in a comment before
//! each property (`// name - computed: false, optional: true, required: false`), its type in the property's
//! declaration, the nesting of blocks in the functions that render HCL.

use std::collections::{BTreeMap, BTreeSet};

/// What the sources of one type declare.
#[derive(Debug, Default)]
pub(super) struct Declarations {
    pub(super) classes: BTreeMap<String, Class>,
    pub(super) interfaces: BTreeMap<String, BTreeMap<String, Property>>,
    /// Nesting words (`list`, `set`, `struct`) by the name of what renders them and the property.
    pub(super) rendered: BTreeMap<String, BTreeMap<String, Option<String>>>,
    /// Interfaces and properties that the documentation calls a block.
    pub(super) blocks: BTreeSet<(String, String)>,
    /// Terraform's type names by class.
    pub(super) type_names: BTreeMap<String, String>,
    pub(super) provider_version: Option<String>,
}

/// A class of the bindings.
#[derive(Debug)]
pub(super) struct Class {
    pub(super) name: String,
    /// What it extends: `TerraformResource`, `ComplexList`, ….
    pub(super) base: String,
    pub(super) attributes: BTreeMap<String, Attribute>,
    /// The class of the elements, if it is a collection.
    pub(super) element: Option<String>,
}

/// An attribute or block, as a class has it.
#[derive(Debug, Default)]
pub(super) struct Attribute {
    pub(super) computed: bool,
    pub(super) optional: bool,
    pub(super) required: bool,
    /// The class of its value, and whether that is told to be a set.
    pub(super) class: Option<(String, Option<bool>)>,
    /// The type it is declared with.
    pub(super) declared: Option<String>,
    /// The expression that reads it.
    pub(super) read: Option<String>,
}

impl Attribute {
    /// Whether nothing is said of it but that it exists, as of `timeouts`.
    pub(super) fn has_no_flags(&self) -> bool {
        !(self.computed || self.optional || self.required)
    }
}

/// A property of an interface.
#[derive(Debug)]
pub(super) struct Property {
    pub(super) required: bool,
    pub(super) declared: String,
}

/// How many lines after its flags the declaration of an attribute may end.
const REACH: usize = 6;

impl Declarations {
    /// Reads one source on top of what was read before.
    pub(super) fn read(&mut self, source: &str) {
        let lines: Vec<&str> = source.split('\n').collect();
        let mut class: Option<String> = None;
        let mut interface: Option<Interface> = None;
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            let text = line.trim();
            at += 1;
            if let Some((name, base)) = class_head(text) {
                let declared = Class {
                    name: name.to_owned(),
                    base: base.to_owned(),
                    attributes: BTreeMap::new(),
                    element: None,
                };
                self.classes.insert(name.to_owned(), declared);
                class = Some(name.to_owned());
                interface = None;
            } else if let Some(rest) = text.strip_prefix("export interface ") {
                let name = rest.split_whitespace().next().unwrap_or_default().to_owned();
                self.interfaces.insert(name.clone(), BTreeMap::new());
                interface = Some(Interface { name, link: None });
                class = None;
            } else if let Some(open) = &mut interface {
                self.read_interface_line(open, text);
                if line.trim_end() == "}" {
                    interface = None;
                }
            } else if let Some(function) = renderer(text, class.as_deref()) {
                let (rendered, end) = read_renderer(&lines, at);
                self.rendered.insert(function, rendered);
                at = end;
            } else if let Some(class) = &class {
                at = self.read_class_line(class, &lines, at);
            }
        }
    }

    fn read_interface_line(&mut self, interface: &mut Interface, text: &str) {
        if let Some(name) = text.strip_prefix("* ").and_then(|text| text.strip_suffix(" block"))
            && is_name(name)
        {
            self.blocks.insert((interface.name.clone(), name.to_owned()));
        }
        if let Some(link) = doc_link(text) {
            interface.link = Some(link.to_owned());
        }
        if let Some((optional, declared)) = property(text)
            && let Some(link) = interface.link.take()
            && let Some(properties) = self.interfaces.get_mut(&interface.name)
        {
            properties.insert(link, Property { required: !optional, declared: declared.to_owned() });
        }
    }

    /// Reads the line before `at`, which is in `class`; gives the line to go on with.
    fn read_class_line(&mut self, class: &str, lines: &[&str], at: usize) -> usize {
        let text = lines[at - 1].trim();
        let quoted = |text: &str, quote: char| text.split(quote).nth(1).map(str::to_owned);
        if text.starts_with("public static readonly tfResourceType") {
            self.type_names.extend(quoted(text, '"').map(|name| (class.to_owned(), name)));
            return at;
        }
        if text.contains("terraformResourceType:") && !text.contains("providerName") {
            let name = text.split("terraformResourceType: ").nth(1).and_then(|rest| quoted(rest, '\''));
            if let (Some(name), None) = (name, self.type_names.get(class)) {
                self.type_names.insert(class.to_owned(), name);
            }
        }
        if text.contains("providerVersion:") && self.provider_version.is_none() {
            self.provider_version = quoted(text, '\'');
        }
        let Some(declared) = self.classes.get_mut(class) else { return at };
        if let Some(element) = element_class(text) {
            declared.element = Some(element.to_owned());
        }
        if let Some((name, attribute)) = flags(text) {
            let (attribute, end) = read_attribute(attribute, lines, at);
            declared.attributes.insert(name.to_owned(), attribute);
            return end;
        }
        at
    }
}

/// An interface that is being read.
struct Interface {
    name: String,
    /// Terraform's name of the next property, from the link in its documentation.
    link: Option<String>,
}

/// Reads what follows an attribute's flags: its declaration, or the getter that reads it.
fn read_attribute(mut attribute: Attribute, lines: &[&str], at: usize) -> (Attribute, usize) {
    let mut position = at;
    while position < lines.len() && position + 1 < at + REACH {
        let text = lines[position].trim();
        if flags(text).is_some() || lines[position].starts_with('}') {
            break;
        }
        if let Some(class) = initialised(text) {
            attribute.class = Some(class);
            break;
        }
        if let Some(declared) = declared(text) {
            attribute.declared = Some(declared.to_owned());
        } else if let Some(read) = text.strip_prefix("return ").and_then(|text| text.strip_suffix(';')) {
            attribute.read = Some(read.to_owned());
            break;
        }
        position += 1;
    }
    (attribute, position)
}

/// Reads the body of a function that renders HCL: `name: {`, and in it `type: "list",`.
fn read_renderer(lines: &[&str], at: usize) -> (BTreeMap<String, Option<String>>, usize) {
    let mut rendered = BTreeMap::new();
    let mut name: Option<&str> = None;
    let mut position = at;
    while let Some(line) = lines.get(position) {
        let text = line.trim();
        position += 1;
        if let Some(key) =
            text.strip_suffix(": {").map(|key| key.trim_matches('"')).filter(|key| is_name(key))
        {
            rendered.insert(key.to_owned(), None);
            name = Some(key);
        } else if text.starts_with("type:") {
            if let Some(name) = name {
                rendered.insert(name.to_owned(), text.split('"').nth(1).map(str::to_owned));
            }
        } else if text.starts_with("return Object.fromEntries") || text == "return attrs;" {
            break;
        }
    }
    (rendered, position)
}

/// `export class Name extends cdktf.Base {`
fn class_head(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.strip_prefix("export class ")?.split_once(" extends ")?;
    let base = rest.strip_prefix("cdktf.").or_else(|| rest.strip_prefix("cdktn."))?;
    Some((name, word(base)))
}

/// `export function nameToHclTerraform(struct…`, or the method of a resource class.
fn renderer(text: &str, class: Option<&str>) -> Option<String> {
    if text.starts_with("protected synthesizeHclAttributes") {
        return class.map(|class| format!("@{class}"));
    }
    let (name, _) = text.strip_prefix("export function ")?.split_once("ToHclTerraform(struct")?;
    Some(name.to_owned())
}

/// `readonly name?: type;`
fn property(text: &str) -> Option<(bool, &str)> {
    let (name, declared) = text.strip_prefix("readonly ")?.strip_suffix(';')?.split_once(": ")?;
    let optional = name.ends_with('?');
    (word(name).len() + usize::from(optional) == name.len()).then_some((optional, declared))
}

/// `{@link https://…#name …}`
fn doc_link(text: &str) -> Option<&str> {
    text.split("{@link ").skip(1).find_map(|rest| {
        let (target, _) = rest.split_once(' ')?;
        let (page, name) = target.rsplit_once('#')?;
        (!page.is_empty() && is_name(name)).then_some(name)
    })
}

/// `// name - computed: false, optional: true, required: false`
fn flags(text: &str) -> Option<(&str, Attribute)> {
    let (name, rest) = text.strip_prefix("// ")?.split_once(" - computed: ")?;
    let (computed, rest) = rest.split_once(", optional: ")?;
    let (optional, required) = rest.split_once(", required: ")?;
    let attribute = Attribute {
        computed: computed == "true",
        optional: optional == "true",
        required: required == "true",
        ..Attribute::default()
    };
    is_name(name).then_some((name, attribute))
}

/// `private _name = new Class(this, "name", true);`
fn initialised(text: &str) -> Option<(String, Option<bool>)> {
    let (_, rest) = text.split_once("private _")?.1.split_once(" = new ")?;
    let (class, rest) = rest.split_once("(this, \"")?;
    let (_, rest) = rest.split_once('"')?;
    let is_set = match rest.split_once(')')?.0 {
        "" => None,
        ", true" => Some(true),
        ", false" => Some(false),
        _ => return None,
    };
    Some((class.to_owned(), is_set))
}

/// `private _name?: type;`
fn declared(text: &str) -> Option<&str> {
    let rest = text.split_once("private _")?.1;
    let rest = rest[word(rest).len()..].trim_start_matches(['!', '?']);
    rest.strip_prefix(": ")?.strip_suffix(';')
}

/// `public get(index: number): Class {`
fn element_class(text: &str) -> Option<&str> {
    let rest = text.split_once("public get(")?.1;
    let rest = rest.strip_prefix("index: ").or_else(|| rest.strip_prefix("key: "))?;
    let class = rest.split_once("): ")?.1.strip_suffix(" {")?;
    class.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')).then_some(class)
}

/// The letters, digits and underscores that a text starts with.
pub(super) fn word(text: &str) -> &str {
    let end = text.bytes().position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'_'));
    &text[..end.unwrap_or(text.len())]
}

/// Whether a text is a name of Terraform's.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}
