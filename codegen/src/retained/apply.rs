//! Retained items, given back to a model that was read. An entry about what the model has is an error: the import takes such
//! entries out, so that one is left only where the file or the model was changed by hand.

use std::collections::HashSet;

use super::{Entry, FILE, Held, HeldMember, Hold, Parts, Record, Retained, order};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Origin};
use crate::model::waiter::Waiter;
use crate::model::{
    Closure, Kept, KeptItems, Kind, Member, Model, Names, PAGES_PART, Pagination, ShapeId, Shapes, Traits, prelude,
};
use crate::suggest::{did_you_mean, nearest_of_few};

/// Gives what is kept back to the model.
pub(crate) fn apply(retained: Retained, model: &mut Model, diagnostics: &mut Diagnostics) {
    remove_unused(&retained, model);
    model.names = Names { given: retained.names, ..Names::default() };
    for Entry { id, held, origin } in retained.entries {
        if id.namespace() != model.service.id.namespace() {
            let message = format!("`{id}` is not in the namespace of the model");
            let help = format!("the model's namespace is `{}`", model.service.id.namespace());
            let error = Diagnostic::error(Code::InvalidRetainedItem, &origin, message).at_key().shape(&id);
            diagnostics.push(error.help(help));
            continue;
        }
        let mut applied = Applied { model, diagnostics, id: &id, origin: &origin };
        match held {
            Held::Operation(operation, record) => applied.operation(*operation, &record),
            Held::Shape(shape, record) => applied.shape(*shape, record.as_ref()),
            Held::Members { is_union, members, order } => {
                applied.members(is_union, members);
                if let Some((names, record)) = order {
                    applied.order(&names, &record);
                }
            }
            Held::Values(values) => {
                for (mut value, record) in values {
                    retire(&mut value.traits, &record);
                    let Some(Kind::Enum(all)) = applied.kind(Form::Enum) else { continue };
                    match all.iter().any(|it| it.value == value.value) {
                        true => applied.exists(&record.origin.above(2), &format!("the value `{}`", value.value), None),
                        false => all.push(value),
                    }
                }
            }
            Held::IntValues(values) => {
                for (mut value, record) in values {
                    retire(&mut value.traits, &record);
                    let Some(Kind::IntEnum(all)) = applied.kind(Form::IntEnum) else { continue };
                    match all.iter().any(|it| it.value == value.value) {
                        true => applied.exists(&record.origin.above(2), &format!("the value `{}`", value.value), None),
                        false => all.push(value),
                    }
                }
            }
            Held::Parts(parts) => applied.parts(*parts),
        }
    }
}

/// Removes shapes of the model that are kept whole and that no operation of it reaches: botocore's models have them long after
/// the last use, and Smithy's do not.
fn remove_unused(retained: &Retained, model: &mut Model) {
    let whole: HashSet<&ShapeId> =
        retained.entries.iter().filter(|it| matches!(it.held, Held::Shape(..))).map(|it| &it.id).collect();
    let reached = Closure::of(model, &model.operations.iter().collect::<Vec<_>>());
    let is_unused = |id: &ShapeId| whole.contains(id) && !reached.contains(id);
    if model.shapes.iter().any(|shape| is_unused(&shape.id)) {
        model.shapes = model.shapes.without(is_unused);
    }
}

/// The type of a shape of which parts are kept.
#[derive(Clone, Copy)]
enum Form {
    Structure,
    Union,
    Enum,
    IntEnum,
}

impl Form {
    fn is_of(self, kind: &Kind) -> bool {
        match self {
            Self::Structure => matches!(kind, Kind::Structure(_)),
            Self::Union => matches!(kind, Kind::Union(_)),
            Self::Enum => matches!(kind, Kind::Enum(_)),
            Self::IntEnum => matches!(kind, Kind::IntEnum(_)),
        }
    }

    /// Returns its name with an article, for messages.
    fn name(self) -> &'static str {
        match self {
            Self::Structure => "a structure",
            Self::Union => "a union",
            Self::Enum => "an enum of strings",
            Self::IntEnum => "an enum of integers",
        }
    }
}

/// An entry that is applied.
struct Applied<'a> {
    model: &'a mut Model,
    diagnostics: &'a mut Diagnostics,
    id: &'a ShapeId,
    origin: &'a Origin,
}

impl Applied<'_> {
    /// Reports something that the model has.
    fn exists(&mut self, origin: &Origin, what: &str, other: Option<&Origin>) {
        let message = format!("the model has {what}, and {FILE} keeps it as removed");
        let error = Diagnostic::error(Code::RetainedItemExists, origin, message).at_key().shape(self.id);
        let error = error.help(format!("remove it from {FILE}"));
        self.diagnostics.push(match other {
            Some(other) => error.related(other, "it is here"),
            None => error,
        });
    }

    fn unknown(&mut self, code: Code, origin: &Origin, message: String, near: Option<&str>) {
        let help =
            near.map_or_else(|| format!("remove the entry, or restore {FILE} from version control"), did_you_mean);
        self.diagnostics.push(Diagnostic::error(code, origin, message).at_key().shape(self.id).help(help));
    }

    fn operation(&mut self, mut operation: crate::model::Operation, record: &Record) {
        if let Some(there) = self.model.operations.iter().find(|it| it.id == operation.id) {
            let place = there.origin.clone();
            self.exists(&self.origin.clone(), &format!("the operation `{}`", operation.id.name()), Some(&place));
            return;
        }
        retire(&mut operation.traits, record);
        self.model.operations.push(operation);
    }

    fn shape(&mut self, mut shape: crate::model::Shape, record: Option<&Record>) {
        if let Some(there) = self.model.shapes.get(&shape.id) {
            let (place, kind) = (there.origin.clone(), there.kind.name());
            let form = if kind == shape.kind.name() { String::new() } else { format!(" of type {kind}") };
            self.exists(&self.origin.clone(), &format!("the shape `{}`{form}", shape.id.name()), Some(&place));
            return;
        }
        if let Some(record) = record {
            retire(&mut shape.traits, record);
        }
        for member in shape.kind.members() {
            define_prelude(&mut self.model.shapes, &member.target, &member.origin);
        }
        self.model.shapes.insert(shape);
    }

    /// The kind of the shape that the entry is about, which the model must have.
    fn kind(&mut self, expected: Form) -> Option<&mut Kind> {
        let Some(shape) = self.model.shapes.get(self.id) else {
            let names = self.model.shapes.iter().map(|shape| shape.id.name());
            let near = nearest_of_few(self.diagnostics.count(), self.id.name(), names).map(str::to_owned);
            let message = format!("the model has no shape `{}` of which something could be kept", self.id.name());
            self.unknown(Code::UnknownShape, &self.origin.clone(), message, near.as_deref());
            return None;
        };
        if !expected.is_of(&shape.kind) {
            let message = format!(
                "`{}` is {} here, and in the model of type {}",
                self.id.name(),
                expected.name(),
                shape.kind.name()
            );
            let error = Diagnostic::error(Code::RetainedItemExists, self.origin, message).at_key().shape(self.id);
            let error = error.related(&shape.origin, "the model's shape");
            self.diagnostics.push(error.help(format!("remove the entry from {FILE}, or restore the older model")));
            return None;
        }
        self.model.shapes.get_mut(self.id).map(|shape| &mut shape.kind)
    }

    fn members(&mut self, is_union: bool, members: Vec<HeldMember>) {
        for HeldMember { member, holds } in members {
            if !member.target.as_str().is_empty() {
                define_prelude(&mut self.model.shapes, &member.target, &member.origin);
            }
            let expected = if is_union { Form::Union } else { Form::Structure };
            let Some(Kind::Structure(all) | Kind::Union(all)) = self.kind(expected) else { return };
            let at = all.iter().position(|it| it.name == member.name);
            match (at, holds.as_slice()) {
                (None, [(Hold::Removed, record)]) => {
                    let place = all.iter().position(|it| record.before.as_ref() == Some(&it.name));
                    all.insert(place.unwrap_or(all.len()), removed(member, record));
                }
                (Some(at), [(Hold::Removed, _)]) => {
                    let place = all[at].origin.clone();
                    self.exists(&member.origin, &format!("the member `{}`", member.name), Some(&place));
                }
                (Some(at), _) => {
                    for (hold, record) in holds {
                        self.hold(at, hold, &record, &member);
                    }
                }
                (None, _) => {
                    let near = nearest_of_few(0, &member.name, all.iter().map(|it| it.name.as_str()));
                    let near = near.map(str::to_owned);
                    let message = format!("`{}` has no member `{}`", self.id.name(), member.name);
                    self.unknown(Code::UnknownMember, &member.origin, message, near.as_deref());
                }
            }
        }
    }

    /// Keeps something about a member that the model has.
    fn hold(&mut self, at: usize, hold: Hold, record: &Record, held: &Member) {
        let id = self.id.clone();
        let Some(Kind::Structure(all) | Kind::Union(all)) = self.model.shapes.get_mut(&id).map(|it| &mut it.kind)
        else {
            return;
        };
        let member = &mut all[at];
        let changes = match hold {
            Hold::Optional => std::mem::replace(&mut member.traits.required, false),
            Hold::Required => !std::mem::replace(&mut member.traits.required, true),
            Hold::Type => std::mem::replace(&mut member.target, held.target.clone()) != held.target,
            Hold::Removed => true,
        };
        if !changes {
            let message = format!("the model says of the member `{}` what `{}` keeps", member.name, hold.id());
            let error = Diagnostic::error(Code::InvalidRetainedItem, &record.origin, message).at_key();
            let error = error.related(&member.origin, "the model's member").shape(format!("{id}${}", held.name));
            self.diagnostics.push(error.help("remove the trait"));
            return;
        }
        let kept = member.traits.kept.get_or_insert_default();
        kept.is_needed |= hold == Hold::Optional;
        kept.is_retyped |= hold == Hold::Type;
        kept.note = Some(match kept.note.take() {
            Some(before) => format!("{before} {}", record.note()),
            None => record.note(),
        });
    }

    fn parts(&mut self, parts: Parts) {
        let Some(at) = self.model.operations.iter().position(|operation| operation.id == *self.id) else {
            let names = self.model.operations.iter().map(|operation| operation.id.name());
            let near = nearest_of_few(self.diagnostics.count(), self.id.name(), names).map(str::to_owned);
            let message = format!("the model has no operation `{}` of which something could be kept", self.id.name());
            self.unknown(Code::UnknownOperation, &self.origin.clone(), message, near.as_deref());
            return;
        };
        let Parts { input, output, errors, pages, items, waiters } = parts;
        for (is_input, part) in [(true, input), (false, output)] {
            let Some((id, record)) = part else { continue };
            let operation = &mut self.model.operations[at];
            let end = if is_input { &mut operation.input } else { &mut operation.output };
            if end.is_some() {
                let what = if is_input { "an input of the operation" } else { "an output of the operation" };
                self.exists(&record.origin.above(2), what, None);
            } else {
                *end = Some(id);
            }
        }
        for (id, record) in errors {
            let operation = &mut self.model.operations[at];
            if operation.errors.contains(&id) {
                self.exists(&record.origin.above(2), &format!("the error `{}` of the operation", id.name()), None);
            } else {
                operation.errors.push(id.clone());
                operation.retired_errors.push((id, record.deprecated()));
            }
        }
        if let Some((pages, record)) = pages {
            let slot = &mut self.model.operations[at].paginated;
            match slot {
                Some(_) => self.exists(&record.origin, &format!("`{PAGES_PART}` of the operation"), None),
                None => *slot = Some(Pagination { deprecated: Some(record.deprecated()), ..pages }),
            }
        }
        if let Some((kept, record)) = items {
            self.items(at, kept, &record);
        }
        for (waiter, record) in waiters {
            let all = &mut self.model.operations[at].waiters;
            match all.iter().find(|it| it.name == waiter.name).map(|it| it.origin.clone()) {
                Some(there) => self.exists(&record.origin, &format!("the waiter `{}`", waiter.name), Some(&there)),
                None => all.push(Waiter { deprecated: Some(record.deprecated()), ..waiter }),
            }
        }
    }

    /// Gives the items of pages the methods that they had.
    fn items(&mut self, at: usize, kept: Vec<KeptItems>, record: &Record) {
        let Some(pages) = &mut self.model.operations[at].paginated else {
            let message = format!("the operation `{}` has no pages whose items could be kept", self.id.name());
            let error = Diagnostic::error(Code::InvalidRetainedItem, &record.origin, message).at_key().shape(self.id);
            self.diagnostics.push(error.help(format!("remove the entry, or restore {FILE} from version control")));
            return;
        };
        let is_listed = |items: &KeptItems| pages.items.contains(&items.path);
        let deprecated = |items: &KeptItems| (!is_listed(items)).then(|| record.deprecated());
        pages.kept_items =
            kept.into_iter().map(|items| KeptItems { deprecated: deprecated(&items), ..items }).collect();
    }

    /// Gives required members their former order.
    fn order(&mut self, names: &[String], record: &Record) {
        let Some(Kind::Structure(members)) = self.kind(Form::Structure) else { return };
        if let Some(unknown) = names.iter().find(|name| !members.iter().any(|it| it.name == **name)) {
            let near = nearest_of_few(0, unknown, members.iter().map(|it| it.name.as_str())).map(str::to_owned);
            let message = format!("`{}` has no member `{unknown}`", self.id.name());
            self.unknown(Code::UnknownMember, &record.origin.below(&["members"]), message, near.as_deref());
            return;
        }
        if order::restore(members, names) {
            return;
        }
        let message = format!("the required members of `{}` have this order in the model", self.id.name());
        let error = Diagnostic::error(Code::InvalidRetainedItem, &record.origin, message).at_key().shape(self.id);
        self.diagnostics.push(error.help("remove the trait"));
    }
}

/// Marks an item that the service removed.
fn retire(traits: &mut Traits, record: &Record) {
    traits.deprecated = Some(record.deprecated());
    traits.kept = Kept::removed();
}

/// A member that the service removed.
fn removed(mut member: Member, record: &Record) -> Member {
    retire(&mut member.traits, record);
    member
}

/// Adds a shape of Smithy's prelude, which no model defines, where it is first used.
fn define_prelude(shapes: &mut Shapes, id: &ShapeId, origin: &Origin) {
    if shapes.get(id).is_none()
        && let Some(shape) = prelude::shape(id, origin)
    {
        shapes.insert(shape);
    }
}
