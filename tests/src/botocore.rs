//! Two releases of botocore years apart, which are not part of the project.

use std::fs;
use std::path::{Path, PathBuf};

/// Returns the folders `data` of the older and the newer release; `None` where they are not at hand, which is said.
#[must_use]
pub fn folders() -> Option<[PathBuf; 2]> {
    let folder =
        |variable| crate::path_in(variable, "the folder `data` of the botocore in tests/vectors/semver/services.json");
    Some([folder("CODEGEN_OLDER_BOTOCORE")?, folder("CODEGEN_NEWER_BOTOCORE")?])
}

/// Returns the version of the botocore that a folder `data` belongs to.
///
/// # Panics
///
/// If the file with the version is not beside the folder.
#[must_use]
pub fn version(data: &Path) -> String {
    let path = data.parent().unwrap_or(data).join("__init__.py");
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let line = text.lines().find_map(|line| line.strip_prefix("__version__ = "));
    line.unwrap_or_else(|| panic!("{} has no version", path.display())).trim_matches(['"', '\'']).to_owned()
}

/// Returns the newest model of a service, which has the name of its module.
///
/// # Panics
///
/// If there is none, or none that is unpacked.
#[must_use]
pub fn model(data: &Path, module: &str) -> Vec<u8> {
    let folder = data.join(module.replace('_', "-"));
    let versions = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut models: Vec<PathBuf> =
        versions.map(|it| it.expect("an entry").path().join("service-2.json")).filter(|it| it.is_file()).collect();
    models.sort();
    let newest = models.last().unwrap_or_else(|| panic!("{} has no model, or a packed one", folder.display()));
    fs::read(newest).unwrap_or_else(|e| panic!("{}: {e}", newest.display()))
}
