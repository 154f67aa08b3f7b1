//! Services in two releases of botocore years apart, from its folders `data`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{compared, is_explained, semver};

/// The folders of both releases; `None` where they are not at hand, which is said.
fn folders() -> Option<[PathBuf; 2]> {
    let folder =
        |variable| tests::path_in(variable, "the folder `data` of the botocore in tests/vectors/semver/services.json");
    Some([folder("CODEGEN_OLDER_BOTOCORE")?, folder("CODEGEN_NEWER_BOTOCORE")?])
}

/// The version of the botocore that a folder `data` belongs to.
fn version(data: &Path) -> String {
    let path = data.parent().unwrap_or(data).join("__init__.py");
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let line = text.lines().find_map(|line| line.strip_prefix("__version__ = "));
    line.unwrap_or_else(|| panic!("{} has no version", path.display())).trim_matches(['"', '\'']).to_owned()
}

/// The newest model of a service.
fn model(data: &Path, module: &str) -> Vec<u8> {
    let folder = data.join(module.replace('_', "-"));
    let versions = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut models: Vec<PathBuf> =
        versions.map(|it| it.expect("an entry").path().join("service-2.json")).filter(|it| it.is_file()).collect();
    models.sort();
    let newest = models.last().unwrap_or_else(|| panic!("{} has no model, or a packed one", folder.display()));
    fs::read(newest).unwrap_or_else(|e| panic!("{}: {e}", newest.display()))
}

#[test]
fn the_verdicts_on_other_services_agree_with_cargo_semver_checks() {
    let Some(folders) = folders() else { return };
    let versions = folders.each_ref().map(|it| version(it));
    assert!(semver::recorded("services.json").len() >= 5, "too few services are recorded");
    semver::compare("services.json", &|[service, old, new]| {
        assert_eq!([old, new], versions.each_ref().map(String::as_str), "other releases were recorded");
        let models = folders.each_ref().map(|it| model(it, service));
        let report = compared(service, (old, &models[0]), (new, &models[1]));
        is_explained(service, &report);
        println!("{service}: {}", report.level());
        semver::Ours { report, models }
    });
}
