//! What the stub answers to each call.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use iac_schema::{BlockFacts, Kind, Nesting, Version, lookup};
use prost::Message;
use rmpv::Value;

use super::plan::{self, Change};
use super::protocol::{
    ApplyResponse, ChangeRequest, ConfigureRequest, DynamicValue, ImportRequest, ImportResponse,
    ImportedResource, OpenResponse, PlanResponse, StateResponse, TypedValue, UpgradeRequest,
};
use super::server::Failure;
use super::synthesize::{Missing, Synthesizer};
use super::values::{decode, encode, member, unknown};
use super::world::World;
use super::{identities, replace, schema, validate};

/// What the stub notes beside a resource that was imported, until it is changed.
///
/// A real provider reads what is there. The stub can't, so it must not take what it made up for a reason to replace.
const IMPORTED: &[u8] = b"imported";

/// The stub of one provider version.
pub(super) struct Provider {
    version: Version,
    wishes: Wishes,
    settings: Mutex<Settings>,
}

/// How the stub differs from what it is by itself.
pub(super) struct Wishes {
    /// The types to serve; all if there is no list.
    pub(super) wanted: Option<BTreeSet<String>>,
    /// Whether plans know already what only apply would tell.
    pub(super) foresees: bool,
    /// What somebody changed by hand.
    pub(super) world: World,
    /// The value of every computed secret.
    pub(super) secret: Option<String>,
}

/// What the stub takes from the provider's configuration.
#[derive(Clone)]
struct Settings {
    region: String,
    default_tags: Value,
}

impl Provider {
    pub(super) fn new(version: Version, wishes: Wishes) -> Self {
        let settings = Settings { region: "us-east-1".to_owned(), default_tags: Value::Map(vec![]) };
        Self { version, wishes, settings: Mutex::new(settings) }
    }

    /// Answers one call; `None` if the stub doesn't know the method.
    pub(super) fn call(&self, method: &str, request: &[u8]) -> Result<Option<Vec<u8>>, Failure> {
        Ok(Some(match method {
            "GetProviderSchema" => {
                schema::describe(self.version, self.wishes.wanted.as_ref()).encode_to_vec()
            }
            "ConfigureProvider" => self.configure(&read(request)?)?,
            "UpgradeResourceState" => upgrade(read(request)?),
            "ReadResource" => {
                let TypedValue { type_name, value, private } = read(request)?;
                let changed = self.wishes.world.over(&type_name, &decode(value.as_ref())?)?;
                let state = if let Some(changed) = changed { encode(&changed)? } else { value };
                StateResponse { state, private }.encode_to_vec()
            }
            "PlanResourceChange" => self.plan(&read(request)?)?,
            "ApplyResourceChange" => self.apply(&read(request)?)?,
            "ReadDataSource" => {
                let state = self.look_up(Kind::Data, &read(request)?)?;
                StateResponse { state, private: vec![] }.encode_to_vec()
            }
            "OpenEphemeralResource" => {
                let result = self.look_up(Kind::Ephemeral, &read(request)?)?;
                OpenResponse { result }.encode_to_vec()
            }
            "ImportResourceState" => self.import(&read(request)?)?,
            "ValidateResourceConfig" => self.validate(Kind::Resource, &read(request)?)?,
            "ValidateDataResourceConfig" => self.validate(Kind::Data, &read(request)?)?,
            "ValidateEphemeralResourceConfig" => self.validate(Kind::Ephemeral, &read(request)?)?,
            // An empty message says that all is well.
            "ValidateProviderConfig"
            | "CloseEphemeralResource"
            | "GetFunctions"
            | "StopProvider"
            | "Shutdown" => vec![],
            // The health check: 1 is SERVING.
            "Check" => vec![0x08, 0x01],
            _ => return Ok(None),
        }))
    }

    fn configure(&self, request: &ConfigureRequest) -> Result<Vec<u8>, Failure> {
        let config = decode(request.config.as_ref())?;
        let mut settings = self.settings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(region) = member(&config, "region").and_then(Value::as_str) {
            region.clone_into(&mut settings.region);
        }
        let tags =
            member(&config, "default_tags").and_then(Value::as_array).and_then(|blocks| blocks.first());
        if let Some(tags) = tags.and_then(|block| member(block, "tags")).filter(|tags| !tags.is_nil()) {
            settings.default_tags = tags.clone();
        }
        Ok(vec![])
    }

    fn validate(&self, kind: Kind, request: &TypedValue) -> Result<Vec<u8>, Failure> {
        let facts = self.facts(kind, &request.type_name)?;
        Ok(validate::configuration(facts, &decode(request.value.as_ref())?).encode_to_vec())
    }

    fn plan(&self, request: &ChangeRequest) -> Result<Vec<u8>, Failure> {
        let facts = self.facts(Kind::Resource, &request.type_name)?;
        let (prior, proposed) = (decode(request.prior_state.as_ref())?, decode(request.new_state.as_ref())?);
        let config = decode(request.config.as_ref())?;
        let change =
            Change { config: Some(&config), proposed: &proposed, prior: (!prior.is_nil()).then_some(&prior) };
        let settings = self.settings();
        let mut planned = plan::resource(facts, change, &settings.default_tags);
        if self.wishes.foresees {
            let seed = bytes(request.config.as_ref());
            let made_up = self.synthesizer(&request.type_name, &settings.region, &[seed], Missing::Unknown);
            planned = made_up.complete(facts, &planned);
        }
        let lives_on = !prior.is_nil() && !planned.is_nil() && request.private != IMPORTED;
        let requires_replace = if lives_on { replace::paths(facts, &prior, &planned) } else { vec![] };
        Ok(PlanResponse { planned_state: encode(&planned)?, requires_replace }.encode_to_vec())
    }

    fn apply(&self, request: &ChangeRequest) -> Result<Vec<u8>, Failure> {
        let facts = self.facts(Kind::Resource, &request.type_name)?;
        let planned = decode(request.new_state.as_ref())?;
        let seed = bytes(request.config.as_ref());
        let settings = self.settings();
        let made_up = self.synthesizer(&request.type_name, &settings.region, &[seed], Missing::Unknown);
        let state = made_up.complete(facts, &planned);
        Ok(ApplyResponse { new_state: encode(&state)? }.encode_to_vec())
    }

    /// Reads a data source or opens an ephemeral resource.
    fn look_up(&self, kind: Kind, request: &TypedValue) -> Result<Option<DynamicValue>, Failure> {
        let facts = self.facts(kind, &request.type_name)?;
        let seed = bytes(request.value.as_ref());
        let settings = self.settings();
        let made_up = self.synthesizer(&request.type_name, &settings.region, &[seed], Missing::UnknownOrNull);
        encode(&made_up.complete(facts, &decode(request.value.as_ref())?))
    }

    /// Imports a resource of which only the id is known.
    fn import(&self, request: &ImportRequest) -> Result<Vec<u8>, Failure> {
        let facts = self.facts(Kind::Resource, &request.type_name)?;
        let attributes = facts.attributes().map(|attribute| {
            let value = match attribute.name {
                "id" => Value::from(request.id.as_str()),
                name if name == identities::imported_by(&request.type_name) => {
                    Value::from(request.id.as_str())
                }
                _ if attribute.computed => unknown(),
                _ => Value::Nil,
            };
            (Value::from(attribute.name), value)
        });
        let blocks = facts.blocks().map(|nested| {
            let none = match nested.nesting {
                Nesting::List | Nesting::Set => Value::Array(vec![]),
                Nesting::Map => Value::Map(vec![]),
                Nesting::Single | Nesting::Group => Value::Nil,
            };
            (Value::from(nested.name), none)
        });
        let imported = Value::Map(attributes.chain(blocks).collect());
        let settings = self.settings();
        let seed = request.id.as_bytes();
        let made_up = self.synthesizer(&request.type_name, &settings.region, &[seed], Missing::Unknown);
        let state = encode(&made_up.complete(facts, &imported))?;
        let imported =
            ImportedResource { type_name: request.type_name.clone(), state, private: IMPORTED.to_vec() };
        Ok(ImportResponse { imported_resources: vec![imported] }.encode_to_vec())
    }

    fn synthesizer<'a>(
        &'a self,
        type_name: &'a str,
        region: &'a str,
        seeds: &[&[u8]],
        missing: Missing,
    ) -> Synthesizer<'a> {
        Synthesizer::new(type_name, region, seeds, missing).with(self.wishes.secret.as_deref())
    }

    fn facts(&self, kind: Kind, type_name: &str) -> Result<BlockFacts, Failure> {
        lookup(self.version, kind, type_name)
            .ok_or_else(|| Failure::new(&format!("{} has no {} {type_name}", self.version, kind.keyword())))
    }

    fn settings(&self) -> Settings {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Terraform takes the stored JSON back as it is.
fn upgrade(request: UpgradeRequest) -> Vec<u8> {
    let json = request.raw_state.unwrap_or_default().json;
    let state = DynamicValue { msgpack: vec![], json };
    StateResponse { state: Some(state), private: vec![] }.encode_to_vec()
}

fn read<M: Message + Default>(request: &[u8]) -> Result<M, Failure> {
    M::decode(request).map_err(|error| Failure::new(&error))
}

/// What a made-up value depends on: the configuration.
fn bytes(value: Option<&DynamicValue>) -> &[u8] {
    value.map_or(&[], |value| &value.msgpack)
}
