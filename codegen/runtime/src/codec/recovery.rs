//! Lenient reading: a value that cannot be read is left out and reported, and the rest of the body is kept.
//!
//! Deserializers share one [`Recovery`] for a body. A report gets its path from the inside to the outside: each
//! structure, list and map adds its own step to the reports that appeared while it read a part of itself.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::sync::{Arc, OnceLock};

use super::CodecError;
use super::error::Step;

/// The largest number of reports for one response. Further values are left out as well. One more report has their
/// number.
pub const MAX_REPORTS: usize = 100;

/// The reports of the values that a lenient deserializer left out. A deserializer without one is strict: the first value
/// that it cannot read is an error.
#[derive(Debug, Default)]
pub struct Recovery {
    reports: RefCell<Vec<CodecError>>,
    /// The length of `reports`, which is read for each value.
    count: Cell<usize>,
    /// The number of values without a report, because there were too many.
    omitted: Cell<usize>,
}

impl Recovery {
    /// Returns the number of reports so far.
    #[inline]
    pub(crate) fn count(&self) -> usize {
        self.count.get()
    }

    /// Returns whether nothing was left out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// Adds a report. It replaces the reports from `start` on, which are about parts of the same value.
    #[cold]
    pub(crate) fn report(&self, start: usize, error: CodecError) {
        let mut reports = self.reports.borrow_mut();
        reports.truncate(start);
        match reports.len() < MAX_REPORTS {
            true => reports.push(error),
            false => self.omitted.set(self.omitted.get() + 1),
        }
        self.count.set(reports.len());
    }

    /// Adds a step to the paths of the reports from `start` on.
    #[cold]
    pub(crate) fn add_step(&self, start: usize, step: Step) {
        let mut reports = self.reports.borrow_mut();
        for report in reports.iter_mut().skip(start) {
            report.add_step(step);
        }
    }

    /// Returns the reports.
    pub(crate) fn into_unreadable(self) -> UnreadableMembers {
        if self.count.get() == 0 {
            return UnreadableMembers::none();
        }
        let mut all: Vec<_> = self.reports.into_inner().into_iter().map(UnreadableMember).collect();
        if self.omitted.get() > 0 {
            let more = format!("{} further values cannot be read", self.omitted.get());
            all.push(UnreadableMember(CodecError::new(more)));
        }
        UnreadableMembers(OnceLock::from(Arc::from(all)))
    }
}

/// The state before a value, to which a lenient deserializer returns if the value cannot be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) at: usize,
    pub(super) depth: usize,
    /// The number of reports.
    pub(super) reports: usize,
}

/// A deserializer that can go back to the start of a value.
pub(super) trait Rewind<'de> {
    /// Returns the recovery; `None` for a strict deserializer, and after an offset at which the body is not valid.
    fn recovery(&self) -> Option<&'de Recovery>;

    /// Returns to a value and skips it. Returns `false` if the body is not valid there.
    fn skip_from(&mut self, mark: Mark) -> bool;

    /// Updates the copy of the number of reports, if the deserializer has one.
    fn count_reports(&mut self) {}
}

/// Ends the reading of a part of a structure, a list or a map that could not be read, or in which something was left
/// out. Returns whether the part was read; `false` if it is skipped and left out.
///
/// # Errors
/// The error in `read`, if the deserializer is strict or the body is not valid.
#[cold]
#[inline(never)]
pub(super) fn recover<'de>(
    from: &mut dyn Rewind<'de>,
    mark: Mark,
    read: Result<(), CodecError>,
    step: Step,
) -> Result<bool, CodecError> {
    let error = match read {
        Ok(()) => {
            from.recovery().inspect(|recovery| recovery.add_step(mark.reports, step));
            return Ok(true);
        }
        Err(error) => error.within(step),
    };
    let Some(recovery) = from.recovery() else { return Err(error) };
    if !from.skip_from(mark) {
        return Err(error);
    }
    recovery.report(mark.reports, error);
    from.count_reports();
    Ok(false)
}

/// A member of a response that cannot be read and was left absent, or an element of a list or map that was left out.
///
/// `to_string()` gives the path, the reason and the offset in the body, and quotes nothing of the body:
/// `remoteAccessSession.billingMethod: expected a string, found a number at byte 47`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableMember(CodecError);

impl UnreadableMember {
    /// Returns the path to the member, with the model's names: `devices[3].arn`.
    ///
    /// The index of a list's element is the index in the output's list. For an element that was left out, it is the
    /// index of the element after it. `{}` stands for a value of a map, whose key may be a secret.
    #[must_use]
    pub fn path(&self) -> String {
        self.0.path()
    }

    /// Returns the reason, without the path: `expected a string, found a number`.
    #[must_use]
    pub fn reason(&self) -> &str {
        self.0.reason()
    }

    /// Returns the offset of the value in the body, in bytes from its beginning; `None` for a value in a header, and if
    /// the offset is not known.
    #[must_use]
    pub fn offset(&self) -> Option<usize> {
        self.0.offset()
    }

    /// Returns whether this report explains why there is nothing at a path: it is about the member or a part of it.
    pub(crate) fn explains(&self, path: &str) -> bool {
        let own = self.path();
        own.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[', '{']))
    }
}

impl fmt::Display for UnreadableMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for UnreadableMember {}

/// The reports of the unreadable members of an output, in a hidden field of the output, which comparisons ignore.
///
/// They are set once, after the output has been read. A cell holds them, so that no output needs a method that borrows
/// them mutably: one function fewer to compile for each operation.
#[derive(Clone, Default)]
pub struct UnreadableMembers(OnceLock<Arc<[UnreadableMember]>>);

impl UnreadableMembers {
    /// Returns no reports.
    #[must_use]
    pub const fn none() -> Self {
        Self(OnceLock::new())
    }

    /// Sets the reports of an output that has none.
    pub(crate) fn set(&self, reports: &Self) {
        if let Some(reports) = reports.0.get() {
            self.0.get_or_init(|| reports.clone());
        }
    }

    /// Returns the reports, in the order of the response.
    #[must_use]
    pub fn as_slice(&self) -> &[UnreadableMember] {
        self.0.get().map(AsRef::as_ref).unwrap_or_default()
    }
}

impl fmt::Debug for UnreadableMembers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_slice().fmt(f)
    }
}
