//! The resource blocks of a module's files, with their places.

use crate::diagnostic::position;
use crate::judge::finding::Weakness;
use hcl_edit::Span as _;
use hcl_edit::expr::Expression;
use hcl_edit::structure::{Block, Body};
use iac_schema::Source;

/// The resources of one folder.
#[derive(Debug)]
pub(super) struct Bodies {
    pub(super) resources: Vec<Declared>,
}

/// A `resource` block.
#[derive(Debug)]
pub(super) struct Declared {
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) body: Body,
    place: String,
}

impl Bodies {
    pub(super) fn read(sources: &[Source<'_>]) -> Self {
        let mut resources = Vec::new();
        for source in sources {
            let Ok(body) = source.text.parse::<Body>() else { continue };
            for block in body.get_blocks("resource") {
                let [kind, name] = block.labels.as_slice() else { continue };
                let at = block.span().map_or(0, |span| span.start);
                let (line, column) = position(source.text, at);
                resources.push(Declared {
                    kind: kind.as_str().to_owned(),
                    name: name.as_str().to_owned(),
                    body: block.body.clone(),
                    place: format!("{}:{line}:{column}", source.path),
                });
            }
        }
        Self { resources }
    }

    pub(super) fn of_type(&self, kind: &'static str) -> impl Iterator<Item = &Declared> {
        self.resources.iter().filter(move |resource| resource.kind == kind)
    }
}

impl Declared {
    /// What stands for an argument of `lifecycle`.
    pub(super) fn lifecycle(&self, argument: &str) -> Option<&Expression> {
        let block = self.body.get_blocks("lifecycle").next()?;
        block.body.get_attribute(argument).map(|attribute| &attribute.value)
    }

    /// The `postcondition` blocks, as they are written.
    pub(super) fn postconditions(&self) -> impl Iterator<Item = String> {
        let lifecycle = self.body.get_blocks("lifecycle");
        let conditions = lifecycle.flat_map(|block| block.body.get_blocks("postcondition"));
        conditions.filter_map(|block| Some(block.body.get_attribute("condition")?.value.to_string()))
    }

    /// The elements of a list, as they are written.
    pub(super) fn elements(expression: Option<&Expression>) -> Vec<String> {
        let elements = expression.and_then(Expression::as_array);
        elements.into_iter().flatten().map(|element| element.to_string().trim().to_owned()).collect()
    }

    /// The blocks of a kind, and what a `dynamic` one makes of it.
    pub(super) fn blocks<'a>(body: &'a Body, kind: &'a str) -> impl Iterator<Item = &'a Block> {
        let literal = body.get_blocks(kind);
        let made = body
            .get_blocks("dynamic")
            .filter(move |block| block.labels.first().is_some_and(|label| label.as_str() == kind));
        literal.chain(made.flat_map(|block| block.body.get_blocks("content")))
    }

    pub(super) fn weak(
        &self,
        property: &str,
        problem: impl Into<String>,
        help: impl Into<String>,
    ) -> Weakness {
        Weakness::new(self.place.clone(), property, problem, help)
    }
}
