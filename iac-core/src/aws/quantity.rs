//! Numbers with a unit and a range.

use crate::aws::NotAccepted;

/// Defines types for whole numbers within a range; Rust, JSON Schema and Terraform enforce the same one.
macro_rules! quantity {
    ($($(#[$meta:meta])* $name:ident($repr:ident): $min:literal..=$max:literal $unit:literal;)*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "i64", into = "i64")]
        pub struct $name($repr);

        impl $name {
            /// The smallest value.
            pub const MIN: $repr = $min;
            /// The largest value.
            pub const MAX: $repr = $max;

            /// The number.
            pub fn get(self) -> $repr {
                self.0
            }
        }

        impl TryFrom<i64> for $name {
            type Error = NotAccepted;
            fn try_from(number: i64) -> Result<Self, NotAccepted> {
                match $repr::try_from(number) {
                    Ok(inside) if (Self::MIN..=Self::MAX).contains(&inside) => Ok(Self(inside)),
                    _ => Err(NotAccepted::new(number.to_string(), concat!("a whole number of ", $unit, ", ", $min, " to ", $max))),
                }
            }
        }
        impl From<$name> for i64 {
            fn from(value: $name) -> Self {
                value.0.into()
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "integer", "minimum": $min, "maximum": $max })
            }
        }
        impl crate::terraform::InputType for $name {
            fn constraint() -> crate::terraform::TypeConstraint {
                crate::terraform::TypeConstraint::Number
            }
            fn validations(reference: &str) -> Vec<crate::terraform::Validation> {
                vec![crate::terraform::Validation {
                    condition: format!("{reference} >= {} && {reference} <= {} && floor({reference}) == {reference}", Self::MIN, Self::MAX),
                    message: crate::aws::text::sentence(reference, concat!("a whole number of ", $unit, ", ", $min, " to ", $max)),
                }]
            }
            fn to_value(&self) -> crate::syntax::Value {
                crate::syntax::Value::from(self.0)
            }
        }
    )*};
}

quantity! {
    /// How many hosts a cluster has, 1 to 100.
    InstanceCount(u16): 1..=100 "hosts";
    /// How many copies of a service run, 1 to 100.
    Replicas(u16): 1..=100 "tasks";
    /// How long automated backups of a database are kept, in days; AWS's ceiling is 35.
    BackupRetention(u16): 1..=35 "days";
    /// The storage of a PostgreSQL database on gp3, in GiB; RDS takes 20 to 65,536.
    DatabaseStorage(u32): 20..=65536 "GiB";
    /// The root volume of a host, in GiB; the ECS-optimised image needs 30.
    RootVolume(u16): 30..=1000 "GiB";
    /// A TCP port.
    Port(u16): 1..=65535 "a TCP port";
    /// The processor share of a task in ECS units; 1,024 are one vCPU.
    TaskCpu(u32): 128..=196_608 "CPU units";
    /// The memory of a task, in MiB.
    TaskMemory(u32): 128..=1_048_576 "MiB";
}
