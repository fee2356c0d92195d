//! The types of values, read in place.

use std::fmt;

/// The type of an attribute's values: a cheap view into the facts.
///
/// Displayed as Terraform writes types, such as `set(string)`.
///
/// # Examples
///
/// ```
/// use iac_schema::{Kind, ValueType, Version, lookup};
///
/// let service = lookup(Version::RAILWAY_0_6_2, Kind::Resource, "railway_service").expect("a known type");
/// let volume = service.attribute("volume").expect("a known attribute");
/// let ValueType::Object(volume) = volume.value else { panic!("a volume is an object") };
/// assert!(volume.member("mount_path").expect("a known member").required);
/// assert_eq!(volume.member("size").expect("a known member").value, ValueType::Number);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueType {
    /// Text.
    String,
    /// A number.
    Number,
    /// `true` or `false`.
    Bool,
    /// Anything.
    Dynamic,
    /// A list of values of one type.
    List(ElementType),
    /// A set of values of one type.
    Set(ElementType),
    /// A map from names to values of one type.
    Map(ElementType),
    /// A fixed set of named members.
    Object(ObjectType),
}

impl ValueType {
    /// Reads a type as the facts write it; anything unknown is [`ValueType::Dynamic`].
    pub(crate) fn parse(text: &'static str) -> Self {
        let inside = |prefix: &str| text.strip_prefix(prefix)?.strip_suffix(')');
        match text {
            "string" => Self::String,
            "number" => Self::Number,
            "bool" => Self::Bool,
            _ => {
                if let Some(element) = inside("list(") {
                    Self::List(ElementType(element))
                } else if let Some(element) = inside("set(") {
                    Self::Set(ElementType(element))
                } else if let Some(element) = inside("map(") {
                    Self::Map(ElementType(element))
                } else if let Some(members) = inside("object({").and_then(|members| members.strip_suffix('}'))
                {
                    Self::Object(ObjectType(members))
                } else {
                    Self::Dynamic
                }
            }
        }
    }

    /// The type of the elements of a list, set or map.
    pub fn element(self) -> Option<Self> {
        match self {
            Self::List(element) | Self::Set(element) | Self::Map(element) => Some(element.get()),
            Self::String | Self::Number | Self::Bool | Self::Dynamic | Self::Object(_) => None,
        }
    }
}

impl fmt::Display for ValueType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String => formatter.write_str("string"),
            Self::Number => formatter.write_str("number"),
            Self::Bool => formatter.write_str("bool"),
            Self::Dynamic => formatter.write_str("any"),
            Self::List(element) => write!(formatter, "list({})", element.get()),
            Self::Set(element) => write!(formatter, "set({})", element.get()),
            Self::Map(element) => write!(formatter, "map({})", element.get()),
            Self::Object(object) => {
                formatter.write_str("object({")?;
                for (position, member) in object.members().enumerate() {
                    let separator = if position == 0 { "" } else { ", " };
                    if member.required {
                        write!(formatter, "{separator}{} = {}", member.name, member.value)?;
                    } else {
                        write!(formatter, "{separator}{} = optional({})", member.name, member.value)?;
                    }
                }
                formatter.write_str("})")
            }
        }
    }
}

/// The type of the elements of a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ElementType(&'static str);

impl ElementType {
    /// The type itself.
    pub fn get(self) -> ValueType {
        ValueType::parse(self.0)
    }
}

/// The members of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ObjectType(&'static str);

impl ObjectType {
    /// The members, sorted by name.
    pub fn members(self) -> impl Iterator<Item = Member> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let end = end_of_member(rest);
            let member = Member::parse(&rest[..end]);
            rest = rest[end..].trim_start_matches(',');
            member
        })
    }

    /// The member called `name`.
    pub fn member(self, name: &str) -> Option<Member> {
        self.members().find(|member| member.name == name)
    }

    /// Whether the members are attributes with flags of their own, as those of Railway are.
    ///
    /// Otherwise an expression of this type has to give every member, if only as `null`; AWS has only such
    /// types, and where they can be set (`ingress` of `aws_security_group`) Terraform also takes blocks, which
    /// may leave members out.
    pub fn is_nested_attributes(self) -> bool {
        self.0.split('=').next().is_some_and(|first| first.contains(':'))
    }
}

/// Where the first member of an object's text ends.
fn end_of_member(members: &str) -> usize {
    let mut open = 0_u32;
    for (position, byte) in members.bytes().enumerate() {
        match byte {
            b'(' => open += 1,
            b')' => open -= 1,
            b',' if open == 0 => return position,
            _ => {}
        }
    }
    members.len()
}

/// What is known of a member of an object.
#[expect(clippy::struct_excessive_bools, reason = "Terraform's schema has these independent flags")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// The name of the member.
    pub name: &'static str,
    /// Whether an object must give it.
    pub required: bool,
    /// Whether an object may give it.
    pub optional: bool,
    /// Whether the provider gives it a value when the configuration doesn't.
    pub computed: bool,
    /// Whether its value is hidden in plans.
    pub sensitive: bool,
    /// The type of its values.
    pub value: ValueType,
}

impl Member {
    fn parse(text: &'static str) -> Option<Self> {
        let (head, value) = text.split_once('=')?;
        let (name, flags) = head.split_once(':').unwrap_or((head, "r"));
        Some(Self {
            name,
            required: flags.contains('r'),
            optional: flags.contains('o'),
            computed: flags.contains('c'),
            sensitive: flags.contains('s'),
            value: ValueType::parse(value),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_read_as_terraform_writes_them() {
        let cases = [
            ("any", "any"),
            ("map(list(string))", "map(list(string))"),
            ("object({})", "object({})"),
            (
                "set(object({a=list(object({b=number,c=bool})),d=string}))",
                "set(object({a = list(object({b = number, c = bool})), d = string}))",
            ),
            ("object({a:r=string,b:oc=number})", "object({a = string, b = optional(number)})"),
        ];
        for (facts, displayed) in cases {
            assert_eq!(ValueType::parse(facts).to_string(), displayed);
        }
    }
}
