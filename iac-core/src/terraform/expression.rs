//! Typed Terraform expressions.

use crate::syntax::{Source, Value};
use crate::terraform::InputType;
use std::fmt;
use std::marker::PhantomData;

/// An expression that Terraform evaluates to a `T`.
///
/// Its text never comes from a user: it is built from names that were checked before.
pub struct Expr<T> {
    source: Source,
    of: PhantomData<fn() -> T>,
}

impl<T> Expr<T> {
    /// A reference to output `output` of the module call named `call`.
    ///
    /// # Panics
    ///
    /// If one of the names is not an identifier: both come from checked code.
    pub fn output(call: &str, output: &str) -> Self {
        let text = format!("module.{call}.{output}");
        Self {
            source: Source::parse(&text).expect("names of calls and outputs are identifiers"),
            of: PhantomData,
        }
    }

    /// This expression as a value of a document.
    pub fn to_value(&self) -> Value {
        Value::Expression(self.source.clone())
    }
}

impl<T> Clone for Expr<T> {
    fn clone(&self) -> Self {
        Self { source: self.source.clone(), of: PhantomData }
    }
}

impl<T> fmt::Debug for Expr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expr").field(&self.source).finish()
    }
}

/// An argument of a module: known now, or computed by Terraform later.
///
/// ```
/// use iac_core::terraform::{Arg, Expr};
///
/// let known: Arg<bool> = true.into();
/// let computed: Arg<bool> = Expr::output("network", "is_private").into();
/// assert!(matches!(known, Arg::Known(true)));
/// assert!(matches!(computed, Arg::Computed(_)));
/// ```
#[derive(Debug, Clone)]
pub enum Arg<T> {
    /// A value that is written out.
    Known(T),
    /// An expression that Terraform evaluates.
    Computed(Expr<T>),
}

impl<T: InputType> Arg<T> {
    /// This argument as a value of a document.
    pub fn to_value(&self) -> Value {
        match self {
            Self::Known(value) => value.to_value(),
            Self::Computed(expression) => expression.to_value(),
        }
    }
}

impl<T> From<T> for Arg<T> {
    fn from(value: T) -> Self {
        Self::Known(value)
    }
}

/// A plain output is wired into an input that may be `null`.
impl<T> From<Expr<T>> for Arg<Option<T>> {
    fn from(expression: Expr<T>) -> Self {
        Self::Computed(Expr { source: expression.source, of: PhantomData })
    }
}

impl<T> From<Expr<T>> for Arg<T> {
    fn from(expression: Expr<T>) -> Self {
        Self::Computed(expression)
    }
}
