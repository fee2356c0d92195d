//! The npm packages that carry provider facts: CDKTF bindings, with their TypeScript in source maps.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use iac_schema::Version;
use serde_json::Value as Json;

use super::Failure;
use super::bindings;
use super::model::Provider;
use super::typescript::Declarations;

/// A published package and the provider version that it binds.
pub(super) struct Package {
    pub(super) version: Version,
    name: &'static str,
    number: &'static str,
}

/// The packages of the AWS provider, by version.
pub(super) const AWS: [Package; 3] = [
    Package { version: Version::AWS_5_100_0, name: "@cdktf/provider-aws", number: "20.1.0" },
    Package { version: Version::AWS_6_25_0, name: "@cdktf/provider-aws", number: "21.22.1" },
    Package { version: Version::AWS_6_66_0, name: "@cdktn/provider-aws", number: "25.7.0" },
];

impl Package {
    /// Gets the package from the registry, unless `cache` has it; gives the archive.
    pub(super) fn download(&self, cache: &Path) -> Result<PathBuf, Failure> {
        let file = format!("{}-{}.tgz", self.name.trim_start_matches('@').replace('/', "-"), self.number);
        let archive = cache.join(&file);
        if archive.is_file() {
            return Ok(archive);
        }
        let package = format!("{}@{}", self.name, self.number);
        std::fs::create_dir_all(cache).map_err(|error| Failure::File(cache.to_owned(), error))?;
        // npm names the file itself; a folder of its own keeps a broken download from looking whole.
        let folder = tempfile::tempdir_in(cache).map_err(|error| Failure::File(cache.to_owned(), error))?;
        let output =
            Command::new("npm").args(["pack", "--silent", &package]).current_dir(folder.path()).output();
        let output = output.map_err(|error| Failure::Npm(package.clone(), error.to_string()))?;
        if !output.status.success() {
            return Err(Failure::Npm(package, String::from_utf8_lossy(&output.stderr).into_owned()));
        }
        std::fs::rename(folder.path().join(&file), &archive)
            .map_err(|error| Failure::File(archive.clone(), error))?;
        Ok(archive)
    }

    /// Reads the facts of the provider from the archive.
    pub(super) fn facts(&self, archive: &Path) -> Result<Provider, Failure> {
        let of_archive = |error| Failure::File(archive.to_owned(), error);
        let file = std::fs::File::open(archive).map_err(of_archive)?;
        let sources = sources(file).map_err(of_archive)?;
        let mut provider = Provider::default();
        let mut unclear = vec![];
        for sources in sources.values() {
            let mut declarations = Declarations::default();
            for source in sources {
                declarations.read(source);
            }
            if let Some(found) = &declarations.provider_version
                && found != self.version.number()
            {
                unclear.push(format!("the package binds version {found}"));
            }
            bindings::add(&declarations, &mut provider, &mut unclear);
        }
        if unclear.is_empty() { Ok(provider) } else { Err(Failure::Unclear(self.name, unclear)) }
    }
}

/// The TypeScript in an archive, by folder: a folder is one type of the provider.
fn sources(archive: impl Read) -> io::Result<BTreeMap<String, Vec<String>>> {
    let mut folders: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(archive));
    for entry in archive.entries()? {
        let mut entry = entry?;
        let path = entry.path()?.to_string_lossy().into_owned();
        let Some((folder, file)) = path.split_once("/lib/").and_then(|(_, path)| path.split_once('/')) else {
            continue;
        };
        if Path::new(file).extension().is_none_or(|extension| extension != "js") {
            continue;
        }
        let mut script = String::new();
        entry.read_to_string(&mut script)?;
        if let Some(source) = typescript(&script) {
            folders.entry(folder.to_owned()).or_default().push(source);
        }
    }
    Ok(folders)
}

/// The TypeScript that a script was compiled from, if its source map has it.
fn typescript(script: &str) -> Option<String> {
    let (_, map) = script.rsplit_once("//# sourceMappingURL=")?;
    let map = STANDARD.decode(map.split_once("base64,")?.1.trim()).ok()?;
    let mut map: Json = serde_json::from_slice(&map).ok()?;
    match map["sourcesContent"][0].take() {
        Json::String(source) => Some(source),
        _ => None,
    }
}
