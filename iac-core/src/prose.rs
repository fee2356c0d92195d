//! Pages and scripts from templates whose values can't be forgotten to be quoted: what stands in a hole is always written as data.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::ValueKind;
use minijinja::{Environment, Output, UndefinedBehavior, Value};

/// What a template becomes, which decides how a text in it is written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// A script: a text is one word in quotes.
    Shell,
    /// A page: a text is a text, whatever Markdown and HTML would make of it.
    Markdown,
}

/// The text that `template` becomes with `values`.
///
/// Holes are `[= … =]` and statements `[% … %]`, since shell has other uses for braces. A name without a value is a
/// mistake of ours.
pub(crate) fn render(kind: Kind, template: &str, values: &Value) -> String {
    let mut templates = Environment::new();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder()
        .block_delimiters("[%", "%]")
        .variable_delimiters("[=", "=]")
        .comment_delimiters("[#", "#]")
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build();
    templates.set_syntax(syntax.expect("the delimiters differ"));
    templates.add_filter("code", |text: &str| Value::from_safe_string(code(text)));
    templates.add_filter("shell", |text: &str| Value::from_safe_string(block(text)));
    templates.set_formatter(move |out: &mut Output<'_>, _, value: &Value| {
        let text = value.to_string();
        let written = match kind {
            _ if value.is_safe() || value.kind() == ValueKind::Number => text,
            Kind::Shell => word(&text),
            Kind::Markdown => plain(&text),
        };
        out.write_str(&written).map_err(minijinja::Error::from)
    });
    templates.render_str(template, values).expect("the templates are tested with every kind of value")
}

/// The page with the steps of each list counted: which of them there are, the template alone knows.
pub(super) fn numbered(page: &str) -> String {
    let mut step = 0;
    let lines = page.split_inclusive('\n').map(|line| {
        if let Some(rest) = line.strip_prefix("1. ") {
            step += 1;
            format!("{step}. {rest}")
        } else {
            // A step may have further lines, which are indented.
            step = if line.starts_with(' ') { step } else { 0 };
            line.to_owned()
        }
    });
    lines.collect()
}

/// One word of a shell.
fn word(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Text of Markdown: every sign that could mean something else is told to mean itself, and there is one line.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => plain.push_str("&amp;"),
            '<' => plain.push_str("&lt;"),
            c if c.is_control() => plain.push(' '),
            // These begin nothing inside a line, and a sentence is full of them.
            ',' | '.' | '-' | '\'' | '"' | '/' | ':' | ';' | '?' | '%' | '=' | '(' | ')' | '+' => {
                plain.push(c);
            }
            c if c.is_ascii_punctuation() => {
                plain.push('\\');
                plain.push(c);
            }
            c => plain.push(c),
        }
    }
    plain
}

/// Code of Markdown, in a fence that is longer than any in the text.
fn code(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    // Inside a table, only this sign would end a cell.
    format!("{fence}{space}{}{space}{fence}", text.replace('|', "\\|"))
}

/// Lines for a shell on a page of Markdown, in a fence that is longer than any in them.
fn block(lines: &str) -> String {
    let lines: String = lines.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect();
    let longest = lines.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(3.max(longest + 1));
    format!("{fence}sh\n{lines}\n{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use minijinja::context;

    #[test]
    fn a_text_in_a_script_is_one_word() {
        let values = context! { text => "a'b $(c) `d` \"e\"\nf", number => 7 };
        let script = render(Kind::Shell, "say [= text =] [= number =]\n", &values);
        assert_eq!(script, "say 'a'\\''b $(c) `d` \"e\"\nf' 7\n");
    }

    #[test]
    fn a_text_on_a_page_means_itself() {
        let hostile = "# [x](http://y) <b>&amp; *z*|`\n- a";
        let page = render(Kind::Markdown, "[= text =] [= text | code =]\n", &context! { text => hostile });
        assert_eq!(
            page,
            "\\# \\[x\\](http://y) &lt;b\\>&amp;amp; \\*z\\*\\|\\` - a ``# [x](http://y) <b>&amp; *z*\\|` - a``\n"
        );
    }

    #[test]
    fn lines_for_a_shell_stay_as_they_are() {
        let page = render(Kind::Markdown, "[= text | shell =]\n", &context! { text => "a | b\n```\nc\r" });
        assert_eq!(page, "````sh\na | b\n```\nc \n````\n");
    }

    #[test]
    #[should_panic(expected = "the templates are tested")]
    fn a_name_without_a_value_is_a_mistake() {
        render(Kind::Markdown, "[= nothing =]", &context! {});
    }
}
