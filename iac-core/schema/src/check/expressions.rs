//! Expressions: everything inside is checked, and the form of the value is told as far as it is known.

use super::functions;
use super::names;
use super::run::Run;
use super::shape::Shape;
use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, ForExpr, FuncCall, ObjectKey};
use hcl_edit::template::{Directive, Element, ForTemplateExpr};

impl<'a> Run<'a> {
    /// Checks an expression and tells the form of its value.
    pub(super) fn expression(&mut self, expression: &'a Expression) -> Shape {
        match expression {
            Expression::Null(_) | Expression::Bool(_) | Expression::Number(_) | Expression::String(_) => {}
            Expression::Array(array) => {
                for element in array {
                    self.expression(element);
                }
            }
            Expression::Object(object) => {
                for (key, value) in object {
                    // A bare name is text here, not a reference.
                    if let ObjectKey::Expression(key) = key {
                        self.expression(key);
                    }
                    self.expression(value.expr());
                }
            }
            Expression::StringTemplate(template) => self.elements(template.iter()),
            Expression::HeredocTemplate(heredoc) => self.elements(heredoc.template.iter()),
            Expression::Parenthesis(inner) => return self.expression(inner.inner()),
            Expression::Variable(name) => return self.variable(name),
            Expression::Conditional(choice) => {
                self.expression(&choice.cond_expr);
                self.expression(&choice.true_expr);
                self.expression(&choice.false_expr);
            }
            Expression::FuncCall(call) => return self.function(call),
            Expression::Traversal(traversal) => return self.traversal(traversal),
            Expression::UnaryOp(operation) => {
                self.expression(&operation.expr);
            }
            Expression::BinaryOp(operation) => {
                self.compares_environment(operation);
                self.expression(&operation.lhs_expr);
                self.expression(&operation.rhs_expr);
            }
            Expression::ForExpr(each) => return self.for_expression(each),
        }
        Shape::Unknown
    }

    fn function(&mut self, call: &'a FuncCall) -> Shape {
        let shapes: Vec<Shape> = call.args.iter().map(|argument| self.expression(argument)).collect();
        if call.name.is_namespaced() {
            return Shape::Unknown;
        }
        let name = call.name.name.as_str();
        if !functions::is_known(name) {
            let message = format!("Terraform has no function `{name}`");
            let help = names::help(name, functions::NAMES.iter().copied());
            self.problem(call.name.name.span(), "unknown-function", message, help);
        }
        self.chooses_by_environment(call);
        let Some(first) = shapes.into_iter().next() else { return Shape::Unknown };
        match (name, first) {
            ("one" | "element", collection @ (Shape::List(_) | Shape::Set(_))) => collection.element(),
            ("tolist" | "values" | "sort" | "distinct" | "reverse", collection) => match collection {
                Shape::List(element) | Shape::Set(element) | Shape::Map(element) => Shape::List(element),
                _ => Shape::Unknown,
            },
            ("toset", Shape::List(element) | Shape::Set(element)) => Shape::Set(element),
            ("nonsensitive" | "sensitive" | "ephemeralasnull", shape) => shape,
            _ => Shape::Unknown,
        }
    }

    fn for_expression(&mut self, each: &'a ForExpr) -> Shape {
        let over = self.expression(&each.intro.collection_expr);
        let key = each.intro.key_var.as_ref().map(|key| (key.as_str(), Shape::Unknown));
        let value = (each.intro.value_var.as_str(), over.element());
        let result = self.with_names(key.into_iter().chain([value]), |run| {
            if let Some(key) = &each.key_expr {
                run.expression(key);
            }
            let result = run.expression(&each.value_expr);
            if let Some(condition) = &each.cond {
                run.expression(&condition.expr);
            }
            result
        });
        match (each.key_expr.is_some(), each.grouping) {
            (false, _) => Shape::List(Box::new(result)),
            (true, false) => Shape::Map(Box::new(result)),
            (true, true) => Shape::Map(Box::new(Shape::List(Box::new(result)))),
        }
    }

    fn elements(&mut self, elements: impl Iterator<Item = &'a Element>) {
        for element in elements {
            match element {
                Element::Literal(_) => {}
                Element::Interpolation(interpolation) => {
                    self.expression(&interpolation.expr);
                }
                Element::Directive(directive) => match &**directive {
                    Directive::If(choice) => {
                        self.expression(&choice.if_expr.cond_expr);
                        self.elements(choice.if_expr.template.iter());
                        if let Some(otherwise) = &choice.else_expr {
                            self.elements(otherwise.template.iter());
                        }
                    }
                    Directive::For(each) => self.for_directive(&each.for_expr),
                },
            }
        }
    }

    fn for_directive(&mut self, each: &'a ForTemplateExpr) {
        let over = self.expression(&each.collection_expr);
        let key = each.key_var.as_ref().map(|key| (key.as_str(), Shape::Unknown));
        let value = (each.value_var.as_str(), over.element());
        self.with_names(key.into_iter().chain([value]), |run| run.elements(each.template.iter()));
    }
}
