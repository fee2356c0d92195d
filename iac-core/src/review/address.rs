//! Addresses of a plan, taken apart only as far as people sort by them: no rule decides anything by an address.

/// The address in the configuration: without the keys of `count` and `for_each`.
pub fn in_configuration(address: &str) -> String {
    let mut name = String::with_capacity(address.len());
    each(address, &mut |_, character| name.push(character));
    name
}

/// The module that holds the object, with its keys; empty for the root.
pub fn module(address: &str) -> &str {
    let mut dots = Vec::new();
    each(address, &mut |place, character| {
        if character == '.' {
            dots.push(place);
        }
    });
    // `module.NAME` takes two parts each, whatever the name.
    let mut rest = dots.as_slice();
    let (mut end, mut from) = (0, 0);
    while address[from..].starts_with("module.")
        && let [_, after, ..] = rest
    {
        (end, from) = (*after, after + 1);
        rest = &rest[2..];
    }
    &address[..end]
}

/// Calls `found` for each character that isn't within the brackets of a key.
fn each(address: &str, found: &mut dyn FnMut(usize, char)) {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (place, character) in address.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' if depth > 0 => quoted = !quoted,
            _ if quoted => {}
            '[' => depth += 1,
            ']' if depth > 0 => depth -= 1,
            other if depth == 0 => found(place, other),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{in_configuration, module};

    #[test]
    fn keys_are_no_part_of_the_configuration() {
        for (address, configured, of) in [
            ("aws_vpc.main", "aws_vpc.main", ""),
            ("aws_vpc.main[0]", "aws_vpc.main", ""),
            ("module.a.aws_vpc.main", "module.a.aws_vpc.main", "module.a"),
            (
                r#"module.a["x.y]"].module.module[1].data.aws_ami.b["\"[."]"#,
                "module.a.module.module.data.aws_ami.b",
                r#"module.a["x.y]"].module.module[1]"#,
            ),
            ("", "", ""),
            ("module.a", "module.a", ""),
            ("a[", "a", ""),
        ] {
            assert_eq!((in_configuration(address).as_str(), module(address)), (configured, of), "{address}");
        }
    }
}
