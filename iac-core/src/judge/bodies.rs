//! The resource blocks of a module's files, with their places.

use crate::diagnostic::position;
use crate::judge::finding::Weakness;
use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, Object, ObjectKey};
use hcl_edit::structure::{Block, Body};
use hcl_edit::visit::{Visit, visit_object};
use iac_schema::Source;

/// The resources of one folder.
#[derive(Debug)]
pub(super) struct Bodies {
    pub(super) resources: Vec<Declared>,
    /// The `locals` blocks, in which policies may be written.
    locals: Vec<Declared>,
}

/// A `resource` block, or a `locals` one, which has no kind and no name.
#[derive(Debug)]
pub(super) struct Declared {
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) body: Body,
    place: String,
}

impl Bodies {
    pub(super) fn read(sources: &[Source<'_>]) -> Self {
        let (mut resources, mut locals) = (Vec::new(), Vec::new());
        for source in sources {
            let Ok(body) = source.text.parse::<Body>() else { continue };
            let declared = |block: &Block, kind: &str, name: &str| {
                let at = block.span().map_or(0, |span| span.start);
                let (line, column) = position(source.text, at);
                Declared {
                    kind: kind.to_owned(),
                    name: name.to_owned(),
                    body: block.body.clone(),
                    place: format!("{}:{line}:{column}", source.path),
                }
            };
            for block in body.get_blocks("resource") {
                let [kind, name] = block.labels.as_slice() else { continue };
                resources.push(declared(block, kind.as_str(), name.as_str()));
            }
            locals.extend(body.get_blocks("locals").map(|block| declared(block, "", "")));
        }
        Self { resources, locals }
    }

    /// The statements that allow the holder of a policy something, each with where it stands: in the policy of a role, a
    /// user or a group, or in a local value. A managed policy may be a limit, which gives nothing.
    pub(super) fn allowed(&self) -> impl Iterator<Item = (&Declared, Object)> {
        let holders = ["aws_iam_group_policy", "aws_iam_role_policy", "aws_iam_user_policy"];
        let policies =
            self.resources.iter().filter(move |resource| holders.contains(&resource.kind.as_str()));
        policies.chain(&self.locals).flat_map(|declared| {
            let mut statements = Statements(Vec::new());
            statements.visit_body(&declared.body);
            statements.0.into_iter().map(move |statement| (declared, statement))
        })
    }

    pub(super) fn of_type(&self, kind: &'static str) -> impl Iterator<Item = &Declared> {
        self.resources.iter().filter(move |resource| resource.kind == kind)
    }
}

/// Objects that allow something to whoever holds their policy; who is named in one of a resource is somebody else.
struct Statements(Vec<Object>);

impl Visit for Statements {
    fn visit_object(&mut self, object: &Object) {
        let allows =
            Declared::member(object, "Effect").is_some_and(|effect| effect.as_str() == Some("Allow"));
        let names = ["Principal", "NotPrincipal"].iter().any(|name| Declared::member(object, name).is_some());
        if allows && !names {
            self.0.push(object.clone());
        }
        visit_object(self, object);
    }
}

impl Declared {
    /// The member of an object.
    pub(super) fn member<'a>(object: &'a Object, name: &str) -> Option<&'a Expression> {
        let is = |key: &ObjectKey| match key {
            ObjectKey::Ident(ident) => ident.as_str() == name,
            ObjectKey::Expression(expression) => expression.as_str() == Some(name),
        };
        object.iter().find_map(|(key, value)| is(key).then(|| value.expr()))
    }

    /// The texts that an expression has, one or a list, with templates as they are written; what is computed has none.
    pub(super) fn texts(expression: &Expression) -> Vec<String> {
        match expression {
            Expression::Array(items) => items.iter().flat_map(Self::texts).collect(),
            Expression::String(text) => vec![text.as_str().to_owned()],
            Expression::StringTemplate(_) => vec![expression.to_string().trim().to_owned()],
            _ => Vec::new(),
        }
    }

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
