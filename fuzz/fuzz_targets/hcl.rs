//! Any text as HCL: an error at its place, or a document that is written so that it reads back as itself.

#![no_main]

use iac_core::syntax::{self, Source, Syntax, WriteError};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = Source::parse(text);
    let document = match syntax::parse(text) {
        Ok(document) => document,
        Err(error) => {
            assert!(error.line > 0 && error.column > 0, "{error}");
            return;
        }
    };
    match syntax::to_string(&document, Syntax::Hcl) {
        Ok(hcl) => assert_eq!(syntax::parse(&hcl).as_ref(), Ok(&document), "{hcl}"),
        // The gate stops what the writers got wrong, and they may not get anything wrong.
        Err(error) => assert!(!matches!(error, WriteError::Escaping { .. }), "{error}"),
    }
    match syntax::to_string(&document, Syntax::Json) {
        Ok(json) => drop(serde_json::from_str::<serde_json::Value>(&json).expect("it is written as JSON")),
        Err(error) => assert!(!matches!(error, WriteError::Escaping { .. }), "{error}"),
    }
});
