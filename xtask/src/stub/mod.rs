//! A Terraform provider that knows every type of a provider and talks to nobody.
//!
//! It serves the facts of `iac-schema` over Terraform's plugin protocol and makes up what the real provider
//! would compute, so that the real Terraform can validate, plan, apply and test configurations with no registry,
//! account or network. It can't tell what only AWS knows: allowed values, conflicts between arguments, and, but for
//! the types of the overlay, which changes replace a resource.
//!
//! What is there is what Terraform last wrote down. A file of [`WORLD`] says what somebody changed since then, so that
//! plans show drift; it is laid over everything that is read, until it is taken away:
//!
//! ```json
//! [
//!   { "type": "aws_db_instance", "then": { "set": { "multi_az": false, "tags.Owner": "nobody" } } },
//!   { "type": "aws_s3_bucket", "where": { "bucket": "orders-logs" }, "then": "gone" }
//! ]
//! ```
//!
//! `where` compares attributes with the state; without it, every resource of the type is meant. The steps of a path are
//! names, keys of maps and positions in lists, with dots between them.
//!
//! Nothing that is made up is a secret. With [`SECRET`], what is one by its nature (passwords, tokens, private keys) has
//! that value, and whoever looks for it finds what would be kept of a real one.
//!
//! [`crate::terraform`] starts Terraform so that it finds the stub; nothing else has to know how. Terraform and the
//! stub meet at a Unix socket, so this is for Unix only.

mod identities;
mod plan;
mod protocol;
mod provider;
mod replace;
mod schema;
mod secrets;
mod server;
mod synthesize;
mod validate;
mod values;
mod world;

use std::collections::BTreeSet;
use std::io::Write;

use iac_schema::Version;

pub use server::Failure;

/// Environment variable with the types to serve, separated by commas; without it all are.
pub const TYPES: &str = "IAC_STUB_TYPES";

/// Environment variable that makes plans known as a whole: what apply would compute is made up when planning.
pub const FORESEES: &str = "IAC_STUB_FORESEES";

/// Environment variable with the path of a JSON file: what somebody changed by hand.
pub const WORLD: &str = "IAC_STUB_WORLD";

/// Environment variable with the value of every computed secret.
pub const SECRET: &str = "IAC_STUB_SECRET";

/// Environment variable and value with which Terraform shows that it is Terraform.
const COOKIE: (&str, &str) =
    ("TF_PLUGIN_MAGIC_COOKIE", "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2");

/// Serve provider facts to Terraform (started by Terraform itself)
#[derive(Debug, clap::Args)]
pub struct Stub {
    /// Local name of the provider, such as `aws`
    #[arg(long)]
    provider: String,
    /// Version of the provider, such as `6.25.0`
    #[arg(long)]
    version: String,
}

impl Stub {
    /// Serves until Terraform has had enough; `out` gets the line by which Terraform finds the socket.
    ///
    /// # Errors
    ///
    /// [`Failure`] if the version isn't known, if something else than Terraform is on the other side, or if the
    /// connection breaks.
    pub fn run(self, out: &mut dyn Write) -> Result<(), Failure> {
        let version = Version::parse(&self.provider, &self.version).ok_or_else(|| {
            Failure::new(&format!("the facts know no version {} of provider {}", self.version, self.provider))
        })?;
        if std::env::var(COOKIE.0).as_deref() != Ok(COOKIE.1) {
            return Err(Failure::new(&"this is a Terraform provider plugin; Terraform starts it"));
        }
        if std::env::var_os("PLUGIN_CLIENT_CERT").is_some() {
            return Err(Failure::new(&"the stub speaks no TLS: set TF_DISABLE_PLUGIN_TLS=1"));
        }
        let wanted: Option<BTreeSet<String>> =
            std::env::var(TYPES).ok().map(|types| types.split(',').map(str::to_owned).collect());
        let world = match std::env::var_os(WORLD) {
            Some(file) => world::World::read(std::path::Path::new(&file))?,
            None => world::World::default(),
        };
        let foresees = std::env::var_os(FORESEES).is_some();
        let wishes = provider::Wishes { wanted, foresees, world, secret: std::env::var(SECRET).ok() };
        server::serve(provider::Provider::new(version, wishes), out)
    }
}
