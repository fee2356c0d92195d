//! What a Rust type looks like as a Terraform input variable.

use crate::syntax::{Block, Source, Value};
use std::fmt;

/// A Terraform type constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeConstraint {
    /// `bool`
    Bool,
    /// `number`
    Number,
    /// `string`
    String,
    /// `list(…)`
    List(Box<Self>),
    /// `set(…)`
    Set(Box<Self>),
    /// `map(…)`
    Map(Box<Self>),
    /// `object({…})`: name, type, and whether the member may be left out.
    Object(Vec<(&'static str, Self, bool)>),
}

impl fmt::Display for TypeConstraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}

impl TypeConstraint {
    fn write(&self, f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        match self {
            Self::Bool => f.write_str("bool"),
            Self::Number => f.write_str("number"),
            Self::String => f.write_str("string"),
            Self::List(of) => of.wrap(f, "list", depth),
            Self::Set(of) => of.wrap(f, "set", depth),
            Self::Map(of) => of.wrap(f, "map", depth),
            Self::Object(members) => {
                f.write_str("object({\n")?;
                // `terraform fmt` aligns members in a row that stand on one line each.
                for row in members.chunk_by(|(_, a, _), (_, b, _)| !a.has_lines() && !b.has_lines()) {
                    let width = row.iter().map(|(name, ..)| name.len()).max().unwrap_or(0);
                    for (name, of, optional) in row {
                        write!(f, "{:indent$}{name:width$} = ", "", indent = 2 * depth + 2)?;
                        if *optional {
                            f.write_str("optional(")?;
                        }
                        of.write(f, depth + 1)?;
                        f.write_str(if *optional { ")\n" } else { "\n" })?;
                    }
                }
                write!(f, "{:indent$}}})", "", indent = 2 * depth)
            }
        }
    }

    /// Whether it is written on several lines.
    fn has_lines(&self) -> bool {
        match self {
            Self::Bool | Self::Number | Self::String => false,
            Self::List(of) | Self::Set(of) | Self::Map(of) => of.has_lines(),
            Self::Object(_) => true,
        }
    }

    fn wrap(&self, f: &mut fmt::Formatter<'_>, name: &str, depth: usize) -> fmt::Result {
        write!(f, "{name}(")?;
        self.write(f, depth)?;
        f.write_str(")")
    }
}

/// A rule that Terraform enforces on a variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Validation {
    /// An expression over the variable that must be true.
    pub condition: String,
    /// What is wrong when it isn't: a whole sentence, as Terraform asks.
    pub message: String,
}

/// A Rust type that can cross the boundary of a module.
pub trait InputType {
    /// Whether Terraform hides values of this type.
    const SENSITIVE: bool = false;
    /// Whether `null` is a value of this type.
    const NULLABLE: bool = false;

    /// The type of the variable.
    fn constraint() -> TypeConstraint;

    /// Rules that every value satisfies; `reference` names the value, such as `var.cidr`.
    fn validations(reference: &str) -> Vec<Validation> {
        let _ = reference;
        Vec::new()
    }

    /// This value in a document.
    fn to_value(&self) -> Value;
}

/// One `variable` block.
#[derive(Debug, Clone)]
pub struct Variable {
    /// The name that bodies use behind `var.`.
    pub name: &'static str,
    /// What the variable is, for people.
    pub description: String,
    /// Its type.
    pub constraint: TypeConstraint,
    /// What applies when a caller says nothing; without one the variable is required.
    pub default: Option<Value>,
    /// Whether `null` is allowed.
    pub nullable: bool,
    /// Whether Terraform hides the value.
    pub sensitive: bool,
    /// Rules that Terraform enforces.
    pub validations: Vec<Validation>,
}

impl Variable {
    /// A variable of type `T`: optional and `null` by default if `T` is nullable, else required.
    pub fn of<T: InputType>(name: &'static str, description: impl Into<String>) -> Self {
        Self {
            name,
            description: description.into(),
            constraint: T::constraint(),
            default: T::NULLABLE.then_some(Value::Null),
            nullable: T::NULLABLE,
            sensitive: T::SENSITIVE,
            validations: T::validations(&format!("var.{name}")),
        }
    }

    /// The same variable with a default.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "what the derives emit is an expression")]
    pub fn default<T: InputType>(mut self, value: T) -> Self {
        self.default = Some(value.to_value());
        self
    }

    /// The `variable` block.
    ///
    /// # Panics
    ///
    /// If a type or a condition is not an expression: both come from code, and tests write every variable.
    pub fn to_block(&self) -> Block {
        let source = |text: &str| Source::parse(text).expect("types and conditions are written by code");
        let mut block = Block::new("variable")
            .label(self.name)
            .attribute("type", Value::Type(source(&self.constraint.to_string())))
            .attribute("description", self.description.as_str());
        if let Some(default) = &self.default {
            block = block.attribute("default", default.clone());
        }
        if !self.nullable {
            block = block.attribute("nullable", false);
        }
        if self.sensitive {
            block = block.attribute("sensitive", true);
        }
        for rule in &self.validations {
            block = block.block(
                Block::new("validation")
                    .attribute("condition", Value::Expression(source(&rule.condition)))
                    .attribute("error_message", rule.message.as_str()),
            );
        }
        block
    }
}

/// The typed interface of a module.
pub trait Inputs {
    /// The variables, in the order of the fields.
    fn variables() -> Vec<Variable>;

    /// The arguments of a call, in the same order.
    fn arguments(&self) -> Vec<(&'static str, Value)>;
}
