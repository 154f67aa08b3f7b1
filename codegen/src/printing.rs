//! Prints the files of a service. They do not depend on each other, so that each core prints some of them.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Builder, available_parallelism};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::rust::item::File;
use crate::rust::render::Surroundings;
use crate::rust::{format, render};

/// A thread costs more than it saves if it prints fewer files than this.
const FILES: usize = 16;

/// The stack of a thread, as much as the main thread has: types are nested in each other.
const STACK: usize = 8 << 20;

/// Returns the text of each file, in the order of the files.
pub(crate) fn texts(
    files: &[File],
    place: Surroundings<'_>,
    header: &str,
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let next = AtomicUsize::new(0);
    let print = || {
        let mut printed = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(file) = files.get(number) else { return printed };
            printed.push((number, print(file, place, header)));
        }
    };
    let cores = available_parallelism().map_or(1, NonZero::get);
    let others = (cores - 1).min(files.len() / FILES);
    let mut printed = thread::scope(|scope| {
        // Where no thread can be started, this one prints everything.
        let start = |_| Builder::new().stack_size(STACK).spawn_scoped(scope, print).ok();
        let started: Vec<_> = (0..others).map_while(start).collect();
        let mut printed = print();
        for thread in started {
            printed.extend(thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        printed
    });
    printed.sort_by_key(|(number, _)| *number);
    printed.into_iter().zip(files).map(|((_, text), file)| checked(text, file, diagnostics)).collect()
}

/// Returns the text of a file.
pub(crate) fn text(file: &File, place: Surroundings<'_>, header: &str, diagnostics: &mut Diagnostics) -> String {
    checked(print(file, place, header), file, diagnostics)
}

/// Text, or the error of the parser as text, because threads cannot exchange the error itself.
type Printed = Result<String, String>;

fn print(file: &File, place: Surroundings<'_>, header: &str) -> Printed {
    let pieces = render::items(&file.items, place);
    format::file(header, &file.docs, &file.uses, pieces).map_err(|error| error.to_string())
}

/// Reports a text that is not Rust. Tokens come from checked names and from literals that `quote` escapes, so that this is
/// a bug.
fn checked(text: Printed, file: &File, diagnostics: &mut Diagnostics) -> String {
    text.unwrap_or_else(|error| {
        let message = format!("the generator made {} of the model, which is not Rust: {error}", file.path);
        let bug = Diagnostic::new(Severity::Error, Code::GeneratorBug, Place::Run, message);
        diagnostics.push(bug.help("this is a bug of the generator: please report it with the model"));
        String::new()
    })
}
