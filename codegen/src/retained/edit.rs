//! Edits by a maintainer: a retained item is dropped, or a member is required or not required, as the model says.

use std::collections::{BTreeSet, HashSet};

use super::compare::{Key, records};
use super::{FILE, Held, Hold, ORDER_PART, Retained, apply, is_called, names};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::model::{Closure, ITEMS_PART, Model, PAGES_PART, check};
use crate::source::Sources;
use crate::suggest::{did_you_mean, nearest};
use crate::{Failed, Inputs, convert, frontend};

/// A change of the retained items, with the name of a shape, operation, member, value or error: `Shape`, `Shape$member`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit<'a> {
    /// The item is removed from the generated code.
    Drop(&'a str),
    /// The member is required in the builder, as in the model.
    AcceptRequired(&'a str),
    /// The member is optional in the builder, as in the model.
    AcceptOptional(&'a str),
    /// The member has the type of the model.
    AcceptType(&'a str),
    /// The item has the name that the model gives it.
    AcceptName(&'a str),
}

impl<'a> Edit<'a> {
    fn name(self) -> &'a str {
        let (Self::Drop(name)
        | Self::AcceptRequired(name)
        | Self::AcceptOptional(name)
        | Self::AcceptType(name)
        | Self::AcceptName(name)) = self;
        name
    }

    /// The kept part that is given up; `None` if it is a name.
    fn hold(self) -> Option<Hold> {
        match self {
            Self::Drop(_) => Some(Hold::Removed),
            Self::AcceptRequired(_) => Some(Hold::Optional),
            Self::AcceptOptional(_) => Some(Hold::Required),
            Self::AcceptType(_) => Some(Hold::Type),
            Self::AcceptName(_) => None,
        }
    }
}

/// The file after changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The text of the file; `None` if nothing is kept any more.
    pub text: Option<String>,
    /// The items that are no longer kept, as `Shape$member` or `Shape`: those that were named, and those that only they used.
    pub dropped: Vec<String>,
}

/// Takes items out of the `retained.json` of a model.
///
/// # Errors
/// Everything that is wrong with the model or the file, a name of which nothing is kept, and an item that other retained items
/// use, each with its place.
pub fn edit(inputs: &Inputs<'_>, service: Option<&str>, edits: &[Edit<'_>]) -> Result<Edited, Failed> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let edited = edited(inputs, service, edits, &mut sources, &mut diagnostics);
    match edited {
        Some(edited) if !diagnostics.has_errors() => Ok(edited),
        _ => {
            let mut located = diagnostics.locate(&sources);
            located.retain(|it| it.diagnostic.severity == Severity::Error);
            Err(Failed(located))
        }
    }
}

fn edited<'a>(
    inputs: &Inputs<'a>,
    service: Option<&str>,
    edits: &[Edit<'_>],
    sources: &mut Sources<'a>,
    diagnostics: &mut Diagnostics,
) -> Option<Edited> {
    let (model, _) = crate::read(inputs, service, sources, diagnostics)?;
    let Some(source) = inputs.retained else {
        let message = format!("there is no {FILE} beside the model, so that nothing is kept");
        let error = Diagnostic::new(Severity::Error, Code::InvalidRetainedItem, Place::Run, message);
        diagnostics.push(error.help("an import writes the file when the service removes something"));
        return None;
    };
    let (id, value) = crate::json(source, sources, diagnostics)?;
    let before = frontend::retained(id, &value, &model, diagnostics);
    let mut whole = model.clone();
    apply(before.clone(), &mut whole, diagnostics);
    check(&whole, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let mut after = before.clone();
    for &edit in edits {
        if !take(&mut after, edit) {
            diagnostics.push(nothing_kept(&before, edit, id));
        }
    }
    let after = names::reduce(in_use(after, &model), &model, inputs.overlay);
    let mut rest = model.clone();
    apply(after.clone(), &mut rest, diagnostics);
    check(&rest, diagnostics);
    let keys = |retained: &Retained| -> BTreeSet<Key> {
        records(retained, model.service.id.namespace()).into_keys().collect()
    };
    let mut dropped: BTreeSet<String> =
        keys(&before).difference(&keys(&after)).map(|key| key.name().to_string()).collect();
    let named = before.names.keys().filter(|named| !after.names.contains_key(named));
    dropped.extend(named.map(|named| names::item(named).to_string()));
    let dropped = dropped.into_iter().collect();
    let text = (!after.is_empty()).then(|| convert::retained(&after, &model));
    Some(Edited { text, dropped })
}

/// Takes one item out; returns whether it was there.
fn take(retained: &mut Retained, edit: Edit<'_>) -> bool {
    let name = edit.name();
    let mut found = false;
    let Some(hold) = edit.hold() else {
        retained.names.retain(|named, _| {
            let (id, part) = named.parts();
            let is_it = is_called(name, id, part);
            found |= is_it;
            !is_it
        });
        return found;
    };
    retained.entries.retain_mut(|entry| {
        let id = entry.id.clone();
        let mut is_it = |part: Option<&str>| {
            let is_it = hold == Hold::Removed && is_called(name, &id, part);
            found |= is_it;
            is_it
        };
        match &mut entry.held {
            Held::Operation(..) | Held::Shape(_, Some(_)) => !is_it(None),
            Held::Shape(_, None) => true,
            Held::Values(values) => {
                values.retain(|(it, _)| !is_it(Some(&it.value)) && !is_it(Some(&it.name)));
                !values.is_empty()
            }
            Held::IntValues(values) => {
                values.retain(|(it, _)| !is_it(Some(&it.value.to_string())) && !is_it(Some(&it.name)));
                !values.is_empty()
            }
            Held::Parts(parts) => {
                parts.errors.retain(|(error, _)| !is_it(Some(error.name())));
                parts.input.take_if(|_| is_it(Some("input")));
                parts.output.take_if(|_| is_it(Some("output")));
                parts.pages.take_if(|_| is_it(Some(PAGES_PART)));
                parts.items.take_if(|_| is_it(Some(PAGES_PART)) || is_it(Some(ITEMS_PART)));
                parts.waiters.retain(|(waiter, _)| !is_it(Some(&waiter.name)));
                !parts.is_empty()
            }
            Held::Members { members, order, .. } => {
                order.take_if(|_| is_it(Some(ORDER_PART)));
                members.retain_mut(|member| {
                    let is_called = is_called(name, &id, Some(&member.member.name));
                    let before = member.holds.len();
                    member.holds.retain(|(it, _)| !(is_called && *it == hold));
                    found |= member.holds.len() < before;
                    !member.holds.is_empty()
                });
                !members.is_empty() || order.is_some()
            }
        }
    });
    found
}

/// Without the shapes that nothing uses any more.
fn in_use(mut retained: Retained, model: &Model) -> Retained {
    let mut whole = model.clone();
    // What it reports is reported when the rest is applied.
    apply(retained.clone(), &mut whole, &mut Diagnostics::default());
    let reached = Closure::of(&whole, &whole.operations.iter().collect::<Vec<_>>());
    let unused: HashSet<_> = whole.shapes.iter().map(|it| it.id.clone()).filter(|id| !reached.contains(id)).collect();
    retained.entries.retain(|entry| !(matches!(entry.held, Held::Shape(..)) && unused.contains(&entry.id)));
    retained
}

/// Returns the option of `retire` for items that are kept in this way.
fn option(hold: Hold) -> &'static str {
    match hold {
        Hold::Removed => "--drop",
        Hold::Optional => "--accept-required",
        Hold::Required => "--accept-optional",
        Hold::Type => "--accept-type",
    }
}

fn nothing_kept(retained: &Retained, edit: Edit<'_>, source: crate::diagnostic::SourceId) -> Diagnostic {
    let name = edit.name();
    let keys = records(retained, "");
    let is_of_kind = |hold: Hold| Some(hold) == edit.hold();
    let named: BTreeSet<String> = match edit.hold() {
        Some(_) => BTreeSet::new(),
        None => retained.names.keys().map(|named| names::item(named).to_string()).collect(),
    };
    let what = match edit {
        Edit::Drop(_) => "keeps no removed item",
        Edit::AcceptRequired(_) => "has no required member that stays optional in the builder with the name",
        Edit::AcceptOptional(_) => "has no optional member that stays required in the builder with the name",
        Edit::AcceptType(_) => "has no member that keeps its type with the name",
        Edit::AcceptName(_) => "gives no name to an item that is called",
    };
    let message = format!("{FILE} {what} `{name}`");
    let error = Diagnostic::new(Severity::Error, Code::InvalidRetainedItem, Place::Source(source), message);
    // The item may be kept in another way than the option is for.
    let other = keys.keys().find(|key| Some(key.hold) != edit.hold() && is_called(name, &key.id, key.part.as_deref()));
    if let Some(key) = other {
        return error.help(format!("`{}` is kept in another way: use `{} '{name}'`", key.name(), option(key.hold)));
    }
    let names: BTreeSet<String> = keys.keys().map(|key| key.name().to_string()).chain(named.iter().cloned()).collect();
    let near = nearest(&plain(name), names.iter().map(String::as_str));
    // A member can be kept in several ways.
    let of_near = || keys.keys().filter(|key| near == Some(&key.name().to_string()));
    if let Some(key) = of_near().find(|key| is_of_kind(key.hold)).or_else(|| of_near().next()) {
        let name = key.name().to_string();
        let suggestion = did_you_mean(&name);
        return error.help(match is_of_kind(key.hold) {
            true => suggestion,
            false => format!("{suggestion} It is kept in another way: use `{} '{name}'`", option(key.hold)),
        });
    }
    if let Some(near) = near.filter(|near| named.contains(*near)) {
        return error.help(did_you_mean(near));
    }
    let of_kind = keys.keys().filter(|key| is_of_kind(key.hold)).map(|key| key.name().to_string());
    let names: BTreeSet<String> = of_kind.chain(named).collect();
    error.help(match names.is_empty() {
        true => "there is nothing of this kind to give up".to_owned(),
        false => {
            let item = if plain(name).contains('$') { "member" } else { "item" };
            let names = names.into_iter().collect::<Vec<_>>().join(", ");
            format!("nothing of this kind is retained of that {item}; {FILE} has {names}")
        }
    })
}

/// Returns a name as messages have it: without a namespace, with `$` before the member.
fn plain(name: &str) -> String {
    name.rsplit('#').next().unwrap_or(name).replacen('.', "$", 1)
}
