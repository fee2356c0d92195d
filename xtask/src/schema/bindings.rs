//! From the declarations of CDKTF bindings to the facts they were generated from.

use std::collections::BTreeMap;

use iac_schema::{Kind, Nesting};

use super::model::{Attribute, Block, Flags, Nested, Provider, Type};
use super::typescript::{self, Class, Declarations, word};

/// A declaration that can't be understood.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Unclear(String);

/// Adds the types that are declared to `provider`, and what was unclear in them to `unclear`.
pub(super) fn add(declarations: &Declarations, provider: &mut Provider, unclear: &mut Vec<String>) {
    for class in declarations.classes.values() {
        let kind = match class.base.as_str() {
            "TerraformResource" => Kind::Resource,
            "TerraformDataSource" => Kind::Data,
            "TerraformEphemeralResource" => Kind::Ephemeral,
            "TerraformProvider" => Kind::Provider,
            _ => continue,
        };
        let mut reader = Reader { declarations, unclear, kind };
        let rendered = declarations.rendered.get(&format!("@{}", class.name));
        let mut block = reader.block(class, &format!("{}Config", class.name), rendered, &[]);
        if kind == Kind::Provider {
            // Every provider has it, from Terraform itself.
            block.attributes.remove("alias");
        }
        match declarations.type_names.get(&class.name) {
            Some(name) => {
                provider.types.insert((kind, name.clone()), block);
            }
            None => unclear.push(format!("{} has no type name", class.name)),
        }
    }
}

/// Nesting words by property.
type Rendered = BTreeMap<String, Option<String>>;

struct Reader<'a> {
    declarations: &'a Declarations,
    unclear: &'a mut Vec<String>,
    kind: Kind,
}

impl<'a> Reader<'a> {
    /// The block that a class stands for; `above` are the classes it is in.
    fn block(
        &mut self,
        class: &'a Class,
        interface: &str,
        rendered: Option<&'a Rendered>,
        above: &[&str],
    ) -> Block {
        let above = [above, &[class.name.as_str()]].concat();
        let mut block = Block::default();
        for (name, attribute) in &class.attributes {
            let nesting = rendered.and_then(|rendered| rendered.get(name)).and_then(Option::as_deref);
            let is_block = self.declarations.blocks.contains(&(interface.to_owned(), name.clone()));
            match &attribute.class {
                Some((element, is_set)) if is_block || attribute.has_no_flags() => {
                    match self.nested(attribute, element, *is_set, nesting, &above) {
                        Ok(nested) => {
                            block.blocks.insert(name.clone(), nested);
                        }
                        Err(unclear) => self.unclear.push(format!("{}.{name}: {unclear}", class.name)),
                    }
                }
                None if is_block => {
                    let nested = self.undescribed(attribute, nesting);
                    block.blocks.insert(name.clone(), nested);
                }
                _ => {
                    let value = self.value(attribute, nesting).unwrap_or_else(|unclear| {
                        self.unclear.push(format!("{}.{name}: {unclear}", class.name));
                        Type::Dynamic
                    });
                    let flags = Flags {
                        required: attribute.required,
                        optional: attribute.optional,
                        computed: attribute.computed,
                        // The one convention that all write-only arguments follow, and nothing else.
                        write_only: name.ends_with("_wo") && !attribute.computed && !attribute.has_no_flags(),
                        sensitive: false,
                        replaces: false,
                    };
                    block.attributes.insert(name.clone(), Attribute { flags, value });
                }
            }
        }
        block
    }

    /// A block that has a class of its own.
    fn nested(
        &mut self,
        attribute: &typescript::Attribute,
        class: &str,
        is_set: Option<bool>,
        nesting: Option<&str>,
        above: &[&str],
    ) -> Result<Nested, Unclear> {
        let (element, collections) = self.element(class)?;
        let (nesting, max_items) = match (collections.first(), nesting) {
            (Some(Collection::Map), _) => (Nesting::Map, None),
            (Some(Collection::List), _) if is_set == Some(true) => (Nesting::Set, None),
            (Some(Collection::List), _) => (Nesting::List, None),
            (None, Some("struct")) => (Nesting::Single, Some(1)),
            (None, _) if attribute.has_no_flags() => (Nesting::Single, Some(1)),
            (None, Some("set")) => (Nesting::Set, Some(1)),
            (None, _) => (Nesting::List, Some(1)),
        };
        let counted = matches!(nesting, Nesting::List | Nesting::Set);
        // A statement inside a statement inside a statement: the bindings repeat the class.
        let opaque = above.contains(&element.name.as_str());
        let block = if opaque {
            Block::default()
        } else {
            let interface = interface_of(&element.name);
            self.block(element, interface, self.rendered(interface), above)
        };
        Ok(Nested { nesting, min_items: u32::from(attribute.required && counted), max_items, opaque, block })
    }

    /// A block whose class was left out: all that is known is that it is one.
    fn undescribed(&mut self, attribute: &typescript::Attribute, nesting: Option<&str>) -> Nested {
        let (declared, many) = base_type(attribute.declared.as_deref().unwrap_or_default());
        let described = self.kind == Kind::Provider && self.declarations.interfaces.contains_key(&declared);
        let block = if described { self.interface(&declared) } else { Block::default() };
        Nested {
            nesting: if described && nesting == Some("set") { Nesting::Set } else { Nesting::List },
            min_items: u32::from(attribute.required),
            max_items: if described && many { None } else { Some(1) },
            opaque: !described,
            block,
        }
    }

    /// A block of a provider, which has an interface but no class.
    fn interface(&mut self, name: &str) -> Block {
        let mut block = Block::default();
        let rendered = self.rendered(name);
        let declarations = self.declarations;
        for (property, facts) in declarations.interfaces.get(name).into_iter().flatten() {
            let nesting = rendered.and_then(|rendered| rendered.get(property)).and_then(Option::as_deref);
            let (declared, many) = base_type(&facts.declared);
            let is_block = declarations.blocks.contains(&(name.to_owned(), property.clone()));
            if is_block && declarations.interfaces.contains_key(&declared) {
                let nested = Nested {
                    nesting: if nesting == Some("set") { Nesting::Set } else { Nesting::List },
                    min_items: u32::from(facts.required),
                    max_items: if many { None } else { Some(1) },
                    opaque: false,
                    block: self.interface(&declared),
                };
                block.blocks.insert(property.clone(), nested);
                continue;
            }
            let value = declared_type(&facts.declared).unwrap_or_else(|unclear| {
                self.unclear.push(format!("{name}.{property}: {unclear}"));
                Type::Dynamic
            });
            let value = if nesting == Some("set") { as_set(value) } else { value };
            let flags = Flags { required: facts.required, optional: !facts.required, ..Flags::default() };
            block.attributes.insert(property.clone(), Attribute { flags, value });
        }
        block
    }

    fn value(&self, attribute: &typescript::Attribute, nesting: Option<&str>) -> Result<Type, Unclear> {
        match &attribute.class {
            Some((class, is_set)) => self.class_type(class, *is_set, nesting),
            None => simple_type(attribute, nesting),
        }
    }

    /// The type of an attribute whose value has a class.
    fn class_type(&self, class: &str, is_set: Option<bool>, nesting: Option<&str>) -> Result<Type, Unclear> {
        let library = class.strip_prefix("cdktf.").or_else(|| class.strip_prefix("cdktn."));
        if let Some(value) = library.and_then(library_type) {
            return Ok(if is_set == Some(true) { as_set(value) } else { value });
        }
        let (element, collections) = self.element(class)?;
        let value = self.object(element)?;
        let Some((outer, inner)) = collections.split_first() else {
            return Ok(match nesting {
                Some("list") => Type::List(Box::new(value)),
                Some("set") => Type::Set(Box::new(value)),
                Some("map") => Type::Map(Box::new(value)),
                _ => value,
            });
        };
        let value = inner.iter().rev().fold(value, |value, collection| collection.of(value));
        let value = outer.of(value);
        Ok(if is_set == Some(true) || nesting == Some("set") { as_set(value) } else { value })
    }

    fn object(&self, class: &Class) -> Result<Type, Unclear> {
        let rendered = self.rendered(interface_of(&class.name));
        let members = class.attributes.iter().map(|(name, attribute)| {
            let nesting = rendered.and_then(|rendered| rendered.get(name)).and_then(Option::as_deref);
            Ok((name.clone(), (Flags::default(), self.value(attribute, nesting)?)))
        });
        Ok(Type::Object(members.collect::<Result<_, Unclear>>()?))
    }

    /// The class of the elements, and the collections they are in, from the outermost.
    fn element(&self, class: &str) -> Result<(&'a Class, Vec<Collection>), Unclear> {
        let mut collections = vec![];
        let mut class = self.class(class)?;
        loop {
            collections.push(match class.base.as_str() {
                "ComplexMap" => Collection::Map,
                "ComplexList" | "MapList" | "ComplexComputedList" => Collection::List,
                _ => return Ok((class, collections)),
            });
            let element = class.element.as_deref();
            class = self.class(element.ok_or_else(|| Unclear(format!("{} has no elements", class.name)))?)?;
        }
    }

    /// A class by its name, with or without the module it is imported from.
    fn class(&self, name: &str) -> Result<&'a Class, Unclear> {
        let name = name.rsplit('.').next().unwrap_or(name);
        self.declarations.classes.get(name).ok_or_else(|| Unclear(format!("no class {name}")))
    }

    fn rendered(&self, interface: &str) -> Option<&'a Rendered> {
        let (first, rest) = interface.split_at_checked(1)?;
        self.declarations.rendered.get(&format!("{}{rest}", first.to_lowercase()))
    }
}

#[derive(Debug, Clone, Copy)]
enum Collection {
    List,
    Map,
}

impl Collection {
    fn of(self, element: Type) -> Type {
        match self {
            Self::List => Type::List(Box::new(element)),
            Self::Map => Type::Map(Box::new(element)),
        }
    }
}

/// The interface that a class implements or holds.
fn interface_of(class: &str) -> &str {
    ["OutputReference", "List", "Map"].iter().find_map(|suffix| class.strip_suffix(suffix)).unwrap_or(class)
}

/// `Name[] | cdktf.IResolvable` is many of `Name`.
fn base_type(declared: &str) -> (String, bool) {
    let declared = declared.replace("cdktn.", "cdktf.").replace(" | cdktf.IResolvable", "");
    match declared.strip_suffix("[]") {
        Some(element) => (element.to_owned(), true),
        None => (declared, false),
    }
}

fn as_set(value: Type) -> Type {
    match value {
        Type::List(element) => Type::Set(element),
        other => other,
    }
}

/// The type of an attribute without a class: from how it is read, else from how it is declared.
fn simple_type(attribute: &typescript::Attribute, nesting: Option<&str>) -> Result<Type, Unclear> {
    let read = attribute.read.as_deref().unwrap_or_default();
    let value = match (getter_type(read), &attribute.declared) {
        (Some(value), _) => value,
        (None, Some(declared)) => declared_type(declared)?,
        (None, None) if read.contains("interpolationForAttribute") => Type::Dynamic,
        (None, None) => return Err(Unclear("no type".to_owned())),
    };
    Ok(if read.contains("Fn.tolist(") || nesting == Some("set") { as_set(value) } else { value })
}

/// `this.getStringAttribute('name')`
fn getter_type(read: &str) -> Option<Type> {
    let (_, rest) = read.split_once("this.get")?;
    let name = word(rest);
    if !rest[name.len()..].starts_with("('") {
        return None;
    }
    Some(match name.strip_suffix("Attribute")? {
        "String" => Type::String,
        "Number" => Type::Number,
        "Boolean" => Type::Bool,
        "List" => list(Type::String),
        "NumberList" => list(Type::Number),
        "StringMap" => map(Type::String),
        "NumberMap" => map(Type::Number),
        "BooleanMap" => map(Type::Bool),
        "AnyMap" => map(Type::Dynamic),
        _ => return None,
    })
}

fn library_type(class: &str) -> Option<Type> {
    Some(match class {
        "StringMap" => map(Type::String),
        "NumberMap" => map(Type::Number),
        "BooleanMap" => map(Type::Bool),
        "AnyMap" => map(Type::Dynamic),
        "StringMapList" => list(map(Type::String)),
        "NumberMapList" => list(map(Type::Number)),
        "BooleanMapList" => list(map(Type::Bool)),
        _ => return None,
    })
}

fn declared_type(declared: &str) -> Result<Type, Unclear> {
    let declared = declared.replace("cdktn.", "cdktf.");
    // Whatever isn't a plain value may also be something that is resolved to one later.
    Ok(match declared.strip_suffix(" | cdktf.IResolvable").unwrap_or(&declared) {
        "string" => Type::String,
        "number" => Type::Number,
        "boolean" => Type::Bool,
        "any" => Type::Dynamic,
        "string[]" => list(Type::String),
        "number[]" => list(Type::Number),
        "string[][]" => list(list(Type::String)),
        "{ [key: string]: string }" => map(Type::String),
        "{ [key: string]: number }" => map(Type::Number),
        "{ [key: string]: any }" => map(Type::Dynamic),
        "{ [key: string]: boolean | cdktf.IResolvable }"
        | "{ [key: string]: (boolean | cdktf.IResolvable) }" => map(Type::Bool),
        "{ [key: string]: string }[]" => list(map(Type::String)),
        "{ [key: string]: string[] }" => map(list(Type::String)),
        "{ [key: string]: { [key: string]: string } }" => map(map(Type::String)),
        _ => return Err(Unclear(format!("unknown type {declared}"))),
    })
}

fn list(element: Type) -> Type {
    Type::List(Box::new(element))
}

fn map(element: Type) -> Type {
    Type::Map(Box::new(element))
}
