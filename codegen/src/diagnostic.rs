//! What is wrong with an input, and where: collected over a whole run, so that a person sees all of it at
//! once. A place is a source and a JSON pointer until the run ends; line and column are worked out only for
//! what is shown.

use std::fmt;

use crate::rust::docs::is_hidden;
use crate::source::{Position, Sources};

/// An index into the run's [`Sources`].
pub type SourceId = usize;

/// Where something stands in a source.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Origin {
    /// The source.
    pub source: SourceId,
    /// The JSON pointer (RFC 6901) to the value.
    pub pointer: String,
}

impl Origin {
    /// The place of a value below this one.
    #[must_use]
    pub fn below(&self, keys: &[&str]) -> Self {
        let mut pointer = self.pointer.clone();
        for key in keys {
            pointer.push('/');
            pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
        }
        Self { source: self.source, pointer }
    }
}

/// Whether a run can go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The run succeeds, and this ought to be looked at.
    Warning,
    /// The run fails.
    Error,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether the run fails of it.
    pub severity: Severity,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// Where: a value of a source, or a position where the source is no JSON.
    pub place: Place,
    /// The shape, member or operation it is about.
    pub shape: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

/// Where a diagnostic points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Nowhere in a source: an option of the run.
    Run,
    /// A value.
    Value(Origin),
    /// A position in a source that is not JSON.
    Text(SourceId, Position),
}

impl Diagnostic {
    /// An error at a value.
    #[must_use]
    pub fn error(origin: &Origin, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, Place::Value(origin.clone()), message)
    }

    /// A warning at a value.
    #[must_use]
    pub fn warning(origin: &Origin, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, Place::Value(origin.clone()), message)
    }

    /// Anything anywhere.
    #[must_use]
    pub fn new(severity: Severity, place: Place, message: impl Into<String>) -> Self {
        Self { severity, message: message.into(), place, shape: None, help: None }
    }

    /// Says which shape, member or operation it is about.
    #[must_use]
    pub fn shape(mut self, shape: impl fmt::Display) -> Self {
        self.shape = Some(shape.to_string());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// All that is wrong in a run, in the order in which it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        // Several questions to one value can find the same fault.
        if self.0.last() != Some(&diagnostic) {
            self.0.push(diagnostic);
        }
    }

    /// Adds all of another.
    pub fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Adds some.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        diagnostics.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }

    /// Whether the run has failed.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Each, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// Each with its file, line and column.
    #[must_use]
    pub fn locate(self, sources: &Sources<'_>) -> Vec<Located> {
        self.0.into_iter().map(|diagnostic| Located::new(diagnostic, sources)).collect()
    }
}

/// A diagnostic with its place worked out. Its `Display` is what a person is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// What is wrong.
    pub diagnostic: Diagnostic,
    /// The file's name, as it was given.
    pub file: Option<String>,
    /// The line and column.
    pub position: Option<Position>,
}

impl Located {
    fn new(diagnostic: Diagnostic, sources: &Sources<'_>) -> Self {
        let (file, position) = match &diagnostic.place {
            Place::Run => (None, None),
            Place::Value(origin) => (sources.name(origin.source), sources.position(origin)),
            Place::Text(source, position) => (sources.name(*source), Some(*position)),
        };
        Self { file: file.map(str::to_owned), position, diagnostic }
    }
}

impl fmt::Display for Located {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Diagnostic { severity, message, place, shape, help } = &self.diagnostic;
        let severity = match severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(f, "{severity}: {}", printable(message))?;
        if let Some(file) = &self.file {
            write!(f, "\n  --> {}", printable(file))?;
            if let Some(Position { line, column }) = self.position {
                write!(f, ":{line}:{column}")?;
            }
        }
        if let Place::Value(Origin { pointer, .. }) = place
            && !pointer.is_empty()
        {
            write!(f, "\n  at: {}", printable(pointer))?;
        }
        if let Some(shape) = shape {
            write!(f, "\n  in: {}", printable(shape))?;
        }
        if let Some(help) = help {
            write!(f, "\n  help: {}", printable(help))?;
        }
        Ok(())
    }
}

/// Text from a model, kept from moving the cursor, colouring the terminal or turning what stands around it, and from
/// being endless.
fn printable(text: &str) -> String {
    const MOST: usize = 400;
    let mut all: String = text.chars().take(MOST).map(|c| if is_hidden(c) { '\u{FFFD}' } else { c }).collect();
    if text.chars().nth(MOST).is_some() {
        all.push('…');
    }
    all
}
