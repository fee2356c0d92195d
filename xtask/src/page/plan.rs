//! A plan of so many changes, whose resources depend on each other through modules.

use serde_json::{Map, Value, json};

/// How many modules there are: a prime, so that types and modules mix.
const MODULES: usize = 97;

/// The JSON of a plan of `count` changes: the same each time.
pub(super) fn of(count: usize) -> String {
    let modules = MODULES.min(count.div_ceil(3));
    let mut rows = Vec::with_capacity(count);
    let mut configured: Vec<Vec<Value>> = vec![Vec::new(); modules];
    for number in 0..count {
        let module = number % modules;
        let (kind, actions, before, after) = change(number);
        let name = format!("r{number}");
        rows.push(json!({
            "address": format!("module.m{module}.{kind}.{name}"),
            "module_address": format!("module.m{module}"),
            "mode": "managed", "type": kind, "name": name,
            "provider_name": "registry.terraform.io/hashicorp/aws",
            "change": {"actions": actions, "before": before, "after": after, "after_unknown": {}},
        }));
        // Each depends on one before it in its module, and the first of a module on the module before.
        let within = configured[module].len();
        let reference = match within {
            0 if module == 0 => Value::Null,
            0 => json!({"references": ["var.upstream"]}),
            _ => {
                let earlier: &Value = &configured[module][within / 2];
                json!({"references": [earlier["address"]]})
            }
        };
        configured[module].push(json!({
            "address": format!("{kind}.{name}"), "mode": "managed", "type": kind, "name": name,
            "expressions": {"description": reference},
        }));
    }
    let mut calls = Map::new();
    for (module, resources) in configured.into_iter().enumerate() {
        let last = resources.last().map_or(Value::Null, |one| one["address"].clone());
        let upstream = module.checked_sub(1).map(|before| format!("module.m{before}.last"));
        calls.insert(
            format!("m{module}"),
            json!({
                "source": "./module",
                "expressions": {"upstream": {"references": upstream.into_iter().collect::<Vec<_>>()}},
                "module": {"resources": resources, "outputs": {"last": {"expression": {"references": [last]}}}},
            }),
        );
    }
    json!({
        "format_version": "1.2", "terraform_version": "1.13.4", "complete": true, "errored": false, "applyable": true,
        "planned_values": {"root_module": {}},
        "resource_changes": rows,
        "output_changes": {"</script><b>": {"actions": ["create"], "before": null, "after": "<img src=x>"}},
        "configuration": {"root_module": {"module_calls": calls}},
    })
    .to_string()
}

/// The type of a change, what is done, and the values before and after.
fn change(number: usize) -> (&'static str, Value, Value, Value) {
    let named = |more: Value| {
        let mut value =
            json!({"id": format!("id-{number}"), "tags": {"owner": format!("team {}", number % 7)}});
        if let (Some(value), Value::Object(more)) = (value.as_object_mut(), more) {
            value.extend(more);
        }
        value
    };
    match number % 6 {
        0 => (
            "aws_db_instance",
            json!(["update"]),
            named(json!({"multi_az": true})),
            named(json!({"multi_az": false})),
        ),
        1 => (
            "aws_sns_topic",
            json!(["create"]),
            Value::Null,
            named(json!({"name": format!("topic-{number}")})),
        ),
        2 => (
            "aws_instance",
            json!(["delete", "create"]),
            named(json!({"user_data": "a\nb\nc"})),
            named(json!({"user_data": format!("a\n<b>{number}</b>\nc")})),
        ),
        3 => {
            ("aws_s3_bucket", json!(["delete"]), named(json!({"bucket": format!("b-{number}")})), Value::Null)
        }
        4 => (
            "aws_security_group",
            json!(["update"]),
            named(json!({"ingress": []})),
            named(
                json!({"ingress": [{"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}]}),
            ),
        ),
        _ => (
            "aws_cloudwatch_log_group",
            json!(["update"]),
            named(json!({"retention_in_days": 90})),
            named(json!({"retention_in_days": 30})),
        ),
    }
}
