//! The folder of a module: its Terraform files, and what stands in Rust beside them.

use crate::attributes::{crossing, inside, name};
use crate::items::structs;
use iac_schema::{Bodies, Input, Interface, Source};
use std::fs;
use std::path::{Path, PathBuf};
use syn::punctuated::Punctuated;
use syn::{Attribute, ItemStruct, Token};

/// The files that are written from the struct.
const WRITTEN: [&str; 2] = ["variables.tf", "versions.tf"];

/// A folder with Terraform files.
pub(crate) struct Folder {
    path: PathBuf,
    /// The name of each file, its path for people, and its text, by name.
    pub(crate) files: Vec<(String, String, String)>,
}

impl Folder {
    /// Reads the hand-written files of `path`.
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let files = terraform_files(path)?.into_iter().filter(|file| !WRITTEN.contains(&file.as_str()));
        let files = files.map(|file| {
            let full = path.join(&file);
            let shown = shown(&full);
            let text =
                fs::read_to_string(&full).map_err(|error| format!("{shown} can't be read: {error}"))?;
            Ok((file, shown, text))
        });
        let files = files.collect::<Result<Vec<_>, String>>()?;
        if files.is_empty() {
            return Err(format!("no `.tf` file stands in {}, so the module has no body", shown(path)));
        }
        Ok(Self { path: path.to_owned(), files })
    }

    /// The files, for the check.
    pub(crate) fn sources(&self) -> Vec<Source<'_>> {
        self.files.iter().map(|(_, path, text)| Source { path, text }).collect()
    }

    /// The module that a call in this folder names by `source`.
    pub(crate) fn callee(&self, source: &str) -> Option<Callee> {
        let path = self.path.join(source);
        if let Ok(text) = fs::read_to_string(path.join("mod.rs"))
            && let Some(callee) = Callee::of_rust(&structs(&text))
        {
            return Some(callee);
        }
        Callee::of_terraform(&path)
    }
}

/// A module that is called.
pub(crate) struct Callee {
    pub(crate) interface: Interface,
    /// The struct that derives `Module`; none if the module is Terraform alone.
    pub(crate) struct_name: Option<String>,
    /// The files that were read to know a module without Rust.
    pub(crate) files: Vec<String>,
}

impl Callee {
    fn of_rust(structs: &[ItemStruct]) -> Option<Self> {
        let module = structs.iter().find(|item| derives(&item.attrs, "Module"))?;
        let outputs = outputs_name(&module.attrs)?;
        let inputs =
            fields(module).map(|(name, field)| (name, Input { required: is_required(field) })).collect();
        let outputs = structs.iter().find(|item| item.ident == outputs)?;
        let interface = Interface { inputs, outputs: fields(outputs).map(|(name, _)| name).collect() };
        Some(Self { interface, struct_name: Some(module.ident.to_string()), files: Vec::new() })
    }

    fn of_terraform(path: &Path) -> Option<Self> {
        let files = terraform_files(path).ok().filter(|files| !files.is_empty())?;
        let texts: Vec<String> =
            files.iter().map(|file| fs::read_to_string(path.join(file))).collect::<Result<_, _>>().ok()?;
        let sources: Vec<Source<'_>> =
            files.iter().zip(&texts).map(|(path, text)| Source { path, text }).collect();
        let interface = Bodies::parse(&sources).interface();
        Some(Self { interface, struct_name: None, files })
    }
}

/// The names of the `.tf` files of a folder, sorted.
fn terraform_files(path: &Path) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(path).map_err(|error| format!("{} can't be read: {error}", shown(path)))?;
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| format!("{} can't be read: {error}", shown(path)))?;
        let file = entry.file_name().to_string_lossy().into_owned();
        if Path::new(&file).extension().is_some_and(|extension| extension == "tf") && !file.starts_with('.') {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

/// A path for people: as the compiler knows it if that is relative, else from the folder of the module on.
fn shown(path: &Path) -> String {
    if path.is_relative() {
        return path.display().to_string();
    }
    let mut names: Vec<_> = path.iter().rev().take(2).collect();
    names.reverse();
    names.iter().collect::<PathBuf>().display().to_string()
}

fn fields(item: &ItemStruct) -> impl Iterator<Item = (String, &syn::Field)> {
    item.fields.iter().filter_map(|field| Some((name(field.ident.as_ref()?), field)))
}

/// Whether a call has to give the input: it has no default, and `null` isn't one.
pub(crate) fn is_required(field: &syn::Field) -> bool {
    let has_default =
        crate::attributes::InputAttribute::read(&field.attrs).is_ok_and(|input| input.default.is_some());
    !has_default && inside(crossing(&field.ty), "Option").is_none()
}

fn derives(attributes: &[Attribute], derive: &str) -> bool {
    attributes.iter().filter(|attribute| attribute.path().is_ident("derive")).any(|attribute| {
        attribute.parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated).is_ok_and(|paths| {
            paths.iter().any(|path| path.segments.last().is_some_and(|last| last.ident == derive))
        })
    })
}

/// The name behind `outputs =` in `#[module(…)]`.
fn outputs_name(attributes: &[Attribute]) -> Option<String> {
    let attribute = attributes.iter().find(|attribute| attribute.path().is_ident("module"))?;
    let mut outputs: Option<syn::Path> = None;
    let read = attribute.parse_nested_meta(|meta| {
        if meta.path.is_ident("outputs") {
            outputs = Some(meta.value()?.parse()?);
        } else {
            let versions;
            syn::parenthesized!(versions in meta.input);
            versions.parse::<proc_macro2::TokenStream>()?;
        }
        Ok(())
    });
    read.ok()?;
    Some(outputs?.segments.last()?.ident.to_string())
}
