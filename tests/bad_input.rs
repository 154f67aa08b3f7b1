//! Bad input: all errors are reported at once, each with its place and what to do, and nothing in it makes the
//! generator panic or finds its way into the generated code.
//!
//! The diagnostics stand in `fixtures/bad/*.txt`, a section for each case.

mod beside;
mod case;
mod context;
mod drawing;
mod hostile;
mod http;
mod models;
mod mutations;
mod retained;
mod smithy;
mod smithy_traits;
mod waiters;
mod xml;

use std::path::Path;

use case::{Case, check};
use codegen::diagnostic::Code;

#[test]
fn good_input_is_generated() {
    assert!(Case::new("good").generate().is_ok());
    assert!(Case::smithy("good").generate().is_ok());
}

#[test]
fn sources_of_every_form_are_drawn() {
    check("drawing.txt", &drawing::cases());
}

#[test]
fn files_that_are_no_model_are_distinguished() {
    check("files.txt", &models::files());
}

#[test]
fn metadata_must_name_the_protocol() {
    check("metadata.txt", &models::metadata());
}

#[test]
fn values_of_a_wrong_type_are_all_found() {
    check("types.txt", &models::types());
}

#[test]
fn shapes_that_cannot_be_are_explained() {
    check("shapes.txt", &[models::references(), models::shapes(), models::lists()].concat());
}

#[test]
fn names_that_no_document_or_query_can_have_are_explained() {
    check("xml.txt", &[xml::smithy(), xml::names(), xml::documents()].concat());
}

#[test]
fn bindings_that_cannot_be_sent_are_explained() {
    check("http.txt", &http::cases());
}

#[test]
fn models_with_warnings_are_generated() {
    assert!(models::warnings().iter().all(|case| case.generate().is_ok()));
    check("warnings.txt", &models::warnings());
}

/// A bug of the generator's is mended where one is known, so that there is none to show.
const NEVER_SHOWN: &[Code] = &[Code::GeneratorBug];

#[test]
fn every_kind_of_message_is_shown_by_a_fixture() {
    if std::env::var_os("BLESS").is_some() {
        return; // The fixtures are being written at this moment.
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/bad");
    let files = std::fs::read_dir(folder).expect("the folder is there").map(|file| file.expect("a file").path());
    let texts = files.filter(|path| path.extension().is_some_and(|extension| extension == "txt"));
    let reported: String = texts.map(|path| std::fs::read_to_string(path).expect("a text")).collect();
    let is_shown =
        |code: &Code| ["error", "warning"].iter().any(|level| reported.contains(&format!("\n{level}[{code}]: ")));
    let not: Vec<&Code> = Code::ALL.iter().filter(|code| !is_shown(code)).collect();
    assert_eq!(not, NEVER_SHOWN.iter().collect::<Vec<_>>(), "a kind of message has no case, or has one after all");
}

#[test]
fn corrections_that_do_not_fit_the_model_are_explained() {
    check("overlays.txt", &[beside::overlays(), beside::pages(), beside::examples()].concat());
}

#[test]
fn retained_items_that_cannot_be_are_explained() {
    check("retained.txt", &[retained::records(), retained::existing(), retained::strange()].concat());
}

#[test]
fn endpoint_rules_that_are_not_supported_are_refused() {
    check("endpoints.txt", &beside::endpoints());
}

#[test]
fn endpoint_parameters_of_operations_must_match_the_rules() {
    check("context.txt", &[context::fixed(), context::reached(), context::clients()].concat());
}

#[test]
fn pages_that_lead_nowhere_are_found() {
    check("paginators.txt", &beside::paginators());
}

#[test]
fn files_of_examples_that_are_none_are_explained() {
    check("examples.txt", &beside::published_examples());
}

#[test]
fn waiters_and_pages_that_cannot_be_followed_are_explained() {
    check("waiters.txt", &[waiters::overlays(), waiters::published(), waiters::pages()].concat());
}

#[test]
fn options_that_cannot_be_met_are_refused() {
    check("options.txt", &beside::options());
}
