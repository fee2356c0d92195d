//! `dynamic` blocks: a nested block, made once for each element of a collection.

use super::arguments::Members;
use super::names;
use super::run::Run;
use hcl_edit::Span as _;
use hcl_edit::structure::Block;

const ARGUMENTS: [&str; 3] = ["for_each", "iterator", "labels"];

impl<'a> Run<'a> {
    /// Checks a `dynamic` block; its content is checked as the block that it makes.
    pub(super) fn dynamic(&mut self, block: &'a Block, known: &Members) {
        let [label] = block.labels.as_slice() else {
            let message = "`dynamic` takes one label, the name of the block that it makes".to_owned();
            self.problem(block.ident.span(), "wrong-labels", message, None);
            return;
        };
        let name = label.as_str();
        for attribute in block.body.attributes() {
            let argument = attribute.key.as_str();
            if !ARGUMENTS.contains(&argument) {
                let message = format!("`dynamic` has no argument `{argument}`");
                let help = Some("arguments of the block stand in its `content`".to_owned())
                    .filter(|_| block.body.get_blocks("content").next().is_none())
                    .or_else(|| names::help(argument, ARGUMENTS));
                self.problem(attribute.key.span(), "unknown-argument", message, help);
            }
        }
        let over = if let Some(over) = block.body.get_attribute("for_each") {
            self.expression(&over.value)
        } else {
            let message = "`dynamic` needs the argument `for_each`".to_owned();
            self.problem(block.ident.span(), "missing-argument", message, None);
            super::shape::Shape::Unknown
        };
        let iterator = block.body.get_attribute("iterator").and_then(|iterator| iterator.value.as_variable());
        let iterator = (iterator.map_or(name, |iterator| iterator.as_str()), over.iterator());
        let mut contents = 0;
        self.with_names([iterator], |run| {
            if let Some(labels) = block.body.get_attribute("labels") {
                run.expression(&labels.value);
            }
            for inner in block.body.blocks() {
                if inner.ident.as_str() == "content" {
                    contents += 1;
                    run.nested(name, label.span(), &inner.body, known, 0);
                } else {
                    let message = format!("`dynamic` has no block `{}`", inner.ident.as_str());
                    let help = Some("put it in `content`".to_owned());
                    run.problem(inner.ident.span(), "unknown-block", message, help);
                }
            }
        });
        if contents != 1 {
            let message = format!("`dynamic` needs one block `content`, and here it has {contents}");
            self.problem(block.ident.span(), "missing-block", message, None);
        }
    }
}
