//! Any text as a spec: problems at their place, or environments that both syntaxes carry.

#![no_main]

use iac_core::syntax::{self, Syntax, WriteError};
use iac_core::{diagnostic, spec};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = match spec::decode(bytes) {
        Ok(text) => text,
        Err(problem) => {
            diagnostic::render("iac.toml", "", &[problem], false);
            return;
        }
    };
    let loaded = match spec::load(text) {
        Ok(loaded) => loaded,
        Err(problems) => {
            assert!(!problems.is_empty(), "a spec is refused without a reason");
            for problem in &problems {
                let inside = problem.span.as_ref().is_none_or(|span| text.get(span.clone()).is_some());
                assert!(inside, "a problem stands outside of the text: {problem:?}");
            }
            diagnostic::render("iac.toml", text, &problems, true);
            return;
        }
    };
    diagnostic::render("iac.toml", text, &loaded.warnings, false);
    for environment in loaded.project.environments() {
        let modules = "./modules".parse().expect("a path");
        let document = iac_modules::root(environment, &modules).into_document();
        let written = [Syntax::Hcl, Syntax::Json].map(|syntax| syntax::to_string(&document, syntax));
        let [hcl, json] = match written {
            [Ok(hcl), Ok(json)] => [hcl, json],
            [Err(one), Err(other)] => {
                assert!(!matches!(one, WriteError::Escaping { .. }), "{one}");
                assert_eq!(one.to_string(), other.to_string());
                continue;
            }
            [hcl, json] => panic!("one syntax refuses it alone: {hcl:?} {json:?}"),
        };
        assert_eq!(syntax::parse(&hcl).as_ref(), Ok(&document), "{hcl}");
        serde_json::from_str::<serde_json::Value>(&json).expect("it is written as JSON");
    }
});
