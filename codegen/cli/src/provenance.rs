//! `provenance.toml` beside a model: where its facts come from, and that nobody has changed them by hand.

use std::path::Path;

use anyhow::{Result, anyhow, bail};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::position::TomlFile;
use crate::project::Project;
use crate::workspace::{read, read_if_there, shown};

/// The file's name.
pub(crate) const FILE: &str = "provenance.toml";

/// The origin of a model.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Provenance {
    /// Who published it.
    pub(crate) source: String,
    /// In which version.
    pub(crate) version: String,
    /// Its files.
    pub(crate) file: Vec<Imported>,
    /// The models that were converted from them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) converted: Vec<Converted>,
}

/// A file that was not published, but made of those that were, as `cargo xtask convert` does.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Converted {
    /// Its name here.
    pub(crate) name: String,
    /// The SHA-256 of the file.
    pub(crate) sha256: String,
}

/// A file, as published and as it lies here.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Imported {
    /// Its name here.
    pub(crate) name: String,
    /// Its name as published.
    pub(crate) published_name: String,
    /// The SHA-256 of the file as published.
    pub(crate) published_sha256: String,
    /// The SHA-256 of the file here.
    pub(crate) sha256: String,
}

/// The SHA-256 of some bytes, in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Provenance {
    /// The file's text.
    pub(crate) fn text(&self, program: &str) -> Result<String> {
        let head = format!(
            "# Where the facts in this folder come from. Written by `{program} import`, which drops the prose of the\n\
             # published files, and checked whenever code is generated. Corrections belong in overlay.json.\n\n"
        );
        Ok(format!("{head}{}", toml::to_string(self)?))
    }
}

/// Holds the files of a folder to their provenance, which lies beside them and must be there if `must` says so.
pub(crate) fn check(folder: &Path, name: &str, must: bool, project: &Project) -> Result<()> {
    let path = folder.join(name);
    let Some(bytes) = read_if_there(&path)? else {
        if must {
            bail!("{} is missing; bring the model in with `{} import`", shown(&path, &project.root), project.program);
        }
        return Ok(());
    };
    let provenance: Provenance = toml::from_str(&String::from_utf8_lossy(&bytes))
        .map_err(|e| anyhow!("{} cannot be understood\n{e}", shown(&path, &project.root)))?;
    listed(folder, &path, &provenance, project)?;
    let imported = provenance.file.iter().map(|file| (&file.name, &file.sha256));
    let converted = provenance.converted.iter().map(|file| (&file.name, &file.sha256));
    for (file, expected) in imported.chain(converted) {
        let path = folder.join(file);
        let found = sha256(&read(&path)?);
        if found != *expected {
            bail!(
                "{} is not the file that was imported: its SHA-256 is {found}, and {name} has {}\n  help: import the \
                 model again with `{} import`; corrections belong in overlay.json",
                shown(&path, &project.root),
                expected,
                project.program,
            );
        }
    }
    Ok(())
}

/// Who published the model in a folder; `None` if nothing says so.
pub(crate) fn source(folder: &Path) -> Option<String> {
    let bytes = read_if_there(&folder.join(FILE)).ok()??;
    let provenance: Provenance = toml::from_str(&String::from_utf8_lossy(&bytes)).ok()?;
    Some(provenance.source)
}

/// Holds the files of a folder to its provenance, for an import that replaces them.
pub(crate) fn unchanged(folder: &Path, file: &TomlFile, project: &Project) -> Result<()> {
    let provenance: Provenance =
        toml::from_str(&file.text).map_err(|error| file.error(error.span(), error.message(), ""))?;
    let imported = provenance.file.iter().map(|it| (&it.name, &it.sha256));
    let converted = provenance.converted.iter().map(|it| (&it.name, &it.sha256));
    for (name, expected) in imported.chain(converted) {
        let path = folder.join(name);
        let found = read_if_there(&path)?.map(|bytes| sha256(&bytes));
        if found.as_ref() == Some(expected) {
            continue;
        }
        let at = file.text.rfind(expected.as_str()).unwrap_or_default();
        let what = if found.is_some() { "is not the file that was imported" } else { "is missing" };
        let message = format!(
            "{} {what}, so that it is unknown what the service removed since; nothing was written",
            shown(&path, &project.root)
        );
        let help = "restore the folder from version control, and import again";
        return Err(file.error(Some(at..at + expected.len()), &message, help));
    }
    Ok(())
}

/// The files beside a model that say something about its service, each of which its provenance must list.
const COMPANIONS: &[&str] = &[
    "service-2.json",
    "smithy.json",
    "paginators-1.json",
    "waiters-2.json",
    "endpoint-rule-set-1.json",
    "examples-1.json",
];

/// A provenance lists files, and all that would be read. The partitions' own lies where there are no companions.
fn listed(folder: &Path, path: &Path, provenance: &Provenance, project: &Project) -> Result<()> {
    let (shown_path, program) = (shown(path, &project.root), project.program);
    if provenance.file.is_empty() {
        bail!(
            "{shown_path} lists no file, so that nothing is checked\n  help: import the model again with `{program} import`"
        );
    }
    let of_file = provenance.file.iter().map(|file| &file.name);
    let names: Vec<&String> = of_file.chain(provenance.converted.iter().map(|file| &file.name)).collect();
    let packed = COMPANIONS.iter().map(|name| format!("{name}.gz"));
    for name in COMPANIONS.iter().map(ToString::to_string).chain(packed) {
        if !names.contains(&&name) && folder.join(&name).is_file() {
            bail!(
                "{} is not listed in {shown_path}, and it would change what is generated\n  help: remove it, or import the \
                 model again with `{program} import`; corrections belong in overlay.json",
                shown(&folder.join(&name), &project.root),
            );
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_that_was_changed_by_hand_is_refused_with_what_to_do() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let project = Project::bare(folder.path(), "cargo xtask", "codegen");
        let model = folder.path().join("service-2.json");
        std::fs::write(&model, "{}\n").expect("written");
        assert!(check(folder.path(), FILE, true, &project).is_err(), "a model of ours must have a provenance");
        check(folder.path(), FILE, false, &project).expect("another may have none");
        let imported = Imported {
            name: "service-2.json".into(),
            published_name: "service-2.json.gz".into(),
            published_sha256: sha256(b"as published"),
            sha256: sha256(b"{}\n"),
        };
        let provenance = Provenance {
            source: "botocore".into(),
            version: "1.2.3".into(),
            file: vec![imported],
            converted: Vec::new(),
        };
        let text = provenance.text("cargo xtask").expect("a text");
        std::fs::write(folder.path().join(FILE), &text).expect("written");
        check(folder.path(), FILE, true, &project).expect("it is as imported");
        std::fs::write(&model, "{ }\n").expect("written");
        let error = check(folder.path(), FILE, true, &project).expect_err("it was changed").to_string();
        for text in ["service-2.json is not the file that was imported", "cargo xtask import", "overlay.json"] {
            assert!(error.contains(text), "{error}");
        }
        std::fs::write(&model, "{}\n").expect("written");
        let converted = Converted { name: "smithy.json".into(), sha256: sha256(b"{\n}\n") };
        let with = Provenance { converted: vec![converted], ..toml::from_str(&text).expect("a provenance") };
        std::fs::write(folder.path().join(FILE), with.text("cargo xtask").expect("a text")).expect("written");
        assert!(check(folder.path(), FILE, true, &project).is_err(), "what was made of it must be there");
        std::fs::write(folder.path().join("smithy.json"), "{\n}\n").expect("written");
        check(folder.path(), FILE, true, &project).expect("it is as it was made");
        std::fs::write(folder.path().join("smithy.json"), "{}\n").expect("written");
        assert!(check(folder.path(), FILE, true, &project).is_err(), "what was made of it was changed");
        std::fs::write(folder.path().join("smithy.json"), "{\n}\n").expect("written");
        std::fs::write(folder.path().join("waiters-2.json"), "{}\n").expect("written");
        let error = check(folder.path(), FILE, true, &project).expect_err("nobody lists it").to_string();
        assert!(error.contains("waiters-2.json is not listed in provenance.toml"), "{error}");
        std::fs::remove_file(folder.path().join("waiters-2.json")).expect("removed");
        check(folder.path(), FILE, true, &project).expect("it is as it was made");
        let none = Provenance { file: Vec::new(), ..toml::from_str(&text).expect("a provenance") };
        std::fs::write(folder.path().join(FILE), none.text("cargo xtask").expect("a text")).expect("written");
        let error = check(folder.path(), FILE, true, &project).expect_err("it lists nothing").to_string();
        assert!(error.contains("lists no file"), "{error}");
        std::fs::write(folder.path().join(FILE), with.text("cargo xtask").expect("a text")).expect("written");
        std::fs::remove_file(&model).expect("removed");
        assert!(check(folder.path(), FILE, true, &project).is_err(), "a missing model is not as imported");
    }
}
