//! The compiler's messages to a dependent. Each program in `ui/` is wrong in one way, and the file beside it has the
//! compiler's text, word for word, of the version named below. Programs that must compile are here, and run too.
//!
//! `CODEGEN_NESTED_BUILDS=1 BLESS=1 cargo test -p tests ui::` accepts the messages of the present compiler.

use std::collections::HashMap;
use std::process::Command;

use generated::devicefarm::operation::create_remote_access_session::CreateRemoteAccessSessionInput;
use generated::devicefarm::types::{
    BillingMethod, CreateRemoteAccessSessionConfiguration, DeviceFilter, DeviceFilterAttribute, InteractionMode,
    RuleOperator,
};
use similar::TextDiff;

use crate::stderr;

/// The programs, by name: a pattern would not miss one that is gone.
const MISTAKES: &[&str] = &[
    "generated_for_newer_runtime",
    "generated_for_older_runtime",
    "match_without_wildcard",
    "missing_for_build",
    "missing_for_send",
    "option_for_required",
    "reassigned_builder",
    "retired_member",
    "retired_type",
    "string_for_enum",
    "structure_literal",
];

const COMMAND: &str = "CODEGEN_NESTED_BUILDS=1 BLESS=1 cargo test -p tests ui::";

/// The compiler whose words stand beside the programs. Another one says the same in a text of its own.
const COMPILER: &str = "rustc 1.95.";

#[test]
fn errors_are_reported_in_terms_of_the_model() {
    if !tests::nested::nested_builds_run() {
        return;
    }
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("--version").output().expect("the compiler prints its version");
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    if !version.starts_with(COMPILER) {
        tests::skipped(&format!("compile errors are compared for {COMPILER}x, and this is {}", version.trim_end()));
        return;
    }
    let mut messages = stderr::messages(MISTAKES);
    let mut found = Vec::new();
    for mistake in MISTAKES {
        let path = tests::root().join(format!("tests/ui/{mistake}.stderr"));
        let text = messages.remove(*mistake).unwrap_or_else(|| panic!("{mistake} compiles without a message"));
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &text).expect("written");
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        if text != expected {
            found.push(format!("{mistake}:\n{}", TextDiff::from_lines(&expected, &text).unified_diff()));
        }
    }
    assert!(found.is_empty(), "{}\nto accept: {COMMAND}", found.join("\n"));
}

#[test]
fn no_program_is_left_out() {
    let folder = std::fs::read_dir(tests::root().join("tests/ui")).expect("the folder is there");
    let files = folder.map(|entry| entry.expect("it can be read").path());
    let programs = files.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let mut names: Vec<_> = programs.map(|path| path.file_stem().expect("a name").to_os_string()).collect();
    names.sort();
    assert_eq!(names, MISTAKES);
}

#[test]
#[expect(deprecated, reason = "a warning is all that a retired member brings")]
fn a_retired_member_works_with_a_warning() {
    let input = CreateRemoteAccessSessionInput::builder()
        .project_arn("p")
        .device_arn("d")
        .interaction_mode(InteractionMode::Interactive)
        .remote_debug_enabled(true)
        .build();
    assert_eq!(input.remote_debug_enabled(), Some(true));
    assert_eq!(input.interaction_mode, Some(InteractionMode::Interactive));
}

#[test]
fn optional_members_take_options() {
    let input = CreateRemoteAccessSessionInput::builder()
        .name(Some("n"))
        .app_arn(None::<String>)
        .skip_app_resign(Some(false))
        .configuration(None)
        .project_arn("p")
        .device_arn("d")
        .build();
    assert_eq!((input.name(), input.app_arn()), (Some("n"), None));
    assert_eq!((input.skip_app_resign(), input.configuration()), (Some(false), None));
}

#[test]
fn members_take_what_plainly_is_their_value() {
    let arn = String::from("a");
    let configuration = CreateRemoteAccessSessionConfiguration::builder();
    for configuration in [
        configuration.clone().auxiliary_apps(["a"]).parameters([("key", "value")]),
        configuration.clone().auxiliary_apps(vec!["a"]).parameters(HashMap::from([("key".into(), "value".into())])),
        configuration.auxiliary_apps(&["a"][..]).parameters(Some([("key", "value")])),
    ] {
        let configuration = configuration.billing_method(BillingMethod::from("METERED")).build();
        assert_eq!(configuration.auxiliary_apps(), [&*arn]);
        assert_eq!(configuration.parameters().and_then(|all| all.get("key")).map(String::as_str), Some("value"));
        let input = CreateRemoteAccessSessionInput::builder().project_arn(&arn).device_arn(arn.clone());
        let input = input.configuration(configuration).build();
        assert_eq!((input.project_arn(), input.device_arn()), (Some("a"), Some("a")));
    }
}

#[test]
fn required_members_are_set_in_any_order_and_the_last_value_counts() {
    let filter = DeviceFilter::builder().values(["ANDROID"]).operator(RuleOperator::In).values(["IOS"]);
    let filter = filter.attribute(DeviceFilterAttribute::Platform).operator(RuleOperator::Equals).build();
    assert_eq!(filter.values(), ["IOS"]);
    assert_eq!(filter.operator(), Some(&RuleOperator::Equals));
}
