//! The outcome of one model: figures, errors, and nothing of the generated text.

use std::time::Duration;

use codegen::diagnostic::{Code, Diagnostic, Located, Place, Severity};
use codegen::model::retry::{Agreement, RetryTally};
use codegen::{Failed, Generated, Refused};

use super::find::Found;

/// The outcome of one model.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    pub(super) name: String,
    pub(super) version: String,
    /// The id of the protocol's trait; `None` where nothing was generated.
    pub(super) protocol: Option<String>,
    /// The operations that are generated.
    pub(super) operations: usize,
    /// The operations that are left out, and why.
    pub(super) refused: Vec<Refused>,
    pub(super) shapes: usize,
    pub(super) lines: usize,
    pub(super) retries: RetryTally,
    pub(super) agreement: Agreement,
    pub(super) time: Duration,
    pub(super) warnings: Vec<Located>,
    pub(super) errors: Vec<Located>,
    /// True if the generated code compiles; `None` if it was not compiled.
    pub(super) compiles: Option<bool>,
}

impl Outcome {
    /// Of a model that was generated, or could not be.
    pub(super) fn new(found: &Found, generated: Result<Generated, Failed>, time: Duration) -> Self {
        match generated {
            Ok(Generated { summary, protocol, refused, warnings, .. }) => Self {
                protocol: Some(protocol),
                operations: summary.operations,
                refused,
                shapes: summary.shapes,
                lines: summary.lines,
                retries: summary.retries,
                agreement: summary.agreement,
                warnings,
                time,
                ..Self::nothing(found)
            },
            Err(Failed(all)) => {
                let (errors, warnings): (Vec<_>, _) =
                    all.into_iter().partition(|located| located.diagnostic.severity == Severity::Error);
                Self { time, warnings, errors, ..Self::nothing(found) }
            }
        }
    }

    /// Of a model that could not be worked on at all.
    pub(super) fn failed(found: &Found, code: Code, message: String, help: &str) -> Self {
        let diagnostic = Diagnostic::new(Severity::Error, code, Place::Run, message).help(help);
        let file = Some(crate::workspace::shown(&found.path));
        Self {
            errors: vec![Located { diagnostic, file, span: None, excerpt: None, beside: None }],
            ..Self::nothing(found)
        }
    }

    fn nothing(found: &Found) -> Self {
        Self {
            name: found.name.clone(),
            version: found.version.clone(),
            protocol: None,
            operations: 0,
            refused: Vec::new(),
            shapes: 0,
            lines: 0,
            retries: RetryTally::default(),
            agreement: Agreement::default(),
            time: Duration::ZERO,
            warnings: Vec::new(),
            errors: Vec::new(),
            compiles: None,
        }
    }

    /// Its name and its version.
    pub(super) fn full_name(&self) -> String {
        format!("{} {}", self.name, self.version).trim_end().to_owned()
    }

    /// The protocol's name, as people say it.
    pub(super) fn protocol(&self) -> &str {
        match self.protocol.as_deref() {
            None => "failed",
            Some("") => "none",
            Some(id) => id.rsplit('#').next().unwrap_or(id),
        }
    }

    /// Returns whether everything that was asked of it has been done.
    pub(super) fn is_good(&self) -> bool {
        self.errors.is_empty() && self.compiles != Some(false)
    }
}
