//! Pages and waiters after an import: the methods of builders that both models were lowered to. Where the model lists other
//! items, the former ones keep their methods. What cannot be kept is an error that names the choices.

use std::collections::{BTreeMap, HashMap};

use super::compare::{Key, choices};
use super::options::{Accepted, Options};
use super::{Entry, Held, Hold, Name, Parts, Record, Retained, apply, lowered, reason};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Origin};
use crate::model::{ITEMS_PART, KeptItems, Model, Operation, PAGES_PART, ShapeId};
use crate::rust::item::{PageList, Pages};
use crate::rust::lower::Polls;

/// A model, and the pages and waiters that it was lowered to.
struct Lowered {
    model: Model,
    polls: BTreeMap<ShapeId, Polls>,
    faults: Diagnostics,
}

impl Lowered {
    fn of(model: Model) -> Self {
        let model = lowered::prepared(model);
        let mut faults = Diagnostics::default();
        let polls = lowered::lower(&model).polls(&mut faults);
        Self { model, polls, faults }
    }

    /// The new model with what is retained.
    fn with(retained: &Retained, new: &Model) -> Self {
        let mut model = new.clone();
        // What it reports is reported when the file is verified.
        apply(retained.clone(), &mut model, &mut Diagnostics::default());
        Self::of(model)
    }

    fn operation(&self, id: &ShapeId) -> Option<&Operation> {
        self.model.operations.iter().find(|it| it.id == *id)
    }

    /// The fault for which pages or a waiter of an operation were not lowered.
    fn fault(&self, id: &ShapeId, part: &str) -> Option<&Diagnostic> {
        let operation = self.operation(id)?;
        let waiter = operation.waiters.iter().find(|it| it.name == part);
        let pages = || operation.paginated.iter();
        let of_pages =
            || pages().map(|it| &it.origin).chain(pages().flat_map(|it| &it.kept_items).map(|it| &it.origin));
        let is_at = |origin: &Origin| match waiter {
            Some(waiter) => {
                let rest = origin.pointer.strip_prefix(&waiter.origin.pointer);
                origin.source == waiter.origin.source && rest.is_some_and(|it| it.is_empty() || it.starts_with('/'))
            }
            None => of_pages().any(|it| it == origin),
        };
        let is_about = |it: &&Diagnostic| it.shape.as_deref() == Some(id.as_str());
        self.faults
            .iter()
            .filter(is_about)
            .find(|it| it.code != Code::UnknownState && it.place.origin().is_some_and(is_at))
    }
}

/// Keeps the methods of pages and waiters. `records` are those of the old model's retained items.
pub(super) fn keep(
    mut retained: Retained,
    (old, records): (&Model, &HashMap<Key, Record>),
    new: &Model,
    (options, accepted): (&Options<'_>, &Accepted<'_>),
    diagnostics: &mut Diagnostics,
) -> Retained {
    let before = Lowered::of(old.clone());
    let mut after = Lowered::with(&retained, new);
    let kept: Vec<(&ShapeId, Vec<KeptItems>)> = before
        .polls
        .iter()
        .filter_map(|(id, polls)| {
            let (old, new) = (polls.pages.as_ref()?, after.polls.get(id)?.pages.as_ref()?);
            let declared = before.operation(id)?.paginated.as_ref()?;
            Some((id, kept_items(old, new, &declared.origin)?))
        })
        .collect();
    let has_more = !kept.is_empty();
    for (id, items) in kept {
        let key = Key { id: id.clone(), is_operation: true, part: Some(ITEMS_PART.to_owned()), hold: Hold::Removed };
        let record = records.get(&key).cloned().unwrap_or_else(|| Record {
            since: options.since.to_owned(),
            last_model: options.last_model.to_owned(),
            reason: reason::page_items(),
            before: None,
            origin: Origin::default(),
        });
        parts(&mut retained, id).items = Some((items, record));
    }
    if has_more {
        after = Lowered::with(&retained, new);
    }
    for (id, polls) in &before.polls {
        let Some(others) = after.polls.get(id) else { continue };
        for part in lost(polls, others) {
            let is_used = options.operations.has(id.name());
            let is_accepted = accepted.has(id, Some(part)) || part == ITEMS_PART && accepted.has(id, Some(PAGES_PART));
            if is_used && !is_accepted {
                diagnostics.push(refused(&before, &after, id, part));
            }
            give_up(&mut retained, id, part);
        }
    }
    retained.entries.retain(|it| !matches!(&it.held, Held::Parts(parts) if parts.is_empty()));
    retained
}

/// The parts of an operation in a file that is about to be written.
fn parts<'r>(retained: &'r mut Retained, id: &ShapeId) -> &'r mut Parts {
    let is_it = |it: &Entry| it.id == *id && matches!(it.held, Held::Parts(_));
    let at = retained.entries.iter().position(is_it).unwrap_or_else(|| {
        let held = Held::Parts(Box::default());
        retained.entries.push(Entry { id: id.clone(), held, origin: Origin::default() });
        retained.entries.len() - 1
    });
    match &mut retained.entries[at].held {
        Held::Parts(parts) => parts,
        _ => unreachable!("the entry at this place has parts"),
    }
}

/// The former items that must keep their methods before those of the model; `None` if these have all former methods. As few
/// are kept as it takes, so that importing the same model again changes nothing.
fn kept_items(old: &Pages, new: &Pages, origin: &Origin) -> Option<Vec<KeptItems>> {
    let methods = |lists: &[PageList]| -> Vec<Method> { lists.iter().map(Method::of).collect() };
    let former = methods(&old.lists);
    let is_kept = |all: &[Method]| {
        let is_it = |(at, former): (usize, &Method)| all.get(at).is_some_and(|it| it.stands_for(former));
        former.iter().enumerate().all(is_it)
    };
    if is_kept(&methods(&new.lists)) {
        return None;
    }
    let with = |count: usize| -> Vec<Method> {
        let kept = &former[..count];
        let rest = new.lists.iter().filter(|list| kept.iter().all(|it| it.wire != list.wire));
        let named = |list: &PageList| Method { name: list.name_beside_others(), ..Method::of(list) };
        kept.iter().cloned().chain(rest.map(named)).collect()
    };
    let count = (1..former.len()).find(|count| is_kept(&with(*count))).unwrap_or(former.len());
    let kept = |it: &Method| KeptItems {
        method: it.name.clone(),
        path: it.wire.clone(),
        deprecated: None,
        origin: origin.clone(),
    };
    Some(former[..count].iter().map(kept).collect())
}

/// A method that returns a stream of items.
#[derive(Clone)]
struct Method {
    name: String,
    wire: String,
    item: String,
}

impl Method {
    fn of(list: &PageList) -> Self {
        Self { name: list.method.clone(), wire: list.wire.clone(), item: list.ty.to_string() }
    }

    /// Returns whether code that calls the other method can call this one. Another type of the items at the same path is a
    /// change of a member, which is reported as that.
    fn stands_for(&self, former: &Self) -> bool {
        self.name == former.name && (self.item == former.item || self.wire == former.wire)
    }
}

/// The names of what an operation has no longer: its pages, items of them, or waiters.
fn lost<'b>(before: &'b Polls, after: &Polls) -> Vec<&'b str> {
    let mut lost = Vec::new();
    match (&before.pages, &after.pages) {
        (Some(_), None) => lost.push(PAGES_PART),
        (Some(old), Some(new)) if old.method != new.method => lost.push(PAGES_PART),
        (Some(old), Some(new)) if kept_items(old, new, &Origin::default()).is_some() => lost.push(ITEMS_PART),
        _ => {}
    }
    let has = |waiter: &str, method: &str| after.waiters.iter().any(|it| it.wire == waiter && it.method == method);
    let gone = before.waiters.iter().filter(|it| !has(&it.wire, &it.method));
    lost.extend(gone.map(|it| it.wire.as_str()));
    lost
}

/// Reports what cannot be kept: where and why, and what to do.
fn refused(before: &Lowered, after: &Lowered, id: &ShapeId, part: &str) -> Diagnostic {
    let former = before.operation(id);
    let pages = || former?.paginated.as_ref().map(|it| &it.origin);
    let place = former.and_then(|it| it.waiters.iter().find(|it| it.name == part)).map(|it| &it.origin).or_else(pages);
    let what = match part {
        PAGES_PART => format!("the pages of `{}`", id.name()),
        ITEMS_PART => format!("the items in the pages of `{}`", id.name()),
        waiter => format!("the waiter `{waiter}` of `{}`", id.name()),
    };
    let fault = after.fault(id, part);
    // Before the colon stands what becomes of it in generated code.
    let why = fault.map(|it| it.message.split_once(": ").map_or(it.message.as_str(), |(_, why)| why));
    let why = why.unwrap_or("a member of the input has the name of its method");
    let code = fault.map_or(Code::TypeChanged, |it| it.code);
    let here = fault.and_then(|it| it.place.origin()).or(after.operation(id).map(|it| &it.origin)).cloned();
    let error = Diagnostic::error(code, &here.unwrap_or_default(), format!("{what} cannot be kept: {why}")).shape(id);
    let error = match place {
        Some(place) => error.related(place, "in the old model"),
        None => error,
    };
    error.help(choices(&Name::new(id, Some(part))))
}

/// Takes out what is no longer kept.
fn give_up(retained: &mut Retained, id: &ShapeId, part: &str) {
    for entry in retained.entries.iter_mut().filter(|it| it.id == *id) {
        match &mut entry.held {
            Held::Parts(parts) => {
                parts.pages.take_if(|_| part == PAGES_PART);
                parts.items.take_if(|_| matches!(part, PAGES_PART | ITEMS_PART));
                parts.waiters.retain(|(waiter, _)| waiter.name != part);
            }
            Held::Operation(operation, _) => {
                operation.paginated.take_if(|_| part == PAGES_PART);
                operation.waiters.retain(|waiter| waiter.name != part);
            }
            _ => {}
        }
    }
}
