//! Diagnostics of an input: collected over a whole run, so that a person sees all of them at
//! once. A place is a source and a JSON pointer until the run ends; line and column are worked out only for
//! what is shown.

mod code;
mod draw;
mod excerpt;
mod located;
mod spans;

use std::fmt;

pub use crate::source::SourceId;
pub use code::Code;
pub(crate) use draw::Drawing;
pub use excerpt::{Excerpt, Mark};
pub use located::{Beside, Located, Position, Span};
pub(crate) use located::{Spot, spots};

/// The place of a value in a source.
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

    /// The place of the value that this one stands in, so many levels up.
    #[must_use]
    pub fn above(&self, levels: usize) -> Self {
        let mut pointer = self.pointer.as_str();
        for _ in 0..levels {
            pointer = pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
        }
        Self { source: self.source, pointer: pointer.to_owned() }
    }
}

/// The severity of a diagnostic, which decides if a run can go on.
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
    /// The severity.
    pub severity: Severity,
    /// The kind of the diagnostic, for programs.
    pub code: Code,
    /// The message: a sentence without a full stop.
    pub message: String,
    /// Where: a value of a source, or a position where the source is no JSON.
    pub place: Place,
    /// The other place that it is about.
    pub related: Option<Box<Related>>,
    /// The shape, member or operation it is about.
    pub shape: Option<String>,
    /// The remedy.
    pub help: Option<Box<str>>,
}

/// The place that a diagnostic points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Nowhere in a source: an option of the run.
    Run,
    /// A source as a whole.
    Source(SourceId),
    /// A value.
    Value(Origin),
    /// The key under which a value stands.
    Key(Origin),
    /// A byte of a source that is not JSON.
    Text(SourceId, usize),
}

impl Place {
    /// The source, and the way to the value in it.
    pub(crate) fn origin(&self) -> Option<&Origin> {
        match self {
            Self::Value(origin) | Self::Key(origin) => Some(origin),
            Self::Run | Self::Source(_) | Self::Text(..) => None,
        }
    }

    pub(crate) fn source(&self) -> Option<SourceId> {
        match self {
            Self::Run => None,
            Self::Source(source) | Self::Text(source, _) => Some(*source),
            Self::Value(origin) | Self::Key(origin) => Some(origin.source),
        }
    }
}

/// Another place that a diagnostic is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// The description of the place, in a few words.
    pub label: String,
}

impl Diagnostic {
    /// An error at a value.
    #[must_use]
    pub fn error(code: Code, origin: &Origin, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, Place::Value(origin.clone()), message)
    }

    /// A warning at a value.
    #[must_use]
    pub fn warning(code: Code, origin: &Origin, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, Place::Value(origin.clone()), message)
    }

    /// Anything anywhere.
    #[must_use]
    pub fn new(severity: Severity, code: Code, place: Place, message: impl Into<String>) -> Self {
        Self { severity, code, message: message.into(), place, related: None, shape: None, help: None }
    }

    /// Points at the key of the value, where that is what is wrong.
    #[must_use]
    pub fn at_key(mut self) -> Self {
        if let Place::Value(origin) = self.place {
            self.place = Place::Key(origin);
        }
        self
    }

    /// Shows another value as well, with what stands there in a few words.
    #[must_use]
    pub fn related(mut self, origin: &Origin, label: impl Into<String>) -> Self {
        self.related = Some(Box::new(Related { place: Place::Value(origin.clone()), label: label.into() }));
        self
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
        self.help = Some(help.into().into_boxed_str());
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

    /// Removes the warnings of one kind about shapes and their members for which `is_of_interest` is false, by the shape's id.
    pub(crate) fn retain_warnings(&mut self, code: Code, is_of_interest: impl Fn(&str) -> bool) {
        self.0.retain(|it| {
            let shape = it.shape.as_deref().and_then(|shape| shape.split('$').next());
            it.severity == Severity::Error || it.code != code || shape.is_none_or(&is_of_interest)
        });
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// Returns whether the run has failed.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Returns each diagnostic, in order, for a change.
    pub(crate) fn into_iter(self) -> impl Iterator<Item = Diagnostic> {
        self.0.into_iter()
    }

    /// Each, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }
}
