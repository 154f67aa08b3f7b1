//! The model that an import replaces: it must be as it was imported and not be newer, and what it had is retained.

use std::path::Path;

use anyhow::{Result, bail, ensure};
use codegen::Failed;
use codegen::retained::{Options, Unneeded, Update, update};

use super::arguments::Arguments;
use super::files::{FILES, Import, Place, SMITHY, failed};
use super::format;
use crate::manifest::{self, Operations};
use crate::model_files::{Format, ModelFiles, RETAINED};
use crate::position::TomlFile;
use crate::project::Project;
use crate::provenance::{self, FILE, Provenance};
use crate::workspace::{read_if_there, shown};

/// Compares the model in a folder with the one that replaces it. Returns what is retained, and a sentence if the format or the
/// source changes.
///
/// # Errors
/// A former model that is damaged, newer or in another format, and changes that cannot be kept, which have been reported then.
pub(super) fn retained(
    folder: &Path,
    imported: &Import,
    arguments: &Arguments,
    place: &Place,
    project: &Project,
) -> Result<(Update, Option<String>)> {
    if !FILES[..1].iter().chain([&SMITHY]).any(|name| folder.join(name).is_file()) {
        if folder.join(RETAINED).is_file() {
            bail!(
                "{} is there without the model that it belongs to\n  help: restore the model from version control, or remove \
                 the file",
                shown(&folder.join(RETAINED), &project.root)
            );
        }
        let unneeded = |name: &String| Unneeded { name: name.clone(), is_known: false, near: None };
        let unneeded = arguments.accept_type.iter().map(unneeded).collect();
        return Ok((Update { unneeded, ..Update::default() }, None));
    }
    let former = ModelFiles::of_folder(folder, Format::Botocore, &project.root)?;
    let written = provenance(folder, project)?;
    if let Some((file, former)) = &written {
        forwards(file, former, &imported.provenance, project)?;
    }
    let replaced = format::replaced(folder, written.as_ref().map(|(_, it)| it), imported, arguments, project)?;
    let last_model = match &written {
        Some((_, it)) => format!("{} {}", it.source, it.version),
        None => "unknown".to_owned(),
    };
    let today = || jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
    let since = arguments.date.clone().unwrap_or_else(today);
    let listed = listed(place, project)?;
    let service = listed.as_ref().and_then(|it| it.service_shape.clone()).or_else(|| arguments.service_shape.clone());
    let operations = listed.map_or_else(|| Operations::parse("all"), |listed| listed.operations.into_inner());
    let options = Options {
        since: &since,
        last_model: &last_model,
        operations: operations.selection(),
        service: service.as_deref(),
        accepted: &arguments.accept_type,
    };
    let retained = compare(&former, imported, &options);
    let retained = retained.map_err(|Failed(all)| failed(&all, arguments.messages))?;
    // Behind the comparison, which says where a file breaks off.
    if let Some((file, _)) = &written {
        provenance::unchanged(folder, file, project)?;
    }
    Ok((retained, replaced))
}

fn compare(former: &ModelFiles, imported: &Import, options: &Options<'_>) -> Result<Update, Failed> {
    let models = former.sources();
    imported.with(|inputs| update(&former.inputs(&models, None), inputs, options))
}

/// Checks that each accepted name was needed by one of the imports.
///
/// # Errors
/// A name that none of them needed.
pub(crate) fn all_needed(updates: &[&Update]) -> Result<()> {
    let Some((first, others)) = updates.split_first() else { return Ok(()) };
    let of = |update: &Update, name: &str| update.unneeded.iter().find(|it| it.name == name).cloned();
    let mut wrong = Vec::new();
    for unneeded in &first.unneeded {
        let of_others: Option<Vec<Unneeded>> = others.iter().map(|it| of(it, &unneeded.name)).collect();
        // Another service may have needed it.
        let Some(of_others) = of_others else { continue };
        let all: Vec<&Unneeded> = [unneeded].into_iter().chain(&of_others).collect();
        let known = all.iter().find(|it| it.is_known);
        let near = all.iter().find_map(|it| it.near.as_deref());
        let (why, help) = match (known, near) {
            (Some(_), _) => ("its type did not change, or is kept".to_owned(), "leave the option out".to_owned()),
            (None, Some(near)) => ("there is nothing of this name".to_owned(), format!("did you mean `{near}`?")),
            (None, None) => (
                "there is nothing of this name whose type could change".to_owned(),
                "name a shape, a member as `Shape$member`, or `Operation$pages`, `Operation$items`, `Operation$Waiter`"
                    .to_owned(),
            ),
        };
        wrong.push(format!("--accept-type '{}': {why}; nothing was written\n  help: {help}", unneeded.name));
    }
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// The provenance of a folder, if it has one.
fn provenance(folder: &Path, project: &Project) -> Result<Option<(TomlFile, Provenance)>> {
    let path = folder.join(FILE);
    let Some(bytes) = read_if_there(&path)? else { return Ok(None) };
    let file = TomlFile::new(&path, &project.root, String::from_utf8_lossy(&bytes).into_owned());
    let help = "restore the file from version control";
    let provenance = toml::from_str(&file.text).map_err(|error| file.error(error.span(), error.message(), help))?;
    Ok(Some((file, provenance)))
}

/// An import cannot go back in time: what the older model lacks, the service did not remove.
fn forwards(file: &TomlFile, former: &Provenance, new: &Provenance, project: &Project) -> Result<()> {
    if former.source != new.source || !is_older(&new.version, &former.version) {
        return Ok(());
    }
    let at = file.text.find(&format!("version = {:?}", former.version)).unwrap_or_default();
    let span = at..at + file.text[at..].lines().next().map_or(0, str::len);
    let message = format!(
        "the import goes back in time: {} {} would replace {}; nothing was written",
        new.source, new.version, former.version
    );
    let help = format!(
        "import {} {} or a later version; to return to an older model, restore {} from version control",
        former.source,
        former.version,
        shown(file.path.parent().unwrap_or(Path::new(".")), &project.root)
    );
    Err(file.error(Some(span), &message, &help))
}

/// Compares versions of numbers; what has other parts has no order.
fn is_older(one: &str, other: &str) -> bool {
    let numbers = |text: &str| text.split('.').map(|part| part.parse::<u64>().ok()).collect::<Option<Vec<_>>>();
    numbers(one).zip(numbers(other)).is_some_and(|(one, other)| one < other)
}

/// The service of the manifest that the folder belongs to.
fn listed(place: &Place, project: &Project) -> Result<Option<manifest::Service>> {
    let Some(path) = &project.manifest else { return Ok(None) };
    let (manifest, _) = manifest::load(path, &project.root)?;
    let mut services = manifest.service.into_iter();
    let is_it = |name: &str, service: &manifest::Service| {
        name == place.service && service.version.as_ref().is_some_and(|it| *it.get_ref() == place.api_version)
    };
    Ok(services.find(|(name, service)| is_it(name.get_ref(), service)).map(|(_, service)| service))
}
