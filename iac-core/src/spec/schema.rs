//! The JSON Schema of a spec, for editors.

use crate::aws::EnvironmentName;
use crate::environment::{Environment, Justification, Preset, Waiver};
use crate::review::waiver;
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

/// Groups that a preset fills: none of their settings has to be written.
const FILLED: [&str; 6] = ["Environment", "Network", "Hosts", "Database", "Naming", "Providers"];

/// The JSON Schema (draft 7, which editors read for TOML) of a spec.
///
/// # Panics
///
/// Never: the schema is made from types.
pub fn schema() -> Value {
    let mut generator = SchemaGenerator::new(SchemaSettings::draft07());
    generator.subschema_for::<Environment>();
    let waiver = generator.subschema_for::<Waiver>();
    let difference = generator.subschema_for::<Justification>();
    let accepted = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
    let accepted = SchemaGenerator::new(accepted).into_root_schema_for::<waiver::Waiver>();
    let mut definitions = generator.take_definitions(true);
    for group in FILLED {
        if let Some(group) = definitions.get_mut(group).and_then(Value::as_object_mut) {
            group.remove("required");
        }
    }
    let overrides = definitions
        .get_mut("Environment")
        .and_then(Value::as_object_mut)
        .expect("an environment is an object");
    let settings = overrides.get_mut("properties").and_then(Value::as_object_mut).expect("it has settings");
    settings.remove("environment");
    let mut own = overrides.clone();
    let presets = Preset::ALL.map(Preset::name);
    own.get_mut("properties").and_then(Value::as_object_mut).expect("it has settings").insert(
        "preset".to_owned(),
        json!({ "description": "The preset that all other settings come from.", "type": "string", "enum": presets }),
    );
    own.insert("required".to_owned(), json!(["preset"]));
    overrides.insert("description".to_owned(), json!("Settings of every environment."));
    definitions.insert("OwnEnvironment".to_owned(), Value::Object(own));
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "iac.toml",
        "description": "The environments of a team: what differs from the presets.",
        "type": "object",
        "additionalProperties": false,
        "required": ["environments"],
        "properties": {
            "defaults": { "$ref": "#/definitions/Environment" },
            "differences": {
                "description": "Differences between staging and production that were looked at and accepted.",
                "type": "array",
                "items": difference,
            },
            "environments": {
                "description": "The environments, by a name of your own.",
                "type": "object",
                "minProperties": 1,
                "propertyNames": { "pattern": EnvironmentName::PATTERN },
                "additionalProperties": { "$ref": "#/definitions/OwnEnvironment" },
            },
            "review": {
                "description": "What reviews of plans have to know.",
                "type": "object",
                "additionalProperties": false,
                "properties": {
                    "existing": {
                        "description": "Environments that were applied before: a plan that creates all of one has lost its state.",
                        "type": "array",
                        "items": { "type": "string", "pattern": EnvironmentName::PATTERN },
                    },
                    "providers": {
                        "description": "Providers that plans may use beside those of the render, such as `hashicorp/random`.",
                        "type": "array",
                        "items": { "type": "string" },
                    },
                    "waivers": {
                        "description": "Findings that were looked at and accepted, for a while.",
                        "type": "array",
                        "items": accepted,
                    },
                },
            },
            "waivers": {
                "description": "Warnings that were looked at and accepted.",
                "type": "array",
                "items": waiver,
            },
        },
        "definitions": definitions,
    })
}
