//! Overlays: corrections and documentation that are applied to a model of either format. A correction that matches
//! nothing, or changes nothing, is an error, because its reason no longer applies.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Origin, SourceId};
use crate::model::waiter::Waiter;
use crate::model::{Deprecated, Documentation, Example, Model, Operation, Pagination, Shape, ShapeId, Traits};
use crate::suggest::{did_you_mean, nearest_of_few};

/// An overlay.
#[derive(Clone, Debug, Default)]
pub struct Overlay {
    /// Its corrections, in the order of the source.
    pub entries: Vec<Entry>,
}

/// One correction.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The corrected item: a service, operation, shape or member.
    pub target: ShapeId,
    /// The correction.
    pub correction: Correction,
    /// The place in the source.
    pub origin: Origin,
}

/// The kind of a correction.
#[derive(Clone, Debug)]
pub enum Correction {
    /// `smithy.api#documentation`: sets the documentation.
    Documentation(Documentation),
    /// `smithy.api#deprecated`: deprecates the item.
    Deprecated(Deprecated),
    /// `smithy.api#sensitive`: redacts the values.
    Sensitive,
    /// `smithy.api#clientOptional`.
    ClientOptional,
    /// `smithy.api#readonly`: the operation changes nothing.
    ReadOnly,
    /// `smithy.api#idempotent`: executing a request twice has the same effect as executing it once.
    Idempotent,
    /// `codegen.overlay#notIdempotent`: a request must not be executed twice, so that the client sends it at most once.
    NotIdempotent,
    /// The pagination of the operation.
    Paginated(Pagination),
    /// Waiters of the operation, in addition to those of the model.
    Waitable(Vec<Waiter>),
    /// Examples of calls of the operation.
    Examples(Vec<Example>),
}

/// Applies all corrections of an overlay. `source` is the file of the overlay.
pub fn apply(overlay: Overlay, source: SourceId, model: &mut Model, diagnostics: &mut Diagnostics) {
    model.overlay = Some(source);
    let is_once = |entry: &&Entry| matches!(entry.correction, Correction::NotIdempotent);
    let once: Vec<ShapeId> = overlay.entries.iter().filter(is_once).map(|entry| entry.target.clone()).collect();
    for Entry { target, correction, origin } in overlay.entries {
        let at = At { origin: &origin, found: diagnostics.count(), once: &once };
        if let Err(diagnostic) = correct(model, &target, correction, at) {
            diagnostics.push(diagnostic.shape(&target));
        }
    }
}

/// The place of a correction, the number of errors before it, and the operations that the overlay marks as not idempotent.
#[derive(Clone, Copy)]
struct At<'o> {
    origin: &'o Origin,
    found: usize,
    once: &'o [ShapeId],
}

fn correct(model: &mut Model, target: &ShapeId, correction: Correction, at: At<'_>) -> Result<(), Diagnostic> {
    let changed = match correction {
        Correction::Documentation(text) => set(&mut traits(model, target, at)?.documentation, text),
        Correction::Deprecated(how) => set(&mut traits(model, target, at)?.deprecated, how),
        Correction::Sensitive => raise(&mut traits(model, target, at)?.sensitive),
        Correction::ClientOptional => raise(&mut traits(model, target, at)?.client_optional),
        Correction::ReadOnly => raise(&mut retryable(model, target, at)?.readonly),
        Correction::Idempotent => raise(&mut retryable(model, target, at)?.idempotent),
        Correction::NotIdempotent => {
            operation(model, target, at)?;
            not_idempotent(model, target)
        }
        Correction::Examples(examples) => {
            let slot = &mut operation(model, target, at)?.examples;
            let changed = *slot != examples;
            *slot = examples;
            changed
        }
        Correction::Paginated(pages) => paginate(&mut operation(model, target, at)?.paginated, pages),
        Correction::Waitable(waiters) => wait(&mut operation(model, target, at)?.waiters, waiters),
    };
    if changed {
        return Ok(());
    }
    Err(Diagnostic::error(
        Code::NeedlessCorrection,
        at.origin,
        "this correction changes nothing: the model says so already",
    )
    .help("remove it"))
}

fn set<T: PartialEq>(slot: &mut Option<T>, value: T) -> bool {
    let changed = slot.as_ref() != Some(&value);
    *slot = Some(value);
    changed
}

/// Sets the pagination. Returns false if it is the same, apart from its place in the source. Items that are retained from
/// a former model stay.
fn paginate(slot: &mut Option<Pagination>, mut pages: Pagination) -> bool {
    let origin = pages.origin.clone();
    pages.kept_items = slot.as_ref().map(|old| old.kept_items.clone()).unwrap_or_default();
    let same = slot.as_ref().is_some_and(|old| Pagination { origin, ..old.clone() } == pages);
    *slot = Some(pages);
    !same
}

/// Adds waiters. A waiter replaces one of the model with the same name. Returns false if nothing changes, apart from
/// places in the source.
fn wait(all: &mut Vec<Waiter>, ours: Vec<Waiter>) -> bool {
    let mut changed = false;
    for waiter in ours {
        match all.iter_mut().find(|old| old.name == waiter.name) {
            Some(old) => {
                changed |= !old.is_same(&waiter);
                *old = waiter;
            }
            None => {
                changed = true;
                all.push(waiter);
            }
        }
    }
    changed
}

fn raise(flag: &mut bool) -> bool {
    !std::mem::replace(flag, true)
}

fn traits<'m>(model: &'m mut Model, target: &ShapeId, at: At<'_>) -> Result<&'m mut Traits, Diagnostic> {
    if *target == model.service.id {
        return Ok(&mut model.service.traits);
    }
    // The lookup is separate, because the borrow checker rejects a mutable borrow that is returned from only one
    // branch.
    if model.operations.iter().any(|operation| operation.id == *target) {
        return operation(model, target, at).map(|operation| &mut operation.traits);
    }
    if model.shapes.get(&target.shape()).is_none() {
        return Err(no_shape(model, target, at));
    }
    let Some(shape) = model.shapes.get_mut(&target.shape()) else { unreachable!("it was there a line ago") };
    let Some(name) = target.member() else { return Ok(&mut shape.traits) };
    if shape.member_traits_mut(name).is_none() {
        return Err(no_member(shape, name, at));
    }
    Ok(shape.member_traits_mut(name).unwrap_or_else(|| unreachable!("it was there a line ago")))
}

/// Returns an error about the target of an `apply` statement. Its place is the key of the statement, two levels above
/// the trait.
fn wrong_target(code: Code, origin: &Origin, message: String) -> Diagnostic {
    Diagnostic::error(code, &origin.above(2), message).at_key()
}

fn no_shape(model: &Model, target: &ShapeId, at: At<'_>) -> Diagnostic {
    let operations = model.operations.iter().map(|operation| operation.id.name());
    let shapes = model.shapes.iter().map(|shape| shape.id.name());
    let names = operations.chain(shapes).chain([model.service.id.name()]);
    let error = wrong_target(Code::UnknownShape, at.origin, format!("the model has no `{}`", target.shape()));
    if target.namespace() != model.service.id.namespace() {
        return error.help(format!("the model's namespace is `{}`", model.service.id.namespace()));
    }
    match nearest_of_few(at.found, target.name(), names) {
        Some(near) => error.help(did_you_mean(near)),
        None => error.help("remove the correction"),
    }
}

fn no_member(shape: &Shape, name: &str, at: At<'_>) -> Diagnostic {
    let error = wrong_target(Code::UnknownMember, at.origin, format!("`{}` has no member `{name}`", shape.id));
    match nearest_of_few(at.found, name, shape.member_names().into_iter()) {
        Some(near) => error.help(did_you_mean(near)),
        None => error.help("remove the correction"),
    }
}

fn operation<'m>(model: &'m mut Model, target: &ShapeId, at: At<'_>) -> Result<&'m mut Operation, Diagnostic> {
    // The lookup is separate, because the borrow checker rejects a mutable borrow that is returned from only one
    // branch.
    if let Some(place) = model.operations.iter().position(|operation| operation.id == *target) {
        return Ok(&mut model.operations[place]);
    }
    let error = wrong_target(Code::UnknownOperation, at.origin, format!("`{target}` is not an operation of the model"));
    let names = model.operations.iter().map(|operation| operation.id.name());
    Err(match nearest_of_few(at.found, target.name(), names) {
        Some(near) => error.help(did_you_mean(near)),
        None => error.help("this trait applies to operations only"),
    })
}

/// Returns the operation of a correction that makes it retryable. It is an error if another correction states the
/// opposite.
fn retryable<'m>(model: &'m mut Model, target: &ShapeId, at: At<'_>) -> Result<&'m mut Operation, Diagnostic> {
    let operation = operation(model, target, at)?;
    if at.once.contains(target) {
        let message = "this correction has no effect: `codegen.overlay#notIdempotent` says the opposite";
        return Err(Diagnostic::error(Code::NeedlessCorrection, at.origin, message).help("remove one of the two"));
    }
    Ok(operation)
}

/// Marks an operation as not idempotent. Returns whether a client would have retried it without the mark.
fn not_idempotent(model: &mut Model, target: &ShapeId) -> bool {
    let Some(place) = model.operations.iter().position(|operation| operation.id == *target) else { return false };
    let was_retried = model.retry_rule(&model.operations[place]).is_some();
    model.operations[place].not_idempotent = true;
    was_retried
}
