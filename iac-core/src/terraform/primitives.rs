//! The plain Rust types that cross the boundary of a module as they are.

use crate::syntax::{Key, Value};
use crate::terraform::{InputType, TypeConstraint, Validation};
use std::collections::{BTreeMap, BTreeSet};

macro_rules! primitive {
    ($($rust:ty => $constraint:ident),* $(,)?) => {$(
        impl InputType for $rust {
            fn constraint() -> TypeConstraint {
                TypeConstraint::$constraint
            }
            fn to_value(&self) -> Value {
                Value::from(self.clone())
            }
        }
    )*};
}
primitive!(bool => Bool, u8 => Number, u16 => Number, u32 => Number, String => String);

impl<T: InputType> InputType for Option<T> {
    const SENSITIVE: bool = T::SENSITIVE;
    const NULLABLE: bool = true;

    fn constraint() -> TypeConstraint {
        T::constraint()
    }

    fn validations(reference: &str) -> Vec<Validation> {
        T::validations(reference)
            .into_iter()
            .map(|rule| Validation {
                condition: format!("{reference} == null ? true : {}", rule.condition),
                ..rule
            })
            .collect()
    }

    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, InputType::to_value)
    }
}

/// Rules of every element, as one `alltrue([for …])` each.
fn each(reference: &str, iterator: &str, validations: Vec<Validation>) -> Vec<Validation> {
    validations
        .into_iter()
        .map(|rule| Validation {
            condition: format!("alltrue([for {iterator} in {reference} : {}])", rule.condition),
            ..rule
        })
        .collect()
}

/// A name that no enclosing `for` uses: nesting adds a letter.
fn element(reference: &str) -> String {
    let depth = reference.chars().take_while(|c| *c == 'e').count();
    if reference.chars().skip(depth).all(|c| c == '.' || c.is_ascii_alphanumeric() || c == '_') && depth > 0 {
        "e".repeat(depth + 1)
    } else {
        "e".to_owned()
    }
}

impl<T: InputType> InputType for Vec<T> {
    fn constraint() -> TypeConstraint {
        TypeConstraint::List(Box::new(T::constraint()))
    }

    fn validations(reference: &str) -> Vec<Validation> {
        let name = element(reference);
        each(reference, &name, T::validations(&name))
    }

    fn to_value(&self) -> Value {
        Value::List(self.iter().map(InputType::to_value).collect())
    }
}

impl<T: InputType> InputType for BTreeSet<T> {
    fn constraint() -> TypeConstraint {
        TypeConstraint::Set(Box::new(T::constraint()))
    }

    fn validations(reference: &str) -> Vec<Validation> {
        Vec::<T>::validations(reference)
    }

    fn to_value(&self) -> Value {
        Value::List(self.iter().map(InputType::to_value).collect())
    }
}

impl<K: AsRef<str>, T: InputType> InputType for BTreeMap<K, T> {
    fn constraint() -> TypeConstraint {
        TypeConstraint::Map(Box::new(T::constraint()))
    }

    fn validations(reference: &str) -> Vec<Validation> {
        Vec::<T>::validations(reference)
    }

    fn to_value(&self) -> Value {
        Value::Object(self.iter().map(|(k, v)| (Key::Text(k.as_ref().to_owned()), v.to_value())).collect())
    }
}
