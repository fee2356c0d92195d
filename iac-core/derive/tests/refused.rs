//! What the derives refuse reaches the compiler, one error for each problem.
//!
//! Every message of the check itself is tested in `iac-schema`; here are a handful, to see the place that rustc
//! gives them.

#[test]
fn what_is_wrong_does_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/ui/*/main.rs");
}
