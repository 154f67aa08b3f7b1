//! Arguments: the help of each command, whose examples can be pasted, and names and folders that are not what they should be.

use crate::first_use::{folder, model, put};
use crate::said::{clientsmith, examples_can_be_pasted};

/// Each fault has one error, which says what a folder with a history looks like.
#[test]
fn a_history_has_a_model_for_each_revision() {
    let folder = folder();
    let at = folder.path();
    let help = ["a model for each revision, in the order of their names", "2015-06-23/service-2.json"];
    let fails = |folder: &str, with: &str| {
        let said = clientsmith(at, &["diff", "--history", folder]).fails(&[&help[..], &[with]].concat());
        assert_eq!(said.err.matches("error").count(), 1, "{}", said.err);
    };
    let service = model("Queue");
    put(at, "one/service-2.json", &service);
    put(at, "one/paginators-1.json", "{ \"pagination\": {} }");
    put(at, "one/overlay.json", "{ \"smithy\": \"2.0\", \"shapes\": {} }");
    fails("one", "one is the folder of a single model, because it has service-2.json");
    put(at, "imported/provenance.toml", "");
    put(at, "imported/overlay.json", "{}");
    fails("imported", "because it has provenance.toml");
    put(at, "mixed/2020.json", &service);
    put(at, "mixed/partitions.json", "{ \"partitions\": [] }");
    fails("mixed", "mixed/partitions.json is not a model of a service");
    put(at, "few/2020.json", &service);
    fails("few", "few has fewer than two models");
    put(at, "few/2021/service-2.json", &service);
    put(at, "few/.git/config", "");
    let said = clientsmith(at, &["diff", "--history", "few"]).succeeds();
    assert!(said.out.contains("2021      none"), "{}", said.out);
    put(at, "few/2022.json", "{");
    clientsmith(at, &["diff", "--history", "few"]).fails(&["the file is not JSON", "few/2022.json:1:2"]);
}

#[test]
fn a_service_that_the_manifest_does_not_list_is_suggested_as_it_is_written() {
    let folder = folder();
    let at = folder.path();
    let service = |name: &str| format!("[service.{name}]\nmodel = \"{name}.json\"\noperations = \"all\"\n");
    put(at, "codegen.toml", &(service("queue") + &service("keys")));
    for command in [&["generate"][..], &["check"], &["update"], &["retire", "--drop", "In"]] {
        let run = |name| clientsmith(at, &[command, &["--service", name]].concat());
        run("Queue").fails(&["codegen.toml has no service `Queue`", "help: did you mean `queue`?"]);
        run("clock-work").fails(&["codegen.toml has no service `clock-work`", "help: it has keys, queue"]);
    }
}

#[test]
fn a_report_in_two_forms_is_refused() {
    let folder = folder();
    for command in [&["update"][..], &["retire", "--drop", "In"], &["diff", "a.json", "b.json"]] {
        let run = clientsmith(folder.path(), &[command, &["--markdown", "--message-format", "json"]].concat());
        assert_eq!(run.code, Some(2), "{}", run.err);
        run.says(&["--markdown and --message-format json are two forms of one report", "help: leave one of them out"]);
    }
}

#[test]
fn the_help_of_each_command_has_what_people_look_for() {
    let folder = folder();
    let at = folder.path();
    let help = clientsmith(at, &["check", "--help"]).succeeds().out;
    assert!(!help.contains("--check") && help.contains("--service"), "{help}");
    assert!(clientsmith(at, &["generate", "--help"]).succeeds().out.contains("--check"));
    for command in ["import", "retire", "update"] {
        let help = clientsmith(at, &[command, "--help"]).succeeds().out;
        for text in
            ["Examples:", &format!("clientsmith {command} "), "Exit codes: 0 done", "finished     the last line"]
        {
            assert!(help.contains(text), "`{text}` is not in:\n{help}");
        }
        assert!(!help.contains("--check"), "{help}");
    }
    let help = clientsmith(at, &["retire", "--help"]).succeeds().out;
    let words = help.split_whitespace().collect::<Vec<_>>().join(" ");
    for form in ["`Operation$pages`", "`Operation$items`", "`Operation$Waiter`", "`Structure$required-order`"] {
        assert!(words.contains(form), "{form}: {help}");
    }
}

#[test]
fn the_examples_of_each_help_can_be_pasted() {
    let folder = folder();
    for command in ["init", "generate", "check", "diff", "import", "retire", "update", "convert"] {
        let help = clientsmith(folder.path(), &[command, "--help"]).succeeds().out;
        examples_can_be_pasted(&help, &format!("clientsmith {command}"), env!("CARGO_BIN_EXE_clientsmith"));
    }
}
