//! The part of Terraform's plugin protocol that the stub speaks.
//!
//! Written by hand as prost messages, so that building needs no `protoc`. The numbers are those of
//! `tfplugin6.proto`; the real AWS provider speaks version 5, which configurations can't tell apart.

use std::collections::BTreeMap;

/// A value of any type, in msgpack or JSON.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct DynamicValue {
    #[prost(bytes = "vec", tag = "1")]
    pub(super) msgpack: Vec<u8>,
    #[prost(bytes = "vec", tag = "2")]
    pub(super) json: Vec<u8>,
}

/// An attribute of a block or of an object.
#[expect(clippy::struct_excessive_bools, reason = "the protocol has these fields")]
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct Attribute {
    #[prost(string, tag = "1")]
    pub(super) name: String,
    /// The type as JSON; empty if `nested_type` is set.
    #[prost(bytes = "vec", tag = "2")]
    pub(super) value_type: Vec<u8>,
    #[prost(bool, tag = "4")]
    pub(super) required: bool,
    #[prost(bool, tag = "5")]
    pub(super) optional: bool,
    #[prost(bool, tag = "6")]
    pub(super) computed: bool,
    #[prost(bool, tag = "7")]
    pub(super) sensitive: bool,
    #[prost(message, optional, tag = "10")]
    pub(super) nested_type: Option<Object>,
    #[prost(bool, tag = "11")]
    pub(super) write_only: bool,
}

/// The type of an attribute whose members are attributes themselves.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct Object {
    #[prost(message, repeated, tag = "1")]
    pub(super) attributes: Vec<Attribute>,
    #[prost(int32, tag = "3")]
    pub(super) nesting: i32,
}

/// A block inside another.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct NestedBlock {
    #[prost(string, tag = "1")]
    pub(super) type_name: String,
    #[prost(message, optional, tag = "2")]
    pub(super) block: Option<Block>,
    #[prost(int32, tag = "3")]
    pub(super) nesting: i32,
    #[prost(int64, tag = "4")]
    pub(super) min_items: i64,
    #[prost(int64, tag = "5")]
    pub(super) max_items: i64,
}

/// What may stand in a block.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct Block {
    #[prost(message, repeated, tag = "2")]
    pub(super) attributes: Vec<Attribute>,
    #[prost(message, repeated, tag = "3")]
    pub(super) block_types: Vec<NestedBlock>,
}

/// The schema of one type.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct Schema {
    #[prost(message, optional, tag = "2")]
    pub(super) block: Option<Block>,
}

/// What the provider can do beyond the basics.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct ServerCapabilities {
    #[prost(bool, tag = "2")]
    pub(super) get_provider_schema_optional: bool,
}

/// Response of `GetProviderSchema`.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct SchemaResponse {
    #[prost(message, optional, tag = "1")]
    pub(super) provider: Option<Schema>,
    #[prost(btree_map = "string, message", tag = "2")]
    pub(super) resource_schemas: BTreeMap<String, Schema>,
    #[prost(btree_map = "string, message", tag = "3")]
    pub(super) data_source_schemas: BTreeMap<String, Schema>,
    #[prost(message, optional, tag = "6")]
    pub(super) server_capabilities: Option<ServerCapabilities>,
    #[prost(btree_map = "string, message", tag = "8")]
    pub(super) ephemeral_resource_schemas: BTreeMap<String, Schema>,
}

/// Something to tell the user.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct Diagnostic {
    #[prost(int32, tag = "1")]
    pub(super) severity: i32,
    #[prost(string, tag = "2")]
    pub(super) summary: String,
    #[prost(string, tag = "3")]
    pub(super) detail: String,
    #[prost(message, optional, tag = "4")]
    pub(super) attribute: Option<Path>,
}

/// Where in a configuration something is.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct Path {
    #[prost(message, repeated, tag = "1")]
    pub(super) steps: Vec<Step>,
}

/// One step of a path: a name or a position, whichever is there.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct Step {
    #[prost(string, optional, tag = "1")]
    pub(super) attribute_name: Option<String>,
    #[prost(int64, optional, tag = "3")]
    pub(super) element_key_int: Option<i64>,
}

impl Step {
    pub(super) fn attribute(name: &str) -> Self {
        Self { attribute_name: Some(name.to_owned()), element_key_int: None }
    }

    pub(super) fn element(position: i64) -> Self {
        Self { attribute_name: None, element_key_int: Some(position) }
    }
}

/// Response of the methods that validate a configuration.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct ValidateResponse {
    #[prost(message, repeated, tag = "1")]
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Request of `ConfigureProvider`.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct ConfigureRequest {
    #[prost(message, optional, tag = "2")]
    pub(super) config: Option<DynamicValue>,
}

/// Request that carries one value of one type: of `ReadResource` the state, of `ReadDataSource`,
/// `OpenEphemeralResource` and the methods that validate the configuration.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct TypedValue {
    #[prost(string, tag = "1")]
    pub(super) type_name: String,
    #[prost(message, optional, tag = "2")]
    pub(super) value: Option<DynamicValue>,
    #[prost(bytes = "vec", tag = "3")]
    pub(super) private: Vec<u8>,
}

/// A state as it lies in the state file.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct RawState {
    #[prost(bytes = "vec", tag = "1")]
    pub(super) json: Vec<u8>,
}

/// Request of `UpgradeResourceState`.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct UpgradeRequest {
    #[prost(string, tag = "1")]
    pub(super) type_name: String,
    #[prost(message, optional, tag = "3")]
    pub(super) raw_state: Option<RawState>,
}

/// Response of `UpgradeResourceState`, `ReadResource` and `ReadDataSource`.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct StateResponse {
    #[prost(message, optional, tag = "1")]
    pub(super) state: Option<DynamicValue>,
    #[prost(bytes = "vec", tag = "3")]
    pub(super) private: Vec<u8>,
}

/// Response of `OpenEphemeralResource`.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct OpenResponse {
    #[prost(message, optional, tag = "3")]
    pub(super) result: Option<DynamicValue>,
}

/// Request of `PlanResourceChange` and `ApplyResourceChange`.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct ChangeRequest {
    #[prost(string, tag = "1")]
    pub(super) type_name: String,
    #[prost(message, optional, tag = "2")]
    pub(super) prior_state: Option<DynamicValue>,
    /// What Terraform proposes (plan) or has planned (apply).
    #[prost(message, optional, tag = "3")]
    pub(super) new_state: Option<DynamicValue>,
    #[prost(message, optional, tag = "4")]
    pub(super) config: Option<DynamicValue>,
    #[prost(bytes = "vec", tag = "5")]
    pub(super) private: Vec<u8>,
}

/// Response of `PlanResourceChange`.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct PlanResponse {
    #[prost(message, optional, tag = "1")]
    pub(super) planned_state: Option<DynamicValue>,
    #[prost(message, repeated, tag = "2")]
    pub(super) requires_replace: Vec<Path>,
}

/// Response of `ApplyResourceChange`.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct ApplyResponse {
    #[prost(message, optional, tag = "1")]
    pub(super) new_state: Option<DynamicValue>,
}

/// Request of `ImportResourceState`.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct ImportRequest {
    #[prost(string, tag = "1")]
    pub(super) type_name: String,
    #[prost(string, tag = "2")]
    pub(super) id: String,
}

/// A resource that was imported.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct ImportedResource {
    #[prost(string, tag = "1")]
    pub(super) type_name: String,
    #[prost(message, optional, tag = "2")]
    pub(super) state: Option<DynamicValue>,
    #[prost(bytes = "vec", tag = "3")]
    pub(super) private: Vec<u8>,
}

/// Response of `ImportResourceState`.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct ImportResponse {
    #[prost(message, repeated, tag = "1")]
    pub(super) imported_resources: Vec<ImportedResource>,
}
