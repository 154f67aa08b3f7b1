//! A builder for build scripts: services are generated into Cargo's output folder whenever the package is built, so that
//! nothing generated is committed.
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), clientsmith::build::Error> {
//!     clientsmith::build::Builder::new()
//!         .service(
//!             clientsmith::build::Service::new("weather", "models/weather.json")
//!                 .operations(["GetForecast", "ListCities"]),
//!         )
//!         .generate()
//! }
//! ```
//!
//! The generated file `clients.rs` declares a module for each service. Include it in any module of the package:
//!
//! ```text
//! mod clients {
//!     include!(concat!(env!("OUT_DIR"), "/clients.rs"));
//! }
//! ```
//!
//! The package needs the dependency `codegen-runtime`, with the features that the services' protocols need, and a feature
//! `client`, which decides whether the services have clients:
//!
//! ```toml
//! [features]
//! default = ["client"]
//! client = ["codegen-runtime/client"]
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use codegen::{Failed, Generated};

use crate::header::is_ours;
use crate::model_files::{ModelFiles, Text};
use crate::service::{All, Operations};
use crate::tree;

/// The command that the header of generated files names.
const COMMAND: &str = "build.rs";

/// A service to generate.
#[derive(Clone, Debug)]
pub struct Service {
    module: String,
    models: Vec<PathBuf>,
    operations: Operations,
    overlay: Option<PathBuf>,
    protocol: Option<String>,
    shape: Option<String>,
}

impl Service {
    /// A service by the name of its module and the path of its model, relative to the package: a botocore
    /// `service-2.json`, a file in Smithy's JSON AST, or a folder with either, where paginators, waiters, endpoint rules and
    /// an `overlay.json` are found as well. Files may be packed with gzip. All operations are generated.
    pub fn new(module: impl Into<String>, model: impl Into<PathBuf>) -> Self {
        let (module, models) = (module.into(), vec![model.into()]);
        Self { module, models, operations: Operations::Word(All::All), overlay: None, protocol: None, shape: None }
    }

    /// Adds another file of a Smithy model.
    #[must_use]
    pub fn model(mut self, model: impl Into<PathBuf>) -> Self {
        self.models.push(model.into());
        self
    }

    /// Generates only the operations of these names.
    #[must_use]
    pub fn operations<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.operations = Operations::Named(names.into_iter().map(Into::into).collect());
        self
    }

    /// Uses a file with corrections and documentation, instead of the `overlay.json` beside the model.
    #[must_use]
    pub fn overlay(mut self, overlay: impl Into<PathBuf>) -> Self {
        self.overlay = Some(overlay.into());
        self
    }

    /// Selects one of several protocols that the model lists, by the name of Smithy's trait, such as `restXml`, or
    /// botocore's, such as `rest-xml`.
    #[must_use]
    pub fn protocol(mut self, protocol: impl Into<String>) -> Self {
        self.protocol = Some(protocol.into());
        self
    }

    /// Selects the service's shape, by name or id, where a Smithy model has several services.
    #[must_use]
    pub fn service_shape(mut self, shape: impl Into<String>) -> Self {
        self.shape = Some(shape.into());
        self
    }
}

/// A builder of generated code, for build scripts.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    services: Vec<Service>,
    partitions: Option<PathBuf>,
    out: Option<PathBuf>,
    without_rerun: bool,
}

/// Why a build script generated nothing. `Debug`, which Cargo shows of a build script that fails, is the message, too.
pub struct Error(anyhow::Error);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        self.0.chain().skip(1).try_for_each(|cause| write!(f, "\n  because: {cause}"))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}

impl Builder {
    /// Generates nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a service.
    #[must_use]
    pub fn service(mut self, service: Service) -> Self {
        self.services.push(service);
        self
    }

    /// Uses a `partitions.json` for endpoint rules, instead of the one that is built in.
    #[must_use]
    pub fn partitions(mut self, path: impl Into<PathBuf>) -> Self {
        self.partitions = Some(path.into());
        self
    }

    /// Writes to this folder, instead of the one that Cargo names in `OUT_DIR`. Files of an earlier run are replaced; others are
    /// not, and are an error where a file is due.
    #[must_use]
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out = Some(folder.into());
        self
    }

    /// Does not print `cargo::rerun-if-changed` for the files that are read. Cargo then runs the build script after any
    /// change of the package.
    #[must_use]
    pub fn without_rerun_if_changed(mut self) -> Self {
        self.without_rerun = true;
        self
    }

    /// Generates the services. Warnings about models are printed as Cargo's.
    ///
    /// # Errors
    /// No folder to write to, files that cannot be read or written, and everything that is wrong with a model. Nothing is
    /// written then.
    pub fn generate(&self) -> Result<(), Error> {
        self.run().map_err(Error)
    }

    fn run(&self) -> Result<()> {
        let out = match (&self.out, std::env::var_os("OUT_DIR")) {
            (Some(out), _) => out.clone(),
            (None, Some(out)) => PathBuf::from(out),
            (None, None) => bail!(
                "OUT_DIR is not set, and so there is no folder to write to\n  help: call this from a build script (build.rs), \
                 which Cargo runs with OUT_DIR, or name a folder with `out_dir`"
            ),
        };
        let mut modules = BTreeSet::new();
        if let Some(twice) = self.services.iter().find(|service| !modules.insert(service.module.as_str())) {
            bail!(
                "two services have the module `{}`\n  help: give one of them another name in `Service::new`",
                twice.module
            );
        }
        if self.services.is_empty() {
            bail!("no service was added\n  help: add one with `Builder::service`");
        }
        let base = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
        let partitions = match &self.partitions {
            Some(path) => self.text(path, &base)?,
            None => Text::built_in_partitions(),
        };
        let mut files = BTreeMap::new();
        let mut titles = Vec::new();
        let mut with_partitions = false;
        for service in &self.services {
            let generated = self.service_files(service, &partitions, &base)?;
            with_partitions |= generated.partitions;
            titles.push((service.module.clone(), generated.title));
            files.extend(generated.files);
        }
        let partitions = with_partitions.then(|| partitions.source());
        let declared = codegen::included(&titles, partitions, COMMAND, "partitions.json");
        files.extend(declared.map_err(|failed| anyhow!("{failed}"))?);
        write(&out, &files)
    }

    fn service_files(&self, service: &Service, partitions: &Text, base: &Path) -> Result<Generated> {
        let models: Vec<PathBuf> = service.models.iter().map(|path| base.join(path)).collect();
        models.iter().for_each(|path| self.rerun(path));
        let (files, label) = ModelFiles::of_paths(&models, base)?;
        let files = match &service.overlay {
            Some(overlay) => {
                self.rerun(&base.join(overlay));
                files.with_overlay(&base.join(overlay), base)?
            }
            None => files,
        };
        // What lies beside a model counts, and also what may come to lie there.
        models.iter().filter(|path| path.is_file()).filter_map(|path| path.parent()).for_each(|path| self.rerun(path));
        let service = crate::service::Service {
            name: service.module.clone(),
            label,
            operations: service.operations.clone(),
            shape: service.shape.clone(),
            protocol: service.protocol.clone(),
            files,
            partitions: Some(partitions.clone()),
        };
        // No package: the code may be included in any module.
        let generated = service.generate("", COMMAND).map_err(|Failed(all)| anyhow!("{}", Failed(all)))?;
        for warning in &generated.warnings {
            println!("cargo::warning={}", warning.diagnostic.message.replace('\n', " "));
        }
        if let Some(limit) = generated.recursion_limit {
            println!(
                "cargo::warning=the types of the service `{}` are deep: if the compiler says so, write \
                 #![recursion_limit = \"{limit}\"] at the top of the crate",
                service.name
            );
        }
        Ok(generated)
    }

    fn text(&self, path: &Path, base: &Path) -> Result<Text> {
        let path = base.join(path);
        self.rerun(&path);
        let file = crate::workspace::Published::read(&path).context("the partitions cannot be read")?;
        Ok(Text::of(file, base))
    }

    fn rerun(&self, path: &Path) {
        if !self.without_rerun {
            println!("cargo::rerun-if-changed={}", path.display());
        }
    }
}

/// Writes the file to include and the modules beside it. A file of an earlier run that is not due any more stays, for no
/// module declares it.
fn write(out: &Path, files: &BTreeMap<String, String>) -> Result<()> {
    for path in files.keys().map(|name| out.join(name)) {
        if path.is_file() && !is_ours(&path)? {
            bail!(
                "{} was not generated by this tool; nothing was written\n  help: name another folder with `out_dir`",
                path.display()
            );
        }
    }
    tree::write(out, files, &[])?;
    Ok(())
}
