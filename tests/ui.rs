//! What the compiler says to a dependent, word for word: programs in `ui/` that must not compile, each with
//! the message that its author reads. Programs that must compile are at the end of this file.
//!
//! `TRYBUILD=overwrite cargo test -p tests --test ui` accepts the messages of today.

use std::collections::{BTreeMap, HashMap};

use generated::devicefarm::operation::create_remote_access_session::CreateRemoteAccessSessionInput;
use generated::devicefarm::operation::create_upload::CreateUploadInput;
use generated::devicefarm::types::{
    BillingMethod, CreateRemoteAccessSessionConfiguration, DeviceFilter, DeviceFilterAttribute, InteractionMode,
    RuleOperator, UploadType,
};

#[test]
fn mistakes_are_explained_by_the_compiler() {
    // A pattern that matches nothing is an error of trybuild's.
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}

#[test]
fn every_mistake_has_its_explanation() {
    let folder = std::fs::read_dir(tests::root().join("tests/ui")).expect("the folder is there");
    let mut files: Vec<_> = folder.map(|entry| entry.expect("it can be read").path()).collect();
    files.sort();
    let (programs, messages): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|path| path.extension().is_some_and(|e| e == "rs"));
    let expected: Vec<_> = programs.iter().map(|path| path.with_extension("stderr")).collect();
    assert_eq!(messages, expected);
}
