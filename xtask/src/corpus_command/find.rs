//! Which models lie below a folder: botocore's by their name, others by what they say. It reads no more of them than
//! that asks for.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use codegen::rust::names::module_name;
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::workspace::Published;

/// A model that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The service's name: the folder's name, or the file's.
    pub(super) name: String,
    /// The version of its API; empty where no date is found in the path.
    pub(super) version: String,
    /// The file.
    pub(super) path: PathBuf,
    /// Its size on the disk.
    pub(super) size: u64,
    /// True if what lies beside it belongs to it.
    pub(super) has_folder: bool,
}

/// The modules that are something else.
const TAKEN: &[&str] = &["codegen_runtime", "lib", "partitions", "runtime"];

/// The model's name in botocore's layout.
const PUBLISHED: [&str; 2] = ["service-2.json", "service-2.json.gz"];

/// All models below a folder, by name and version; of each service only the newest, unless all are wanted.
pub(super) fn models(folder: &Path, all_versions: bool) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    below(folder, &mut found)?;
    found.sort_by(|a, b| (&a.name, &a.version, &a.path).cmp(&(&b.name, &b.version, &b.path)));
    if !all_versions {
        // Equal names stand together, the newest last.
        let newer: Vec<bool> =
            found.windows(2).map(|pair| pair[0].name == pair[1].name && pair[0].version != pair[1].version).collect();
        let mut newer = newer.into_iter().chain([false]);
        found.retain(|_| !newer.next().unwrap_or_default());
    }
    Ok(found)
}

fn below(folder: &Path, found: &mut Vec<Found>) -> Result<()> {
    let reading = || format!("cannot read {}", folder.display());
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).with_context(reading)? {
        entries.push(entry.with_context(reading)?.path());
    }
    entries.sort();
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = entries.into_iter().partition(|path| path.is_dir());
    if let Some(model) = PUBLISHED.iter().map(|name| folder.join(name)).find(|path| path.is_file()) {
        found.push(Found::new(model, true)?);
    } else {
        let mut models = Vec::new();
        for file in files {
            if is_model(&file)? {
                models.push(file);
            }
        }
        let has_folder = models.len() == 1;
        for model in models {
            found.push(Found::new(model, has_folder)?);
        }
    }
    folders.iter().try_for_each(|folder| below(folder, found))
}

/// The keys that distinguish a model from other JSON.
#[derive(Deserialize)]
struct Top {
    smithy: Option<IgnoredAny>,
    metadata: Option<IgnoredAny>,
    operations: Option<IgnoredAny>,
    shapes: Option<IgnoredAny>,
}

impl Top {
    fn is_model(&self) -> bool {
        let Self { smithy, metadata, operations, shapes } = self;
        smithy.is_some() || [metadata, operations, shapes].iter().all(|it| it.is_some())
    }
}

/// Returns whether a file is a model by what it says, whatever it is called: a Smithy model has no name of its own.
/// One that is broken counts: it is worth an error.
fn is_model(path: &Path) -> Result<bool> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_json = name.ends_with(".json") || name.ends_with(".json.gz");
    if !is_json || matches!(name.trim_end_matches(".gz"), "overlay.json" | "retained.json") {
        return Ok(false);
    }
    let text = Published::read(path)?.text;
    Ok(match serde_json::from_slice::<Top>(&text) {
        Ok(top) => top.is_model(),
        Err(_) => text.windows(8).any(|window| window == b"\"smithy\""),
    })
}

impl Found {
    fn new(path: PathBuf, has_folder: bool) -> Result<Self> {
        let size = path.metadata().with_context(|| format!("cannot read {}", path.display()))?.len();
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let folders = path.ancestors().skip(1).filter_map(Path::file_name).map(|name| name.to_string_lossy());
        let (name, version) = if PUBLISHED.contains(&file.as_str()) {
            of_folders(folders.map(String::from))
        } else {
            of_file(file.trim_end_matches(".gz").trim_end_matches(".json"))
        };
        Ok(Self { name, version, path, size, has_folder })
    }

    /// The module that it becomes.
    pub(super) fn module(&self) -> String {
        let name = module_name(&self.name);
        // What the generator keeps for itself, and `lib`, is refused where it is asked for.
        if TAKEN.contains(&name.as_str()) { format!("{name}_") } else { name }
    }
}

/// `<name>/<version>` or, without a version, `<name>`; the innermost folder comes first.
fn of_folders(mut folders: impl Iterator<Item = String>) -> (String, String) {
    match (folders.next().unwrap_or_default(), folders.next()) {
        (version, Some(name)) if is_date(&version) => (name, version),
        (name, _) => (name, String::new()),
    }
}

/// `<name>-<version>` or `<name>`.
fn of_file(stem: &str) -> (String, String) {
    match stem.len().checked_sub("-2015-06-23".len()).and_then(|at| stem.split_at_checked(at)) {
        Some((name, version)) if version.starts_with('-') && is_date(&version[1..]) => {
            (name.to_owned(), version[1..].to_owned())
        }
        _ => (stem.to_owned(), String::new()),
    }
}

/// Returns whether this is a version: a date such as `2015-06-23`.
fn is_date(text: &str) -> bool {
    text.len() == 10 && text.char_indices().all(|(i, c)| if i == 4 || i == 7 { c == '-' } else { c.is_ascii_digit() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with files of these texts.
    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, text).expect("written");
        }
        folder
    }

    fn names(folder: &Path, all_versions: bool) -> Vec<(String, String)> {
        let found = models(folder, all_versions).expect("it is read");
        found.into_iter().map(|found| (found.name, found.version)).collect()
    }

    #[test]
    fn models_are_found_by_botocore_s_layout_and_by_the_word_smithy() {
        let folder = folder(&[
            ("partitions.json", "{}"),
            ("a/2015-06-23/service-2.json", "{}"),
            ("a/2015-06-23/paginators-1.json", "{ \"smithy\": \"it has a neighbour\" }"),
            ("a/2020-01-01/service-2.json.gz", "not packed, which is found later"),
            ("plain/service-2.json", "{}"),
            ("smithy/last.json", "{ \"shapes\": { \"smithy\": {} }, \"smithy\": \"2.0\" }"),
            ("smithy/dated-2019-05-06.json", "{ \"smithy\": \"2.0\" }"),
            ("smithy/broken.json", "{ \"smithy\": \"2.0\", "),
            ("smithy/other.json", "{ \"shapes\": { \"smithy\": {} } }"),
            ("smithy/list.json", "[]"),
            ("smithy/notes.txt", "\"smithy\""),
            ("history/2019-01-04.json", "{ \"metadata\": {}, \"operations\": {}, \"shapes\": {} }"),
            ("history/pages.json", "{ \"pagination\": {} }"),
        ]);
        let pair = |(name, version): (&str, &str)| (name.to_owned(), version.to_owned());
        let newest = [
            ("2019-01-04", ""),
            ("a", "2020-01-01"),
            ("broken", ""),
            ("dated", "2019-05-06"),
            ("last", ""),
            ("plain", ""),
        ]
        .map(pair);
        assert_eq!(names(folder.path(), false), newest);
        assert_eq!(names(folder.path(), true)[1..3], [("a", "2015-06-23"), ("a", "2020-01-01")].map(pair));
    }

    #[test]
    fn a_model_with_others_beside_it_has_no_folder_of_its_own() {
        let folder = folder(&[
            ("one/model.json", "{ \"smithy\": \"2.0\" }"),
            ("one/overlay.json", "{ \"smithy\": \"2.0\" }"),
            ("two/x.json", "{ \"smithy\": \"2.0\" }"),
            ("two/y.json", "{ \"smithy\": \"2.0\" }"),
        ]);
        let found = models(folder.path(), false).expect("it is read");
        let has: Vec<_> = found.iter().map(|found| (found.name.as_str(), found.has_folder)).collect();
        assert_eq!(has, [("model", true), ("x", false), ("y", false)]);
    }
}
