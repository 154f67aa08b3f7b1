//! The texts that a run reads, with their names. This module does not depend on JSON or diagnostics.

/// An index into the run's [`Sources`].
pub type SourceId = usize;

/// A text to read.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The source's name in messages: its path, as the user wrote it.
    pub name: &'a str,
    /// Its bytes.
    pub text: &'a [u8],
}

/// The maximum size of a source in bytes. The largest model that AWS publishes is smaller than 5 MiB.
pub const LARGEST: usize = 32 << 20;

/// The texts of a run.
#[derive(Debug, Default)]
pub struct Sources<'a>(Vec<Source<'a>>);

impl<'a> Sources<'a> {
    /// Adds a text. Returns its id.
    pub(crate) fn add(&mut self, source: Source<'a>) -> SourceId {
        self.0.push(source);
        self.0.len() - 1
    }

    /// Returns the id of the last text that was added for this source.
    pub(crate) fn named(&self, source: Source<'_>) -> Option<SourceId> {
        let is_it = |it: &Source<'_>| std::ptr::eq(it.text, source.text) && it.name == source.name;
        self.0.iter().rposition(is_it)
    }

    pub(crate) fn get(&self, source: SourceId) -> Option<Source<'a>> {
        self.0.get(source).copied()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (SourceId, Source<'a>)> {
        self.0.iter().copied().enumerate()
    }
}
