//! Insisting on a member: an absent one becomes an error that says whose it is and where it would have been.

use std::fmt;

use crate::schema::Schema;

/// The way from a structure to a member of one of its members. [`insist!`](crate::insist!) makes it as it goes, on the
/// stack, and only an error reads it.
#[derive(Clone, Copy, Debug)]
pub struct Trail<'a> {
    before: Option<&'a Trail<'a>>,
    step: Step,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Member(&'static Schema, &'static str),
    Element(usize),
}

impl<'a> Trail<'a> {
    /// A member of the structure that it begins at.
    #[must_use]
    pub fn new(schema: &'static Schema, field: &'static str) -> Self {
        Self { before: None, step: Step::Member(schema, field) }
    }

    /// Then a member of what is there.
    #[must_use]
    pub fn member(&'a self, schema: &'static Schema, field: &'static str) -> Self {
        Self { before: Some(self), step: Step::Member(schema, field) }
    }

    /// Then an element of what is there.
    #[must_use]
    pub fn element(&'a self, index: usize) -> Self {
        Self { before: Some(self), step: Step::Element(index) }
    }

    /// That there is nothing at its end.
    #[must_use]
    pub fn absent(&self) -> Absent {
        Absent { of: self.root(), path: self.to_string() }
    }

    fn root(&self) -> &'static str {
        match (self.before, self.step) {
            (Some(before), _) => before.root(),
            (None, Step::Member(schema, _)) => schema.label(),
            (None, Step::Element(_)) => "",
        }
    }
}

/// The path in the model's words: `devices[0].arn`.
impl fmt::Display for Trail<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(before) = self.before {
            before.fmt(f)?;
        }
        match self.step {
            Step::Member(schema, field) => {
                let member = schema.members.iter().find(|member| member.field == field);
                f.write_str(if self.before.is_some() { "." } else { "" })?;
                f.write_str(member.map_or(field, |member| member.name))
            }
            Step::Element(index) => write!(f, "[{index}]"),
        }
    }
}

/// A member that a caller insists on is absent. `to_string()` says where:
/// `GetRemoteAccessSession: remoteAccessSession.endpoints.interactiveEndpoint is absent`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absent {
    of: &'static str,
    path: String,
}

impl Absent {
    /// Where it was looked for: the operation whose answer it was, or else the shape, as the model names it.
    #[must_use]
    pub fn of(&self) -> &'static str {
        self.of
    }

    /// The path to the first member that is absent, in the model's words: `remoteAccessSession.endpoints`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for Absent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { of, path } = self;
        write!(f, "{of}: {path} is absent")
    }
}

impl std::error::Error for Absent {}

/// Insists on a member of an answer, or of any structure, however deep: gives it borrowed, or the error [`Absent`], which
/// says what is missing.
///
/// The path is that of the fields; `[i]` stands for an element of a list. With `move` before it, the member is taken out
/// of the structure.
///
/// ```
/// # codegen_runtime::structure! {
/// #     /// An answer.
/// #     pub struct Answer = "Answer" {
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
/// use codegen_runtime::insist;
///
/// # fn main() -> Result<(), codegen_runtime::Absent> {
/// let answer: Answer = serde_json::from_str(r#"{"session": {"endPoints": ["a"]}}"#).unwrap();
/// assert_eq!(insist!(answer.session.end_points[0])?, "a");
/// assert_eq!(insist!(answer.session.end_points[1]).unwrap_err().to_string(), "Answer: session.endPoints[1] is absent");
/// assert_eq!(insist!(answer.session.name).unwrap_err().path(), "session.name");
/// let session: Session = insist!(move answer.session)?;
/// # let _ = session;
/// # Ok(())
/// # }
/// ```
#[macro_export]
macro_rules! insist {
    (move $root:ident . $field:ident $($rest:tt)*) => {
        $crate::insist!(@step ($root) (new) [move] . $field $($rest)*)
    };
    ($root:ident . $field:ident $($rest:tt)*) => {
        $crate::insist!(@step ($root) (new) [] . $field $($rest)*)
    };
    (@step ($at:ident) ($($trail:ident)+) [$($how:tt)*] . $field:ident $($rest:tt)*) => {{
        #[allow(unused_imports, reason = "a path of several members imports it several times")]
        use $crate::schema::Structure as _;
        let names = $at.schema();
        let trail = $crate::insist!(@trail ($($trail)+) names stringify!($field));
        match $crate::insist!(@get [$($how)*] $at.$field) {
            ::core::option::Option::Some(it) => $crate::insist!(@next (it) (trail) [$($how)*] $($rest)*),
            ::core::option::Option::None => ::core::result::Result::Err(trail.absent()),
        }
    }};
    (@step ($at:ident) ($trail:ident) [$($how:tt)*] [$index:expr] $($rest:tt)*) => {{
        let index: usize = $index;
        let trail = $trail.element(index);
        match $crate::insist!(@element [$($how)*] $at, index) {
            ::core::option::Option::Some(it) => $crate::insist!(@next (it) (trail) [$($how)*] $($rest)*),
            ::core::option::Option::None => ::core::result::Result::Err(trail.absent()),
        }
    }};
    (@next ($at:ident) ($trail:ident) [$($how:tt)*]) => { ::core::result::Result::<_, $crate::Absent>::Ok($at) };
    (@next ($at:ident) ($trail:ident) [$($how:tt)*] $($rest:tt)+) => {
        $crate::insist!(@step ($at) ($trail) [$($how)*] $($rest)+)
    };
    (@trail (new) $names:ident $field:expr) => { $crate::Trail::new($names, $field) };
    (@trail ($trail:ident) $names:ident $field:expr) => { $trail.member($names, $field) };
    (@get [] $at:ident.$field:ident) => { $at.$field.as_ref() };
    (@get [move] $at:ident.$field:ident) => { $at.$field };
    (@element [] $at:ident, $index:ident) => { $at.get($index) };
    (@element [move] $at:ident, $index:ident) => { $at.into_iter().nth($index) };
}
