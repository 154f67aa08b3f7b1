//! Updates of a project over an unpacked botocore: what is written, what is only shown, and what is refused.

mod at_once;
mod behind;
mod beside;
mod interrupted;
mod retire;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::said::{Said, clientsmith, root};
use tempfile::TempDir;

/// A model with more members of the output than `id`, and more required ones of the input than `id`.
fn model(members: &str, required: &str) -> String {
    format!(
        r#"{{ "metadata": {{ "serviceId": "Queue", "apiVersion": "2020-01-01", "protocol": "json", "jsonVersion": "1.1",
            "endpointPrefix": "queue", "targetPrefix": "X" }},
            "operations": {{ "GetIt": {{ "name": "GetIt", "input": {{ "shape": "In" }}, "output": {{ "shape": "Out" }},
                "http": {{ "method": "POST", "requestUri": "/" }} }} }},
            "shapes": {{
                "In": {{ "type": "structure", "required": ["id"{required}], "members": {{ "id": {{ "shape": "Id" }}, "colour": {{ "shape": "Id" }} }} }},
                "Out": {{ "type": "structure", "members": {{ "id": {{ "shape": "Id" }}{members} }} }},
                "Id": {{ "type": "string" }}, "Count": {{ "type": "integer" }} }} }}"#
    )
}

const SIZE: &str = r#", "size": { "shape": "Count" }"#;
const WEIGHT: &str = r#", "weight": { "shape": "Count" }"#;

/// A project with one service, and botocores beside it.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        place.botocore("1.0.0", &model(SIZE, ""));
        fs::create_dir(place.path().join("project")).expect("a folder");
        let runtime = format!("path={}", root().join("codegen/runtime").display());
        clientsmith(place.path(), &["init", "project", "--runtime", &runtime]).succeeds();
        place.run(&["import", "../1.0.0/botocore/data/queue/2020-01-01", "--date", "2024-01-01"]).succeeds();
        let manifest = place.text("project/codegen.toml");
        let service = "\n[service.queue]\nversion = \"2020-01-01\"\noperations = \"all\"\n";
        place.put("project/codegen.toml", &(manifest + service));
        place.run(&["generate"]).succeeds();
        place
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    /// Unpacks a botocore of a version.
    fn botocore(&self, version: &str, model: &str) {
        self.put(&format!("{version}/botocore/__init__.py"), &format!("__version__ = '{version}'\n"));
        self.put(&format!("{version}/botocore/data/queue/2020-01-01/service-2.json"), model);
    }

    fn run(&self, arguments: &[&str]) -> Said {
        clientsmith(&self.path().join("project"), arguments)
    }

    fn update(&self, version: &str, more: &[&str]) -> Said {
        let from = format!("../{version}");
        self.run(&[&["update", "--from", &from], more].concat())
    }

    /// All files of the project.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut open = vec![self.path().join("project")];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(&folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    found.insert(path.clone(), fs::read(&path).expect("a file"));
                }
            }
        }
        found
    }
}

#[test]
fn an_update_imports_generates_raises_the_version_and_extends_the_changelog() {
    let place = Place::new();
    place.botocore("1.1.0", &model(WEIGHT, ", \"colour\""));
    let said = place.update("1.1.0", &[]).succeeds().says(&["Out$size", "In$colour", "0.1.0 -> 0.1.1 (minor)"]);
    assert!(said.out.contains("minor"), "{}", said.out);
    assert!(place.text("project/Cargo.toml").contains("version = \"0.1.1\""));
    let changelog = place.text("project/CHANGELOG.md");
    for text in [
        "## [0.1.1] - ",
        "The models are those of botocore 1.1.0.",
        "### Added\n\n- [`queue::operation::get_it::GetItOutput::weight`](src/queue/operation/get_it.rs): ",
        "### Deprecated\n\n- [`queue::operation::get_it::GetItOutput::size`](src/queue/operation/get_it.rs): ",
    ] {
        assert!(changelog.contains(text), "`{text}` is not in:\n{changelog}");
    }
    let retained = place.text("project/models/queue/2020-01-01/retained.json");
    assert!(retained.contains("\"lastModel\": \"botocore 1.0.0\""), "{retained}");
    let generated = place.text("project/src/queue/operation/get_it.rs");
    assert!(generated.contains("size: i32"), "{generated}");
    place.run(&["check"]).succeeds();

    // The next one goes above it, and what comes back is no longer retained.
    place.botocore("1.2.0", &model(&format!("{SIZE}{WEIGHT}"), ""));
    place.update("1.2.0", &[]).succeeds().says(&["0.1.1 -> 0.1.2"]);
    let changelog = place.text("project/CHANGELOG.md");
    let at = |text: &str| changelog.find(text).unwrap_or_else(|| panic!("`{text}` is not in:\n{changelog}"));
    assert!(at("## [0.1.2]") < at("## [0.1.1]"));
    assert!(!place.path().join("project/models/queue/2020-01-01/retained.json").exists());
    place.run(&["check"]).succeeds();
}

#[test]
fn a_dry_run_shows_everything_and_writes_nothing() {
    let place = Place::new();
    place.botocore("1.1.0", &model(WEIGHT, ""));
    let before = place.files();
    let said = place.update("1.1.0", &["--dry-run", "--markdown"]).succeeds();
    let said = said.says(&["would write", "CHANGELOG.md", "retained.json", "0.1.0 -> 0.1.1", "nothing was written"]);
    assert!(said.out.contains("## [0.1.1]") && said.out.contains("### Minor"), "{}", said.out);
    assert_eq!(place.files(), before);
}

#[test]
fn a_break_that_is_accepted_raises_the_second_number_of_an_early_version() {
    let place = Place::new();
    place.botocore("1.1.0", &model(r#", "size": { "shape": "Id" }"#, ""));
    let before = place.files();
    place.update("1.1.0", &[]).fails(&["error[type-changed]", "--accept-type 'Out$size'", "service-2.json:"]);
    assert_eq!(place.files(), before);
    place.update("1.1.0", &["--accept-type", "Out$size"]).succeeds().says(&["0.1.0 -> 0.2.0 (major)"]);
    assert!(place.text("project/CHANGELOG.md").contains("### Changed"));
}

#[test]
fn an_update_without_changes_writes_nothing() {
    let place = Place::new();
    let before = place.files();
    place.botocore("1.1.0", &model(SIZE, ""));
    place.update("1.1.0", &[]).succeeds().says(&["botocore 1.1.0 has the models that are here"]);
    assert_eq!(place.files(), before);
}

/// A botocore with partitions, and examples of calls.
fn with_facts(place: &Place, version: &str, suffix: &str, id: &str) {
    place.botocore(version, &model(SIZE, ""));
    let partition = format!(
        r#"{{ "id": "aws", "regionRegex": "^us\\-\\w+\\-\\d+$", "regions": {{}}, "outputs": {{ "name": "aws", "dnsSuffix": "{suffix}",
            "dualStackDnsSuffix": "api.aws", "supportsFIPS": true, "supportsDualStack": true,
            "implicitGlobalRegion": "us-east-1" }} }}"#
    );
    let partitions = format!(r#"{{ "version": "1.1", "partitions": [{partition}] }}"#);
    place.put(&format!("{version}/botocore/data/partitions.json"), &partitions);
    let examples = format!(r#"{{ "version": "1.0", "examples": {{ "GetIt": [{{ "input": {{ "id": "{id}" }} }}] }} }}"#);
    place.put(&format!("{version}/botocore/data/queue/2020-01-01/examples-1.json"), &examples);
}

#[test]
fn an_update_of_what_no_dependent_notices_says_so() {
    let place = Place::new();
    with_facts(&place, "1.1.0", "amazonaws.com", "a");
    place.update("1.1.0", &[]).succeeds().says(&["0.1.0 -> 0.1.1 (patch)"]);
    assert!(place.text("project/src/queue/operation/get_it.rs").contains(".id(\"a\")"));
    // Another example, then other partitions alone.
    with_facts(&place, "1.2.0", "amazonaws.com", "b");
    let said = place.update("1.2.0", &[]).succeeds().says(&["0.1.1 -> 0.1.2 (patch)"]);
    assert!(said.out.contains("examples-changed"), "{}", said.out);
    with_facts(&place, "1.3.0", "example.com", "b");
    // Nothing that is generated for this service reads the partitions.
    place.update("1.3.0", &[]).succeeds().says(&["the version stays, because"]);
    assert!(place.text("project/models/partitions.json").contains("example.com"));
    let changelog = place.text("project/CHANGELOG.md");
    let text = "The models are those of botocore 1.2.0.\n\nThe API and the requests of the services are unchanged: only documentation, \
                examples, AWS's partitions or the form of the generated code changed.\n";
    assert!(changelog.contains(text), "{changelog}");
    place.run(&["check"]).succeeds();
}

#[test]
fn an_update_names_the_new_items_that_need_documentation() {
    let place = Place::new();
    place.botocore("1.1.0", &model(&format!("{SIZE}{WEIGHT}"), ""));
    place.update("1.1.0", &[]).succeeds().says(&["document Out$weight of queue", "overlay.json"]);
    // Of many, a line names the first.
    let many: String = (0..8).map(|n| format!(r#", "m{n}": {{ "shape": "Count" }}"#)).collect();
    place.botocore("1.2.0", &model(&format!("{SIZE}{WEIGHT}{many}"), ""));
    let line =
        "document Out$m0, Out$m1, Out$m2, Out$m3, Out$m4 and 3 more, which the verdict lists, of queue, which have no";
    let said = place.update("1.2.0", &[]).succeeds().says(&[line]);
    assert!(said.out.contains("Out$m5") && said.out.contains("Out$m7"), "{}", said.out);
}

#[test]
fn what_is_wrong_stops_an_update_before_anything_is_written() {
    let place = Place::new();
    place.botocore("1.1.0", &model(WEIGHT, ""));
    place.botocore("0.9.0", &model("", ""));
    let refused = |change: &dyn Fn(), version: &str, with: &[&str]| {
        let good = place.files();
        change();
        let before = place.files();
        place.update(version, &[]).fails(with);
        assert_eq!(place.files(), before);
        before.keys().filter(|path| !good.contains_key(*path)).for_each(|path| fs::remove_file(path).expect("removed"));
        good.iter().for_each(|(path, bytes)| fs::write(path, bytes).expect("restored"));
    };
    let folder = "project/models/queue/2020-01-01";
    let model = format!("{folder}/service-2.json");
    let half = |path: &str| {
        let text = place.text(path);
        place.put(path, &text[..text.len() / 2]);
    };
    refused(&|| {}, "0.9.0", &["provenance.toml:5:1: the import goes back in time", "restore"]);
    refused(&|| half(&model), "1.1.0", &["error[not-json]", "service-2.json:", "nothing was written"]);
    let spaced = || place.put(&model, &format!("{}\n", place.text(&model)));
    refused(&spaced, "1.1.0", &["provenance.toml:", "is not the file that was imported", "restore the folder"]);
    let nonsense = || place.put(&format!("{folder}/retained.json"), "{ \"smithy\": \"2.0\", \"shapes\": [] }");
    refused(&nonsense, "1.1.0", &["error[wrong-type]", "retained.json:1:30"]);
    let cargo_toml = || {
        let text = place.text("project/Cargo.toml").replace("version = \"0.1.0\"", "version.workspace = true");
        place.put("project/Cargo.toml", &text);
    };
    refused(&cargo_toml, "1.1.0", &["Cargo.toml:", "the package has no version of its own"]);
    let changelog = || place.put("project/CHANGELOG.md", "# Changelog\n\n## [0.1.1] - 2024-01-01\n");
    refused(&changelog, "1.1.0", &["CHANGELOG.md:3:1: there is an entry for 0.1.1 already"]);
    let without = Place::new();
    without.botocore("1.1.0", &self::model(WEIGHT, ""));
    fs::remove_dir_all(without.path().join(folder)).expect("removed");
    let gone = ["codegen.toml:", "there is no folder models/queue/2020-01-01", "restore it from version control"];
    without.update("1.1.0", &[]).fails(&gone);
    place.update("no", &[]).fails(&["is not an unpacked botocore", "help:"]);
    place.run(&["update", "--service", "nothing", "--from", "../1.1.0"]).fails(&["has no service `nothing`"]);
}

/// The Python that installs botocore also writes a file of the project, as another run would.
#[cfg(unix)]
#[test]
fn what_changes_while_an_update_runs_is_not_taken_back() {
    use std::os::unix::fs::PermissionsExt as _;

    let place = Place::new();
    place.botocore("1.1.0", &model(WEIGHT, ""));
    let python = r#"#!/bin/sh
        case "$*" in *--version*) exit 0 ;; esac
        while [ "$1" != --target ]; do shift; done
        cp -r ../1.1.0/botocore "$2/botocore" && printf '%s' "$THEIRS" > "$CHANGED""#;
    place.put("bin/python3", python);
    fs::set_permissions(place.path().join("bin/python3"), fs::Permissions::from_mode(0o755)).expect("permitted");
    let path = format!("{}:{}", place.path().join("bin").display(), std::env::var("PATH").unwrap_or_default());
    let update = |changed: &Path, theirs: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_clientsmith"));
        command.current_dir(place.path().join("project")).arg("update").env("PATH", &path);
        crate::said::run(command.env("CHANGED", changed).env("THEIRS", theirs))
    };
    let manifest = place.text("project/codegen.toml") + "# theirs\n";
    let overlay = r#"{ "smithy": "2.0", "shapes": {} }"#;
    for (name, theirs) in
        [("models/queue/2020-01-01/overlay.json", overlay), ("CHANGELOG.md", "# Theirs\n"), ("codegen.toml", &manifest)]
    {
        let changed = place.path().join("project").join(name);
        let before = fs::read(&changed).ok();
        update(&changed, theirs).fails(&["another run has changed", name, "nothing was written; run again"]);
        assert_eq!(fs::read_to_string(&changed).expect("it is there"), theirs, "{name}");
        assert!(!place.text("project/models/queue/2020-01-01/service-2.json").contains("weight"));
        match before {
            Some(before) => fs::write(&changed, before).expect("written"),
            None => fs::remove_file(&changed).expect("removed"),
        }
    }
    update(&place.path().join("unrelated"), "").succeeds();
    assert!(place.text("project/models/queue/2020-01-01/service-2.json").contains("weight"));
}

#[test]
fn an_accepted_name_that_no_change_needs_is_refused() {
    let place = Place::new();
    place.botocore("1.1.0", &model(r#", "size": { "shape": "Id" }"#, ""));
    let folder = "../1.1.0/botocore/data/queue/2020-01-01";
    let before = place.files();
    for (name, says) in [
        ("Nope", "help: name a shape, a member as `Shape$member`"),
        ("Out$siez", "help: did you mean `Out$size`?"),
        ("Out$id", "its type did not change, or is kept"),
    ] {
        let arguments = ["--accept-type", "Out$size", "--accept-type", name];
        let option = format!("--accept-type '{name}'");
        place.update("1.1.0", &arguments).fails(&[&option, says, "nothing was written"]);
        place.run(&[&["import", folder], &arguments[..]].concat()).fails(&[&option, says, "nothing was written"]);
    }
    assert_eq!(place.files(), before);
    // Without the right one, the error names it.
    place.run(&["import", folder, "--accept-type", "Nope"]).fails(&["--accept-type 'Out$size'"]);
    place.update("1.1.0", &["--accept-type", "Out$size"]).succeeds();
    // The first import of a service has no types that could change.
    place.put("first/service-2.json", &model("", "").replace("Queue", "Other"));
    let first = ["import", "../first", "--version", "1.0.0", "--accept-type", "Out$size"];
    place.run(&first).fails(&["--accept-type 'Out$size': there is nothing of this name"]);
}

/// An import drops documentation, so that its own text has other lines than the file that a person has.
#[test]
fn what_is_wrong_with_a_published_file_is_shown_there() {
    let place = Place::new();
    let text = model(WEIGHT, "");
    let long = text.replace(r#""Out": {"#, "\n\n\n\"Out\": {\n\"documentation\": \"<p>Long.</p>\",\n");
    let wrong = long.replace(r#""weight": { "shape": "Count""#, r#""weight": { "shape": "Coutn""#);
    let line = |text: &str, what: &str| text[..text.find(what).expect("it is there")].lines().count();
    place.botocore("1.1.0", &wrong);
    let file = "../1.1.0/botocore/data/queue/2020-01-01/service-2.json";
    let at = format!("{file}:{}:", line(&wrong, "\"Coutn\""));
    place.run(&["import", file]).fails(&["no shape `Coutn`", &at]);
    // A change that cannot be kept, and a retained item, are about the new file as well.
    let changed = long.replace(WEIGHT, r#", "size": { "shape": "Id" }"#);
    place.botocore("1.2.0", &changed);
    let file = "../1.2.0/botocore/data/queue/2020-01-01/service-2.json";
    let at = format!("{file}:{}:", line(&changed, "\"size\""));
    place.run(&["import", file]).fails(&["the type of `Out$size` changed", &at]);
}

#[cfg(unix)]
#[test]
fn a_version_that_does_not_exist_is_refused_with_the_newest_ones() {
    use std::os::unix::fs::PermissionsExt as _;

    let place = Place::new();
    let python = r#"#!/bin/sh
        case "$*" in *--version*) exit 0 ;; esac
        echo "WARNING: something else" >&2
        echo "ERROR: Could not find a version (from versions: 0.4.1, 0.4.2, 1.0.0, 1.1.0, 1.2.0, 1.3.0)" >&2
        echo "ERROR: No matching distribution found for botocore==9.9.9" >&2
        exit 1"#;
    place.put("bin/python3", python);
    fs::set_permissions(place.path().join("bin/python3"), fs::Permissions::from_mode(0o755)).expect("permitted");
    let path = format!("{}:{}", place.path().join("bin").display(), std::env::var("PATH").unwrap_or_default());
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_clientsmith"));
    command.current_dir(place.path().join("project")).args(["update", "--to", "9.9.9"]).env("PATH", &path);
    let said = crate::said::run(&mut command).fails(&[
        "pip cannot install botocore==9.9.9; nothing was changed",
        "ERROR: Could not find a version (the newest versions are 1.3.0, 1.2.0, 1.1.0, 1.0.0, 0.4.2)",
        "ERROR: No matching distribution",
        "help: check the version",
    ]);
    assert!(!said.err.contains("0.4.1") && !said.err.contains("WARNING"), "{}", said.err);
}
