//! The README keeps its word: its programs compile with the `[dependencies]` that it prints, its overlays change what is generated,
//! its commands run, and the links of all pages lead somewhere.

mod links;
mod markdown;
mod programs;

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use codegen::source::Source;
use codegen::{Inputs, Options, Selection, generate};
use markdown::Block;
use programs::{Program, Programs};

use crate::said::{root, skipped};

/// The blocks of code in the README.
fn blocks() -> Vec<Block> {
    let text = fs::read_to_string(root().join("README.md")).expect("the README is there");
    let blocks = markdown::blocks(&text);
    assert!(blocks.len() > 15, "the README has {} blocks of code", blocks.len());
    blocks
}

/// The text of all files that are generated for Device Farm with an overlay.
fn generated(overlay: Option<&str>) -> Result<String, String> {
    let path = root().join("models/devicefarm/2015-06-23/service-2.json");
    let model = fs::read(&path).expect("the model is there");
    let overlay = overlay.map(|text| Source { name: "overlay.json", text: text.as_bytes() });
    let model = Source { name: "service-2.json", text: &model };
    let inputs = Inputs { models: &[model], overlay, ..Inputs::default() };
    let options = Options {
        package: "test",
        module: "devicefarm",
        service: None,
        operations: Selection::All,
        command: "test",
        label: "model",
    };
    let generated = generate(&inputs, &options).map_err(|failed| failed.to_string())?;
    Ok(generated.files.into_values().collect())
}

/// The lines that a text has more often than another one.
fn added(text: &str, than: &str) -> String {
    let mut former: Vec<&str> = than.lines().collect();
    former.sort_unstable();
    let is_new = |line: &&str| former.binary_search(line).is_err();
    text.lines().filter(is_new).map(|line| line.to_owned() + "\n").collect()
}

#[test]
fn overlays_change_what_the_text_says() {
    let without = generated(None).expect("the model alone is generated");
    let overlays: Vec<Block> = blocks().into_iter().filter(|block| block.language == "json").collect();
    let expected = [
        ("Retry class", "impl rt::Operation for StopRun", "RetrySafety::Idempotent"),
        ("Pagination", "pub fn items(self) -> rt::client::Items<ListInstanceProfiles>", "pub fn pages(self)"),
        ("Waiter", "pub fn wait_until_upload_ready", "UploadReady"),
        ("Documentation", "/// The time at which the session ended. It is absent while the session lasts.", ""),
    ];
    assert_eq!(overlays.len(), expected.len(), "each overlay of the README is expected here");
    for (overlay, (title, first, second)) in overlays.iter().zip(expected) {
        assert!(
            overlay.before.contains(&format!("{title}.")),
            "`{title}` is not before the overlay in line {}",
            overlay.line
        );
        let with = generated(Some(&overlay.text)).unwrap_or_else(|error| panic!("{title}: {error}"));
        assert_ne!(with, without, "{title} changes nothing");
        if title == "Retry class" {
            let safety = |text: &str| {
                let (_, rest) = text.split_once(first).expect("the operation is generated");
                let (_, rest) = rest.split_once("RETRY_SAFETY: rt::RetrySafety = rt::").expect("it has a retry safety");
                rest.starts_with(second)
            };
            assert!(safety(&with) && !safety(&without), "{title}");
        } else {
            let added = added(&with, &without);
            assert!(added.contains(first) && with.contains(second), "{title} adds:\n{added}");
        }
    }
}

#[test]
fn an_overlay_that_changes_nothing_is_an_error() {
    let overlays: Vec<Block> = blocks().into_iter().filter(|block| block.language == "json").collect();
    let wrong = overlays[0].text.replace("StopRun", "StopRum");
    assert!(generated(Some(&wrong)).is_err_and(|error| error.contains("StopRum")));
}

#[test]
fn programs_compile_with_the_dependencies_that_are_printed() {
    if !crate::nested::nested_builds_run() {
        return;
    }
    let programs = Programs::of(&blocks());
    let names: Vec<&str> = programs.all.iter().map(|program| program.name.as_str()).collect();
    assert_eq!(names, ["my-sessions", "my-core"]);
    assert_eq!(programs.all.iter().map(|program| program.sources.len()).collect::<Vec<_>>(), [6, 1]);
    for program in &programs.all {
        program.compiles(&root(), &[], &[]);
    }
}

#[test]
fn the_dependency_may_be_renamed_or_come_from_a_registry_or_git() {
    if !crate::nested::nested_builds_run() {
        return;
    }
    let programs = Programs::of(&blocks());
    assert_eq!(programs.variants.len(), 3, "git, a version and another name");
    let first = &programs.all[0];
    for variant in &programs.variants {
        let program = first.with(variant);
        let dependencies = &variant["dependencies"];
        if let Some(url) = dependencies.get("generated").and_then(|it| it.get("git")) {
            from_git(&program, url.as_str().expect("a URL"));
        } else if dependencies.get("generated").is_some_and(toml::Value::is_str) {
            // The package is not in the registry: the checkout stands for it, and the manifest stays as it is printed.
            let patch = format!("patch.crates-io.generated.path={:?}", root().join("generated"));
            program.compiles(&root(), &["--config", &patch], &[]);
        } else {
            assert!(dependencies.get("devicefarm").is_some(), "{variant}");
            program.compiles(&root(), &[], &[]);
        }
    }
}

/// Compiles a program against the last commit of this checkout, which stands for the URL that is printed.
fn from_git(program: &Program, url: &str) {
    let is_checkout = Command::new("git").arg("-C").arg(root()).args(["rev-parse", "HEAD"]).output();
    if !is_checkout.is_ok_and(|output| output.status.success()) {
        skipped("the README's dependency from Git: this is not a checkout with a commit, or there is no Git");
        return;
    }
    let rewrite = format!("url.file://{}.insteadOf", root().display());
    let home = tempfile::tempdir().expect("a temporary folder");
    borrow_cargo_home(home.path());
    let home = home.path().display().to_string();
    let environment = [
        ("CARGO_HOME", &*home),
        ("GIT_CONFIG_COUNT", "1"),
        ("GIT_CONFIG_KEY_0", &rewrite),
        ("GIT_CONFIG_VALUE_0", url),
        ("CARGO_NET_GIT_FETCH_WITH_CLI", "true"),
    ];
    program.compiles(&root(), &[], &environment);
}

/// Makes a home for Cargo that has the registry and the configuration of the real one, and none of its repositories: Cargo would
/// keep a copy of this checkout there for good.
fn borrow_cargo_home(home: &Path) {
    let real = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let real = real.or_else(|| Some(std::env::home_dir()?.join(".cargo"))).expect("Cargo has a home");
    for entry in fs::read_dir(&real).unwrap_or_else(|e| panic!("{}: {e}", real.display())) {
        let from = entry.expect("an entry").path();
        let to = home.join(from.file_name().expect("a name"));
        match from.is_dir() {
            true if from.ends_with("git") => {}
            true => programs::link(&from, &to),
            false => drop(fs::copy(&from, &to).expect("Cargo's files can be copied")),
        }
    }
}

/// Runs the commands of the section on the journey as they are printed, but for the port, which may be taken, and the folders.
#[test]
fn the_commands_of_the_journey_run_one_after_another() {
    if !crate::nested::nested_builds_run() {
        return;
    }
    let blocks = blocks();
    let journey =
        blocks.iter().find(|block| block.language == "sh" && block.text.contains("cargo build -p device-farm-fake"));
    let journey = journey.expect("the README has the commands");
    let port = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a port is free").port();
    let folder = tempfile::tempdir().expect("a temporary folder");
    assert!(journey.text.contains("8010") && journey.text.contains("target/session-files"), "{}", journey.text);
    let script = journey.text.replace("8010", &port.to_string());
    let script = script.replace("target/s", &format!("{}/s", folder.path().display()));
    let script = script.replace("target/debug", &programs::target().join("debug").display().to_string());
    let mut shell = Command::new("bash");
    // Also after a failure, the mock is stopped.
    let script = format!("trap 'kill $fake 2>/dev/null || true' EXIT\n{script}");
    shell.args(["-e", "-c", &script]).current_dir(root()).env("CARGO_TARGET_DIR", programs::target());
    let output = shell.output().expect("bash is there");
    let [out, err] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(output.status.success(), "{out}\n{err}");
    for text in ["RUNNING after", "COMPLETED after", "device minutes"] {
        assert!(out.contains(text) || err.contains(text), "`{text}` is not in:\n{out}\n{err}");
    }
    for file in ["screenshot.png", "session-files"] {
        assert!(folder.path().join(file).exists(), "{file} was not saved:\n{out}\n{err}");
    }
}

/// Runs the commands for a service of one's own as they are printed, but that `cargo build` only checks.
#[test]
fn the_commands_for_a_service_of_ones_own_run_one_after_another() {
    if !crate::nested::nested_builds_run() {
        return;
    }
    let Some(corpus) = std::env::var_os("CODEGEN_CORPUS").map(PathBuf::from) else {
        skipped("the README's commands for an own service: CODEGEN_CORPUS does not name a botocore's folder `data`");
        return;
    };
    let blocks = blocks();
    let own = blocks.iter().find(|block| block.language == "sh" && block.text.contains("clientsmith init clients"));
    let own = own.expect("the README has the commands");
    let folder = tempfile::tempdir().expect("a temporary folder");
    programs::link(&root(), &folder.path().join("this-project"));
    fs::create_dir_all(folder.path().join("botocore/botocore")).expect("a folder");
    programs::link(&corpus, &folder.path().join("botocore/botocore/data"));
    // The import reads the version beside the models.
    let version = corpus.parent().expect("a parent").join("__init__.py");
    fs::copy(&version, folder.path().join("botocore/botocore/__init__.py")).expect("the corpus is a botocore's");
    fs::create_dir(folder.path().join("my-services")).expect("a folder");
    let prelude = "clientsmith() { command cargo run -q --manifest-path $ROOT/Cargo.toml -p clientsmith --features cli -- \"$@\"; }\n\
                   cargo() { cp $ROOT/Cargo.lock . && CARGO_PROFILE_DEV_DEBUG=0 command cargo check --quiet --offline; }";
    let mut shell = Command::new("bash");
    shell.args(["-e", "-c", &format!("{prelude}\n{}", own.text)]).current_dir(folder.path().join("my-services"));
    shell.env("ROOT", root()).env("CARGO_TARGET_DIR", programs::target());
    let output = shell.output().expect("bash is there");
    let [out, err] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(output.status.success(), "{out}\n{err}");
    let client = folder.path().join("my-services/clients/src/sqs/operation/send_message.rs");
    assert!(client.exists(), "{} was not generated:\n{out}\n{err}", client.display());
}

#[test]
fn links_of_all_pages_lead_somewhere() {
    let pages = links::pages(&root());
    assert!(pages.len() >= 8, "only {pages:?} were found");
    let mut count = 0;
    let broken: Vec<String> = pages.iter().flat_map(|page| links::broken(&root(), page, &mut count)).collect();
    assert!(count > 35, "only {count} links were found");
    assert!(broken.is_empty(), "broken links:\n{}", broken.join("\n"));
}

/// The second column of the table of tests names files and folders, from the root of the repository.
#[test]
fn the_table_of_tests_names_files_that_exist() {
    let text = fs::read_to_string(root().join("codegen/README.md")).expect("the design is there");
    let (_, table) = text.split_once("## Tests, and how to accept changes").expect("there is a table of tests");
    let rows =
        table.lines().skip_while(|line| !line.starts_with("| ---")).skip(1).take_while(|line| line.starts_with('|'));
    let mut paths = Vec::new();
    for row in rows {
        let place = row.split(" | ").nth(1).expect("a row has three columns");
        // Behind a condition are folders of botocore.
        let place = place.split(", if ").next().unwrap_or_default();
        let place = place.split(", and the published ones").next().unwrap_or_default();
        paths.extend(place.split('`').skip(1).step_by(2).filter(|code| !code.contains(' ')).map(str::to_owned));
    }
    assert!(paths.len() > 40, "{paths:?}");
    paths.retain(|path| !path.contains('/') || !root().join(path).exists());
    assert_eq!(paths, ["buckets"], "only the theme `buckets` is not a path");
}

#[test]
fn a_broken_link_is_found() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let text = "# One\n[a](b.md) [b](#one) [c](#two) [d](#one-1)\n# One\n<img src=\"c.svg\"> [e](https://example.com)";
    fs::write(folder.path().join("a.md"), text).expect("written");
    let mut count = 0;
    let broken = links::broken(folder.path(), Path::new("a.md"), &mut count);
    assert_eq!(broken, ["a.md: b.md", "a.md: #two", "a.md: c.svg"]);
    assert_eq!(count, 5);
}
