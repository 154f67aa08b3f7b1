//! `codegen.toml`: which services and operations are generated, into which package.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Error, Result, anyhow};
use codegen::suggest::{did_you_mean, nearest};
use serde::Deserialize;
use toml::Spanned;

use crate::position::TomlFile;
use crate::runtime::Keys;
pub use crate::service::Operations;
use crate::workspace::{read, shown, tidy};

/// The manifest.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The package that the services go to.
    #[serde(default)]
    pub package: Package,
    /// The services by name, which is that of their folder and their module.
    #[serde(default)]
    pub service: BTreeMap<Spanned<String>, Service>,
}

/// The package that the services go to.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Package {
    /// Its folder, relative to the manifest; absent, the manifest's folder.
    pub path: Option<PathBuf>,
    /// Its name in a new `Cargo.toml`; absent, the folder's name.
    pub name: Option<Spanned<String>>,
    /// The source of the runtime, relative to the manifest; absent, the registry.
    pub runtime: Option<Spanned<Keys>>,
    /// The command that the first line of each file names; absent, the one that generates.
    pub command: Option<Spanned<String>>,
}

/// A model in files that were not imported.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, expecting = "`model` is the path of a file or a folder, or a list of paths")]
pub enum Paths {
    /// A file, or a folder with a model.
    One(PathBuf),
    /// The files of one model.
    Several(Vec<PathBuf>),
}

impl Paths {
    /// All paths.
    #[must_use]
    pub fn all(&self) -> &[PathBuf] {
        match self {
            Self::One(path) => std::slice::from_ref(path),
            Self::Several(paths) => paths,
        }
    }
}

/// A service that is generated.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// The version of its API, which is the name of the folder with its imported model.
    pub version: Option<Spanned<String>>,
    /// Its model, where it was not imported; relative to the manifest.
    pub model: Option<Spanned<Paths>>,
    /// The file with corrections and documentation, where it is not the `overlay.json` beside the model; relative to the
    /// manifest.
    pub overlay: Option<Spanned<PathBuf>>,
    /// Its shape, by name or id, where a Smithy model has several services.
    #[serde(rename = "service-shape")]
    pub service_shape: Option<String>,
    /// Which operations.
    pub operations: Spanned<Operations>,
    /// The protocol to generate, where the model lists several and another than the preferred one is wanted.
    pub protocol: Option<String>,
}

/// Reads the manifest, and gives its text, for errors that are found later.
///
/// # Errors
/// A file that cannot be read, or that is not as a manifest should be, with the place.
pub fn load(path: &Path, base: &Path) -> Result<(Manifest, TomlFile)> {
    let bytes = read(path)?;
    let text = String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8 text", shown(path, base)))?;
    let (manifest, file) = parse(TomlFile::new(path, base, text))?;
    manifest.service.values().try_for_each(|service| operations(&service.operations, &file))?;
    manifest.package.command.iter().try_for_each(|command| one_line(command, &file))?;
    Ok((manifest, file))
}

/// Refuses a command that is empty or has more than one line: the first line of each file names it.
fn one_line(command: &Spanned<String>, file: &TomlFile) -> Result<()> {
    let text = command.get_ref();
    if text.trim().is_empty() || text.chars().any(char::is_control) {
        let help = "write the command in one line, as in `command = \"make clients\"`, or remove the key";
        return Err(file.error(Some(command.span()), "`command` is not one line of text", help));
    }
    Ok(())
}

/// Refuses a selection of operations that is empty or names one twice.
fn operations(operations: &Spanned<Operations>, file: &TomlFile) -> Result<()> {
    let Operations::Named(names) = operations.get_ref() else { return Ok(()) };
    let span = operations.span();
    if names.is_empty() {
        let help = "name at least one operation, or write \"all\"; to generate nothing, remove the service";
        return Err(file.error(Some(span), "`operations` is empty", help));
    }
    let Some((_, name)) = names.iter().enumerate().find(|(index, name)| names[..*index].contains(name)) else {
        return Ok(());
    };
    let text = file.text.get(span.clone()).unwrap_or_default();
    // Of the name in its quotes, so that a longer name is none.
    let second = text.match_indices(name.as_str()).filter(|(at, _)| {
        let is_quote = |it: Option<char>| matches!(it, Some('"' | '\''));
        is_quote(text[..*at].chars().next_back()) && is_quote(text[at + name.len()..].chars().next())
    });
    let second = second.map(|(at, _)| span.start + at - 1..span.start + at + name.len() + 1).nth(1);
    let message = format!("the operation `{name}` is listed twice");
    Err(file.error(Some(second.unwrap_or(span)), &message, "remove one of the two"))
}

/// Reads the text of a manifest.
///
/// # Errors
/// A text that is not as a manifest should be, with the place.
pub fn parse(file: TomlFile) -> Result<(Manifest, TomlFile)> {
    let manifest = toml::from_str(&file.text).map_err(|error| {
        let message = error.message();
        let is_service = message.contains("duplicate key") && in_service(&file.text, error.span());
        let message = if is_service { "two services have one name, and so one module: duplicate key" } else { message };
        let help = match message {
            _ if message.contains("duplicate key") && !is_service => "remove one of the two keys",
            _ if message.contains("duplicate key") => {
                "a service's name is that of its module: give the second one another name, and its model with `model`"
            }
            // The message lists the keys.
            _ if message.contains("unknown field") => "correct the name, or remove the key",
            _ if message.contains("missing field `operations`") => {
                "add `operations = \"all\"`, or a list of names, as in `operations = [\"CreateQueue\"]`"
            }
            _ => "",
        };
        file.error(error.span(), message, help)
    })?;
    let Manifest { service, .. } = &manifest;
    service.iter().try_for_each(|(name, service)| version(name.get_ref(), service.version.as_ref(), &file))?;
    Ok((manifest, file))
}

/// Refuses a version that is not the name of a folder, such as a path that leads out of the imported models.
fn version(service: &str, version: Option<&Spanned<String>>, file: &TomlFile) -> Result<()> {
    let Some(version) = version else { return Ok(()) };
    let text = version.get_ref();
    if !matches!(text.as_str(), "" | "." | "..") && !text.contains(['/', '\\', ':']) {
        return Ok(());
    }
    let message =
        format!("`{text}` is not the version of an imported model, which is the name of a folder in `{service}`");
    let help =
        "write the version of the API, such as \"2012-11-05\"; a model that was not imported is named with `model`";
    Err(file.error(Some(version.span()), &message, help))
}

/// The error for a name of a service that the manifest does not list; `shown` is the manifest.
#[must_use]
pub fn no_service<'a>(shown: &str, name: &str, listed: impl Iterator<Item = &'a str> + Clone) -> Error {
    let help = match nearest(name, listed.clone()) {
        Some(near) => did_you_mean(near),
        None if listed.clone().next().is_none() => "it lists no service".to_owned(),
        None => format!("it has {}", listed.collect::<Vec<_>>().join(", ")),
    };
    anyhow!("{shown} has no service `{name}`\n  help: {help}")
}

/// Returns whether a place is in the header of a service.
fn in_service(text: &str, span: Option<std::ops::Range<usize>>) -> bool {
    let at = span.map_or(0, |span| span.start);
    let line = text.get(..at).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
    line.trim_start().starts_with("[service")
}

/// Returns the folder of the package that a manifest names.
pub(crate) fn package_folder(package: &Package, file: &TomlFile) -> PathBuf {
    let folder = file.path.parent().unwrap_or(Path::new("."));
    tidy(&package.path.as_ref().map_or(folder.to_path_buf(), |path| folder.join(path)))
}
