//! Facts as the messages in which a provider describes itself.

use std::collections::{BTreeMap, BTreeSet};

use iac_schema::{
    AttributeFacts, BlockFacts, Kind, Member, NestedFacts, Nesting, ObjectType, ValueType, Version, lookup,
    types,
};
use serde_json::{Value as Json, json};

use super::protocol::{Attribute, Block, NestedBlock, Object, Schema, SchemaResponse, ServerCapabilities};

/// Describes the provider `version`: all its types, or only those in `wanted`.
///
/// A caller that knows what a configuration uses saves Terraform most of a second for each time it starts the
/// provider.
pub(super) fn describe(version: Version, wanted: Option<&BTreeSet<String>>) -> SchemaResponse {
    let schemas = |kind| -> BTreeMap<String, Schema> {
        types(version, kind)
            .filter(|name| wanted.is_none_or(|wanted| wanted.contains(*name)))
            .filter_map(|name| Some((name.to_owned(), schema(lookup(version, kind, name)?))))
            .collect()
    };
    SchemaResponse {
        provider: lookup(version, Kind::Provider, version.provider()).map(schema),
        resource_schemas: schemas(Kind::Resource),
        data_source_schemas: schemas(Kind::Data),
        ephemeral_resource_schemas: schemas(Kind::Ephemeral),
        server_capabilities: Some(ServerCapabilities { get_provider_schema_optional: true }),
    }
}

/// The members of an attribute whose values are nested attributes, and how they are collected.
pub(super) fn nested_attributes(value: ValueType) -> Option<(Nesting, ObjectType)> {
    let (nesting, element) = match value {
        ValueType::Object(_) => (Nesting::Single, value),
        ValueType::List(element) => (Nesting::List, element.get()),
        ValueType::Set(element) => (Nesting::Set, element.get()),
        ValueType::Map(element) => (Nesting::Map, element.get()),
        ValueType::String | ValueType::Number | ValueType::Bool | ValueType::Dynamic => return None,
    };
    match element {
        ValueType::Object(object) if object.is_nested_attributes() => Some((nesting, object)),
        _ => None,
    }
}

fn schema(facts: BlockFacts) -> Schema {
    Schema { block: Some(block(facts)) }
}

fn block(facts: BlockFacts) -> Block {
    Block {
        attributes: facts.attributes().map(attribute).collect(),
        block_types: facts.blocks().map(nested_block).collect(),
    }
}

fn attribute(facts: AttributeFacts) -> Attribute {
    let described = Attribute {
        name: facts.name.to_owned(),
        required: facts.required,
        optional: facts.optional,
        computed: facts.computed,
        sensitive: facts.sensitive,
        write_only: facts.write_only,
        ..Attribute::default()
    };
    of_type(described, facts.value)
}

fn member(member: Member) -> Attribute {
    let described = Attribute {
        name: member.name.to_owned(),
        required: member.required,
        optional: member.optional,
        computed: member.computed,
        sensitive: member.sensitive,
        ..Attribute::default()
    };
    of_type(described, member.value)
}

fn of_type(described: Attribute, value: ValueType) -> Attribute {
    match nested_attributes(value) {
        Some((nesting, object)) => Attribute {
            nested_type: Some(Object {
                attributes: object.members().map(member).collect(),
                nesting: number(nesting),
            }),
            ..described
        },
        None => Attribute { value_type: type_as_json(value).to_string().into_bytes(), ..described },
    }
}

fn nested_block(facts: NestedFacts) -> NestedBlock {
    // Terraform refuses limits on a block that can only be there or not.
    let counted = !matches!(facts.nesting, Nesting::Single | Nesting::Group);
    NestedBlock {
        type_name: facts.name.to_owned(),
        block: Some(block(facts.body)),
        nesting: number(facts.nesting),
        min_items: if counted { facts.min_items.into() } else { 0 },
        max_items: if counted { facts.max_items.unwrap_or(0).into() } else { 0 },
    }
}

/// The protocol's number of a nesting mode; blocks and objects count alike.
fn number(nesting: Nesting) -> i32 {
    match nesting {
        Nesting::Single => 1,
        Nesting::List => 2,
        Nesting::Set => 3,
        Nesting::Map => 4,
        Nesting::Group => 5,
    }
}

fn type_as_json(value: ValueType) -> Json {
    match value {
        ValueType::String => json!("string"),
        ValueType::Number => json!("number"),
        ValueType::Bool => json!("bool"),
        ValueType::Dynamic => json!("dynamic"),
        ValueType::List(element) => json!(["list", type_as_json(element.get())]),
        ValueType::Set(element) => json!(["set", type_as_json(element.get())]),
        ValueType::Map(element) => json!(["map", type_as_json(element.get())]),
        ValueType::Object(object) => {
            let members: serde_json::Map<_, _> =
                object.members().map(|member| (member.name.to_owned(), type_as_json(member.value))).collect();
            json!(["object", members])
        }
    }
}
