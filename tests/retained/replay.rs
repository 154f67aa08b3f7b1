//! Imports of one model after another, each over the last one with its retained items.

use std::collections::BTreeSet;

use codegen::api::ApiItem;
use codegen::diff::{self, Report, diff};
use codegen::retained::{Options, Update, update};
use codegen::source::Source;
use codegen::{Failed, Inputs, Selection, generate};

/// A model with its retained items.
pub(crate) struct Revision {
    /// The name in messages.
    pub(crate) name: String,
    model: Vec<u8>,
    paginators: Option<String>,
    waiters: Option<String>,
    retained: Option<String>,
}

impl Revision {
    /// The first import, which has nothing to retain.
    pub(crate) fn first(name: &str, model: &[u8]) -> Self {
        Self { name: name.to_owned(), model: model.to_vec(), paginators: None, waiters: None, retained: None }
    }

    /// The same model with pages and waiters beside it.
    pub(crate) fn with_polls(self, paginators: String, waiters: String) -> Self {
        Self { paginators: Some(paginators), waiters: Some(waiters), ..self }
    }

    /// The same model with another file of retained items.
    pub(crate) fn with_retained(&self, text: &str) -> Self {
        let (paginators, waiters) = (self.paginators.clone(), self.waiters.clone());
        let (name, model) = (self.name.clone(), self.model.clone());
        Self { name, model, paginators, waiters, retained: Some(text.to_owned()) }
    }

    /// The text of `retained.json`; empty if there is none.
    pub(crate) fn retained(&self) -> &str {
        self.retained.as_deref().unwrap_or_default()
    }

    pub(crate) fn with<T>(&self, work: impl FnOnce(&Inputs<'_>) -> T) -> T {
        let retained = self.retained.as_deref().map(|text| Source { name: "retained.json", text: text.as_bytes() });
        let models = [Source { name: &self.name, text: &self.model }];
        let paginators =
            self.paginators.as_deref().map(|text| Source { name: "paginators-1.json", text: text.as_bytes() });
        let waiters = self.waiters.as_deref().map(|text| Source { name: "waiters-2.json", text: text.as_bytes() });
        work(&Inputs { models: &models, retained, paginators, waiters, ..Inputs::default() })
    }

    /// Imports another model over this one.
    pub(crate) fn import(
        &self,
        name: &str,
        model: &[u8],
        since: &str,
        accepted: &[String],
    ) -> Result<(Self, Update), Failed> {
        self.import_revision(Self::first(name, model), since, accepted)
    }

    /// Imports a model with all that lies beside it over this one.
    pub(crate) fn import_revision(
        &self,
        next: Self,
        since: &str,
        accepted: &[String],
    ) -> Result<(Self, Update), Failed> {
        let last_model = format!("botocore {}", self.name);
        let options = Options { since, last_model: &last_model, operations: Selection::All, service: None, accepted };
        let update = self.with(|old| next.with(|new| update(old, new, &options)))?;
        Ok((Self { retained: update.text.clone(), ..next }, update))
    }

    /// The lines of its public API. A deprecation is no change of an item's signature.
    pub(crate) fn api(&self) -> BTreeSet<String> {
        let options = codegen::Options {
            package: "test",
            module: "service",
            service: None,
            operations: Selection::All,
            command: "test",
            label: "model",
        };
        let generated = self.with(|inputs| generate(inputs, &options));
        let generated = generated.unwrap_or_else(|failed| panic!("{}: {failed}", self.name));
        let plain = |item: &ApiItem| ApiItem { deprecated: None, ..item.clone() }.to_string();
        generated.api.iter().map(plain).collect()
    }

    /// The generated files.
    pub(crate) fn text(&self) -> String {
        let options = codegen::Options {
            package: "test",
            module: "service",
            service: None,
            operations: Selection::All,
            command: "test",
            label: "model",
        };
        let generated = self.with(|inputs| generate(inputs, &options));
        let generated = generated.unwrap_or_else(|failed| panic!("{}: {failed}", self.name));
        generated.files.into_values().collect::<Vec<_>>().join("\n")
    }

    /// Compares an older revision with this one.
    pub(crate) fn since(&self, old: &Self) -> Report {
        let options = diff::Options {
            module: "service",
            old_operations: Selection::All,
            new_operations: Selection::All,
            skip_unknown: false,
        };
        let report = old.with(|old| self.with(|new| diff(old, new, &options)));
        report.unwrap_or_else(|failed| panic!("{}: {failed}", self.name))
    }

    /// Fails if an item of an older revision is gone or has another signature.
    pub(crate) fn has_all_of(&self, old: &Self) {
        let (before, after) = (old.api(), self.api());
        let gone: Vec<&String> = before.difference(&after).collect();
        assert!(gone.is_empty(), "{} lacks items of {}:\n{gone:#?}", self.name, old.name);
        let report = self.since(old);
        assert!(report.level() < diff::Level::Major, "{} breaks {}:\n{}", self.name, old.name, report.markdown());
    }
}
