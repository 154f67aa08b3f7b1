//! A change with its two verdicts: on the Rust API, and on requests and responses.

use std::fmt;

use super::ChangeCode;
use crate::api::ApiItem;
use crate::diagnostic::Origin;

/// A verdict on the Rust API, after Cargo's rules of semantic versioning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Nothing changed.
    #[default]
    None,
    /// No public item changed.
    Patch,
    /// Public items were added or deprecated.
    Minor,
    /// Code that uses the old API may not compile.
    Major,
}

impl Level {
    /// All of them, the greatest first.
    pub const ALL: [Self; 4] = [Self::Major, Self::Minor, Self::Patch, Self::None];

    /// Returns the name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A verdict on requests and responses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// The service accepts more than before.
    Accepted,
    /// Responses have other content.
    ResponseChanged,
    /// The client behaves differently: it retries, waits, reads pages, or redacts.
    ClientChanged,
    /// Requests have another form or another destination.
    RequestChanged,
    /// The service ignores what a program sends.
    Ignored,
    /// The service rejects requests that it accepted before.
    Rejected,
}

impl Effect {
    /// All of them, the gravest first.
    pub const ALL: [Self; 6] = [
        Self::Rejected,
        Self::Ignored,
        Self::RequestChanged,
        Self::ClientChanged,
        Self::ResponseChanged,
        Self::Accepted,
    ];

    /// Returns the name, which stays the same from version to version.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::ResponseChanged => "response-changed",
            Self::ClientChanged => "client-changed",
            Self::RequestChanged => "request-changed",
            Self::Ignored => "ignored",
            Self::Rejected => "rejected",
        }
    }

    /// Returns whether a program that compiles unchanged can fail, or lose what it sends.
    #[must_use]
    pub const fn is_breaking(self) -> bool {
        matches!(self, Self::Ignored | Self::Rejected)
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A public item before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiChange {
    /// The verdict on this item alone.
    pub level: Level,
    /// The item before; `None` if it is new.
    pub old: Option<ApiItem>,
    /// The item afterwards; `None` if it is gone.
    pub new: Option<ApiItem>,
}

/// A change.
#[derive(Clone, Debug)]
pub struct Change {
    /// The kind of the change.
    pub code: ChangeCode,
    /// The verdict on the Rust API.
    pub level: Level,
    /// The change in a sentence without a full stop.
    pub message: String,
    /// The shape or operation by its name in the model; `None` for the service as a whole.
    pub shape: Option<String>,
    /// The member or the enum value.
    pub member: Option<String>,
    /// The path in the generated module; `None` if there is no item.
    pub rust: Option<String>,
    /// The operations that reach it, by name.
    pub operations: Vec<String>,
    /// The value before, if the change is about a value.
    pub old: Option<String>,
    /// The value afterwards.
    pub new: Option<String>,
    /// The effects on requests and responses, the gravest first.
    pub effects: Vec<(Effect, String)>,
    /// The public items that changed with it.
    pub api: Vec<ApiChange>,
    /// The place in the new model, or in the old one of what is gone.
    pub(super) origin: Option<Origin>,
    /// The path of the type, or the name of the operation, in the report's views; `None` if there is no view.
    pub view: Option<String>,
    /// True if the new model has what is gone, and only the selection of operations leaves it out.
    pub is_deselected: bool,
    /// True if the change gives up what was retained: no advice on how to avoid it is due.
    pub is_given_up: bool,
    /// The paths of the public items that the change explains.
    pub(super) covers: Vec<String>,
}

impl Change {
    pub(super) fn new(code: ChangeCode, message: impl Into<String>) -> Self {
        Self {
            code,
            level: Level::Patch,
            message: message.into(),
            shape: None,
            member: None,
            rust: None,
            operations: Vec::new(),
            old: None,
            new: None,
            effects: Vec::new(),
            api: Vec::new(),
            origin: None,
            view: None,
            is_deselected: false,
            is_given_up: false,
            covers: Vec::new(),
        }
    }

    /// A change of an operation, which explains no item yet.
    pub(super) fn of_operation(code: ChangeCode, name: &str, message: String) -> Self {
        let mut change = Self::new(code, message).shape(name);
        change.operations = vec![name.to_owned()];
        change.view = Some(name.to_owned());
        change
    }

    pub(super) fn shape(mut self, shape: impl Into<String>) -> Self {
        self.shape = Some(shape.into());
        self
    }

    pub(super) fn member(mut self, member: impl Into<String>) -> Self {
        self.member = Some(member.into());
        self
    }

    /// Sets the path in Rust, whose items the change explains.
    pub(super) fn rust(mut self, path: impl Into<String>) -> Self {
        let path = path.into();
        self.covers.push(path.clone());
        self.rust = Some(path);
        self
    }

    /// Adds another path whose items the change explains.
    pub(super) fn covers(mut self, path: impl Into<String>) -> Self {
        self.covers.push(path.into());
        self
    }

    pub(super) fn at(mut self, origin: &Origin) -> Self {
        self.origin = Some(origin.clone());
        self
    }

    pub(super) fn values(mut self, old: impl Into<String>, new: impl Into<String>) -> Self {
        self.old = Some(old.into());
        self.new = Some(new.into());
        self
    }

    pub(super) fn effect(mut self, effect: Effect, text: impl Into<String>) -> Self {
        self.effects.push((effect, text.into()));
        self.effects.sort_by_key(|(effect, _)| std::cmp::Reverse(*effect));
        self
    }

    pub(super) fn effect_if(self, holds: bool, effect: Effect, text: &str) -> Self {
        if holds { self.effect(effect, text) } else { self }
    }

    /// Returns what the maintainer can do to avoid the change or to soften it; empty if nothing.
    #[must_use]
    pub const fn maintainer(&self) -> &'static str {
        match (self.is_given_up, self.is_deselected) {
            (true, _) => "",
            (false, true) => {
                "Release a major version, or select the operations that the old side selected: the model still has them."
            }
            (false, false) => self.code.maintainer(),
        }
    }

    /// Returns the gravest effect on requests and responses.
    #[must_use]
    pub fn gravest(&self) -> Option<Effect> {
        self.effects.first().map(|(effect, _)| *effect)
    }

    /// Returns the shape with its member, such as `Device$arn`.
    #[must_use]
    pub fn subject(&self) -> Option<String> {
        let shape = self.shape.as_ref()?;
        Some(self.member.as_ref().map_or_else(|| shape.clone(), |member| format!("{shape}${member}")))
    }
}
