//! The documentation and the deprecation of an item.

/// Lines of a doc comment.
pub type Docs = Vec<String>;

/// `#[deprecated]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deprecation {
    /// The date or version of the deprecation, in the form of a version.
    pub since: Option<String>,
    /// The replacement, as a sentence.
    pub note: Option<String>,
}

/// Writes the version and the note, if there are any.
impl std::fmt::Display for Deprecation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.since, &self.note) {
            (None, None) => f.write_str("without a version"),
            (Some(since), None) => write!(f, "since {since}"),
            (None, Some(note)) => f.write_str(note),
            (Some(since), Some(note)) => write!(f, "since {since}: {note}"),
        }
    }
}
