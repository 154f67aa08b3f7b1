//! Paths of members, in paginations and endpoint parameters: `a.b`, and `a[-1].b` for the last element of a list. They
//! are a subset of JMESPath; [`jmespath`](super::jmespath) has the expressions of waiters.

use super::{Kind, Member, Model, Shape, ShapeId};

/// A step of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PathStep<'a> {
    /// The name of the member.
    pub name: &'a str,
    /// True if the member is a list, and the path continues at its last element.
    pub is_last_element: bool,
}

/// Parses a path. Returns `None` for a text of another form.
pub(crate) fn parse(text: &str) -> Option<Vec<PathStep<'_>>> {
    let step = |part| {
        let step = match str::strip_suffix(part, "[-1]") {
            Some(name) => PathStep { name, is_last_element: true },
            None => PathStep { name: part, is_last_element: false },
        };
        is_name(step.name).then_some(step)
    };
    text.split('.').map(step).collect()
}

/// Parses a path without `[-1]`, and returns the names of its members. Returns `None` for a text of another form.
pub(crate) fn names(text: &str) -> Option<Vec<String>> {
    let steps = parse(text)?;
    steps.iter().map(|step| (!step.is_last_element).then(|| step.name.to_owned())).collect()
}

/// Returns the alternative paths of a page token, such as `a || b`. The first path that leads to a value has the token.
pub(crate) fn alternatives(text: &str) -> impl Iterator<Item = &str> {
    text.split("||").map(str::trim)
}

/// Returns whether a text can be the name of a member in a path.
pub(crate) fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_of_name)
}

/// Returns whether a name in a path can have this character.
pub(crate) fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

impl Model {
    /// Returns the shape that a path leads to; `None` if a member of the path does not exist.
    pub(crate) fn at_path(&self, root: Option<&ShapeId>, path: &[PathStep<'_>]) -> Option<&Shape> {
        let mut at = self.shapes.get(root?)?;
        for step in path {
            let member = at.kind.members().find(|member| member.name == step.name)?;
            at = self.target_of_step(member, *step)?;
        }
        Some(at)
    }

    /// Returns the shape that a step leads to: the target of its member, or of the elements of that list.
    fn target_of_step(&self, member: &Member, step: PathStep<'_>) -> Option<&Shape> {
        let target = self.shapes.get(&member.target)?;
        match &target.kind {
            Kind::List(element) if step.is_last_element => self.shapes.get(&element.target),
            _ if step.is_last_element => None,
            _ => Some(target),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(name: &str, is_last_element: bool) -> PathStep<'_> {
        PathStep { name, is_last_element }
    }

    #[test]
    fn paths_of_members_are_read_and_no_other_texts() {
        assert_eq!(parse("a"), Some(vec![step("a", false)]));
        assert_eq!(parse("a.b_1[-1].C"), Some(vec![step("a", false), step("b_1", true), step("C", false)]));
        for other in ["", ".", "a.", ".a", "a b", "a[0]", "a[-1]b", "a[*].b", "a-b", "[-1]", "keys(a)"] {
            assert_eq!(parse(other), None, "{other}");
        }
    }

    #[test]
    fn names_are_those_of_a_path_without_elements() {
        assert_eq!(names("a.b"), Some(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(names("a[-1].b"), None);
    }

    #[test]
    fn alternatives_are_separated_by_two_bars() {
        assert_eq!(alternatives("a.b || c").collect::<Vec<_>>(), ["a.b", "c"]);
        assert_eq!(alternatives("a").collect::<Vec<_>>(), ["a"]);
    }
}
