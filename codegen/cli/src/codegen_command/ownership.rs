//! Which files in a package are ours. A file is only replaced or removed if it carries the header of generated files and
//! belongs to a service that the package's `lib.rs` or this run lists. Everything else is somebody else's.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::header::is_ours;
use crate::workspace::read_if_there;

/// The package's own generated files beside the services.
const BESIDE: [&str; 2] = ["lib.rs", "partitions.rs"];

/// What is there before a run.
pub(super) struct Existing {
    out: PathBuf,
    /// The services that `lib.rs` lists, each with its title.
    services: Vec<(String, String)>,
    recursion_limit: Option<usize>,
    partitions: bool,
}

impl Existing {
    /// Reads the package in a folder, which need not be there.
    ///
    /// # Errors
    /// A package that was not generated.
    pub(super) fn read(out: &Path) -> Result<Self> {
        let src = out.join("src");
        for name in BESIDE {
            if src.join(name).is_file() && !is_ours(&src.join(name))? {
                return refuse(&src.join(name), out);
            }
        }
        let lib = read_if_there(&src.join("lib.rs"))?;
        let recursion_limit = lib.as_ref().and_then(|lib| codegen::packaged_limit(&String::from_utf8_lossy(lib)));
        let services = match &lib {
            Some(lib) => codegen::packaged(&String::from_utf8_lossy(lib)),
            None => {
                // A package whose library is not ours yet: what else lies there is somebody's.
                if let Some(foreign) = first_foreign(&src)? {
                    return refuse(&foreign, out);
                }
                Vec::new()
            }
        };
        let partitions = src.join("partitions.rs").is_file();
        let services = services.into_iter().filter(|(name, _)| src.join(name).is_dir()).collect();
        Ok(Self { out: out.to_path_buf(), services, recursion_limit, partitions })
    }

    /// The services that are there, each with its title.
    pub(super) fn services(&self) -> &[(String, String)] {
        &self.services
    }

    /// The `recursion_limit` that its services needed when they were generated.
    pub(super) fn recursion_limit(&self) -> Option<usize> {
        self.recursion_limit
    }

    pub(super) fn has_partitions(&self) -> bool {
        self.partitions
    }

    /// The folders and files below these modules, and the partitions if `beside`, that are ours, so that what is not in
    /// `files` may be removed.
    ///
    /// # Errors
    /// A file of `files` that is there and somebody else's.
    pub(super) fn owned(
        &self,
        modules: &[&str],
        beside: bool,
        files: &BTreeMap<String, String>,
    ) -> Result<Vec<String>> {
        let mut owned = Vec::new();
        for module in modules {
            let is_listed = self.services.iter().any(|(name, _)| name == module);
            let mut below = Below { out: &self.out, files, is_listed, ours: Vec::new() };
            if below.folder(&format!("src/{module}"))? {
                owned.push(format!("src/{module}"));
            } else {
                owned.append(&mut below.ours);
            }
        }
        if beside && self.partitions && !files.contains_key("src/partitions.rs") {
            owned.push("src/partitions.rs".to_owned());
        }
        Ok(owned)
    }
}

/// A walk through a service's folder.
struct Below<'a> {
    out: &'a Path,
    files: &'a BTreeMap<String, String>,
    is_listed: bool,
    ours: Vec<String>,
}

impl Below<'_> {
    /// Returns whether all of a folder is ours. If not, what is ours of it has been added.
    fn folder(&mut self, folder: &str) -> Result<bool> {
        let path = self.out.join(folder);
        // A link is somebody's; where a file is due behind it, that is refused when it is written.
        if !path.symlink_metadata().is_ok_and(|found| found.is_dir()) {
            return Ok(true);
        }
        let unreadable = || format!("cannot read {}", path.display());
        let mut all = true;
        let mut ours = Vec::new();
        let mut names = BTreeSet::new();
        for entry in fs::read_dir(&path).with_context(unreadable)? {
            let entry = entry.with_context(unreadable)?;
            names.insert((entry.file_name().to_string_lossy().into_owned(), entry.file_type()?.is_dir()));
        }
        for (name, is_folder) in names {
            let below = format!("{folder}/{name}");
            let is_ours = if is_folder { self.folder(&below)? } else { self.file(&below)? };
            all &= is_ours;
            if is_ours && !self.files.contains_key(&below) {
                ours.push(below);
            }
        }
        if !all {
            self.ours.append(&mut ours);
        }
        Ok(all)
    }

    fn file(&self, name: &str) -> Result<bool> {
        let path = self.out.join(name);
        let is_due = self.files.contains_key(name);
        // A link among the files of a service leads elsewhere; it is refused if a file is due in its place.
        let is_file = path.symlink_metadata().is_ok_and(|found| found.is_file());
        if is_file && is_ours(&path)? {
            return Ok(true);
        }
        if is_due && is_file && !self.is_listed {
            return refuse(&path, self.out);
        }
        Ok(is_due)
    }
}

/// A file below a folder that was not generated.
fn first_foreign(folder: &Path) -> Result<Option<PathBuf>> {
    if !folder.is_dir() {
        return Ok(None);
    }
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
            let entry = entry.with_context(|| format!("cannot read {}", folder.display()))?;
            let (path, kind) = (entry.path(), entry.file_type()?);
            if kind.is_dir() {
                folders.push(path);
            } else if !kind.is_file() || !is_ours(&path)? {
                return Ok(Some(path));
            }
        }
    }
    Ok(None)
}

fn refuse<T>(path: &Path, out: &Path) -> Result<T> {
    bail!(
        "{} was not generated by this tool, and the package in {} would replace it; nothing was written\n  help: name another \
         folder with --out (in a manifest, `path` of [package]), or move the file elsewhere",
        path.display(),
        out.display(),
    )
}
