//! The committed facts read back into the tree they were written from.

use iac_schema::{BlockFacts, Kind, ValueType, Version, lookup, types};

use super::model::{Attribute, Block, Flags, Nested, Provider, Type};

impl Provider {
    /// Reads the committed facts back.
    pub(super) fn committed(version: Version) -> Self {
        let mut provider = Self::default();
        for kind in Kind::ALL {
            for name in types(version, *kind) {
                if let Some(facts) = lookup(version, *kind, name) {
                    provider.types.insert((*kind, name.to_owned()), Block::committed(facts));
                }
            }
        }
        provider
    }
}

impl Block {
    fn committed(facts: BlockFacts) -> Self {
        let attributes = facts.attributes().map(|attribute| {
            let flags = Flags {
                required: attribute.required,
                optional: attribute.optional,
                computed: attribute.computed,
                write_only: attribute.write_only,
                sensitive: attribute.sensitive,
                replaces: attribute.replaces,
            };
            (attribute.name.to_owned(), Attribute { flags, value: Type::committed(attribute.value) })
        });
        let blocks = facts.blocks().map(|nested| {
            let committed = Nested {
                nesting: nested.nesting,
                min_items: nested.min_items,
                max_items: nested.max_items,
                opaque: nested.body.is_opaque(),
                block: Self::committed(nested.body),
            };
            (nested.name.to_owned(), committed)
        });
        Self { attributes: attributes.collect(), blocks: blocks.collect() }
    }
}

impl Type {
    fn committed(value: ValueType) -> Self {
        match value {
            ValueType::String => Self::String,
            ValueType::Number => Self::Number,
            ValueType::Bool => Self::Bool,
            ValueType::Dynamic => Self::Dynamic,
            ValueType::List(element) => Self::List(Box::new(Self::committed(element.get()))),
            ValueType::Set(element) => Self::Set(Box::new(Self::committed(element.get()))),
            ValueType::Map(element) => Self::Map(Box::new(Self::committed(element.get()))),
            ValueType::Object(object) => {
                let has_flags = object.is_nested_attributes();
                let members = object.members().map(|member| {
                    let flags = Flags {
                        required: member.required && has_flags,
                        optional: member.optional,
                        computed: member.computed,
                        write_only: false,
                        sensitive: member.sensitive,
                        replaces: false,
                    };
                    (member.name.to_owned(), (flags, Self::committed(member.value)))
                });
                Self::Object(members.collect())
            }
        }
    }
}
