//! A program that depends on the generated package from outside the workspace, built and run in both ways.
//!
//! It is built in a copy, so that it can have the workspace's `Cargo.lock`: the same versions of everything,
//! which are there already, and no second list of them to keep.

use std::fs;
use std::path::{Path, PathBuf};

use tests::package::{cargo, lock, update};

const OFFLINE: &str = r#"POST https://devicefarm.us-west-2.amazonaws.com/
DeviceFarm_20150623.CreateRemoteAccessSession
{"projectArn":"p","deviceArn":"d"}
a is PENDING
refused: LimitExceededException: no free slot
{"device":{"cpu":{"clock":1785.6},"heapSize":0,"memory":9007199254740993}}
{"remoteAccessSession":{"created":1700000000.125,"started":1700000000}}
"#;

const ONLINE: &str = r#"sent {"projectArn":"p","deviceArn":"d","configuration":{"billingMethod":"METERED"}}
b is started
"#;

#[test]
fn a_program_outside_the_workspace_works_with_and_without_the_client() {
    if !tests::nested::nested_builds_run() {
        return;
    }
    let package = copy();
    // One after the other, for they share their dependencies.
    assert_eq!(run(&package, &[]), OFFLINE);
    assert_eq!(run(&package, &["--features", "client"]), format!("{OFFLINE}{ONLINE}"));
}

#[test]
fn features_that_another_crate_switches_on_change_nothing() {
    if !tests::nested::nested_builds_run() {
        return;
    }
    assert_eq!(run(&copy(), &["--features", "shared-features"]), OFFLINE);
}

/// The program as a package elsewhere.
fn copy() -> PathBuf {
    let (root, to) = (tests::root(), Path::new(env!("CARGO_TARGET_TMPDIR")).join("consumer"));
    let from = root.join("tests/consumer");
    lock(&to);
    let manifest = fs::read_to_string(from.join("Cargo.toml")).expect("the package has a manifest");
    let (before, after) = manifest.split_once("../..").expect("it depends on the generated package");
    let root_as_text = root.to_str().expect("a path in UTF-8").replace('\\', "/");
    update(&to.join("Cargo.toml"), format!("{before}{root_as_text}{after}").as_bytes());
    for (from, to) in
        [(from.join("src/main.rs"), to.join("src/main.rs")), (from.join("src/online.rs"), to.join("src/online.rs"))]
    {
        update(&to, &fs::read(&from).expect("it is there"));
    }
    to
}

/// Builds and runs the program, and gives what it prints. Most of its dependencies are built already, where
/// Cargo builds the workspace.
fn run(package: &Path, options: &[&str]) -> String {
    let mut command = cargo(package, env!("CARGO_TARGET_TMPDIR"));
    let output = command.args(["run", "--quiet"]).args(options).output().expect("Cargo can be run");
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{options:?}: {}\n{messages}", output.status);
    String::from_utf8(output.stdout).expect("the program prints UTF-8")
}
