//! How long reading, judging and rendering take, without a process around them.

use divan::Bencher;
use iac_core::spec;
use iac_core::syntax::{Syntax, to_string};
use std::fmt::Write as _;

fn main() {
    divan::main();
}

/// From the text of a spec to the roots of its environments, as text.
#[divan::bench(args = [3, 100, 300])]
fn roots(bencher: Bencher, count: usize) {
    let mut text = String::new();
    for index in 0..count {
        let cidr = format!("10.{}.{}.0/24", index / 256, index % 256);
        write!(text, "[environments.e{index}]\npreset = \"production@1\"\nnetwork.cidr = \"{cidr}\"\n\n")
            .expect("a string takes text");
    }
    let source = "./modules".parse().expect("a path");
    bencher.bench_local(|| {
        let loaded = spec::load(&text).expect("the spec holds");
        let roots = loaded.project.environments().map(|environment| {
            to_string(&iac_modules::root(environment, &source).into_document(), Syntax::Json)
                .expect("it can be written")
        });
        roots.map(|root| root.len()).sum::<usize>()
    });
}
