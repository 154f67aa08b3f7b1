//! The `Cargo.toml` of a generated package. It is written once and then belongs to the user: of one that is there, only the
//! dependency on the runtime is kept up to date, and that only if this program wrote the file.

mod advice;
mod around;
mod document;
mod members;
mod names;

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value};

use crate::line_endings;
use crate::manifest::Package;
use crate::position::TomlFile;
use crate::project::Project;
use crate::runtime::{DEPENDENCY, Form, PACKAGE, Runtime};
use crate::workspace::{read_if_there, shown};
use around::Around;
use document::features_of;

/// The beginning of a `Cargo.toml` that this program wrote.
const MARK: &str = "# Written by `";
/// The same, as earlier versions had it.
const OLD_MARK: &str = "# Written once by `";

/// The keys that name a source of a dependency.
const SOURCES: [&str; 6] = ["path", "git", "rev", "tag", "branch", "version"];

/// How a package's `Cargo.toml` should be.
pub(crate) struct Wanted {
    out: PathBuf,
    file: Option<(TomlFile, DocumentMut)>,
    name: Option<String>,
    /// The source that an option or the manifest names.
    named: Option<Runtime>,
    /// The source otherwise.
    default: Runtime,
    /// True if the package is the manifest's, and not one that an option puts elsewhere.
    belongs: bool,
    around: Around,
    command: String,
    shown: String,
    root: PathBuf,
}

impl fmt::Debug for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wanted").field("out", &self.out).finish_non_exhaustive()
    }
}

impl Wanted {
    /// Reads the `Cargo.toml` that is there, and the workspace around it.
    ///
    /// # Errors
    /// A manifest that contradicts itself or the `Cargo.toml`, or files that cannot be read.
    pub(crate) fn new(
        option: Option<&Runtime>,
        of_manifest: Option<(&Package, &TomlFile)>,
        out: &Path,
        elsewhere: bool,
        project: &Project,
    ) -> Result<Self> {
        let path = out.join("Cargo.toml");
        let file = read_if_there(&path)?.map(|bytes| parse(&path, &bytes, &project.root)).transpose()?;
        let mut named = option.cloned();
        let mut name = None;
        if let Some((package, manifest)) = of_manifest.filter(|_| !elsewhere) {
            name = package_name(package, manifest, file.as_ref())?;
            named = named.map_or_else(|| source(package, manifest).transpose(), |it| Some(Ok(it))).transpose()?;
        } else if let Some((package, manifest)) = of_manifest {
            named = named.map_or_else(|| source(package, manifest).transpose(), |it| Some(Ok(it))).transpose()?;
        }
        if !elsewhere && file.is_none() && name.is_none() {
            folder_name(out)?;
        }
        Ok(Self {
            around: Around::of(out)?,
            shown: shown(&path, &project.root),
            out: out.to_path_buf(),
            file,
            name,
            named,
            default: project.runtime.clone(),
            belongs: !elsewhere,
            command: project.command(),
            root: project.root.clone(),
        })
    }

    /// The name of the library in paths: as the `Cargo.toml` says, else the manifest, else the folder or the service.
    pub(crate) fn library(&self, services: &[&str]) -> String {
        let there = self.file.as_ref().and_then(|(_, document)| library_name(document));
        let folder = || name_of_folder(&self.out);
        let service = || services.first().map(|name| format!("{name}_client"));
        let name = there.or_else(|| self.name.clone()).or_else(|| if self.belongs { folder() } else { service() });
        name.unwrap_or_else(|| "clients".to_owned()).replace('-', "_")
    }

    /// The file's text, if it is to be written; features are those that the services need of the runtime.
    ///
    /// # Errors
    /// A runtime that is not where its path leads.
    pub(crate) fn text(&self, library: &str, features: &BTreeSet<&'static str>) -> Result<Option<String>> {
        match &self.file {
            None => self.new_text(library, features).map(Some),
            Some((file, document)) if is_ours(&file.text) => {
                let mut document = document.clone();
                self.update(&mut document, features)?;
                let text = line_endings::kept(&file.text, &document.to_string());
                Ok((text != file.text).then_some(text))
            }
            Some(_) => Ok(None),
        }
    }

    fn new_text(&self, library: &str, features: &BTreeSet<&'static str>) -> Result<String> {
        let name = self.name.clone().unwrap_or_else(|| library.replace('_', "-"));
        self.is_free(&name)?;
        let mut dependency = InlineTable::new();
        dependency.insert("package", PACKAGE.into());
        for (key, value) in self.named.as_ref().unwrap_or(&self.default).keys(&self.out)? {
            dependency.insert(key, value.into());
        }
        dependency.insert("default-features", false.into());
        if !features.is_empty() {
            dependency.insert("features", features.iter().copied().collect::<Array>().into());
        }
        let dependency = Value::from(dependency).to_string();
        let workspace = match &self.around {
            Around::Strange { root } if !self.belongs => format!(
                "\n# Not a member of the workspace in {}. To make it one, list it there and remove this table.\n[workspace]\n",
                shown(root, &self.root)
            ),
            _ => String::new(),
        };
        Ok(format!(
            "{MARK}{}`, which from now on only adds what services need of `{DEPENDENCY}`. The rest is yours.\n\n\
             [package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.85\"\npublish = false\n\n\
             [features]\ndefault = [\"client\"]\n\
             # A client over AWS's own runtime.\nclient = [\"{DEPENDENCY}/client\"]\n\
             # serde's traits for all types, in the form of the services' JSON.\nserde = [\"{DEPENDENCY}/serde\"]\n\
             # Testing without AWS: a client that follows a script, a server, builders for outputs.\n\
             test-util = [\"{DEPENDENCY}/test-util\"]\n\n\
             [dependencies]\n{DEPENDENCY} = {}\n{workspace}",
            self.command,
            dependency.trim(),
        ))
    }

    /// Refuses a name that another package of the workspace has, with which Cargo would build none of them.
    fn is_free(&self, name: &str) -> Result<()> {
        // A package elsewhere that the workspace does not list becomes a workspace of its own.
        let joins = self.belongs || matches!(self.around, Around::Member { .. });
        let Some(root) = self.around.root().filter(|_| joins) else { return Ok(()) };
        let Some(other) = members::named(root, name)? else { return Ok(()) };
        let from = std::env::current_dir().unwrap_or_else(|_| self.root.clone());
        bail!(
            "the package in {} cannot be called `{name}`: {} has this name, and a workspace ({}) has no two packages of one name; \
             nothing was written\n  help: give the package another name: by `init --name NAME`, by `name` of [package] in the manifest \
             or, with --model, by `--service NAME`, which the name follows; or name another folder",
            self.out.display(),
            shown(&other, &from),
            shown(root, &from)
        )
    }

    /// Brings the dependency on the runtime up to date, and takes out a table that made the package its own workspace, if
    /// the workspace around lists it by now.
    fn update(&self, document: &mut DocumentMut, features: &BTreeSet<&'static str>) -> Result<()> {
        if matches!(self.around, Around::Member { .. })
            && document.get("workspace").and_then(Item::as_table).is_some_and(Table::is_empty)
        {
            document.remove("workspace");
        }
        let missing = self.missing(document, features);
        let is_same = self.update_dependency(document, &missing)?;
        if !(is_same && missing.is_empty())
            && let Some(table) = dependency_item(document).and_then(Item::as_inline_table_mut)
        {
            // On one line, with a space behind each comma. A table of its own keeps its comments.
            table.fmt();
        }
        Ok(())
    }

    /// Adds features to the dependency and puts in the source that is named; returns whether that was there already.
    fn update_dependency(&self, document: &mut DocumentMut, missing: &[&'static str]) -> Result<bool> {
        let Some(table) = dependency_mut(document) else { return Ok(true) };
        if !missing.is_empty() {
            let all = table.entry("features").or_insert(Item::Value(Array::new().into()));
            if let Some(all) = all.as_array_mut() {
                missing.iter().for_each(|feature| all.push(*feature));
            }
        }
        let of_workspace = table.get("workspace").and_then(Item::as_bool) == Some(true);
        let Some(named) = self.named.as_ref().filter(|_| !of_workspace) else { return Ok(true) };
        let keys = named.keys(&self.out)?;
        let is_same = SOURCES.iter().all(|key| {
            let wanted = keys.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
            table.get(key).and_then(Item::as_str) == wanted
        });
        if !is_same {
            SOURCES.iter().for_each(|key| {
                table.remove(key);
            });
            for (key, value) in keys {
                table.insert(key, Item::Value(value.into()));
            }
        }
        Ok(is_same)
    }

    /// The features that neither the package nor its workspace asks for.
    fn missing(&self, document: &DocumentMut, features: &BTreeSet<&'static str>) -> Vec<&'static str> {
        let Some(dependency) = dependency(document) else { return Vec::new() };
        let mut there = features_of(dependency);
        if dependency.get("workspace").and_then(Item::as_bool) == Some(true) {
            there.extend(self.around.features(DEPENDENCY));
        }
        features.iter().copied().filter(|feature| !there.iter().any(|it| it == feature)).collect()
    }

    /// Returns the changes that a person should make to a `Cargo.toml` that this program did not write.
    ///
    /// # Errors
    /// A runtime that is not where its path leads.
    pub(crate) fn advice(&self, features: &BTreeSet<&'static str>) -> Result<Vec<String>> {
        let Some((file, document)) = &self.file else { return Ok(Vec::new()) };
        let has_dependency = dependency(document).is_some();
        if has_dependency && is_ours(&file.text) {
            return Ok(Vec::new());
        }
        // A package that was started for the purpose may get its dependencies later.
        let source = self.named.as_ref().unwrap_or(&self.default);
        let keys = if has_dependency { None } else { Some(source.keys(&self.out)?) };
        let mut advice = Vec::new();
        let lines = advice::lines(document, &self.around, keys.as_deref(), features);
        if !lines.is_empty() {
            let reason = if has_dependency {
                "lacks lines that generated code needs"
            } else {
                "has no dependency on the runtime"
            };
            advice.push(format!("{} {reason}; add to it:\n\n  {}\n", self.shown, lines.join("\n  ")));
        }
        let missing = self.missing(document, features);
        if !missing.is_empty() {
            let missing: Vec<String> = missing.iter().map(|it| format!("{it:?}")).collect();
            advice.push(format!(
                "{} does not enable what the services need; add to the features of `{DEPENDENCY}`: {}",
                self.shown,
                missing.join(", ")
            ));
        }
        Ok(advice)
    }

    /// Makes a new package a member of the workspace around it, as `cargo new` does; the message says so.
    ///
    /// # Errors
    /// A workspace that cannot be written.
    pub(crate) fn join_workspace(&self) -> Result<Option<String>> {
        match (&self.around, &self.file, self.belongs) {
            (Around::Strange { root }, None, true) => {
                let member = around::add_member(root, &self.out)?;
                let from = std::env::current_dir().unwrap_or_else(|_| self.root.clone());
                Ok(Some(format!("{member} to the members of the workspace in {}", shown(root, &from))))
            }
            _ => Ok(None),
        }
    }
}

fn is_ours(text: &str) -> bool {
    text.starts_with(MARK) || text.starts_with(OLD_MARK)
}

fn parse(path: &Path, bytes: &[u8], base: &Path) -> Result<(TomlFile, DocumentMut)> {
    let text = std::str::from_utf8(bytes).with_context(|| format!("{} is not UTF-8 text", path.display()))?;
    let file = TomlFile::new(path, base, text.to_owned());
    let document = text.parse::<DocumentMut>();
    let document =
        document.map_err(|error| file.error(error.span(), error.message(), "correct the file and run again"))?;
    Ok((file, document))
}

fn library_name(document: &DocumentMut) -> Option<String> {
    let name = |table: &str| Some(document.get(table)?.get("name")?.as_str()?.to_owned());
    name("lib").or_else(|| name("package"))
}

/// Checks the name of a package that an option gives.
///
/// # Errors
/// A name that no package can have.
pub(crate) fn check_name(option: &str, name: &str) -> Result<()> {
    match names::refusal(name) {
        None => Ok(()),
        Some(why) => bail!(
            "{option}: `{name}` cannot be the name of a package: {why}; nothing was written\n  help: {}",
            names::HELP
        ),
    }
}

/// The name that the manifest gives the package, which is none that a `Cargo.toml` contradicts.
fn package_name(
    package: &Package,
    manifest: &TomlFile,
    file: Option<&(TomlFile, DocumentMut)>,
) -> Result<Option<String>> {
    let Some(name) = &package.name else { return Ok(None) };
    let (span, name) = (name.span(), name.get_ref());
    if let Some(why) = names::refusal(name) {
        let message = format!("`{name}` cannot be the name of a package: {why}");
        return Err(manifest.error(Some(span), &message, names::HELP));
    }
    let there = file.and_then(|(_, document)| document.get("package")?.get("name")?.as_str());
    match there.zip(file) {
        Some((there, (file, _))) if there != name => {
            let message = format!("the package is called `{name}` here and `{there}` in {}", file.shown);
            Err(manifest.error(Some(span), &message, "write the same name, or leave `name` out"))
        }
        _ => Ok(Some(name.clone())),
    }
}

/// The source that the manifest names.
fn source(package: &Package, manifest: &TomlFile) -> Result<Option<Runtime>> {
    let Some(keys) = &package.runtime else { return Ok(None) };
    let folder = manifest.path.parent().unwrap_or(Path::new("."));
    let runtime = keys.get_ref().runtime(folder, Form::Manifest);
    let runtime =
        runtime.map_err(|it| manifest.error(Some(it.span.unwrap_or_else(|| keys.span())), &it.message, it.help))?;
    if let Runtime::Path(path) = &runtime
        && !path.join("Cargo.toml").is_file()
    {
        let message = format!("the runtime is not in {}: there is no Cargo.toml", path.display());
        let help = "name the folder with the package of the runtime; paths are relative to this file";
        return Err(manifest.error(Some(keys.span()), &message, help));
    }
    Ok(Some(runtime))
}

/// The name of a new package from its folder.
fn name_of_folder(out: &Path) -> Option<String> {
    let folder = std::path::absolute(out).ok()?;
    Some(plain_name(&folder.file_name()?.to_string_lossy()))
}

/// Refuses a folder whose name a package cannot have, where nothing else names the package.
fn folder_name(out: &Path) -> Result<()> {
    let Some(name) = name_of_folder(out) else { return Ok(()) };
    match names::refusal(&name) {
        None => Ok(()),
        Some(why) => bail!(
            "`{name}`, the name of the folder, cannot be the name of a package: {why}\n  help: name the package with `init \
             --name NAME` or `name` of [package]: {}",
            names::HELP
        ),
    }
}

/// A folder's name as that of a package.
fn plain_name(folder: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c.to_ascii_lowercase() } else { '_' };
    let name: String = folder.chars().map(plain).collect();
    match name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => name,
        false => format!("clients_{name}"),
    }
}

/// The dependency on the runtime.
fn dependency(document: &DocumentMut) -> Option<&Item> {
    document.get("dependencies")?.get(DEPENDENCY)
}

fn dependency_item(document: &mut DocumentMut) -> Option<&mut Item> {
    document.get_mut("dependencies")?.get_mut(DEPENDENCY)
}

/// The same, as a table; a dependency that is only a version becomes one.
fn dependency_mut(document: &mut DocumentMut) -> Option<&mut dyn toml_edit::TableLike> {
    let item = dependency_item(document)?;
    if let Some(version) = item.as_str().map(str::to_owned) {
        let mut table = InlineTable::new();
        table.insert("version", version.into());
        *item = Item::Value(table.into());
    }
    item.as_table_like_mut()
}
