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
    /// A share in percent, 1 to 99: of requests in the first step of a release, say.
    Percent(u8): 1..=99 "percent";
    /// A load at which something happens, in percent.
    Utilization(u8): 1..=100 "percent";
    /// How much of the traffic is traced, in percent.
    SamplingRate(u8): 0..=100 "percent";
    /// A time that a release is watched, in minutes; ECS watches for a day at most.
    ///
    /// Source: ECS API reference, `DeploymentConfiguration.bakeTimeInMinutes`.
    Minutes(u16): 0..=1440 "minutes";
    /// How long a load balancer waits for requests in flight before it lets go of a task, in seconds.
    ///
    /// Source: Elastic Load Balancing, target group attribute `deregistration_delay.timeout_seconds`.
    Drain(u16): 0..=3600 "seconds";
    /// How long a container has to stop before it is killed, in seconds; Fargate allows 120 at most.
    ///
    /// Source: ECS API reference, `ContainerDefinition.stopTimeout`.
    StopGrace(u8): 2..=120 "seconds";
    /// Between two health checks of one task, in seconds.
    HealthInterval(u16): 5..=300 "seconds";
    /// How long one health check may take, in seconds.
    HealthTimeout(u8): 2..=120 "seconds";
    /// How many health checks in a row decide.
    HealthThreshold(u8): 2..=10 "health checks";
    /// How long a new task isn't judged by its health, in seconds.
    HealthGrace(u16): 0..=3600 "seconds";
    /// How many measurements in a row decide an alarm.
    Datapoints(u8): 1..=60 "measurements";
    /// How many requests a measurement needs before it decides anything.
    MinRequests(u32): 1..=1_000_000 "requests";
    /// How many requests one address may send within five minutes; AWS WAF takes 10 to 2,000,000,000.
    RateLimit(u32): 10..=2_000_000_000 "requests";
    /// How many read replicas a database has; RDS for PostgreSQL takes 15.
    ReadReplicas(u8): 0..=15 "read replicas";
    /// After how many days a secret is replaced; Secrets Manager takes 1 to 1,000.
    RotationDays(u16): 1..=1000 "days";
    /// How long a backup is kept, in days.
    BackupDays(u16): 1..=3650 "days";
    /// How long a vault lock can still be lifted, in days; AWS Backup wants three at least.
    LockGrace(u16): 3..=3650 "days";
    /// How many images of a service are kept.
    ImageCount(u16): 1..=1000 "images";
    /// How many lines at the level of an error a minute may have.
    ErrorCount(u32): 1..=1_000_000 "lines";
    /// How long a one-off task may run, in minutes.
    TaskMinutes(u16): 1..=1440 "minutes";
    /// How long a request or a statement may take, in milliseconds.
    Milliseconds(u32): 1..=600_000 "milliseconds";
    /// How long nobody can delete what an audit log holds, in days; a century at most, as S3 has it.
    ///
    /// Source: S3 API reference, `DefaultRetention.Days`.
    AuditDays(u16): 1..=36500 "days";
    /// What an account may cost in a month, in US dollars.
    Dollars(u32): 1..=10_000_000 "US dollars";
    /// Between two looks from outside, in minutes.
    ///
    /// Source: CloudWatch Synthetics API reference, `CanaryScheduleInput.Expression`.
    CheckMinutes(u8): 1..=60 "minutes";
    /// How long the credentials of an assumed role hold, in seconds; IAM gives an hour at least and twelve at most.
    ///
    /// Source: IAM API reference, `CreateRole.MaxSessionDuration`.
    SessionSeconds(u32): 3600..=43200 "seconds";
    /// How long a runbook waits for something, in seconds; a day at most.
    RunbookSeconds(u32): 60..=86400 "seconds";
    /// A time limit or an assumed duration, in seconds.
    Seconds(u16): 1..=7200 "seconds";
}
