//! Secrets that are planted wherever one could be taken from, and looked for wherever one could be kept: in what
//! `iac generate` writes, in plans, in states and in reviews.
//!
//! Every sandbox of the conformance has them: in the environment of Terraform, and as the answer of the stub for each
//! computed value that is a secret by its nature. So a body that takes a secret from a resource, a data source or the
//! environment is found in the state of the first root that uses it.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use zip::ZipArchive;

use crate::conformance::case::{Case, Problem, Tools};
use crate::conformance::root::NEWEST;
use crate::project;
use crate::stub;
use crate::terraform::Sandbox;

/// What every planted secret has in it.
///
/// Letters and digits are the same in JSON, in a URL and in HTML, however often it is escaped.
const CORE: &str = "Iac9Planted7Secret5";

/// The rest of each: what has to be escaped, and would show an escape that is missing.
const REST: &str = "+/=%\"'&<\\>é";

/// Environment variables with secrets that people and forges set.
///
/// Without an AWS key id beside it, Terraform doesn't try to use the AWS key.
const VARIABLES: &[&str] = &[
    "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "DATABASE_PASSWORD",
    "DATABASE_URL",
    "GITHUB_TOKEN",
    "PGPASSWORD",
    "SMTP_PASSWORD",
    "TF_TOKEN_app_terraform_io",
    "TF_VAR_database_password",
    "TF_VAR_github_token",
    "TF_VAR_secrets",
];

/// The environment with the secrets in it, each with its own value.
fn environment() -> impl Iterator<Item = (&'static str, String)> {
    VARIABLES.iter().map(|name| (*name, format!("{CORE}{REST}{name}")))
}

/// Puts secrets everywhere that a sandbox can have them from.
pub(super) fn plant(sandbox: &mut Sandbox<'_>) {
    for (name, value) in environment() {
        sandbox.set(name, value);
    }
    sandbox.set(stub::SECRET, format!("{CORE}{REST}the stub"));
}

/// The forms that the core of a secret may have.
static FORMS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut forms = vec![CORE.to_owned(), CORE.to_lowercase(), CORE.to_uppercase()];
    // In base64 it looks different for each of the three ways in which its bytes can fall into groups. The characters
    // at its ends share bits with their neighbours.
    for shift in 0..3 {
        let encoded = STANDARD_NO_PAD.encode(" ".repeat(shift) + CORE);
        let stable = encoded.get(shift + usize::from(shift > 0)..(shift + CORE.len()) * 8 / 6);
        forms.extend(stable.map(str::to_owned));
    }
    let hexadecimal = CORE.bytes().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    forms.extend([hexadecimal.to_uppercase(), hexadecimal]);
    forms
});

/// How much is shown of what stands around a secret.
const AROUND: usize = 60;

/// Says where in `bytes` a planted secret is.
fn found(name: &str, bytes: &[u8]) -> Result<(), Problem> {
    let text = String::from_utf8_lossy(bytes);
    for form in FORMS.iter() {
        if let Some(place) = text.find(form.as_str()) {
            let from = text.floor_char_boundary(place.saturating_sub(AROUND));
            let to = text.ceil_char_boundary((place + form.len() + AROUND).min(text.len()));
            return Err(Problem::Found(format!("a planted secret is in {name}:\n…{}…", &text[from..to])));
        }
    }
    Ok(())
}

/// Refuses a planted secret in a text that Terraform or iac printed.
pub(super) fn none_in(name: &str, text: &str) -> Result<(), Problem> {
    found(name, text.as_bytes())
}

/// Refuses a planted secret in any file below `folder`; what is packed is unpacked.
pub(super) fn none_below(folder: &Path) -> Result<(), Problem> {
    let failed = |error: std::io::Error| Problem::Found(format!("{}: {error}", folder.display()));
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            none_below(&path)?;
        } else {
            let bytes = std::fs::read(&path).map_err(failed)?;
            let name = path.display().to_string();
            found(&name, &bytes)?;
            for (entry, bytes) in unpacked(&bytes) {
                found(&format!("{name} / {entry}"), &bytes)?;
            }
        }
    }
    Ok(())
}

/// The files in a zip, which a plan is; nothing if it is none.
fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else { return vec![] };
    let files = zip.len();
    let read = |index| {
        let mut file = zip.by_index(index).ok()?;
        let name = file.name().ok()?.into_owned();
        let mut content = vec![];
        file.read_to_end(&mut content).ok()?;
        Some((name, content))
    };
    (0..files).filter_map(read).collect()
}

/// What is rendered by the command itself, and a proof that the search finds what it looks for.
pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("no secret is kept: what iac generate writes", generated),
        Case::new("no secret is kept: one that is would be found", kept),
    ]
}

/// Generates every project in both syntaxes, and looks at all files and at what is said.
fn generated(tools: &Tools) -> Result<(), Problem> {
    let iac = built(&tools.workspace)?;
    let specs = project::specs(&tools.workspace).map_err(|error| Problem::Found(error.to_string()))?;
    let specs: Vec<_> = std::iter::once(None).chain(specs.into_iter().map(Some)).collect();
    for spec in &specs {
        for syntax in ["hcl", "json"] {
            let folder = tempfile::tempdir().map_err(|error| Problem::Found(error.to_string()))?;
            let mut command = Command::new(&iac);
            command.args(["generate", "--format", syntax, "--out"]).arg(folder.path());
            if let Some(spec) = spec {
                command.arg("--spec").arg(spec);
            }
            said(&mut command, &[0])?;
            none_below(folder.path())?;
        }
    }
    Ok(())
}

/// Reviews a plan by the command in every format that goes to a file, and looks at what comes out.
pub(super) fn reviewed(plan: &str, tools: &Tools) -> Result<(), Problem> {
    let folder = tempfile::tempdir().map_err(|error| Problem::Found(error.to_string()))?;
    let outputs = tempfile::tempdir().map_err(|error| Problem::Found(error.to_string()))?;
    let file = folder.path().join("plan.json");
    std::fs::write(&file, plan).map_err(|error| Problem::Found(error.to_string()))?;
    let mut command = Command::new(built(&tools.workspace)?);
    command.arg("review").arg(&file);
    for format in ["text", "markdown", "summary", "json", "sarif", "github", "html"] {
        command.arg("--output").arg(format!("{format}={}", outputs.path().join(format).display()));
    }
    // Fine, blocked or in need of an approval: the review is there.
    said(&mut command, &[0, 1, 3])?;
    none_below(outputs.path())
}

/// The command of the command line; it is built if it isn't yet.
fn built(workspace: &Path) -> Result<PathBuf, Problem> {
    let cargo = std::env::var_os("CARGO");
    let mut command = Command::new(cargo.as_deref().unwrap_or(OsStr::new("cargo")));
    command.args(["build", "--quiet", "--package", "iac-cli", "--bin", "iac"]);
    command.args(["--message-format", "json-render-diagnostics"]).current_dir(workspace);
    let output = command.output().map_err(|error| Problem::Found(format!("cargo can't be run: {error}")))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let messages = text.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let mut executables = messages.filter_map(|message| message["executable"].as_str().map(PathBuf::from));
    executables.next_back().ok_or_else(|| {
        Problem::Found(format!("iac can't be built:\n{}", String::from_utf8_lossy(&output.stderr)))
    })
}

/// Runs a command with the secrets in its environment, and looks at what it says.
fn said(command: &mut Command, codes: &[i32]) -> Result<(), Problem> {
    let output = command.envs(environment()).output();
    let output = output.map_err(|error| Problem::Found(format!("iac can't be run: {error}")))?;
    let text = [output.stdout, output.stderr].concat();
    found("what iac says", &text)?;
    match output.status.code() {
        Some(code) if codes.contains(&code) => Ok(()),
        _ => Err(Problem::Found(format!("{command:?}: {}", String::from_utf8_lossy(&text)))),
    }
}

/// Ways to keep a secret: from a resource, from a data source, from the environment, and in base64.
const KEEPS: &str = r#"
variable "database_password" {
  type      = string
  sensitive = true
}

resource "aws_iam_access_key" "resource" {
  user = "somebody"
}

data "aws_secretsmanager_secret_version" "data" {
  secret_id = "orders"
}

resource "aws_ssm_parameter" "environment" {
  name  = "password"
  type  = "SecureString"
  value = var.database_password
}

resource "aws_launch_template" "base64" {
  user_data = base64encode("export PASSWORD=${var.database_password}")
}
"#;

/// Applies a root that does what ours never do, and insists on each secret being found in each place.
fn kept(tools: &Tools) -> Result<(), Problem> {
    let sandbox = tools.sandbox(NEWEST)?;
    sandbox.write("main.tf", KEEPS)?;
    sandbox.run("", &["init"])?;
    sandbox.plan("", &[])?;
    sandbox.apply("")?;
    // The state is part of the second plan.
    let plan = sandbox.plan("", &[])?.to_string();
    let missed = |what: &str| Err(Problem::Found(format!("the search does not find what is kept in {what}")));
    if none_in("the plan", &plan).is_ok() {
        return missed("the JSON of a plan");
    }
    let read = |file: &str| {
        std::fs::read(sandbox.path().join(file)).map_err(|error| Problem::Found(format!("{file}: {error}")))
    };
    let binary = unpacked(&read("tfplan")?);
    if !binary.iter().any(|(name, bytes)| name == "tfstate" && found(name, bytes).is_err()) {
        return missed("a binary plan");
    }
    let state: serde_json::Value = serde_json::from_slice(&read("terraform.tfstate")?)
        .map_err(|error| Problem::Found(format!("the state is none: {error}")))?;
    let resources: Vec<_> = state["resources"].as_array().into_iter().flatten().collect();
    for name in ["base64", "data", "environment", "resource"] {
        let resource = resources.iter().find(|resource| resource["name"] == name);
        if resource.is_none_or(|resource| none_in(name, &resource.to_string()).is_ok()) {
            return missed(&format!("the state of {name}"));
        }
    }
    if none_below(sandbox.path()).is_ok() {
        return missed("a folder");
    }
    // It is in the plan, and in no review of it.
    reviewed(&plan, tools)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_found_in_every_form() {
        let secret = format!("{CORE}{REST}");
        let json =
            serde_json::to_string(&serde_json::json!({ "a": secret }).to_string()).expect("it is JSON");
        let url = secret.replace('+', "%2B").replace('/', "%2F").replace('"', "%22");
        let base64 = (0..3).map(|before| STANDARD_NO_PAD.encode(format!("{}{secret}", "x".repeat(before))));
        let forms = [secret.clone(), json, url, secret.to_lowercase()].into_iter().chain(base64);
        for form in forms {
            assert!(found("it", form.as_bytes()).is_err(), "{form}");
        }
        assert!(found("it", b"a secret that nobody planted").is_ok());
        assert!(FORMS.iter().all(|form| form.len() > 16 && !form.contains(['+', '/'])), "{FORMS:?}");
    }

    #[test]
    fn what_is_no_zip_holds_no_files() {
        for bytes in [&b""[..], b"PK", b"PK\x05\x06", b"PK\x03\x04 PK\x05\x06 and much too little of it"] {
            assert!(unpacked(bytes).is_empty());
        }
    }
}
