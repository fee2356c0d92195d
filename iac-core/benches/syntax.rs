//! The writers in bytes a second, beside `serde_json` on the same tree.
//!
//! `cargo bench -p iac-core --bench syntax`

use divan::Bencher;
use divan::counter::BytesCount;
use iac_core::syntax::{self, Block, Document, Part, Source, Syntax, Value};

fn main() {
    divan::main();
}

/// How many resources a document has; the cost of each must not depend on it.
const SIZES: [usize; 3] = [30, 300, 10_000];

#[divan::bench(args = SIZES)]
fn hcl(bencher: Bencher, resources: usize) {
    write(bencher, resources, Syntax::Hcl);
}

#[divan::bench(args = SIZES)]
fn json(bencher: Bencher, resources: usize) {
    write(bencher, resources, Syntax::Json);
}

#[divan::bench(args = SIZES)]
fn serde_json_pretty(bencher: Bencher, resources: usize) {
    let text = syntax::to_string(&document(resources), Syntax::Json).expect("carried by both syntaxes");
    let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let mut out = Vec::with_capacity(text.len());
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        out.clear();
        serde_json::to_writer_pretty(&mut out, divan::black_box(&value)).expect("a Vec takes everything");
    });
}

#[divan::bench(args = [300])]
fn parse(bencher: Bencher, resources: usize) {
    let text = syntax::to_string(&document(resources), Syntax::Hcl).expect("carried by both syntaxes");
    bencher.counter(BytesCount::of_str(&text)).bench(|| syntax::parse(divan::black_box(&text)));
}

fn write(bencher: Bencher, resources: usize, syntax: Syntax) {
    let document = document(resources);
    let text = syntax::to_string(&document, syntax).expect("carried by both syntaxes");
    let mut out = Vec::with_capacity(text.len());
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        out.clear();
        syntax::write(divan::black_box(&document), syntax, &mut out).expect("a Vec takes everything");
    });
}

/// What a root or a module holds: references, literals, tags, a nested block, a policy.
fn document(resources: usize) -> Document {
    let mut document = Document::new().notice("Written by iac. Change the spec instead.");
    for index in 0..resources {
        let name = format!("service_{index}");
        let tags = Value::from_iter([
            ("Name", Value::from(name.as_str())),
            ("kubernetes.io/cluster", Value::from("shared")),
            ("Owner", Value::from("platform team, \"core\"")),
        ]);
        let statement = Value::from_iter([
            ("Effect", Value::from("Allow")),
            ("Action", Value::from(vec!["s3:GetObject", "s3:ListBucket", "kms:Decrypt"])),
            ("Resource", Value::from("arn:aws:s3:::logs/${aws:username}/*")),
        ]);
        let log_group = vec![Part::Literal("/ecs/".to_owned()), Part::Hole(Source::from_static("var.name"))];
        document = document.block(
            Block::new("resource")
                .label("aws_example_service")
                .label(name)
                .attribute("description", "Serves requests of customers behind the load balancer.")
                .attribute("cluster_arn", Source::from_static("aws_ecs_cluster.this.arn"))
                .attribute(
                    "subnet_ids",
                    Source::from_static("[for subnet in aws_subnet.private : subnet.id]"),
                )
                .attribute("log_group", Value::Template(log_group))
                .attribute("desired_count", 2_u8)
                .attribute("enabled", true)
                .attribute("statement", vec![statement])
                .attribute("tags", tags)
                .block(
                    Block::new("load_balancer")
                        .attribute("container_name", "app")
                        .attribute("container_port", 8080_u16)
                        .attribute(
                            "target_group_arn",
                            Source::from_static("aws_lb_target_group.this[\"blue\"].arn"),
                        ),
                ),
        );
    }
    document
}
