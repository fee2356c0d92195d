//! Values whose form is known while checking, by the type of the argument that takes them.

use super::names;
use super::run::Run;
use super::shape::Shape;
use crate::{ObjectType, ValueType};
use hcl_edit::Span as _;
use hcl_edit::expr::{BinaryOperator, Expression, Object, ObjectKey, UnaryOperator};

/// What an expression gives, as far as its form says it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form<'e> {
    Unknown,
    Text(&'e str),
    /// Text that is put together when Terraform runs.
    Template,
    Number,
    Bool,
    List,
    /// An object or a map.
    Object,
}

impl<'e> Form<'e> {
    #[expect(
        clippy::match_same_arms,
        reason = "one arm for each kind of expression, in the order of the grammar"
    )]
    fn of(expression: &'e Expression, shape: &Shape) -> Self {
        match expression {
            Expression::String(text) => Self::Text(text.as_str()),
            Expression::StringTemplate(_) | Expression::HeredocTemplate(_) => Self::Template,
            Expression::Number(_) => Self::Number,
            Expression::Bool(_) => Self::Bool,
            Expression::Array(_) => Self::List,
            Expression::Object(_) => Self::Object,
            Expression::UnaryOp(operation) => match operation.operator.value() {
                UnaryOperator::Neg => Self::Number,
                UnaryOperator::Not => Self::Bool,
            },
            Expression::BinaryOp(operation) => match operation.operator.value() {
                BinaryOperator::Plus
                | BinaryOperator::Minus
                | BinaryOperator::Mul
                | BinaryOperator::Div
                | BinaryOperator::Mod => Self::Number,
                _ => Self::Bool,
            },
            Expression::ForExpr(each) if each.key_expr.is_some() => Self::Object,
            Expression::ForExpr(_) => Self::List,
            _ => match shape {
                Shape::List(_) | Shape::Set(_) => Self::List,
                Shape::Map(_) | Shape::Block(_) => Self::Object,
                // Values of known text are known only when Terraform runs.
                Shape::Value(ValueType::String) => Self::Template,
                Shape::Value(ValueType::Number) => Self::Number,
                Shape::Value(ValueType::Bool) => Self::Bool,
                Shape::Value(_) | Shape::Unknown | Shape::Names(_) => Self::Unknown,
            },
        }
    }

    /// Whether Terraform turns a value of this form into `expected`.
    fn fits(self, expected: ValueType) -> bool {
        match self {
            Self::Unknown => true,
            Self::Text(text) => match expected {
                ValueType::Number => text.trim() == text && text.parse::<f64>().is_ok_and(f64::is_finite),
                ValueType::Bool => matches!(text, "true" | "false" | "1" | "0"),
                ValueType::String | ValueType::Dynamic => true,
                ValueType::List(_) | ValueType::Set(_) | ValueType::Map(_) | ValueType::Object(_) => false,
            },
            Self::Template => matches!(
                expected,
                ValueType::String | ValueType::Number | ValueType::Bool | ValueType::Dynamic
            ),
            Self::Number => matches!(expected, ValueType::String | ValueType::Number | ValueType::Dynamic),
            Self::Bool => matches!(expected, ValueType::String | ValueType::Bool | ValueType::Dynamic),
            Self::List => matches!(expected, ValueType::List(_) | ValueType::Set(_) | ValueType::Dynamic),
            Self::Object => matches!(expected, ValueType::Map(_) | ValueType::Object(_) | ValueType::Dynamic),
        }
    }

    fn noun(self) -> String {
        match self {
            Self::Unknown => "this".to_owned(),
            Self::Text(text) => format!("\"{text}\""),
            Self::Template => "text".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Bool => "a bool".to_owned(),
            Self::List => "a list".to_owned(),
            Self::Object => "an object".to_owned(),
        }
    }
}

/// Such as `a list of text`.
fn noun(value: ValueType) -> String {
    match value {
        ValueType::String => "text".to_owned(),
        ValueType::Number => "a number".to_owned(),
        ValueType::Bool => "a bool".to_owned(),
        ValueType::Dynamic => "anything".to_owned(),
        ValueType::List(_) | ValueType::Set(_) | ValueType::Map(_) => format!("a {value}"),
        ValueType::Object(_) => "an object".to_owned(),
    }
}

impl<'a> Run<'a> {
    /// Checks that `expression`, of `shape` as a whole, can be what `what` takes.
    pub(super) fn value(
        &mut self,
        expression: &'a Expression,
        expected: ValueType,
        shape: &Shape,
        what: &str,
    ) {
        if self.version.is_none() || expected == ValueType::Dynamic {
            return;
        }
        match expression {
            Expression::Null(_) => return,
            Expression::Parenthesis(inner) => return self.value(inner.inner(), expected, shape, what),
            Expression::Conditional(choice) => {
                // The shape is of the whole, so only the forms of the branches are known.
                self.value(&choice.true_expr, expected, &Shape::Unknown, what);
                self.value(&choice.false_expr, expected, &Shape::Unknown, what);
                return;
            }
            _ => {}
        }
        let form = Form::of(expression, shape);
        if !form.fits(expected) {
            let message = format!("{what} takes {}, not {}", noun(expected), form.noun());
            self.mismatch(expression.span(), "wrong-type", message, None);
            return;
        }
        match (expression, expected) {
            (Expression::Array(array), ValueType::List(element) | ValueType::Set(element)) => {
                let what = format!("an element of {what}");
                for inner in array {
                    self.value(inner, element.get(), &Shape::Unknown, &what);
                }
            }
            (Expression::Object(object), ValueType::Map(element)) => {
                let what = format!("a value of {what}");
                for (_, inner) in object {
                    self.value(inner.expr(), element.get(), &Shape::Unknown, &what);
                }
            }
            (Expression::Object(object), ValueType::Object(members)) => self.members(object, members, what),
            _ => {}
        }
    }

    fn members(&mut self, object: &'a Object, known: ObjectType, what: &str) {
        let mut is_complete = true;
        let mut given = Vec::new();
        for (key, value) in object {
            let (name, span) = match key {
                ObjectKey::Ident(name) => (name.as_str(), name.span()),
                ObjectKey::Expression(Expression::String(name)) => (name.as_str(), name.span()),
                ObjectKey::Expression(_) => {
                    is_complete = false;
                    continue;
                }
            };
            given.push(name);
            if let Some(member) = known.member(name) {
                if !member.required && !member.optional {
                    let message = format!("`{name}` of {what} is computed by the provider and can't be set");
                    self.mismatch(span, "computed-argument", message, None);
                    continue;
                }
                let what = format!("`{name}` in {what}");
                self.value(value.expr(), member.value, &Shape::Unknown, &what);
            } else {
                let message = format!("{what} has no member `{name}`, and Terraform drops it silently");
                let help = names::help(name, known.members().map(|member| member.name));
                self.mismatch(span, "unknown-member", message, help);
            }
        }
        let is_missing = |name: &&str| !given.contains(name);
        let required = known.members().filter(|member| member.required).map(|member| member.name);
        let missing: Vec<&str> = required.filter(is_missing).collect();
        if is_complete && !missing.is_empty() {
            let noun = if missing.len() == 1 { "member" } else { "members" };
            let message = format!("{what} needs the {noun} {}", names::list(&missing, "and"));
            let help =
                (!known.is_nested_attributes()).then(|| "Terraform takes `null`, but no gap".to_owned());
            self.mismatch(object.span(), "missing-member", message, help);
        }
    }
}
