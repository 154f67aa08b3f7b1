//! Imports of one model after another, each over the last one with its retained items.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use codegen::api::ApiItem;
use codegen::diff::{self, Report, diff};
use codegen::import::without_prose;
use codegen::retained::{Options, Update, update};
use codegen::source::Source;
use codegen::{Failed, Generated, Inputs, Selection, generate};
use serde_json::Value;

use crate::botocore::{self, Service};

/// Returns the published revisions of Device Farm's model with their dates, the oldest first. `None` where they are not at hand, which is
/// said.
///
/// # Panics
///
/// If the folder cannot be read or has fewer revisions than are known.
#[must_use]
pub fn published() -> Option<Vec<(String, Vec<u8>)>> {
    let folder = crate::path_in("CODEGEN_PUBLISHED_MODELS", "a folder with `history` and `smithy`")?.join("history");
    let entries = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    assert!(paths.len() >= 21, "{} has only {} models", folder.display(), paths.len());
    let date = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Some(paths.iter().map(|path| (date(path), fs::read(path).expect("a model"))).collect())
}

/// Imports models one by one without their prose, each over the last with its retained items, as the program does.
///
/// # Panics
///
/// If an import fails.
#[must_use]
pub fn imported(models: &[(String, Vec<u8>)]) -> Vec<Revision> {
    let mut revisions: Vec<Revision> = Vec::new();
    for (date, text) in models {
        let model = without_prose(Source { name: date, text });
        let model = model.unwrap_or_else(|failed| panic!("{date}: {failed:?}"));
        let next = match revisions.last() {
            None => Revision::first(date, model.as_bytes()),
            Some(last) => last.import(date, model.as_bytes(), date, &[]).unwrap_or_else(|failed| panic!("{failed}")).0,
        };
        revisions.push(next);
    }
    revisions
}

/// A model with its retained items.
#[derive(Clone, Debug)]
pub struct Revision {
    /// The name in messages.
    pub name: String,
    model: Vec<u8>,
    paginators: Option<String>,
    waiters: Option<String>,
    overlay: Option<String>,
    retained: Option<String>,
}

impl Revision {
    /// Creates the first import, which has nothing to retain.
    #[must_use]
    pub fn first(name: &str, model: &[u8]) -> Self {
        let (paginators, waiters, overlay, retained) = (None, None, None, None);
        Self { name: name.to_owned(), model: model.to_vec(), paginators, waiters, overlay, retained }
    }

    /// Returns the same model with pages and waiters beside it.
    #[must_use]
    pub fn with_polls(self, paginators: String, waiters: String) -> Self {
        Self { paginators: Some(paginators), waiters: Some(waiters), ..self }
    }

    /// Returns the same model with the paginators of this project's own model, for the operations that both have: the published
    /// revisions are service models alone, and pages have the members of the first revision.
    ///
    /// # Panics
    ///
    /// If a file is not there, or not JSON.
    #[must_use]
    pub fn with_own_paginators(self) -> Self {
        let path = crate::root().join("models/devicefarm/2015-06-23/paginators-1.json");
        let text = fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let mut paginators: Value = serde_json::from_slice(&text).expect("paginators are JSON");
        let model: Value = serde_json::from_slice(&self.model).expect("a model is JSON");
        let pagination = paginators["pagination"].as_object_mut().expect("there are paginators");
        pagination.retain(|name, _| model["operations"].get(name).is_some());
        assert!(!pagination.is_empty(), "{} has no operation with pages", self.name);
        Self { paginators: Some(paginators.to_string()), ..self }
    }

    /// Returns the newest model of a service in a botocore, with its paginators and waiters. `data` is botocore's folder of this
    /// name.
    ///
    /// # Panics
    ///
    /// If the service has no model that is unpacked.
    #[must_use]
    pub fn of_botocore(data: &Path, service: &str) -> Self {
        let name = botocore::version(data);
        let service = Service::read(data, service);
        let beside = |name: &str| service.text(name).map(|text| String::from_utf8_lossy(text).into_owned());
        let (paginators, waiters) = (beside("paginators-1.json"), beside("waiters-2.json"));
        Self { paginators, waiters, ..Self::first(&name, &service.model) }
    }

    /// Returns the same model with an overlay, which stays for the models that are imported over this one.
    #[must_use]
    pub fn with_overlay(self, text: &str) -> Self {
        Self { overlay: Some(text.to_owned()), ..self }
    }

    /// Returns the same model with another file of retained items.
    #[must_use]
    pub fn with_retained(&self, text: &str) -> Self {
        Self { retained: Some(text.to_owned()), ..self.clone() }
    }

    /// Returns the text of `retained.json`; empty if there is none.
    #[must_use]
    pub fn retained(&self) -> &str {
        self.retained.as_deref().unwrap_or_default()
    }

    /// Calls a function with the inputs of a command.
    pub fn with<T>(&self, work: impl FnOnce(&Inputs<'_>) -> T) -> T {
        let retained = self.retained.as_deref().map(|text| Source { name: "retained.json", text: text.as_bytes() });
        let models = [Source { name: &self.name, text: &self.model }];
        let paginators = self.paginators.as_deref();
        let paginators = paginators.map(|text| Source { name: "paginators-1.json", text: text.as_bytes() });
        let waiters = self.waiters.as_deref();
        let waiters = waiters.map(|text| Source { name: "waiters-2.json", text: text.as_bytes() });
        let overlay = self.overlay.as_deref().map(|text| Source { name: "overlay.json", text: text.as_bytes() });
        work(&Inputs { models: &models, retained, paginators, waiters, overlay, ..Inputs::default() })
    }

    /// Imports another model over this one, and keeps what that one lacks.
    ///
    /// # Errors
    ///
    /// The changes of the new model that cannot be retained and are not among `accepted`.
    pub fn import(&self, name: &str, model: &[u8], since: &str, accepted: &[String]) -> Result<(Self, Update), Failed> {
        self.import_revision(Self::first(name, model), since, accepted)
    }

    /// Imports a model with all that lies beside it over this one, and keeps what that one lacks.
    ///
    /// # Errors
    ///
    /// As for [`import`](Self::import).
    pub fn import_revision(&self, next: Self, since: &str, accepted: &[String]) -> Result<(Self, Update), Failed> {
        let last_model = format!("botocore {}", self.name);
        let options = Options { since, last_model: &last_model, operations: Selection::All, service: None, accepted };
        let update = self.with(|old| next.with(|new| update(old, new, &options)))?;
        Ok((Self { retained: update.text.clone(), overlay: self.overlay.clone(), ..next }, update))
    }

    /// Generates its client as a module of a package.
    ///
    /// # Panics
    ///
    /// If the model and its retained items have errors.
    #[must_use]
    pub fn generate(&self, package: &str, module: &str) -> Generated {
        self.try_generate(package, module).unwrap_or_else(|failed| panic!("{}: {failed}", self.name))
    }

    /// Generates its client as a module of a package.
    ///
    /// # Errors
    ///
    /// The errors of the model and of its retained items.
    pub fn try_generate(&self, package: &str, module: &str) -> Result<Generated, Failed> {
        let (operations, command, label) = (Selection::All, "test", "model");
        let options = codegen::Options { package, module, service: None, operations, command, label };
        self.with(|inputs| generate(inputs, &options))
    }

    /// Returns the lines of its public API. A deprecation is not a change of an item's signature.
    #[must_use]
    pub fn api(&self) -> BTreeSet<String> {
        let plain = |item: &ApiItem| ApiItem { deprecated: None, ..item.clone() }.to_string();
        self.generate("test", "service").api.iter().map(plain).collect()
    }

    /// Returns the text of all generated files.
    #[must_use]
    pub fn text(&self) -> String {
        self.generate("test", "service").files.into_values().collect::<Vec<_>>().join("\n")
    }

    /// Compares an older revision with this one.
    ///
    /// # Panics
    ///
    /// If one of them has errors.
    #[must_use]
    pub fn since(&self, old: &Self) -> Report {
        let options = diff::Options {
            module: "service",
            old_operations: Selection::All,
            new_operations: Selection::All,
            skip_unknown: false,
        };
        let report = old.with(|old| self.with(|new| diff(old, new, &options)));
        report.unwrap_or_else(|failed| panic!("{}: {failed}", self.name))
    }

    /// Checks that every item of an older revision is there with the same signature.
    ///
    /// # Panics
    ///
    /// If an item is gone or has another signature, or if the verdict is major.
    pub fn has_all_of(&self, old: &Self) {
        let (before, after) = (old.api(), self.api());
        let gone: Vec<&String> = before.difference(&after).collect();
        assert!(gone.is_empty(), "{} lacks items of {}:\n{gone:#?}", self.name, old.name);
        let report = self.since(old);
        assert!(report.level() < diff::Level::Major, "{} breaks {}:\n{}", self.name, old.name, report.markdown());
    }
}
