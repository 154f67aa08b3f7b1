//! Items that a published model no longer has, or has changed, and that the generated code keeps: `retained.json` beside the
//! model. `apply` gives them back to a model that was read, [`update`] finds them when another model is imported, and
//! [`edit`] takes out what a maintainer gives up. Reading and writing of JSON is in `frontend` and `convert`.

mod apply;
mod compare;
mod edit;
mod fit;
mod lowered;
mod names;
mod options;
mod order;
mod page_items;
mod polls;
mod reason;
mod update;

use std::collections::BTreeMap;
use std::fmt;

use crate::diagnostic::Origin;
use crate::model::waiter::Waiter;
use crate::model::{
    Deprecated, EnumMember, GivenName, IntEnumMember, KeptItems, Member, Named, Operation, Pagination, Shape, ShapeId,
};

pub(crate) use apply::apply;
pub use edit::{Edit, Edited, edit};
pub(crate) use names::check as check_names;
pub use options::Options;
pub(crate) use page_items::check as check_page_items;
pub use update::{Unneeded, Update, update};

/// The name of the file beside a model.
pub const FILE: &str = "retained.json";

/// The trait of an item that the service removed.
pub(crate) const REMOVED: &str = "codegen.retained#removed";

/// The trait of an operation whose pages are kept. The pages themselves are in `smithy.api#paginated` beside it.
pub(crate) const PAGINATED: &str = "codegen.retained#paginated";

/// The trait of an operation whose pages list other items in the model. It has the former methods and the paths of their items.
pub(crate) const PAGE_ITEMS: &str = "codegen.retained#pageItems";

/// The trait of an operation of which waiters are kept, by their names. They themselves are in `smithy.waiters#waitable` beside it.
pub(crate) const WAITABLE: &str = "codegen.retained#waitable";

/// The key of the metadata with the names that items keep.
pub(crate) const NAMES: &str = "codegen.retained#names";

/// The trait of a structure whose required members keep their order.
pub(crate) const REQUIRED_ORDER: &str = "codegen.retained#requiredOrder";

/// The name of the order of required members in `Structure$required-order`, which no member can have.
pub(crate) const ORDER_PART: &str = "required-order";

/// A `retained.json`, read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Retained {
    /// The entries, in the order of the file.
    pub(crate) entries: Vec<Entry>,
    /// The names that items have although the model alone would give them others.
    pub(crate) names: BTreeMap<Named, GivenName>,
}

impl Retained {
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.names.is_empty()
    }
}

/// An entry for a shape or an operation.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The id of the shape or operation.
    pub(crate) id: ShapeId,
    /// The retained parts.
    pub(crate) held: Held,
    /// The place in the source.
    pub(crate) origin: Origin,
}

/// The retained parts of a shape or an operation: all of it, or parts of one that the model has.
#[derive(Clone, Debug)]
pub(crate) enum Held {
    /// An operation that the service removed.
    Operation(Box<Operation>, Record),
    /// A shape that the model no longer has. Simple shapes, lists and maps have no item of their own in Rust, and no record.
    Shape(Box<Shape>, Option<Record>),
    /// Members of a structure or union that the model has.
    Members {
        /// True if they are a union's.
        is_union: bool,
        /// The members.
        members: Vec<HeldMember>,
        /// The former order of the required members, whose names are parameters of the builder.
        order: Option<(Vec<String>, Record)>,
    },
    /// Values of an enum that the model has.
    Values(Vec<(EnumMember, Record)>),
    /// Values of an enum of integers that the model has.
    IntValues(Vec<(IntEnumMember, Record)>),
    /// Parts of an operation that the model has.
    Parts(Box<Parts>),
}

/// Parts of an operation that the service removed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts {
    /// The input of an operation that takes none any more.
    pub(crate) input: Option<(ShapeId, Record)>,
    /// The output of an operation that has none any more.
    pub(crate) output: Option<(ShapeId, Record)>,
    /// Errors that the operation no longer lists.
    pub(crate) errors: Vec<(ShapeId, Record)>,
    /// Pages that the model no longer declares.
    pub(crate) pages: Option<(Pagination, Record)>,
    /// The items of pages that had these methods, where the model lists others. Those of the model come behind them.
    pub(crate) items: Option<(Vec<KeptItems>, Record)>,
    /// Waiters that the model no longer has.
    pub(crate) waiters: Vec<(Waiter, Record)>,
}

impl Parts {
    pub(crate) fn is_empty(&self) -> bool {
        let Self { input, output, errors, pages, items, waiters } = self;
        let has_end = input.is_some() || output.is_some();
        !has_end && errors.is_empty() && pages.is_none() && items.is_none() && waiters.is_empty()
    }
}

/// A member that is kept, or of which something is.
#[derive(Clone, Debug)]
pub(crate) struct HeldMember {
    /// The member. Unless it was removed, only its target counts.
    pub(crate) member: Member,
    /// The retained parts, each once.
    pub(crate) holds: Vec<(Hold, Record)>,
}

/// The retained part of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Hold {
    /// All of it: the service removed it.
    Removed,
    /// That it is optional in the builder: the service requires it.
    Optional,
    /// That it is required in the builder: the service no longer requires it.
    Required,
    /// Its type: the model has another one, which is serialized alike.
    Type,
}

impl Hold {
    pub(crate) const ALL: [Self; 4] = [Self::Removed, Self::Optional, Self::Required, Self::Type];

    /// The trait that says so.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Removed => REMOVED,
            Self::Optional => "codegen.retained#optional",
            Self::Required => "codegen.retained#required",
            Self::Type => "codegen.retained#type",
        }
    }
}

/// When and why something is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    /// The date of the import that no longer had it, as `YYYY-MM-DD`.
    pub(crate) since: String,
    /// The last published model that had it, such as `botocore 1.40.0`.
    pub(crate) last_model: String,
    /// The service's present behaviour: the end of a sentence that begins with "Since", the date.
    pub(crate) reason: String,
    /// The required member before which a required one that was removed stands. The order of required members is that of a
    /// builder's parameters. Absent, the member stands at the end.
    pub(crate) before: Option<String>,
    /// The place in the source.
    pub(crate) origin: Origin,
}

impl Record {
    /// The sentence that documents it.
    pub(crate) fn note(&self) -> String {
        format!("Since {} {}", self.since, self.reason)
    }

    /// The deprecation of the item.
    pub(crate) fn deprecated(&self) -> Deprecated {
        Deprecated { since: Some(self.since.clone()), message: Some(self.note()) }
    }
}

/// Returns whether a person means an item by a name: the id of a shape, operation or member, with or without its namespace,
/// with `$` or `.` before the member.
pub(crate) fn is_called(name: &str, id: &ShapeId, member: Option<&str>) -> bool {
    let rest = name.strip_prefix(id.as_str()).or_else(|| name.strip_prefix(id.name()));
    match (rest, member) {
        (Some(rest), None) => rest.is_empty(),
        (Some(rest), Some(member)) => rest.strip_prefix(['$', '.']) == Some(member),
        (None, _) => false,
    }
}

/// An item, as messages name it: `Shape$member` or `Shape`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Name(String);

impl Name {
    pub(crate) fn new(id: &ShapeId, member: Option<&str>) -> Self {
        Self(member.map_or_else(|| id.name().to_owned(), |member| format!("{}${member}", id.name())))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
