//! Sizes of hosts and databases, with what each of them brings.

use crate::aws::NotAccepted;
use crate::aws::vocabulary::{not_a_word, vocabulary_traits};
use std::hash::{Hash, Hasher};

/// An EC2 instance type that hosts of a cluster can have.
///
/// Ordered by memory, then by processors: the size ladder between tiers compares this way.
#[derive(Debug, Clone, Copy)]
pub struct InstanceType(&'static Host);

/// What an instance type brings.
#[derive(Debug, PartialEq, Eq)]
struct Host {
    name: &'static str,
    vcpus: u32,
    memory: u32,
    interfaces: u32,
    burstable: bool,
}

const fn instance(name: &'static str, vcpus: u32, memory: u32, interfaces: u32, burstable: bool) -> Host {
    Host { name, vcpus, memory, interfaces, burstable }
}

/// The x86-64 types that are offered: vCPUs, memory in MiB, network interfaces, whether it earns CPU credits.
///
/// Source: Amazon EC2 instance type specifications ("maximum network interfaces"); arm64 types need another machine
/// image and are not offered.
const HOSTS: &[Host] = &[
    instance("c5.large", 2, 4_096, 3, false),
    instance("c5.xlarge", 4, 8_192, 4, false),
    instance("c5.2xlarge", 8, 16_384, 4, false),
    instance("c5.4xlarge", 16, 32_768, 8, false),
    instance("c6i.large", 2, 4_096, 3, false),
    instance("c6i.xlarge", 4, 8_192, 4, false),
    instance("c6i.2xlarge", 8, 16_384, 4, false),
    instance("c6i.4xlarge", 16, 32_768, 8, false),
    instance("c7i.large", 2, 4_096, 3, false),
    instance("c7i.xlarge", 4, 8_192, 4, false),
    instance("c7i.2xlarge", 8, 16_384, 4, false),
    instance("c7i.4xlarge", 16, 32_768, 8, false),
    instance("m5.large", 2, 8_192, 3, false),
    instance("m5.xlarge", 4, 16_384, 4, false),
    instance("m5.2xlarge", 8, 32_768, 4, false),
    instance("m5.4xlarge", 16, 65_536, 8, false),
    instance("m6i.large", 2, 8_192, 3, false),
    instance("m6i.xlarge", 4, 16_384, 4, false),
    instance("m6i.2xlarge", 8, 32_768, 4, false),
    instance("m6i.4xlarge", 16, 65_536, 8, false),
    instance("m7i.large", 2, 8_192, 3, false),
    instance("m7i.xlarge", 4, 16_384, 4, false),
    instance("m7i.2xlarge", 8, 32_768, 4, false),
    instance("m7i.4xlarge", 16, 65_536, 8, false),
    instance("r5.large", 2, 16_384, 3, false),
    instance("r5.xlarge", 4, 32_768, 4, false),
    instance("r5.2xlarge", 8, 65_536, 4, false),
    instance("r5.4xlarge", 16, 131_072, 8, false),
    instance("r6i.large", 2, 16_384, 3, false),
    instance("r6i.xlarge", 4, 32_768, 4, false),
    instance("r6i.2xlarge", 8, 65_536, 4, false),
    instance("r6i.4xlarge", 16, 131_072, 8, false),
    instance("r7i.large", 2, 16_384, 3, false),
    instance("r7i.xlarge", 4, 32_768, 4, false),
    instance("r7i.2xlarge", 8, 65_536, 4, false),
    instance("r7i.4xlarge", 16, 131_072, 8, false),
    instance("t3.micro", 2, 1_024, 2, true),
    instance("t3.small", 2, 2_048, 3, true),
    instance("t3.medium", 2, 4_096, 3, true),
    instance("t3.large", 2, 8_192, 3, true),
    instance("t3.xlarge", 4, 16_384, 4, true),
    instance("t3.2xlarge", 8, 32_768, 4, true),
    instance("t3a.micro", 2, 1_024, 2, true),
    instance("t3a.small", 2, 2_048, 2, true),
    instance("t3a.medium", 2, 4_096, 3, true),
    instance("t3a.large", 2, 8_192, 3, true),
    instance("t3a.xlarge", 4, 16_384, 4, true),
    instance("t3a.2xlarge", 8, 32_768, 4, true),
];

impl InstanceType {
    /// Every accepted type.
    pub const ALL: &'static [&'static str] = &names::<{ HOSTS.len() }>();

    /// The name, such as `t3.medium`.
    pub fn as_str(&self) -> &'static str {
        self.0.name
    }

    /// How many virtual processors a host has.
    pub fn vcpus(self) -> u32 {
        self.0.vcpus
    }

    /// How much memory a host has, in MiB.
    pub fn memory(self) -> u32 {
        self.0.memory
    }

    /// How many network interfaces a host can have; the host itself uses one.
    pub fn interfaces(self) -> u32 {
        self.0.interfaces
    }

    /// The family, such as `t3`.
    pub fn family(&self) -> &'static str {
        self.0.name.split('.').next().unwrap_or(self.0.name)
    }

    /// Whether the host earns and spends CPU credits.
    pub fn is_burstable(self) -> bool {
        self.0.burstable
    }

    /// Every accepted type as a value, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        HOSTS.iter().map(Self)
    }

    fn rank(self) -> (u32, u32, &'static str) {
        (self.0.memory, self.0.vcpus, self.0.name)
    }
}

const fn names<const N: usize>() -> [&'static str; N] {
    let mut names = [""; N];
    let mut index = 0;
    while index < N {
        names[index] = HOSTS[index].name;
        index += 1;
    }
    names
}

impl std::str::FromStr for InstanceType {
    type Err = NotAccepted;

    fn from_str(text: &str) -> Result<Self, NotAccepted> {
        HOSTS.iter().find(|host| host.name == text).map(Self).ok_or_else(|| {
            not_a_word(text, "an x86-64 EC2 instance type such as `t3.medium` or `m7i.large`", Self::ALL)
        })
    }
}

/// An RDS instance class that PostgreSQL runs on.
///
/// Ordered by memory, then by processors.
#[derive(Debug, Clone, Copy)]
pub struct DatabaseClass(&'static Class);

/// What an instance class brings.
#[derive(Debug, PartialEq, Eq)]
struct Class {
    name: &'static str,
    vcpus: u32,
    memory: u32,
}

const fn class(name: &'static str, vcpus: u32, memory: u32) -> Class {
    Class { name, vcpus, memory }
}

/// The classes that are offered: vCPUs and memory in GiB.
///
/// Source: Amazon RDS User Guide, hardware specifications for DB instance classes.
const CLASSES: &[Class] = &[
    class("db.m6g.large", 2, 8),
    class("db.m6g.xlarge", 4, 16),
    class("db.m6g.2xlarge", 8, 32),
    class("db.m6g.4xlarge", 16, 64),
    class("db.m6i.large", 2, 8),
    class("db.m6i.xlarge", 4, 16),
    class("db.m6i.2xlarge", 8, 32),
    class("db.m6i.4xlarge", 16, 64),
    class("db.m7g.large", 2, 8),
    class("db.m7g.xlarge", 4, 16),
    class("db.m7g.2xlarge", 8, 32),
    class("db.m7g.4xlarge", 16, 64),
    class("db.r6g.large", 2, 16),
    class("db.r6g.xlarge", 4, 32),
    class("db.r6g.2xlarge", 8, 64),
    class("db.r6g.4xlarge", 16, 128),
    class("db.r6i.large", 2, 16),
    class("db.r6i.xlarge", 4, 32),
    class("db.r6i.2xlarge", 8, 64),
    class("db.r6i.4xlarge", 16, 128),
    class("db.r7g.large", 2, 16),
    class("db.r7g.xlarge", 4, 32),
    class("db.r7g.2xlarge", 8, 64),
    class("db.r7g.4xlarge", 16, 128),
    class("db.t3.micro", 2, 1),
    class("db.t3.small", 2, 2),
    class("db.t3.medium", 2, 4),
    class("db.t3.large", 2, 8),
    class("db.t3.xlarge", 4, 16),
    class("db.t3.2xlarge", 8, 32),
    class("db.t4g.micro", 2, 1),
    class("db.t4g.small", 2, 2),
    class("db.t4g.medium", 2, 4),
    class("db.t4g.large", 2, 8),
    class("db.t4g.xlarge", 4, 16),
    class("db.t4g.2xlarge", 8, 32),
];

impl DatabaseClass {
    /// Every accepted class.
    pub const ALL: &'static [&'static str] = &class_names::<{ CLASSES.len() }>();

    /// The name, such as `db.t3.large`.
    pub fn as_str(&self) -> &'static str {
        self.0.name
    }

    /// How much memory an instance has, in GiB.
    pub fn memory(self) -> u32 {
        self.0.memory
    }

    fn rank(self) -> (u32, u32, &'static str) {
        (self.0.memory, self.0.vcpus, self.0.name)
    }
}

const fn class_names<const N: usize>() -> [&'static str; N] {
    let mut names = [""; N];
    let mut index = 0;
    while index < N {
        names[index] = CLASSES[index].name;
        index += 1;
    }
    names
}

impl std::str::FromStr for DatabaseClass {
    type Err = NotAccepted;

    fn from_str(text: &str) -> Result<Self, NotAccepted> {
        CLASSES.iter().find(|class| class.name == text).map(Self).ok_or_else(|| {
            not_a_word(text, "an RDS instance class such as `db.t3.medium` or `db.m7g.large`", Self::ALL)
        })
    }
}

/// Order and equality by what a size brings.
macro_rules! by_rank {
    ($name:ident) => {
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.rank() == other.rank()
            }
        }
        impl Eq for $name {}
        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }
        impl Ord for $name {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.rank().cmp(&other.rank())
            }
        }
        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }
    };
}
by_rank!(InstanceType);
by_rank!(DatabaseClass);
vocabulary_traits!(InstanceType, "an EC2 instance type");
vocabulary_traits!(DatabaseClass, "an RDS instance class");
