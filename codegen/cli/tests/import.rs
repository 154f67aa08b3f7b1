//! `import`: what is taken and what is refused. Nothing is written on refusal.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::said::{Said, clientsmith};
use tempfile::TempDir;

const MODEL: &str = r#"{
  "metadata": { "serviceId": "Queue", "apiVersion": "2020-01-01", "protocol": "json", "endpointPrefix": "x", "targetPrefix": "X" },
  "operations": { "ListAll": { "input": { "shape": "In" }, "output": { "shape": "In" } } },
  "shapes": { "In": { "type": "structure", "members": { "next": { "shape": "Text" } } }, "Text": { "type": "string" } }
}"#;

const PAGES: &str = r#"{ "pagination": { "ListAll": { "input_token": "next", "output_token": "next" } } }"#;

/// The folder of the imported model.
const IMPORTED: &str = "models/queue/2020-01-01";

/// A folder with one service in both formats, `published` in botocore's and `queue.json` in Smithy's.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        place.put("published/service-2.json", MODEL);
        place.put("published/paginators-1.json", PAGES);
        place.run(&["convert", "published", "-o", "queue.json"]).succeeds();
        place
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.folder.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn run(&self, arguments: &[&str]) -> Said {
        clientsmith(self.folder.path(), arguments)
    }

    /// Imports the model in botocore's format.
    fn botocore(&self, more: &[&str]) -> Said {
        self.run(&[&["import", "published", "--version", "1.2.3"], more].concat())
    }

    /// Imports the model in Smithy's format.
    fn smithy(&self, more: &[&str]) -> Said {
        self.run(&[&["import", "queue.json", "--source", "sky.org", "--version", "v5"], more].concat())
    }

    /// The files below the folder of models.
    fn models(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        fn below(folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    below(&path, found);
                } else {
                    found.insert(path.clone(), fs::read(&path).expect("a file"));
                }
            }
        }
        let mut found = BTreeMap::new();
        below(&self.folder.path().join("models"), &mut found);
        found
    }

    /// Names of the files of the imported model.
    fn names(&self) -> Vec<String> {
        let name = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.models().keys().map(name).collect()
    }
}

#[test]
fn a_model_in_smithys_format_replaces_one_in_botocores_only_if_that_is_asked_for() {
    let place = Place::new();
    place.botocore(&[]).succeeds();
    let before = place.models();
    place.smithy(&[]).fails(&[
        "models/queue/2020-01-01 has a model in botocore's format, from botocore 1.2.3, and queue.json is in Smithy's format",
        "nothing was written",
        "import with --replace-format, which removes service-2.json, paginators-1.json",
    ]);
    assert_eq!(place.models(), before);

    place.smithy(&["--replace-format"]).succeeds().says(&[
        "replaced the model in botocore's format, from botocore 1.2.3, with the one in Smithy's format, from sky.org v5",
        "removed queue/2020-01-01/service-2.json",
        "removed queue/2020-01-01/paginators-1.json",
    ]);
    assert_eq!(place.names(), ["provenance.toml", "smithy.json"]);
    assert!(place.text(&format!("{IMPORTED}/smithy.json")).contains("smithy.api#paginated"));
    // The option says what may be done, and the format is this one already.
    place.smithy(&["--replace-format"]).succeeds();
}

#[test]
fn a_model_in_botocores_format_replaces_one_in_smithys_only_if_that_is_asked_for() {
    let place = Place::new();
    place.smithy(&[]).succeeds();
    let before = place.models();
    place.botocore(&[]).fails(&[
        "models/queue/2020-01-01 has a model in Smithy's format, from sky.org v5, and published is in botocore's format",
        "nothing was written",
        "--replace-format, which replaces smithy.json with one that is converted from service-2.json",
    ]);
    assert_eq!(place.models(), before);
    place.botocore(&["--replace-format"]).succeeds().says(&["replaced the model in Smithy's format, from sky.org v5"]);
    assert_eq!(place.names(), ["paginators-1.json", "provenance.toml", "service-2.json", "smithy.json"]);
}

#[test]
fn an_import_from_another_source_is_reported() {
    let place = Place::new();
    place.smithy(&[]).succeeds();
    let other = ["import", "queue.json", "--source", "sea.org", "--version", "v1"];
    place.run(&other).succeeds().says(&["replaced the model, from sky.org v5, with the one from sea.org v1"]);
    let again = place.run(&other).succeeds();
    assert!(!again.err.contains("replaced"), "{}", again.err);
}

#[test]
fn versions_and_sources_that_are_not_names_are_wrong_usage() {
    let place = Place::new();
    for version in ["", " ", "../x", "-1", "v 5", "v5\n", ".."] {
        let option = format!("--version={version}");
        let said = place.run(&["import", "queue.json", "--source", "sky.org", &option]);
        assert_eq!(said.code, Some(2), "{version:?}: {}", said.err);
        said.says(&["for '--version <VERSION>'", "such as 1.44.8 or 2025-04-01"]);
    }
    for source in ["", " ", " sky.org", "sky\norg"] {
        let said = place.run(&["import", "queue.json", "--version", "v5", "--source", source]);
        assert_eq!(said.code, Some(2), "{source:?}: {}", said.err);
        said.says(&["for '--source <NAME>'"]);
    }
    let said = place.run(&["import", "queue.json", "--version", "v5", "--source", "botocore"]);
    said.fails(&["is for models in botocore's format", "name who published it"]);
    assert!(place.models().is_empty());
    let url = "https://example.org/models";
    place.run(&["import", "queue.json", "--version", "2025-04-01+1", "--source", url]).succeeds();
    assert!(place.text(&format!("{IMPORTED}/provenance.toml")).contains(&format!("source = \"{url}\"")));
}

#[test]
fn a_version_that_contradicts_the_package_is_refused() {
    let place = Place::new();
    let folder = "botocore/data/queue/2020-01-01";
    place.put(&format!("{folder}/service-2.json"), MODEL);
    place.put("botocore/__init__.py", "__version__ = '1.44.5'\n");
    place.run(&["import", folder, "--version", "1.44.6"]).fails(&[
        "--version 1.44.6 contradicts",
        "botocore/__init__.py, which says 1.44.5",
        "nothing was written",
        "leave --version out",
    ]);
    assert!(place.models().is_empty());
    place.run(&["import", folder, "--version", "1.44.5"]).succeeds();
    place.run(&["import", folder]).succeeds();
    assert!(place.text(&format!("{IMPORTED}/provenance.toml")).contains("version = \"1.44.5\""));
}

#[test]
fn options_of_the_other_format_are_refused() {
    let place = Place::new();
    place.botocore(&["--source", "sky.org"]).fails(&[
        "--source \"sky.org\" is for models in Smithy's format, and published is in botocore's",
        "nothing was written",
        "leave --source out",
    ]);
    place
        .botocore(&["--service-shape", "Queue"])
        .fails(&["--service-shape \"Queue\" is for", "leave --service-shape out"]);
    assert!(place.models().is_empty());
}

#[test]
fn a_file_that_is_not_a_model_is_reported_for_what_it_is() {
    let place = Place::new();
    for path in ["broken.json", "published/service-2.json"] {
        place.put(path, "{\n  \"smithy\": \"2.0\",\n  \"shapes\": {]\n}\n");
        let at = format!("{path}:3:14");
        place.run(&["import", path, "--version", "1.2.3"]).fails(&["the file is not JSON", &at, "nothing was written"]);
    }
    place.put("other.json", "{ \"a\": 1 }");
    place.run(&["import", "other.json"]).fails(&[
        "other.json is not a service model",
        "nothing was written",
        "name a service-2.json of botocore's",
    ]);
    place.put("renamed.json", MODEL);
    place.run(&["import", "renamed.json"]).fails(&["renamed.json is a model in botocore's format", "rename it"]);
    // A model of the right name without what a model needs has the errors of other commands.
    place.put("published/service-2.json", "{}");
    place.botocore(&[]).fails(&["error[missing-key]", "published/service-2.json:1:1", "nothing was written"]);
    place.run(&["import", "."]).fails(&["there is no service-2.json", "Smithy's format is named by its file"]);
    place.run(&["import", "none.json"]).fails(&["cannot read none.json: it does not exist", "help: check the path"]);
    assert!(place.models().is_empty());
}

#[test]
fn a_model_in_smithys_format_is_checked_before_it_is_written() {
    let place = Place::new();
    let model = place.text("queue.json");
    place.put(
        "queue.json",
        &model.replace("\"target\": \"com.amazonaws.queue#Text\"", "\"target\": \"com.amazonaws.queue#Tetx\""),
    );
    place.smithy(&[]).fails(&["Tetx", "queue.json:", "nothing was written"]);
    place.put("queue.json", &model.replace("2020-01-01", ".."));
    place.smithy(&[]).fails(&["queue.json says the version \"..\" of its API", "correct the model"]);
    place.put("queue.json", &model);
    place.smithy(&["--service-shape", "Nope"]).fails(&["the model has no service `Nope`"]);
    assert!(place.models().is_empty());
}

#[test]
fn a_broken_file_of_a_folder_in_smithys_format_is_not_left_out() {
    let place = Place::new();
    place.put("folder/queue.json", &place.text("queue.json"));
    place.put("folder/more.json", "{\n  \"smithy\": \"2.0\",\n");
    place.put("folder/notes.json", "not JSON, and nothing of a model");
    place.run(&["convert", "folder"]).fails(&["the file is not JSON", "more.json:2:"]);
    fs::remove_file(place.folder.path().join("folder/more.json")).expect("removed");
    place.run(&["convert", "folder"]).succeeds();
}
