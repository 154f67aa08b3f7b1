//! Bad input: everything wrong with it is told at once, each with its place and what to do, and nothing in it makes the
//! generator panic or finds its way into the generated code.
//!
//! What is told stands in `fixtures/bad/*.txt`, a section for each case.

#[path = "bad_input/beside.rs"]
mod beside;
#[path = "bad_input/case.rs"]
mod case;
#[path = "bad_input/context.rs"]
mod context;
#[path = "bad_input/hostile.rs"]
mod hostile;
#[path = "bad_input/models.rs"]
mod models;
#[path = "bad_input/mutations.rs"]
mod mutations;

use case::{Case, check};

#[test]
fn good_input_is_generated() {
    assert!(Case::new("good").generate().is_ok());
}

#[test]
fn files_that_are_no_model_are_told_apart() {
    check("files.txt", &models::files());
}

#[test]
fn metadata_must_tell_how_a_service_is_spoken_to() {
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
fn corrections_that_do_not_fit_the_model_are_explained() {
    check("overlays.txt", &[beside::overlays(), beside::members_and_pages(), beside::examples()].concat());
}

#[test]
fn endpoint_rules_that_are_not_supported_are_refused() {
    check("endpoints.txt", &beside::endpoints());
}

#[test]
fn what_operations_tell_endpoint_rules_must_be_what_these_ask_for() {
    check("context.txt", &[context::fixed(), context::reached(), context::clients()].concat());
}

#[test]
fn pages_that_lead_nowhere_are_found() {
    check("paginators.txt", &beside::paginators());
}

#[test]
fn options_that_cannot_be_met_are_refused() {
    check("options.txt", &beside::options());
}
