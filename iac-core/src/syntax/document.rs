use super::{Identifier, Value};

/// One file of configuration as a tree.
///
/// # Examples
///
/// ```
/// use iac_core::syntax::{self, Block, Document, Syntax};
///
/// let document = Document::new()
///     .notice("Written by a test.")
///     .block(Block::new("resource").label("aws_vpc").label("this").attribute("cidr_block", "10.0.0.0/16"));
///
/// assert_eq!(
///     syntax::to_string(&document, Syntax::Hcl)?,
///     r#"# Written by a test.
///
/// resource "aws_vpc" "this" {
///   cidr_block = "10.0.0.0/16"
/// }
/// "#
/// );
/// # Ok::<(), syntax::WriteError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// What a reader should know before touching the file: the first comment in HCL, `//` in JSON.
    pub notice: Option<String>,
    /// Everything else.
    pub body: Body,
}

/// Attributes and blocks, in the order in which they are written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// The attributes and blocks.
    pub entries: Vec<Entry>,
}

/// What stands in a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// `name = value`.
    Attribute(Attribute),
    /// `kind "label" { … }`.
    Block(Block),
}

/// A name and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// The name, left of `=`.
    pub name: Identifier,
    /// The value, right of `=`.
    pub value: Value,
    /// Lines above the attribute in HCL, without `#`; JSON has no place for them.
    pub comment: Option<String>,
}

/// A block: its type, its labels and what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The first word, such as `resource`.
    pub kind: Identifier,
    /// The quoted words after it.
    pub labels: Vec<String>,
    /// What stands between the braces.
    pub body: Body,
    /// Lines above the block in HCL, without `#`; JSON has no place for them.
    pub comment: Option<String>,
}

impl Document {
    /// An empty document.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the notice, of one or more lines.
    #[must_use]
    pub fn notice(mut self, text: impl Into<String>) -> Self {
        self.notice = Some(text.into());
        self
    }

    /// Adds a block at the end.
    #[must_use]
    pub fn block(mut self, block: Block) -> Self {
        self.body = self.body.block(block);
        self
    }

    /// Adds an attribute at the end; only files of variable values have any at this level.
    #[must_use]
    pub fn attribute(mut self, name: impl Into<Identifier>, value: impl Into<Value>) -> Self {
        self.body = self.body.attribute(name, value);
        self
    }
}

impl Body {
    /// A body with nothing in it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an attribute at the end.
    #[must_use]
    pub fn attribute(mut self, name: impl Into<Identifier>, value: impl Into<Value>) -> Self {
        self.entries.push(Entry::Attribute(Attribute::new(name, value)));
        self
    }

    /// Adds a block at the end.
    #[must_use]
    pub fn block(mut self, block: Block) -> Self {
        self.entries.push(Entry::Block(block));
        self
    }
}

impl Extend<Entry> for Body {
    fn extend<I: IntoIterator<Item = Entry>>(&mut self, entries: I) {
        self.entries.extend(entries);
    }
}

impl Attribute {
    /// An attribute without a comment.
    pub fn new(name: impl Into<Identifier>, value: impl Into<Value>) -> Self {
        Self { name: name.into(), value: value.into(), comment: None }
    }

    /// Sets the comment, of one or more lines.
    #[must_use]
    pub fn comment(mut self, text: impl Into<String>) -> Self {
        self.comment = Some(text.into());
        self
    }
}

impl Block {
    /// An empty block without labels.
    ///
    /// # Examples
    ///
    /// ```
    /// use iac_core::syntax::{Block, Source};
    ///
    /// let output = Block::new("output")
    ///     .label("vpc_id")
    ///     .comment("For the other roots.")
    ///     .attribute("value", Source::from_static("aws_vpc.this.id"));
    /// assert_eq!(output.labels, ["vpc_id"]);
    /// ```
    pub fn new(kind: impl Into<Identifier>) -> Self {
        Self { kind: kind.into(), labels: Vec::new(), body: Body::new(), comment: None }
    }

    /// Adds a label at the end.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.labels.push(label.into());
        self
    }

    /// Adds an attribute at the end of the body.
    #[must_use]
    pub fn attribute(mut self, name: impl Into<Identifier>, value: impl Into<Value>) -> Self {
        self.body = self.body.attribute(name, value);
        self
    }

    /// Adds an attribute or a block at the end of the body.
    #[must_use]
    pub fn entry(mut self, entry: impl Into<Entry>) -> Self {
        self.body.entries.push(entry.into());
        self
    }

    /// Adds a block at the end of the body.
    #[must_use]
    pub fn block(mut self, block: Self) -> Self {
        self.body = self.body.block(block);
        self
    }

    /// Sets the comment, of one or more lines.
    #[must_use]
    pub fn comment(mut self, text: impl Into<String>) -> Self {
        self.comment = Some(text.into());
        self
    }
}

impl From<Attribute> for Entry {
    fn from(attribute: Attribute) -> Self {
        Self::Attribute(attribute)
    }
}

impl From<Block> for Entry {
    fn from(block: Block) -> Self {
        Self::Block(block)
    }
}
