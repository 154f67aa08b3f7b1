//! The reasons that an import writes: what the service does with a retained item. A person can edit them in the file.

use super::Hold;
use crate::model::{Closure, ShapeId};

/// The directions in which values of a shape travel.
#[derive(Clone, Copy, Debug)]
pub(super) struct Directions {
    pub(super) requests: bool,
    pub(super) responses: bool,
}

impl Directions {
    pub(super) fn of(closure: &Closure, id: &ShapeId) -> Self {
        let responses = closure.output.contains(id) || closure.error.contains(id);
        Self { requests: closure.input.contains(id), responses }
    }

    fn choose(self, requests: &str, responses: &str, both: &str) -> String {
        match (self.requests, self.responses) {
            (true, true) => both,
            (true, false) => requests,
            (false, _) => responses,
        }
        .to_owned()
    }
}

/// The reason for which a member of a structure or union is kept.
pub(super) fn member(hold: Hold, directions: Directions, is_union: bool) -> String {
    match hold {
        Hold::Removed if is_union => directions.choose(
            "the service no longer knows this member: it is still sent, and the service may reject it.",
            "the service no longer returns this member: it is still read.",
            "the service no longer knows this member: it is still sent and read, and the service may reject it.",
        ),
        Hold::Removed => directions.choose(
            "the service no longer accepts this member: it is still sent, and the service ignores it.",
            "the service no longer returns this member: it is still read, and absent from responses.",
            "the service no longer knows this member: it is still sent and read, and the service neither uses nor \
             returns it.",
        ),
        Hold::Optional => "the service requires this member and rejects requests without it. The builder does not \
                           require it, so that existing code still compiles."
            .to_owned(),
        Hold::Required => "the service no longer requires this member. The builder still does, so that existing code \
                           still compiles."
            .to_owned(),
        Hold::Type => String::new(),
    }
}

/// The reason for which the type of a member is kept.
pub(super) fn kind(new: &str) -> String {
    format!(
        "the type of this member is `{new}` in the model. The former type is kept, which is serialized alike; values that \
         it does not name are still sent and read."
    )
}

/// The reason for which a value of an enum is kept.
pub(super) fn value(directions: Directions) -> String {
    directions.choose(
        "the service no longer accepts this value: it is still sent, and the service may reject it.",
        "the service no longer returns this value: it is still read.",
        "the service no longer knows this value: it is still sent and read, and the service may reject it.",
    )
}

/// The reason for which a shape is kept.
pub(super) fn shape(is_error: bool) -> String {
    match is_error {
        true => "the service no longer returns this error: it is still recognized.",
        false => "the service no longer knows this type: only retained items use it.",
    }
    .to_owned()
}

/// The reason for which an operation is kept.
pub(super) fn operation() -> String {
    "the service no longer offers this operation: its requests are still sent, and the service rejects them.".to_owned()
}

/// The reason for which the input or the output of an operation is kept.
pub(super) fn end(is_input: bool) -> String {
    match is_input {
        true => "the service no longer takes an input: it is still sent, and the service ignores it.",
        false => "the service no longer returns an output: it is still read, and empty.",
    }
    .to_owned()
}

/// The reason for which the pages of an operation are kept.
pub(super) fn pages() -> String {
    "the model no longer declares the pages of this operation: page tokens are still sent and read, and a response \
     without a token is the last page."
        .to_owned()
}

/// The reason for which the methods of items of pages are kept.
pub(super) fn page_items() -> String {
    "the model lists other items in the pages of this operation: the former ones are still read, and absent where the \
     service no longer returns them."
        .to_owned()
}

/// The reason for which a waiter is kept.
pub(super) fn waiter() -> String {
    "the model no longer has this waiter: it still polls, with the conditions of the former model.".to_owned()
}

/// The reason for which the order of required members is kept.
pub(super) fn order() -> String {
    "the model has the required members in another order. The builder keeps the former one, so that code that names its \
     type still compiles."
        .to_owned()
}

/// The reason for which an error of an operation is kept.
pub(super) fn error() -> String {
    "this operation no longer returns the error: it is still recognized.".to_owned()
}
