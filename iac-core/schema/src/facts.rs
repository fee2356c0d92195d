//! What providers accept: types, their arguments and blocks, for each known version by itself.

use crate::text::{self, Record};
use crate::{ValueType, Version};

/// A kind of thing that a configuration declares with a provider's type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `resource "aws_vpc" "this"`.
    Resource,
    /// `data "aws_region" "this"`.
    Data,
    /// `ephemeral "aws_secretsmanager_secret_version" "this"`.
    Ephemeral,
    /// `provider "aws"`; its one type is the provider's local name.
    Provider,
}

impl Kind {
    /// Every kind.
    pub const ALL: &[Self] = &[Self::Resource, Self::Data, Self::Ephemeral, Self::Provider];

    /// The word that declares it: `resource`.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Resource => "resource",
            Self::Data => "data",
            Self::Ephemeral => "ephemeral",
            Self::Provider => "provider",
        }
    }
}

/// Finds the facts of one type in one version.
///
/// # Examples
///
/// ```
/// use iac_schema::{Kind, Version, lookup};
///
/// let elastic_ip = |version| lookup(version, Kind::Resource, "aws_eip").expect("a known type");
/// assert!(elastic_ip(Version::AWS_5_100_0).attribute("vpc").is_some());
/// assert!(elastic_ip(Version::AWS_6_25_0).attribute("vpc").is_none());
/// assert!(lookup(Version::AWS_6_25_0, Kind::Resource, "aws_ipe").is_none());
/// ```
pub fn lookup(version: Version, kind: Kind, type_name: &str) -> Option<BlockFacts> {
    BlockFacts::of_record(Record::find(version, kind, type_name)?, version)
}

/// Lists the types of one kind in one version, sorted.
pub fn types(version: Version, kind: Kind) -> impl Iterator<Item = &'static str> {
    text::names(version, kind)
}

/// What may stand in a block: a cheap view into the facts, nothing is decoded before it is asked for.
#[derive(Debug, Clone, Copy)]
pub struct BlockFacts {
    version: Version,
    /// Starts with the first line of the block and runs on to the end of the facts.
    text: &'static str,
    depth: usize,
    opaque: bool,
}

impl BlockFacts {
    /// The facts in a record, if it holds in `version`.
    pub(crate) fn of_record(record: Record, version: Version) -> Option<Self> {
        Some(Self { version, text: record.body(version)?, depth: 1, opaque: false })
    }

    /// The version that these facts are about.
    pub fn version(self) -> Version {
        self.version
    }

    /// Whether the source of the facts doesn't say what stands in this block: there may be anything.
    pub fn is_opaque(self) -> bool {
        self.opaque
    }

    /// The attributes, sorted by name.
    pub fn attributes(self) -> impl Iterator<Item = AttributeFacts> {
        self.lines().filter_map(AttributeFacts::read)
    }

    /// The nested blocks, sorted by name.
    pub fn blocks(self) -> impl Iterator<Item = NestedFacts> {
        self.lines().filter_map(move |line| self.nested_of(line))
    }

    /// The attribute called `name`.
    pub fn attribute(self, name: &str) -> Option<AttributeFacts> {
        self.lines_named(name).find_map(AttributeFacts::read)
    }

    /// The nested block called `name`.
    pub fn block(self, name: &str) -> Option<NestedFacts> {
        self.lines_named(name).find_map(move |line| self.nested_of(line))
    }

    fn lines(self) -> impl Iterator<Item = text::Line> {
        text::lines(self.text, self.depth, self.version)
    }

    fn lines_named(self, name: &str) -> impl Iterator<Item = text::Line> {
        self.lines().take_while(move |line| line.name() <= name).filter(move |line| line.name() == name)
    }

    fn nested_of(self, line: text::Line) -> Option<NestedFacts> {
        let mut words = line.words.split(' ');
        let (name, nesting) = (words.next()?, Nesting::parse(words.next()?)?);
        let mut words = words.peekable();
        let range = words.next_if(|word| word.contains("..")).and_then(|word| word.split_once(".."));
        let (min_items, max_items) = match range {
            Some((min, max)) => (min.parse().unwrap_or(0), max.parse().ok()),
            None => (0, matches!(nesting, Nesting::Single | Nesting::Group).then_some(1)),
        };
        let opaque = words.next() == Some("opaque");
        let body = Self { version: self.version, text: line.rest, depth: self.depth + 1, opaque };
        Some(NestedFacts { name, nesting, min_items, max_items, body })
    }
}

/// What is known of an attribute.
///
/// One that is only `computed` can be read but not set.
#[expect(clippy::struct_excessive_bools, reason = "Terraform's schema has these independent flags")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttributeFacts {
    /// The name, as it is written in a configuration.
    pub name: &'static str,
    /// Whether it must be set.
    pub required: bool,
    /// Whether it may be set.
    pub optional: bool,
    /// Whether the provider gives it a value when the configuration doesn't.
    pub computed: bool,
    /// Whether its value is never kept in a plan or state.
    pub write_only: bool,
    /// Whether its value is hidden in plans; known only where the overlay says so.
    pub sensitive: bool,
    /// Whether a change of it replaces the resource; known only where the overlay says so.
    pub replaces: bool,
    /// The type of its values.
    pub value: ValueType,
}

impl AttributeFacts {
    /// Whether a configuration may set it.
    pub fn is_settable(self) -> bool {
        self.required || self.optional
    }

    /// Reads a line, unless it is about a nested block.
    fn read(line: text::Line) -> Option<Self> {
        let mut words = line.words.split(' ');
        let (name, flags, value) = (words.next()?, words.next()?, words.next()?);
        if Nesting::parse(flags).is_some() {
            return None;
        }
        Some(Self {
            name,
            required: flags.contains('r'),
            optional: flags.contains('o'),
            computed: flags.contains('c'),
            write_only: flags.contains('w'),
            sensitive: flags.contains('s'),
            replaces: flags.contains('f'),
            value: ValueType::parse(value),
        })
    }
}

/// What is known of a block inside another.
#[derive(Debug, Clone, Copy)]
pub struct NestedFacts {
    /// The name, as it is written in a configuration.
    pub name: &'static str,
    /// What the blocks of this name make together.
    pub nesting: Nesting,
    /// How many there must be at least.
    pub min_items: u32,
    /// How many there may be at most; `None` where there is no limit, or where it isn't known.
    pub max_items: Option<u32>,
    /// What may stand in each.
    pub body: BlockFacts,
}

/// What the blocks of one name inside another make together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nesting {
    /// A list: their order matters.
    List,
    /// A set: their order doesn't.
    Set,
    /// One block or none.
    Single,
    /// A map, by the label of each.
    Map,
    /// One block, always there, if only with default values.
    Group,
}

impl Nesting {
    /// The word for it in the facts and in `terraform providers schema -json`: `list`.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Set => "set",
            Self::Single => "single",
            Self::Map => "map",
            Self::Group => "group",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::List, Self::Set, Self::Single, Self::Map, Self::Group]
            .into_iter()
            .find(|nesting| nesting.keyword() == word)
    }
}
