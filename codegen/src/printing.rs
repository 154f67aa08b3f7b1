//! Prints the files of a service.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::parallel;
use crate::rust::item::File;
use crate::rust::render::Surroundings;
use crate::rust::{format, render};

/// Returns the text of each file, in the order of the files.
pub(crate) fn texts(
    files: &[File],
    place: Surroundings<'_>,
    header: &str,
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let printed = parallel::map(files, |file| print(file, place, header));
    printed.into_iter().zip(files).map(|(text, file)| checked(text, file, diagnostics)).collect()
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
