//! Diagnostics of an input. They are collected over a whole run, so that the user sees all of them at once. A place is
//! a source and a JSON pointer until the run ends; lines and columns are computed then.

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
    /// Returns the place of a value below this one, by the keys that lead to it.
    #[must_use]
    pub fn below(&self, keys: &[&str]) -> Self {
        let mut pointer = self.pointer.clone();
        for key in keys {
            pointer.push('/');
            pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
        }
        Self { source: self.source, pointer }
    }

    /// Returns the place of the value that contains this one, `levels` levels up.
    #[must_use]
    pub fn above(&self, levels: usize) -> Self {
        let mut pointer = self.pointer.as_str();
        for _ in 0..levels {
            pointer = pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
        }
        Self { source: self.source, pointer: pointer.to_owned() }
    }
}

/// The severity of a diagnostic, which determines whether the run fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The run can succeed, but the user should look at the diagnostic.
    Warning,
    /// The run fails.
    Error,
}

/// One problem of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The severity.
    pub severity: Severity,
    /// The kind of the diagnostic, for programs.
    pub code: Code,
    /// The message: a sentence without a full stop.
    pub message: String,
    /// The place of the problem.
    pub place: Place,
    /// Another place that the diagnostic is about, if there is one.
    pub related: Option<Box<Related>>,
    /// The shape, member or operation that the diagnostic is about, if there is one.
    pub shape: Option<String>,
    /// The remedy, if there is one.
    pub help: Option<Box<str>>,
}

/// The place that a diagnostic points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// No source: the problem is an option of the run.
    Run,
    /// A source as a whole.
    Source(SourceId),
    /// A value.
    Value(Origin),
    /// The key of a value.
    Key(Origin),
    /// A byte offset in a source that is not valid JSON.
    Text(SourceId, usize),
}

impl Place {
    /// Returns the origin of the value or of the key, if the place is one.
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

/// A further place that a diagnostic is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The place.
    pub place: Place,
    /// The description of the place, in a few words.
    pub label: String,
}

impl Diagnostic {
    /// Creates an error at a value.
    #[must_use]
    pub fn error(code: Code, origin: &Origin, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, Place::Value(origin.clone()), message)
    }

    /// Creates a warning at a value.
    #[must_use]
    pub fn warning(code: Code, origin: &Origin, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, Place::Value(origin.clone()), message)
    }

    /// Creates a diagnostic of any severity at any place.
    #[must_use]
    pub fn new(severity: Severity, code: Code, place: Place, message: impl Into<String>) -> Self {
        Self { severity, code, message: message.into(), place, related: None, shape: None, help: None }
    }

    /// Sets the key of the value as the place, if the key is the problem.
    #[must_use]
    pub fn at_key(mut self) -> Self {
        if let Place::Value(origin) = self.place {
            self.place = Place::Key(origin);
        }
        self
    }

    /// Sets the related value, with a short description of it.
    #[must_use]
    pub fn related(mut self, origin: &Origin, label: impl Into<String>) -> Self {
        self.related = Some(Box::new(Related { place: Place::Value(origin.clone()), label: label.into() }));
        self
    }

    /// Sets the shape, member or operation that the diagnostic is about.
    #[must_use]
    pub fn shape(mut self, shape: impl fmt::Display) -> Self {
        self.shape = Some(shape.to_string());
        self
    }

    /// Sets the remedy.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into().into_boxed_str());
        self
    }
}

/// All diagnostics of a run, in the order in which they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds a diagnostic, unless it is the same as the last one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        // Several checks of one value can find the same problem.
        if self.0.last() != Some(&diagnostic) {
            self.0.push(diagnostic);
        }
    }

    /// Adds all diagnostics of another collection.
    pub fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Adds several diagnostics.
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

    /// Returns the number of diagnostics.
    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// Returns whether the run has failed.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Returns the diagnostics by value, in order.
    pub(crate) fn into_iter(self) -> impl Iterator<Item = Diagnostic> {
        self.0.into_iter()
    }

    /// Returns the diagnostics, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }
}
