//! The program: its help, and its output for a call.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use device_farm_fake::OPERATIONS;

const PROGRAM: &str = env!("CARGO_BIN_EXE_device-farm-fake");

#[test]
fn the_help_lists_options_operations_and_limits() {
    let output = Command::new(PROGRAM).arg("--help").output().expect("it can be run");
    // Lines are broken at the width of a terminal.
    let help = String::from_utf8(output.stdout).expect("UTF-8").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(output.status.success(), "{help}");
    for option in ["--port", "--speed", "--minute", "--fault", "--fate"] {
        assert!(help.contains(option), "{option} in {help}");
    }
    for operation in OPERATIONS {
        assert!(help.contains(operation), "{operation} in {help}");
    }
    assert!(help.contains("Signatures are not verified."), "{help}");
}

#[test]
fn each_call_is_printed_with_its_input() {
    let mut child = Command::new(PROGRAM).args(["--port", "0"]).stdout(Stdio::piped()).spawn().expect("it can be run");
    let mut lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
    let mut next = || lines.next().expect("another line").expect("text");
    let greeting = next();
    let url = greeting.split("at ").nth(1).and_then(|rest| rest.split(';').next()).expect("a URL").to_owned();
    while next() != "Calls:" {}
    let call = ureq::post(&url)
        .header("x-amz-target", "DeviceFarm_20150623.GetDevice")
        .content_type("application/x-amz-json-1.1")
        .send(r#"{"arn": "short"}"#);
    let line = next();
    child.kill().expect("it can be stopped");
    child.wait().expect("it ends");
    assert!(matches!(call, Err(ureq::Error::StatusCode(400))), "{call:?}");
    assert_eq!(line, r#"GetDevice {"arn":"short"}"#);
}

#[test]
fn an_unknown_kind_of_fault_is_refused_with_the_kinds_that_there_are() {
    let output = Command::new(PROGRAM).args(["--fault", "GetDevice=nope"]).output().expect("it can be run");
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(!output.status.success(), "{said}");
    for kind in ["`nope`", "throttle", "server-error", "cut", "lose-response", "garble", "delay-SECONDS"] {
        assert!(said.contains(kind), "{kind} in {said}");
    }
}
