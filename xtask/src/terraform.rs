//! Real Terraform, run in folders of its own against the stub instead of real providers.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use iac_schema::Version;
use serde_json::Value as Json;
use tempfile::TempDir;

use crate::stub;

/// A Terraform that finds no provider but the stub, and neither asks nor tells anybody anything.
///
/// # Examples
///
/// ```no_run
/// use iac_schema::Version;
/// use xtask::terraform::{Sandbox, Terraform};
///
/// let terraform = Terraform::new(&std::env::current_exe()?, &[Version::AWS_6_25_0])?;
/// let sandbox = Sandbox::new(&terraform)?;
/// sandbox.write("main.tf", "resource \"aws_vpc\" \"this\" {}\n")?;
/// sandbox.run("", &["init"])?;
/// let plan = sandbox.plan("", &[])?;
/// assert_eq!(plan["resource_changes"][0]["address"], "aws_vpc.this");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Terraform {
    executable: PathBuf,
    home: TempDir,
    foresees: bool,
}

/// Why Terraform gave no result.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// Terraform could not be run at all, or a file not be read or written.
    #[error("{0} failed")]
    System(String, #[source] io::Error),
    /// Terraform ended with an error.
    #[error("`{command}` ended with code {code}\n{output}")]
    Refused {
        /// The command line, without the executable's folder.
        command: String,
        /// The exit code; -1 if there was none.
        code: i32,
        /// Everything it said.
        output: String,
    },
    /// What Terraform printed isn't the JSON that was asked for.
    #[error("`{0}` printed no JSON")]
    NoJson(String, #[source] serde_json::Error),
}

/// What a Terraform command said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The exit code; -1 if a signal ended it.
    pub code: i32,
    /// Everything on stdout.
    pub stdout: String,
    /// Everything on stderr.
    pub stderr: String,
}

impl Terraform {
    /// Sets Terraform up with the given provider versions to choose from; `xtask` is the executable of this crate.
    ///
    /// # Errors
    ///
    /// [`Failure::System`] if the setup can't be written.
    pub fn new(xtask: &Path, versions: &[Version]) -> Result<Self, Failure> {
        let setup = || -> io::Result<TempDir> {
            let home = tempfile::Builder::new().prefix("iac-terraform-").tempdir()?;
            for version in versions {
                install(xtask, *version, &home.path().join("providers"))?;
            }
            std::fs::write(home.path().join("terraform.rc"), configuration(&home.path().join("providers")))?;
            Ok(home)
        };
        let home = setup().map_err(|error| Failure::System("setting up Terraform".to_owned(), error))?;
        Ok(Self { executable: Self::executable(), home, foresees: false })
    }

    /// Makes plans known as a whole, as if all that apply computes were computed when planning.
    #[must_use]
    pub fn foreseeing(mut self) -> Self {
        self.foresees = true;
        self
    }

    /// Whether there is a Terraform to run: `$TERRAFORM`, or `terraform` on the path.
    pub fn is_available() -> bool {
        let version = Command::new(Self::executable()).arg("version").env("CHECKPOINT_DISABLE", "1").output();
        version.is_ok_and(|output| output.status.success())
    }

    fn executable() -> PathBuf {
        std::env::var_os("TERRAFORM").map_or_else(|| PathBuf::from("terraform"), PathBuf::from)
    }

    /// A command with nothing of the user's settings in it.
    fn command(&self, folder: &Path, types: &BTreeSet<String>) -> Command {
        let mut command = Command::new(&self.executable);
        for (name, _) in std::env::vars_os() {
            if name.to_str().is_some_and(|name| name.starts_with("TF_") || name.starts_with("AWS_")) {
                command.env_remove(name);
            }
        }
        let types: Vec<_> = types.iter().map(String::as_str).collect();
        command
            .current_dir(folder)
            .stdin(Stdio::null())
            // State in a bucket must never be reached, nor credentials be looked for.
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .env("CHECKPOINT_DISABLE", "1")
            // Terraform lives for a second or two: collecting less garbage saves a fifth of its time.
            .env("GOGC", "800")
            .env("HOME", self.home.path())
            .env("TF_CLI_ARGS", "-no-color")
            .env("TF_CLI_CONFIG_FILE", self.home.path().join("terraform.rc"))
            .env("TF_DISABLE_PLUGIN_TLS", "1")
            .env("TF_INPUT", "0")
            .env("TF_IN_AUTOMATION", "1")
            .env(stub::TYPES, types.join(","));
        if self.foresees {
            command.env(stub::FORESEES, "1");
        }
        command
    }
}

/// A folder for Terraform to work in, gone when dropped.
///
/// Everything that a configuration refers to has to be in it: the stub serves only the types whose names occur in
/// its files, as Terraform starts a provider several times for each command and reads all it serves each time.
#[derive(Debug)]
pub struct Sandbox<'t> {
    terraform: &'t Terraform,
    folder: TempDir,
    variables: BTreeMap<String, OsString>,
}

impl<'t> Sandbox<'t> {
    /// Makes an empty sandbox.
    ///
    /// # Errors
    ///
    /// [`Failure::System`] if there is no temporary folder to be had.
    pub fn new(terraform: &'t Terraform) -> Result<Self, Failure> {
        let folder = tempfile::Builder::new().prefix("iac-sandbox-").tempdir();
        let folder = folder.map_err(|error| Failure::System("making a sandbox".to_owned(), error))?;
        Ok(Self { terraform, folder, variables: BTreeMap::new() })
    }

    /// Where the sandbox is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Sets an environment variable for every command from now on.
    pub fn set(&mut self, variable: &str, value: impl Into<OsString>) {
        self.variables.insert(variable.to_owned(), value.into());
    }

    /// Takes back what [`Sandbox::set`] did.
    pub fn unset(&mut self, variable: &str) {
        self.variables.remove(variable);
    }

    /// Writes a file, with the folders it is in.
    ///
    /// # Errors
    ///
    /// [`Failure::System`] if it can't be written.
    pub fn write(&self, file: &str, text: &str) -> Result<(), Failure> {
        let path = self.path().join(file);
        let parent = path.parent().unwrap_or(self.path());
        std::fs::create_dir_all(parent)
            .and_then(|()| std::fs::write(&path, text))
            .map_err(|error| Failure::System(format!("writing {file}"), error))
    }

    /// Copies the files of `from` into `folder` of the sandbox, without what Terraform left in it.
    ///
    /// # Errors
    ///
    /// [`Failure::System`] if one can't be copied.
    pub fn copy(&self, from: &Path, folder: &str) -> Result<(), Failure> {
        copy_tree(from, &self.path().join(folder))
            .map_err(|error| Failure::System(format!("copying {}", from.display()), error))
    }

    /// Runs a command in `folder` and says how it went, well or badly.
    ///
    /// # Errors
    ///
    /// [`Failure::System`] if Terraform can't be run.
    pub fn try_run(&self, folder: &str, arguments: &[&str]) -> Result<Said, Failure> {
        let run = || -> io::Result<Said> {
            let mut types = BTreeSet::new();
            types_in(self.path(), &mut types)?;
            let mut command = self.terraform.command(&self.path().join(folder), &types);
            let output = command.envs(&self.variables).args(arguments).output()?;
            let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
            let code = output.status.code().unwrap_or(-1);
            Ok(Said { code, stdout: text(output.stdout), stderr: text(output.stderr) })
        };
        run().map_err(|error| Failure::System(command_line(arguments), error))
    }

    /// Runs a command in `folder` that is to succeed, and gives what it printed.
    ///
    /// # Errors
    ///
    /// [`Failure::Refused`] if it doesn't, and as [`Sandbox::try_run`].
    pub fn run(&self, folder: &str, arguments: &[&str]) -> Result<String, Failure> {
        let said = self.try_run(folder, arguments)?;
        if said.code == 0 {
            Ok(said.stdout)
        } else {
            let output = said.stdout + &said.stderr;
            Err(Failure::Refused { command: command_line(arguments), code: said.code, output })
        }
    }

    /// Runs a command in `folder` that is to print JSON.
    ///
    /// # Errors
    ///
    /// [`Failure::NoJson`] if it doesn't, and as [`Sandbox::run`].
    pub fn json(&self, folder: &str, arguments: &[&str]) -> Result<Json, Failure> {
        let text = self.run(folder, arguments)?;
        serde_json::from_str(&text).map_err(|error| Failure::NoJson(command_line(arguments), error))
    }

    /// Plans `folder`, which is initialised, and gives the plan as JSON; it stays there as `tfplan`.
    ///
    /// # Errors
    ///
    /// As [`Sandbox::json`].
    pub fn plan(&self, folder: &str, arguments: &[&str]) -> Result<Json, Failure> {
        self.run(folder, &[&["plan", "-out=tfplan"], arguments].concat())?;
        self.json(folder, &["show", "-json", "tfplan"])
    }

    /// Applies the plan that [`Sandbox::plan`] left in `folder`.
    ///
    /// # Errors
    ///
    /// As [`Sandbox::run`].
    pub fn apply(&self, folder: &str) -> Result<String, Failure> {
        self.run(folder, &["apply", "tfplan"])
    }
}

/// The addresses of what a plan would change, with the actions, in the plan's order; what it only reads is left out.
pub fn changes(plan: &Json) -> Vec<String> {
    let changes = plan["resource_changes"].as_array().into_iter().flatten();
    changes
        .filter_map(|change| {
            let actions = change["change"]["actions"].as_array()?;
            let actions: Vec<_> = actions.iter().filter_map(Json::as_str).collect();
            let actions = actions.join("/");
            let idle = matches!(actions.as_str(), "no-op" | "read");
            (!idle).then(|| format!("{actions} {}", change["address"].as_str().unwrap_or_default()))
        })
        .collect()
}

/// Puts a program into the mirror that Terraform takes for the provider.
fn install(xtask: &Path, version: Version, mirror: &Path) -> io::Result<()> {
    let folder = mirror
        .join("registry.terraform.io")
        .join(version.source())
        .join(version.number())
        .join(format!("{}_{}", operating_system(), architecture()));
    std::fs::create_dir_all(&folder)?;
    let program = folder.join(format!("terraform-provider-{}_v{}", version.provider(), version.number()));
    // A script instead of a copy: Terraform hashes what it installs.
    let xtask = xtask.display().to_string().replace('\'', r"'\''");
    let (provider, number) = (version.provider(), version.number());
    std::fs::write(
        &program,
        format!("#!/bin/sh\nexec '{xtask}' stub --provider {provider} --version {number}\n"),
    )?;
    make_executable(&program)
}

fn make_executable(program: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(program, std::fs::Permissions::from_mode(0o755))
}

/// Terraform's configuration: providers come from `mirror` and from nowhere else.
fn configuration(mirror: &Path) -> String {
    // JSON quotes a string as HCL does, for every path that a temporary folder has.
    let path = Json::from(mirror.display().to_string());
    format!("provider_installation {{\n  filesystem_mirror {{\n    path = {path}\n  }}\n}}\n")
}

/// Terraform's name for the operating system.
fn operating_system() -> &'static str {
    match std::env::consts::OS {
        "macos" => "darwin",
        other => other,
    }
}

/// Terraform's name for the processor.
fn architecture() -> &'static str {
    match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    }
}

fn command_line(arguments: &[&str]) -> String {
    format!("terraform {}", arguments.join(" "))
}

/// Whether Terraform put a file there, and not whoever wrote the configuration.
fn is_left_over(name: &str) -> bool {
    name.starts_with(".terraform") || name.contains(".tfstate") || name == "tfplan"
}

fn copy_tree(from: &Path, to: &Path) -> io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        if is_left_over(&name.to_string_lossy()) {
            continue;
        }
        if entry.path().is_dir() {
            copy_tree(&entry.path(), &to.join(name))?;
        } else {
            std::fs::copy(entry.path(), to.join(name))?;
        }
    }
    Ok(())
}

/// Collects every word in the files below `folder` that could be a provider's type.
fn types_in(folder: &Path, types: &mut BTreeSet<String>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != ".terraform" {
                types_in(&path, types)?;
            }
        } else if [".tf", ".json", ".hcl", ".tfstate"].iter().any(|end| name.ends_with(end)) {
            let bytes = std::fs::read(&path)?;
            let text = String::from_utf8_lossy(&bytes);
            let words = text.split(|character: char| !character.is_ascii_alphanumeric() && character != '_');
            types.extend(words.filter(|word| could_be_type(word)).map(str::to_owned));
        }
    }
    Ok(())
}

fn could_be_type(word: &str) -> bool {
    let mut providers = Version::ALL.iter().map(|version| version.provider());
    providers.any(|provider| word.strip_prefix(provider).is_some_and(|rest| rest.starts_with('_')))
}
