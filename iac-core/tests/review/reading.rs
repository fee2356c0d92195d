//! What is a plan, and what the other things are that people pipe in.

use iac_core::review::{NotAPlan, decode, parse};

/// What comes of `bytes`.
fn read(bytes: &[u8]) -> Result<(), NotAPlan> {
    let text = decode(bytes.to_vec())?;
    parse(&text).map(|_| ())
}

const PLAN: &str = r#"{"format_version":"1.2","planned_values":{}}"#;

#[test]
fn what_is_no_plan_is_named() {
    let modules = r#"{"child_modules":["#.repeat(10_000);
    let deep = format!(r#"{{"format_version":"1.2","prior_state":{{"values":{{"root_module":{modules}"#);
    for (bytes, problem) in [
        (&b""[..], NotAPlan::Empty),
        (b" \n\t", NotAPlan::Empty),
        (b"PK\x03\x04rest", NotAPlan::Binary),
        (b"\x1f\x8b\x08rest", NotAPlan::Compressed),
        (
            b"{\"@level\":\"info\",\"@message\":\"Terraform 1.11.4\"}\n{\"@level\":\"info\"}\n",
            NotAPlan::Stream,
        ),
        (
            br#"{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{}}}"#,
            NotAPlan::State,
        ),
        (br#"{"version":4,"serial":3,"lineage":"x","resources":[]}"#, NotAPlan::State),
        (b"Terraform will perform the following actions:", NotAPlan::Text),
        (b"No changes. Your infrastructure matches the configuration.", NotAPlan::Text),
        ("╷\n│ Error: Failed to load plugin schemas\n╵".as_bytes(), NotAPlan::TerraformFailed),
        (b"\xff\x00\xfe", NotAPlan::Encoding),
        (
            br#"{"format_version":"1.2","resource_changes":[{"addr"#,
            NotAPlan::Truncated { line: 1, column: 50 },
        ),
        (b"hello", NotAPlan::Syntax { line: 1, column: 1 }),
        (b"[]", NotAPlan::Syntax { line: 1, column: 1 }),
        (b"{\"format_version\":\"1.2\"} trailing", NotAPlan::Syntax { line: 1, column: 26 }),
        (br#"{"format_version":"1.2","resource_changes":7}"#, NotAPlan::Shape { line: 1, column: 44 }),
        (b"{}", NotAPlan::NoVersion),
        (br#"{"format_version":"2.0","planned_values":{}}"#, NotAPlan::Version),
        (deep.as_bytes(), NotAPlan::TooDeep),
    ] {
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(60)]);
        assert_eq!(read(bytes), Err(problem.clone()), "{shown}");
        assert!(!problem.hint("iac review").is_empty());
    }
}

#[test]
fn encodings_and_wrappers_do_not_matter() {
    let utf16 = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.iter().copied().chain(PLAN.encode_utf16().flat_map(bytes)).collect()
    };
    for bytes in [
        PLAN.as_bytes().to_vec(),
        format!("\u{FEFF}{PLAN}\r\n").into_bytes(),
        utf16(&[0xFF, 0xFE], u16::to_le_bytes),
        utf16(&[0xFE, 0xFF], u16::to_be_bytes),
        utf16(&[], u16::to_le_bytes),
        utf16(&[], u16::to_be_bytes),
        format!("[command]/opt/terraform-bin show -json plan.out\n{PLAN}\n\n::debug::Terraform exited with code 0.\n")
            .into_bytes(),
        format!("::debug::start\n{PLAN}").into_bytes(),
    ] {
        assert_eq!(read(&bytes), Ok(()), "{}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn nesting_where_no_list_belongs_is_no_danger() {
    let plan =
        format!(r#"{{"format_version":"1.2","checks":{}1{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(read(plan.as_bytes()), Ok(()) | Err(NotAPlan::TooDeep | NotAPlan::Shape { .. })));
}

#[test]
fn values_that_nest_too_deep_are_named() {
    for depth in [200, 100_000] {
        let value = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let plan = format!(
            r#"{{"format_version":"1.2","resource_changes":[{{"address":"a.b","type":"a","name":"b",
               "change":{{"actions":["update"],"before":{{"x":{value}}},"after":{{}}}}}}]}}"#
        );
        assert_eq!(crate::review_of(&[("deep", &plan)]).err(), Some(NotAPlan::TooDeep));
    }
}

#[test]
fn no_message_quotes_the_input() {
    let plan = r#"{"format_version":"1.2","resource_changes":"hunter2hunter2"}"#;
    let problem = parse(plan).expect_err("a text is no list");
    assert!(!problem.to_string().contains("hunter2") && !format!("{problem:?}").contains("hunter2"));
}
