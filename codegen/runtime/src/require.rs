//! The macro [`require!`](crate::require!) and its error, which names the missing member and its path.

use std::fmt;

use crate::codec::{UnreadableMember, UnreadableMembers};
use crate::schema::Schema;

/// The path from a structure to a nested member.
///
/// [`require!`](crate::require!) builds it on the stack. Only an error formats it.
#[derive(Clone, Copy, Debug)]
pub struct MemberPath<'a> {
    parent: Option<&'a MemberPath<'a>>,
    segment: Segment,
    /// The members of the root that could not be read, if the root is an output.
    unreadable: Option<&'a UnreadableMembers>,
}

#[derive(Clone, Copy, Debug)]
enum Segment {
    Member(&'static Schema, &'static str),
    Element(usize),
    /// The output beside its metadata, which is the root of the path.
    Output(&'static Schema),
}

impl<'a> MemberPath<'a> {
    /// Creates the path of a member of the root structure.
    #[must_use]
    pub fn new(schema: &'static Schema, field: &'static str) -> Self {
        Self { parent: None, segment: Segment::Member(schema, field), unreadable: None }
    }

    /// Adds the reports of the members of the root structure that could not be read. `None` adds nothing.
    #[must_use]
    pub fn with_unreadable(self, unreadable: Option<&'a UnreadableMembers>) -> Self {
        Self { unreadable: unreadable.or(self.unreadable), ..self }
    }

    /// Appends a member of the structure at this path.
    #[must_use]
    pub fn member(&'a self, schema: &'static Schema, field: &'static str) -> Self {
        Self { parent: Some(self), segment: Segment::Member(schema, field), unreadable: self.unreadable }
    }

    /// Appends an element of the list at this path.
    #[must_use]
    pub fn element(&'a self, index: usize) -> Self {
        Self { parent: Some(self), segment: Segment::Element(index), unreadable: self.unreadable }
    }

    /// Returns the error for a path that leads to no value.
    #[must_use]
    pub fn missing(&self) -> MissingMember {
        let path = self.to_string();
        let reports = self.unreadable.map(UnreadableMembers::as_slice).unwrap_or_default();
        let unreadable = reports.iter().find(|report| report.explains(&path)).cloned();
        MissingMember { of: self.root(), path, unreadable }
    }

    fn root(&self) -> &'static str {
        match (self.parent, self.segment) {
            (Some(parent), _) => parent.root(),
            (None, Segment::Member(schema, _) | Segment::Output(schema)) => schema.label(),
            (None, Segment::Element(_)) => "",
        }
    }
}

/// Formats the path with the model's names: `devices[0].arn`.
impl fmt::Display for MemberPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(f)?;
        }
        match self.segment {
            Segment::Member(schema, field) => {
                let member = schema.members.iter().find(|member| member.field == field);
                let is_nested = self.parent.is_some_and(|parent| !matches!(parent.segment, Segment::Output(_)));
                f.write_str(if is_nested { "." } else { "" })?;
                f.write_str(member.map_or(field, |member| member.name))
            }
            Segment::Element(index) => write!(f, "[{index}]"),
            Segment::Output(_) => Ok(()),
        }
    }
}

/// The owner of a field on a path of [`require!`](crate::require!), with the schema of its structure.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum PathOwner {
    /// A structure, whose fields are members.
    Structure(&'static Schema),
    /// An output with its metadata. The field of the output is not a member, so that the path does not name it.
    WithMetadata(&'static Schema),
}

impl PathOwner {
    /// Returns the path of a field of this owner.
    #[must_use]
    pub fn path<'a>(self, parent: Option<&'a MemberPath<'a>>, field: &'static str) -> MemberPath<'a> {
        match (self, parent) {
            (Self::Structure(schema), None) => MemberPath::new(schema, field),
            (Self::Structure(schema), Some(parent)) => parent.member(schema, field),
            (Self::WithMetadata(schema), _) => {
                MemberPath { parent: None, segment: Segment::Output(schema), unreadable: None }
            }
        }
    }
}

/// The error of [`require!`](crate::require!): a required member is missing.
///
/// `to_string()` names the operation or structure and the path of the member:
/// ``GetRemoteAccessSession: missing member `remoteAccessSession.endpoints` ``. If the response had a value for the member
/// that could not be read, it also gives the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingMember {
    of: &'static str,
    path: String,
    unreadable: Option<UnreadableMember>,
}

impl MissingMember {
    /// Returns the name of the operation whose output lacks the member, or the shape's name of any other structure.
    #[must_use]
    pub fn of(&self) -> &'static str {
        self.of
    }

    /// Returns the path to the first missing member, with the model's names: `remoteAccessSession.endpoints`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the message without the name of the operation.
    pub(crate) fn reason(&self) -> String {
        match &self.unreadable {
            Some(report) => {
                format!("missing member `{}`: the response's value cannot be read: {report}", self.path)
            }
            None => format!("missing member `{}`", self.path),
        }
    }

    /// Returns why the response's value could not be read; `None` if the response had no value.
    #[must_use]
    pub fn unreadable(&self) -> Option<&UnreadableMember> {
        self.unreadable.as_ref()
    }
}

impl fmt::Display for MissingMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.of, self.reason())
    }
}

impl std::error::Error for MissingMember {}

/// Returns a nested member of a response or of any structure, or the error [`MissingMember`].
///
/// The argument is a path of fields. `[i]` selects an element of a list. The result borrows the member; with `move` in
/// front of the path, the macro moves the member out of the structure.
///
/// The path of an output that was returned [with its metadata](crate::WithMetadata) begins with the field `output`:
/// `require!(response.output.session.name)`. The error is the same as for the output alone, and does not name `output`.
///
/// # Errors
///
/// [`MissingMember`] if a member on the path is absent, or a list is shorter than the index requires.
///
/// # Examples
///
/// ```
/// # codegen_runtime::structure! {
/// #     /// A response.
/// #     pub struct Response = "GetSession" {
/// #         /// The session.
/// #         session: Session = "session",
/// #     }
/// # }
/// # codegen_runtime::structure! {
/// #     /// A session.
/// #     pub struct Session = "Session" {
/// #         /// The end points.
/// #         end_points: Vec<String> = "endPoints",
/// #         /// The name.
/// #         name: String = "name",
/// #     }
/// # }
/// use codegen_runtime::require;
///
/// # fn main() -> Result<(), codegen_runtime::MissingMember> {
/// let response: Response = serde_json::from_str(r#"{"session": {"endPoints": ["a"]}}"#).unwrap();
/// assert_eq!(require!(response.session.end_points[0])?, "a");
/// let error = require!(response.session.end_points[1]).unwrap_err();
/// assert_eq!(error.to_string(), "GetSession: missing member `session.endPoints[1]`");
/// assert_eq!(require!(response.session.name).unwrap_err().path(), "session.name");
/// let session: Session = require!(move response.session)?;
/// # let _ = session;
/// # Ok(())
/// # }
/// ```
#[macro_export]
macro_rules! require {
    (move $root:ident . $field:ident $($rest:tt)*) => {
        $crate::require!(@step ($root) (new) [move] . $field $($rest)*)
    };
    ($root:ident . $field:ident $($rest:tt)*) => {
        $crate::require!(@step ($root) (new) [] . $field $($rest)*)
    };
    (@step ($at:ident) ($($path:ident)+) [$($how:tt)*] . $field:ident $($rest:tt)*) => {{
        #[allow(unused_imports, reason = "a path of several members imports it several times")]
        use $crate::schema::Structure as _;
        let (owner, unreadable) = $at.__require();
        let path = $crate::require!(@path ($($path)+) owner stringify!($field)).with_unreadable(unreadable.as_ref());
        match $crate::require!(@get [$($how)*] $at.$field) {
            ::core::option::Option::Some(it) => $crate::require!(@next (it) (path) [$($how)*] $($rest)*),
            ::core::option::Option::None => ::core::result::Result::Err(path.missing()),
        }
    }};
    (@step ($at:ident) ($path:ident) [$($how:tt)*] [$index:expr] $($rest:tt)*) => {{
        let index: usize = $index;
        let path = $path.element(index);
        match $crate::require!(@element [$($how)*] $at, index) {
            ::core::option::Option::Some(it) => $crate::require!(@next (it) (path) [$($how)*] $($rest)*),
            ::core::option::Option::None => ::core::result::Result::Err(path.missing()),
        }
    }};
    (@next ($at:ident) ($path:ident) [$($how:tt)*]) => {
        ::core::result::Result::<_, $crate::MissingMember>::Ok($at)
    };
    (@next ($at:ident) ($path:ident) [$($how:tt)*] $($rest:tt)+) => {
        $crate::require!(@step ($at) ($path) [$($how)*] $($rest)+)
    };
    (@path (new) $owner:ident $field:expr) => { $owner.path(::core::option::Option::None, $field) };
    (@path ($path:ident) $owner:ident $field:expr) => { $owner.path(::core::option::Option::Some(&$path), $field) };
    (@get [] $at:ident.$field:ident) => { $crate::PathField::value(&$at.$field) };
    (@get [move] $at:ident.$field:ident) => { $crate::PathField::into_value($at.$field) };
    (@element [] $at:ident, $index:ident) => { $at.get($index) };
    (@element [move] $at:ident, $index:ident) => { $at.into_iter().nth($index) };
}
