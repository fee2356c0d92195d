//! Bodies made from the facts: right ones have no problem, and one misspelt name is found at its line.

use crate::report;
use iac_schema::{BlockFacts, ClosedService, Kind, Nesting, ValueType, Version, lookup, types};

const TYPES: usize = 200;

#[test]
fn two_hundred_types_are_checked_by_data_alone() {
    for version in Version::AWS {
        let mut random = Random(0x1ac);
        let open = |name: &&str| ClosedService::of_type(name).is_none();
        let known: Vec<&str> = types(*version, Kind::Resource).filter(open).collect();
        for _ in 0..TYPES {
            let type_name = known[random.below(known.len())];
            let facts = lookup(*version, Kind::Resource, type_name).expect("listed types can be looked up");
            let body = Body::of(type_name, facts, &mut random);
            assert_eq!(found(&body.text(), *version), [], "{version} {type_name}\n{}", body.text());

            let line = body.misspellable[random.below(body.misspellable.len())];
            let misspelt = body.misspelt(line, &mut random);
            let problems = found(&misspelt, *version);
            // Who misspells a required name also lacks it.
            let here = |(at, code): &(usize, &str)| *at == line + 1 && code.starts_with("unknown-");
            let (here, others): (Vec<_>, Vec<_>) = problems.iter().partition(|problem| here(problem));
            assert_eq!(here.len(), 1, "{version} {type_name}: line {}\n{misspelt}", line + 1);
            assert!(others.iter().all(|(_, code)| code.starts_with("missing-")), "{others:?}\n{misspelt}");
        }
    }
}

/// The line and code of each problem.
fn found(text: &str, version: Version) -> Vec<(usize, &'static str)> {
    let problems = report(text, &[version]).problems;
    let problems = problems.iter().filter(|problem| problem.code != "unused-input");
    problems.map(|problem| (problem.line, problem.code)).collect()
}

/// A body that uses one type.
struct Body {
    lines: Vec<String>,
    /// The lines whose first name, or last one of a reference, is the provider's.
    misspellable: Vec<usize>,
}

impl Body {
    fn of(type_name: &str, facts: BlockFacts, random: &mut Random) -> Self {
        let mut body = Self { lines: Vec::new(), misspellable: Vec::new() };
        body.lines.push(format!("resource \"{type_name}\" \"this\" {{"));
        body.fill(facts, 1, random);
        body.lines.push("}".to_owned());
        body.lines.push("output \"read\" {".to_owned());
        body.lines.push("  description = \"One attribute.\"".to_owned());
        let attributes: Vec<&str> = facts.attributes().map(|attribute| attribute.name).collect();
        if attributes.is_empty() {
            body.lines.push(format!("  value = {type_name}.this"));
        } else {
            body.misspellable.push(body.lines.len());
            body.lines
                .push(format!("  value = {type_name}.this.{}", attributes[random.below(attributes.len())]));
        }
        body.lines.push("}".to_owned());
        body
    }

    fn fill(&mut self, facts: BlockFacts, depth: usize, random: &mut Random) {
        let indent = "  ".repeat(depth);
        for attribute in facts.attributes() {
            if attribute.required || (attribute.optional && random.below(3) == 0) {
                self.misspellable.push(self.lines.len());
                self.lines.push(format!("{indent}{} = {}", attribute.name, value(attribute.value)));
            }
        }
        for nested in facts.blocks() {
            let is_wanted = nested.min_items > 0 || (depth < 3 && random.below(3) == 0);
            let count = if is_wanted { nested.min_items.max(1) } else { 0 };
            for _ in 0..count {
                self.misspellable.push(self.lines.len());
                if nested.nesting != Nesting::Single && random.below(4) == 0 && nested.min_items <= 1 {
                    self.lines.push(format!("{indent}dynamic \"{}\" {{", nested.name));
                    self.lines.push(format!("{indent}  for_each = [1]"));
                    self.lines.push(format!("{indent}  content {{"));
                    self.fill(nested.body, depth + 2, random);
                    self.lines.push(format!("{indent}  }}"));
                } else {
                    self.lines.push(format!("{indent}{} {{", nested.name));
                    self.fill(nested.body, depth + 1, random);
                }
                self.lines.push(format!("{indent}}}"));
            }
        }
    }

    fn text(&self) -> String {
        self.lines.join("\n") + "\n"
    }

    /// The text with one more letter in the name at `line`.
    fn misspelt(&self, line: usize, random: &mut Random) -> String {
        let mut lines = self.lines.clone();
        let text = &lines[line];
        let (start, name) = if let Some((_, label)) = text.split_once("dynamic \"") {
            (text.len() - label.len(), label.split('"').next().unwrap_or(label))
        } else if let Some((_, attribute)) = text.rsplit_once("this.") {
            (text.len() - attribute.len(), attribute)
        } else {
            let trimmed = text.trim_start();
            (text.len() - trimmed.len(), trimmed.split(' ').next().unwrap_or(trimmed))
        };
        // No name of AWS has it.
        let position = start + 1 + random.below(name.len());
        lines[line].insert_str(position, "qq");
        lines.join("\n") + "\n"
    }
}

/// A right value of a type.
fn value(of: ValueType) -> String {
    match of {
        ValueType::String | ValueType::Dynamic => "\"text\"".to_owned(),
        ValueType::Number => "7".to_owned(),
        ValueType::Bool => "true".to_owned(),
        ValueType::List(element) | ValueType::Set(element) => format!("[{}]", value(element.get())),
        ValueType::Map(element) => format!("{{ key = {} }}", value(element.get())),
        ValueType::Object(object) => {
            let members = object.members().filter(|member| member.required || member.optional);
            let members: Vec<String> =
                members.map(|member| format!("{} = {}", member.name, value(member.value))).collect();
            format!("{{ {} }}", members.join(", "))
        }
    }
}

/// The same numbers every time (`SplitMix64`).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).expect("smaller than a usize")
    }
}
