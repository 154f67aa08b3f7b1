//! The steps that were run, and their table.

use std::collections::BTreeSet;
use std::fmt::{Debug, Display};
use std::future::Future;

/// The steps of all services, in their order.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    service: &'static str,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    service: &'static str,
    step: &'static str,
    outcome: Result<(), String>,
}

/// Returns an error with what was read, unless it is what was expected.
pub(crate) fn same<T: PartialEq + Debug>(read: T, expected: T) -> Result<(), String> {
    if read == expected { Ok(()) } else { Err(format!("read {read:?}, expected {expected:?}")) }
}

/// Returns an error unless something holds.
pub(crate) fn holds(it: bool, what: &str) -> Result<(), String> {
    if it { Ok(()) } else { Err(what.to_owned()) }
}

impl Steps {
    /// Begins with the steps of a service.
    pub(crate) fn begin(&mut self, service: &'static str) {
        self.service = service;
    }

    /// Ends the steps of a service. `None` means that they ended early, which is a failure of its own unless a step failed.
    pub(crate) fn end(&mut self, end: Option<()>) {
        let has_failed = self.rows.iter().any(|row| row.service == self.service && row.outcome.is_err());
        if end.is_none() && !has_failed {
            let outcome = Err("an output lacks a member, so that the further steps were not run".to_owned());
            self.rows.push(Row { service: self.service, step: "the end of the steps", outcome });
        }
    }

    /// Runs a step and looks at its output. Returns the output, or `None` if the step failed: then the further steps of the
    /// service have nothing to work on.
    pub(crate) async fn step<T, E: Display>(
        &mut self,
        step: &'static str,
        call: impl Future<Output = Result<T, E>>,
        look: impl FnOnce(&T) -> Result<(), String>,
    ) -> Option<T> {
        let result = call.await.map_err(|error| error.to_string());
        let outcome = result.as_ref().map_err(Clone::clone).and_then(look);
        let is_good = outcome.is_ok();
        self.rows.push(Row { service: self.service, step, outcome });
        result.ok().filter(|_| is_good)
    }

    /// Runs a step that must fail with this error code.
    pub(crate) async fn refused<T: Debug, E: Display>(
        &mut self,
        step: &'static str,
        call: impl Future<Output = Result<T, E>>,
        code: impl FnOnce(&E) -> Result<(), String>,
    ) {
        let outcome = match call.await {
            Ok(output) => Err(format!("it succeeded: {output:?}")),
            Err(error) => code(&error),
        };
        self.rows.push(Row { service: self.service, step, outcome });
    }

    /// Prints a line for each step, and a summary.
    pub(crate) fn print(&self) {
        println!("{:<16} {:<34} outcome", "service", "step");
        for Row { service, step, outcome } in &self.rows {
            match outcome {
                Ok(()) => println!("{service:<16} {step:<34} ok"),
                Err(why) => println!("{service:<16} {step:<34} FAILED: {why}"),
            }
        }
        let failed = self.rows.iter().filter(|row| row.outcome.is_err()).count();
        println!("{} services, {} steps, {failed} failed", self.services(), self.rows.len());
    }

    /// Returns whether so many services had steps and none of them failed.
    pub(crate) fn is_good(&self, services: usize) -> bool {
        self.services() == services && self.rows.iter().all(|row| row.outcome.is_ok())
    }

    fn services(&self) -> usize {
        self.rows.iter().map(|row| row.service).collect::<BTreeSet<_>>().len()
    }
}
