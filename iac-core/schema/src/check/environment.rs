//! The name of an environment is only a name: no body may decide by it.

use super::run::Run;
use hcl_edit::Span as _;
use hcl_edit::expr::{BinaryOp, BinaryOperator, Expression, FuncCall, TraversalOperator};
use std::ops::Range;

impl<'a> Run<'a> {
    /// Reports `var.environment == "production"` and its reverse.
    pub(super) fn compares_environment(&mut self, operation: &'a BinaryOp) {
        if !matches!(operation.operator.value(), BinaryOperator::Eq | BinaryOperator::NotEq) {
            return;
        }
        let (left, right) = (&operation.lhs_expr, &operation.rhs_expr);
        for (one, other) in [(left, right), (right, left)] {
            if is_environment(one) && bare(other).as_str().is_some() {
                self.decides_by_environment(one.span());
            }
        }
    }

    /// Reports `contains(["staging", "production"], var.environment)`.
    pub(super) fn chooses_by_environment(&mut self, call: &'a FuncCall) {
        if call.name.name.as_str() != "contains" {
            return;
        }
        let (Some(list), Some(value)) = (call.args.get(0), call.args.get(1)) else { return };
        let has_literal =
            bare(list).as_array().is_some_and(|list| list.iter().any(|one| one.as_str().is_some()));
        if has_literal && is_environment(value) {
            self.decides_by_environment(value.span());
        }
    }

    fn decides_by_environment(&mut self, span: Option<Range<usize>>) {
        let message =
            "`var.environment` is compared with a literal, and the name of an environment is only a name";
        let help = "add an input that says what differs";
        self.problem(span, "environment-comparison", message.to_owned(), Some(help.to_owned()));
    }
}

fn is_environment(expression: &Expression) -> bool {
    bare(expression).as_traversal().is_some_and(|path| {
        path.expr.as_variable().is_some_and(|root| root.as_str() == "var")
            && matches!(path.operators.as_slice(), [only]
                if matches!(only.value(), TraversalOperator::GetAttr(name) if name.as_str() == "environment"))
    })
}

fn bare(expression: &Expression) -> &Expression {
    match expression {
        Expression::Parenthesis(inner) => bare(inner.inner()),
        other => other,
    }
}
