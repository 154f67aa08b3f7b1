//! The error of a codec: the path to the value, the reason, and the offset in the body. It quotes nothing of the body,
//! which may hold a secret.

use std::borrow::Cow;
use std::fmt;

/// A value that cannot be read or written, or a body that is not of its format.
///
/// `to_string()` gives the path, the reason and the offset: `devices[3].arn: expected a string, found a number at byte
/// 120`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodecError(Box<Details>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Details {
    reason: Cow<'static, str>,
    offset: Option<usize>,
    /// The steps to the value, the innermost first.
    path: Vec<Step>,
}

/// A step of a path: from a structure, a list or a map to a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Member(&'static str),
    Element(usize),
    Entry,
}

impl CodecError {
    /// Returns an error for this reason.
    #[must_use]
    #[cold]
    pub fn new(reason: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Details { reason: reason.into(), offset: None, path: Vec::new() }))
    }

    /// Adds the offset in the body, in bytes from its beginning. An offset that is set already stays.
    #[must_use]
    #[cold]
    pub fn at_offset(mut self, offset: usize) -> Self {
        self.0.offset.get_or_insert(offset);
        self
    }

    /// Adds a part of the HTTP message before the reason, such as `the header X-Name`.
    #[must_use]
    #[cold]
    pub(crate) fn in_place(mut self, place: &str) -> Self {
        self.0.reason = format!("{place}: {}", self.0.reason).into();
        self
    }

    /// Adds the member that holds the value.
    #[must_use]
    #[cold]
    pub fn in_member(self, name: &'static str) -> Self {
        self.within(Step::Member(name))
    }

    /// Adds the list that holds the value, by the value's index.
    #[must_use]
    #[cold]
    pub fn in_element(self, index: usize) -> Self {
        self.within(Step::Element(index))
    }

    /// Adds the map that holds the value. The key is not kept, because it may be a secret.
    #[must_use]
    #[cold]
    pub fn in_entry(self) -> Self {
        self.within(Step::Entry)
    }

    #[cold]
    pub(crate) fn within(mut self, step: Step) -> Self {
        self.add_step(step);
        self
    }

    #[cold]
    pub(crate) fn add_step(&mut self, step: Step) {
        self.0.path.push(step);
    }

    /// Returns the path to the value, such as `devices[3].arn`; empty for the whole body. `{}` stands for a value of a
    /// map.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::new();
        for step in self.0.path.iter().rev() {
            match step {
                Step::Member(name) => {
                    path.push_str(if path.is_empty() { "" } else { "." });
                    path.push_str(name);
                }
                Step::Element(index) => path.push_str(&format!("[{index}]")),
                Step::Entry => path.push_str("{}"),
            }
        }
        path
    }

    /// Returns the reason, without path and offset.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.0.reason
    }

    /// Returns the offset in the body, in bytes from its beginning; `None` for an error of serialization, and if the
    /// offset is not known.
    #[must_use]
    pub fn offset(&self) -> Option<usize> {
        self.0.offset
    }
}

impl fmt::Display for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.path.is_empty() {
            write!(f, "{}: ", self.path())?;
        }
        f.write_str(&self.0.reason)?;
        match self.0.offset {
            Some(offset) => write!(f, " at byte {offset}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for CodecError {}

#[cfg(test)]
mod tests {
    use super::CodecError;

    #[test]
    fn the_path_leads_from_the_outermost_member_to_the_value() {
        let error =
            CodecError::new("expected a string").at_offset(7).in_member("arn").in_element(3).in_member("devices");
        assert_eq!(error.to_string(), "devices[3].arn: expected a string at byte 7");
        assert_eq!(CodecError::new("no").in_entry().in_member("tags").path(), "tags{}");
        assert_eq!(error.clone().at_offset(9).offset(), Some(7), "the innermost place counts");
    }
}
