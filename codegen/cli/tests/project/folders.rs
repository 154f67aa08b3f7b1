//! Folders where a package cannot be, and paths with `..`.

use std::fs;

use super::place::{Place, runtime};
use crate::said::root;

#[test]
fn a_package_is_not_made_among_models_or_around_a_manifest() {
    let place = Place::with_clients(&[("queue", "queue")]);
    place.run_in("clients", &["generate"]).succeeds();
    place.put("clients/models/queue/2020-01-01/provenance.toml", "");
    let before = place.files();
    for out in ["models", "models/made", "./models/queue/2020-01-01", "../clients/models/made"] {
        place.run_in("clients", &["generate", "--out", out]).fails(&[
            "clients/models",
            "which is for models, and a package would be made there; nothing was written",
            "such as --out clients",
        ]);
    }
    // Without a manifest, a folder of an imported model is known by its provenance.
    place.put("apart/queue/2020-01-01/provenance.toml", "");
    let without = ["generate", "--model", "models/queue.json", "--out", "apart/queue/2020-01-01/made"];
    place.run(&without).fails(&["apart/queue/2020-01-01, which is for models"]);
    for out in ["..", "../..", "../clients/.."] {
        place.run_in("clients", &["generate", "--out", out]).fails(&[
            "is above the manifest",
            "clients/codegen.toml",
            "nothing was written",
            "such as --out clients",
        ]);
        let model = ["generate", "--model", "../models/queue.json", "--out", out];
        place.run_in("clients", &model).fails(&["is above the manifest"]);
    }
    let manifest = place.text("clients/codegen.toml");
    place.put("clients/codegen.toml", &manifest.replacen("[package]", "[package]\npath = \"models/made\"", 1));
    place.run_in("clients", &["generate"]).fails(&["clients/models, which is for models", "`path` of [package]"]);
    place.put("clients/codegen.toml", &manifest);
    fs::remove_dir_all(place.path().join("apart")).expect("removed");
    assert!(place.files() == before);
}

#[test]
fn a_package_around_its_manifest_gets_services_of_other_models() {
    let place = Place::with_clients(&[]);
    let runtime = root().join("codegen/runtime").display().to_string();
    place.put(
        "clients/tool/codegen.toml",
        &format!(
            "[package]\npath = \"..\"\nruntime = {{ path = {runtime:?} }}\n[service.queue]\nmodel = \
             \"../../models/queue.json\"\noperations = \"all\"\n"
        ),
    );
    place.run_in("clients/tool", &["generate"]).succeeds();
    let keys = ["generate", "--model", "../../models/keys.json", "--out", ".."];
    place.run_in("clients/tool", &keys).succeeds();
    let lib = place.text("clients/src/lib.rs");
    assert!(lib.contains("pub mod queue;") && lib.contains("pub mod keys;"), "{lib}");
}

#[test]
fn init_refuses_folders_of_sources_and_of_models() {
    let place = Place::with_clients(&[]);
    let before = place.files();
    for folder in ["app/src/clients", "app/src", "clients/src/deep/er", "app/none/../src/clients"] {
        let said = place.run(&["init", folder]);
        said.fails(&["nothing was written", "`init clients`"]);
    }
    place.run(&["init", "app/src/clients"]).fails(&["is among the sources of the package in", "app"]);
    place.run(&["init", "clients/models/made"]).fails(&["clients/models, which is for models"]);
    assert!(place.files() == before);
    assert!(!place.path().join("app/none").exists() && !place.path().join("app/src/clients").exists());
}

#[test]
fn a_path_that_leaves_a_folder_again_does_not_create_it() {
    let place = Place::new();
    place.run(&["init", "a/b/../c", "--runtime", &runtime()]).succeeds().says(&["wrote a/c/codegen.toml"]);
    place.put("published/service-2.json", &super::place::model("Bell", "json"));
    let generate = ["generate", "--model", "models/queue.json", "--out", "d/e/../f", "--runtime", &runtime()];
    place.run(&generate).succeeds().says(&["d/f: "]);
    place.run(&["import", "published", "--version", "1.2.3", "--models", "g/h/../i"]).succeeds();
    assert!(place.path().join("g/i/bell").is_dir());
    for folder in ["a/b", "d/e", "g/h"] {
        assert!(!place.path().join(folder).exists(), "{folder} is empty");
    }
}

#[test]
fn the_runtime_of_the_manifests_package_is_not_an_option() {
    let place = Place::with_clients(&[("queue", "queue")]);
    place.run_in("clients", &["generate"]).succeeds();
    let before = place.files();
    for (option, entry) in [
        ("version=0.2", "runtime = { version = \"0.2\" }"),
        ("git=https://example.org/it.git,tag=v1", "runtime = { git = \"https://example.org/it.git\", tag = \"v1\" }"),
    ] {
        for command in [&["generate"][..], &["check"], &["generate", "--service", "queue"]] {
            let said = place.run_in("clients", &[command, &["--runtime", option]].concat());
            assert_eq!(said.code, Some(2), "{}", said.err);
            said.says(&[
                "--runtime is for another package",
                &format!("write `{entry}` below [package] in codegen.toml"),
            ]);
        }
    }
    assert!(place.files() == before);
    let elsewhere = ["generate", "--out", "../other", "--runtime", "version=0.2"];
    place.run_in("clients", &elsewhere).succeeds();
    assert!(place.text("other/Cargo.toml").contains("version = \"0.2\""));
}

#[test]
fn the_help_of_check_is_about_a_command_that_writes_nothing() {
    let help = Place::new().run(&["check", "--help"]).succeeds().out;
    let words = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("--prune Report the services of the package that this run does not generate"), "{help}");
    assert!(words.contains("--out <FOLDER> Compare another folder than the manifest's package"), "{help}");
    for text in ["Remove", "becomes a package", "Write "] {
        assert!(!words.contains(text), "{text}: {help}");
    }
}

/// The name of the link is the person's: where it leads may be on this machine alone.
#[cfg(unix)]
#[test]
fn a_link_in_the_path_of_the_runtime_stays() {
    use std::os::unix::fs::symlink;

    let place = Place::new();
    symlink(root(), place.path().join("this-project")).expect("a link");
    let option = "path=this-project/codegen/runtime";
    place.run(&["init", "clients", "--runtime", option]).succeeds();
    for file in ["clients/Cargo.toml", "clients/codegen.toml"] {
        let text = place.text(file);
        assert!(text.contains("path = \"../this-project/codegen/runtime\""), "{file}: {text}");
    }
    fs::create_dir(place.path().join("deep")).expect("a folder");
    let absolute = format!("path={}/this-project/codegen/../codegen/runtime", place.path().display());
    place.run_in("deep", &["init", "below", "--runtime", &absolute]).succeeds();
    let text = place.text("deep/below/Cargo.toml");
    assert!(text.contains("path = \"../../this-project/codegen/runtime\""), "{text}");
    // The package may be behind a link itself. `..` then leaves the folder to which that leads.
    symlink("deep", place.path().join("link")).expect("a link");
    let generate = ["generate", "--model", "models/queue.json", "--out", "link/made", "--runtime", option];
    place.run(&generate).succeeds();
    let text = place.text("deep/made/Cargo.toml");
    assert!(text.contains("path = \"../../this-project/codegen/runtime\""), "{text}");
    // Cargo would not find what is behind a link that is left again.
    fs::create_dir_all(place.path().join("far/away")).expect("a folder");
    symlink(root().join("codegen/runtime"), place.path().join("far/runtime")).expect("a link");
    symlink("../far/away", place.path().join("deep/away")).expect("a link");
    place.run_in("deep", &["init", "other", "--runtime", "path=away/../runtime"]).succeeds();
    let text = place.text("deep/other/Cargo.toml");
    let written = text.split("path = \"").nth(1).and_then(|rest| rest.split('"').next()).expect("a path");
    let found = place.path().join("deep/other").join(written).canonicalize().expect("it is there");
    assert!(!written.contains("away") && found == root().join("codegen/runtime"), "{text}");
}
