//! Waiters, in Smithy's terms: what a client asks for again and again until something has come about, and what the
//! answers mean.

use super::{Documentation, Step};
use crate::diagnostic::Origin;

/// One waiter of `smithy.waiters#waitable`.
#[derive(Clone, Debug)]
pub struct Waiter {
    /// Its name.
    pub name: String,
    /// What it waits for.
    pub documentation: Option<Documentation>,
    /// What answers mean. The first that matches decides.
    pub acceptors: Vec<Acceptor>,
    /// The shortest pause between two requests, in seconds.
    pub min_delay: u64,
    /// The longest pause between two requests, in seconds.
    pub max_delay: u64,
    /// True if it is our own, so that what is wrong with it can be mended.
    pub is_ours: bool,
    /// The place in the source.
    pub origin: Origin,
}

impl Waiter {
    /// The pauses that Smithy has where none are said, in seconds.
    pub(crate) const DELAYS: (u64, u64) = (2, 120);

    /// Returns whether it is the same, wherever it is said.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let acceptors =
            |it: &Self| -> Vec<_> { it.acceptors.iter().map(|it| (it.state, it.matcher.clone())).collect() };
        self.name == other.name
            && self.documentation == other.documentation
            && (self.min_delay, self.max_delay) == (other.min_delay, other.max_delay)
            && acceptors(self) == acceptors(other)
    }
}

/// What some answers mean.
#[derive(Clone, Debug)]
pub struct Acceptor {
    /// What they mean.
    pub state: AcceptorState,
    /// Which.
    pub matcher: Matcher,
    /// The place in the source.
    pub origin: Origin,
}

/// What an answer means to who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcceptorState {
    /// It has come about.
    Success,
    /// It will not come about.
    Failure,
    /// It may come about yet.
    Retry,
}

impl AcceptorState {
    /// All of them, by the names that both formats have.
    pub(crate) const ALL: &[(&str, Self)] =
        &[("success", Self::Success), ("failure", Self::Failure), ("retry", Self::Retry)];
}

/// Which answers are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matcher {
    /// `success`: any that is no error, or any that is.
    Success(bool),
    /// `errorType`: this error.
    ErrorType(String),
    /// Any error of this HTTP status. Smithy has none of it.
    Status(u16),
    /// `output`.
    Output(PathMatcher),
    /// What is not known, by its name.
    Other(String),
}

/// The matcher of an HTTP status, which Smithy has not.
pub(crate) const STATUS: &str = "codegen.model#status";

/// A value that is found in an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathMatcher {
    /// The way to it, in JMESPath.
    pub path: String,
    /// How it is compared.
    pub comparator: Comparator,
    /// With what.
    pub expected: String,
}

/// How values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// One text.
    String,
    /// One boolean.
    Boolean,
    /// All texts of a list, which has some.
    AllString,
    /// Any text of a list.
    AnyString,
}

impl Comparator {
    /// All of them, by Smithy's names.
    pub(crate) const ALL: &[(&str, Self)] = &[
        ("stringEquals", Self::String),
        ("booleanEquals", Self::Boolean),
        ("allStringEquals", Self::AllString),
        ("anyStringEquals", Self::AnyString),
    ];
}

/// A path into an answer, of the few forms of JMESPath that can be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WaiterPath {
    /// To a value, or to values.
    Values(Vec<Step>),
    /// Whether there are any values: ``length(..) > `0` ``, or none: ``length(..) == `0` ``.
    Length(Vec<Step>, bool),
}

/// The known forms, for messages.
pub(crate) const WAITER_PATHS: &str =
    "known are `a.b`, `a[].b[].c`, `a[*].b` and ``length(a) > `0` ``, of up to 32 members";

impl WaiterPath {
    /// `None` for what cannot be followed.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let Some(rest) = text.trim().strip_prefix("length(") else { return steps(text.trim()).map(Self::Values) };
        let (path, compared) = rest.split_once(')')?;
        let path = steps(path.trim())?;
        match compared.split_whitespace().collect::<Vec<_>>().as_slice() {
            [">", "`0`"] => Some(Self::Length(path, true)),
            ["==", "`0`"] => Some(Self::Length(path, false)),
            _ => None,
        }
    }
}

/// The most steps of a path; published ones have six.
const MOST_STEPS: usize = 32;

/// Members, and elements of lists. A second `[*]` would give lists of lists, where `[]` gives one list.
fn steps(text: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    // Each step is an expression around those before it.
    if text.split('.').count() > MOST_STEPS {
        return None;
    }
    for part in text.split('.') {
        let name = part.trim_end_matches("[]").trim_end_matches("[*]");
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if name.is_empty() || !name.chars().all(is_name) {
            return None;
        }
        steps.push(Step::Member(name.to_owned()));
        match &part[name.len()..] {
            "" => {}
            "[]" => steps.push(Step::Each),
            "[*]" if !steps.contains(&Step::Each) => steps.push(Step::Each),
            _ => return None,
        }
    }
    Some(steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_known_forms_of_paths_are_read_and_no_others() {
        let member = |name: &str| Step::Member(name.to_owned());
        let values = |steps: &[Step]| Some(WaiterPath::Values(steps.to_vec()));
        for (text, expected) in [
            ("a", values(&[member("a")])),
            ("a.b_1", values(&[member("a"), member("b_1")])),
            ("a[].b[].c", values(&[member("a"), Step::Each, member("b"), Step::Each, member("c")])),
            ("a[*].b", values(&[member("a"), Step::Each, member("b")])),
            ("a[*].b[]", values(&[member("a"), Step::Each, member("b"), Step::Each])),
            ("length(a[]) > `0`", Some(WaiterPath::Length(vec![member("a"), Step::Each], true))),
            ("length(a.b) == `0`", Some(WaiterPath::Length(vec![member("a"), member("b")], false))),
        ] {
            assert_eq!(WaiterPath::parse(text), expected, "{text}");
        }
        for text in [
            "",
            "a.",
            ".a",
            "a[0]",
            "a[].b[*].c",
            "a[*].b[*].c",
            "a[?b]",
            "a || b",
            "a != 'b'",
            "a[][]",
            "length(a)",
            "length(a) > `1`",
            "length(a || '') > `0`",
            "a.*.b",
        ] {
            assert_eq!(WaiterPath::parse(text), None, "{text}");
        }
    }
}
