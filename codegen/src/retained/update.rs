//! The `retained.json` of a model that is imported over an older one.

use std::collections::BTreeSet;

use super::compare::{Key, compare, records};
use super::lowered::with_overlay;
use super::options::{Accepted, Options};
use super::{Name, Retained, apply, names, page_items, polls};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{GivenName, ITEMS_PART, Model, Named, PAGES_PART, check};
use crate::source::{Source, Sources};
use crate::suggest::nearest;
use crate::{Failed, Inputs, convert, frontend};

/// The file, and what changed in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Update {
    /// The text of the file; `None` if nothing is kept.
    pub text: Option<String>,
    /// The items that are kept from now on, as `Shape$member` or `Shape`.
    pub retired: Vec<String>,
    /// The items that the model has again, or that nothing uses any more.
    pub returned: Vec<String>,
    /// The items that have another name than the model gives them from now on, with this name.
    pub named: Vec<(String, String)>,
    /// The number of items that are kept.
    pub kept: usize,
    /// The accepted names that no change needed.
    pub unneeded: Vec<Unneeded>,
}

/// A name that was accepted and that no change needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unneeded {
    /// The name.
    pub name: String,
    /// True if one of the models has an item of this name.
    pub is_known: bool,
    /// The name of an item that may be meant, if none is called so.
    pub near: Option<String>,
}

impl Unneeded {
    fn new(name: &str, models: [&Model; 2]) -> Self {
        let mut known = BTreeSet::new();
        for model in models {
            for shape in model.shapes.iter() {
                known.insert(Name::new(&shape.id, None).to_string());
                known.extend(shape.kind.members().map(|it| Name::new(&shape.id, Some(&it.name)).to_string()));
            }
            for operation in &model.operations {
                let polls = [PAGES_PART, ITEMS_PART].into_iter().filter(|_| operation.paginated.is_some());
                let polls = polls.chain(operation.waiters.iter().map(|it| it.name.as_str()));
                known.extend(polls.map(|part| Name::new(&operation.id, Some(part)).to_string()));
            }
        }
        let called = name.rsplit('#').next().unwrap_or(name).replacen('.', "$", 1);
        let is_known = known.contains(&called);
        let near = nearest(&called, known.iter().map(String::as_str)).filter(|_| !is_known).map(str::to_owned);
        Self { name: name.to_owned(), is_known, near }
    }
}

/// Compares two models of a service, the old one with its retained items, and returns the retained items of the new one.
/// The old overlay counts for names only, and the overlay and the retained items of the new model are not read.
///
/// # Errors
/// Everything that is wrong with the models or with the old one's retained items, models of two services, a date that is
/// earlier than a recorded one, and types that changed and cannot be kept, each with its place.
pub fn update(old: &Inputs<'_>, new: &Inputs<'_>, options: &Options<'_>) -> Result<Update, Failed> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let accepted = Accepted::new(options.accepted);
    let retained = retained(old, new, (options, &accepted), &mut sources, &mut diagnostics);
    let Some((before, retained, [former, model])) = retained.filter(|_| !diagnostics.has_errors()) else {
        return Err(Failed(errors(diagnostics, &sources)));
    };
    let text = (!retained.is_empty()).then(|| convert::retained(&retained, &model));
    verify(new, old.overlay, options, text.as_deref())?;
    let keys = |retained: &Retained| -> BTreeSet<Key> {
        records(retained, model.service.id.namespace()).into_keys().collect()
    };
    let is_known = |(named, given): &(&Named, &GivenName)| former.names.get(named) == Some(&given.name);
    let named = retained.names.iter().filter(|it| !is_known(it));
    let named = named.map(|(named, given)| (names::item(named).to_string(), given.name.clone())).collect();
    let (before, after) = (keys(&before), keys(&retained));
    let beyond = |one: &BTreeSet<Key>, other: &BTreeSet<Key>| -> Vec<String> {
        let names: BTreeSet<Name> = one.difference(other).map(Key::name).collect();
        names.iter().map(ToString::to_string).collect()
    };
    let (retired, returned) = (beyond(&after, &before), beyond(&before, &after));
    let unneeded = accepted.unneeded().map(|name| Unneeded::new(name, [&former, &model])).collect();
    Ok(Update { text, retired, returned, named, kept: after.len(), unneeded })
}

/// The old retained items, the new ones, the old model with its retained items, and the new model.
fn retained<'a>(
    old: &Inputs<'a>,
    new: &Inputs<'a>,
    (options, accepted): (&Options<'_>, &Accepted<'_>),
    sources: &mut Sources<'a>,
    diagnostics: &mut Diagnostics,
) -> Option<(Retained, Retained, [Model; 2])> {
    let (mut model, _) = crate::read(old, options.service, sources, diagnostics)?;
    let before = match old.retained {
        Some(source) => {
            let (id, value) = crate::json(source, sources, diagnostics)?;
            frontend::retained(id, &value, &model, diagnostics)
        }
        None => Retained::default(),
    };
    apply(before.clone(), &mut model, diagnostics);
    check(&model, diagnostics);
    let (new, _) = crate::read(new, options.service, sources, diagnostics)?;
    check(&new, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    same_service(&model, &new, diagnostics);
    forwards(&before, options.since, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let (model, overlay) = (model.in_namespace(new.service.id.namespace()), old.overlay);
    let retained = compare((&model, &before), &new, (options, accepted), diagnostics);
    let retained = names::keep(retained, &model, &new, overlay, diagnostics);
    let records = records(&before, new.service.id.namespace());
    let retained = polls::keep(retained, (&model, &records), &new, (options, accepted), diagnostics);
    Some((before, retained, [model, new]))
}

/// Warnings about a model belong to its generation.
fn errors(diagnostics: Diagnostics, sources: &Sources<'_>) -> Vec<crate::diagnostic::Located> {
    let mut located = diagnostics.locate(sources);
    located.retain(|it| it.diagnostic.severity == crate::diagnostic::Severity::Error);
    located
}

fn same_service(old: &Model, new: &Model, diagnostics: &mut Diagnostics) {
    let (one, other) = (&old.service, &new.service);
    if !crate::diff::is_same(one, other) {
        let message = format!("the models are of two services, {} and {}", one.sdk_id, other.sdk_id);
        let error = Diagnostic::error(Code::DifferentServices, &other.origin, message).shape(&other.id);
        let error = error.related(&one.origin, "the old model's service");
        diagnostics.push(error.help("import a model of the same service, or remove the folder of the old model first"));
    }
}

/// An import cannot be earlier than another one that it follows.
fn forwards(before: &Retained, since: &str, diagnostics: &mut Diagnostics) {
    let records = records(before, "");
    let Some((key, latest)) = records.iter().max_by(|one, other| (&one.1.since, other.0).cmp(&(&other.1.since, one.0)))
    else {
        return;
    };
    if latest.since.as_str() > since {
        let message =
            format!("`{}` was retired on {}, after the date of this import, {since}", key.name(), latest.since);
        let error = Diagnostic::error(Code::OlderModel, &latest.origin.below(&["since"]), message).shape(key.name());
        diagnostics.push(error.help("import a later model, or correct the date"));
    }
}

/// Proves that what is about to be written can be read, and fits the new model.
fn verify(
    new: &Inputs<'_>,
    overlay: Option<Source<'_>>,
    options: &Options<'_>,
    text: Option<&str>,
) -> Result<(), Failed> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let source = text.map(|text| Source { name: super::FILE, text: text.as_bytes() });
    let inputs = Inputs { retained: source, overlay: None, ..*new };
    if let Some(model) = crate::restored(&inputs, options.service, &mut sources, &mut diagnostics) {
        check(&model, &mut diagnostics);
        if !diagnostics.has_errors() {
            page_items::check(&model, &mut diagnostics);
            names::check(&with_overlay(model, overlay), &mut diagnostics);
        }
    }
    let found = errors(diagnostics, &sources);
    if found.is_empty() { Ok(()) } else { Err(Failed(found)) }
}
