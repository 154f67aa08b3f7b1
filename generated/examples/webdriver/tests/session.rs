//! Runs the program against the fake Device Farm: it taps the screen, and no exit path leaves a running session.

use std::env;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use device_farm_fake::{DeviceFarm, Fate, Fault, Open, PRIVATE_PHONE, Pace, TABLET, WEBDRIVER};

const CREATE: &str = "CreateRemoteAccessSession";
const STOP: &str = "StopRemoteAccessSession";

/// Returns the program with credentials, and without other settings of this machine.
fn program(farm: &Open, screenshot: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_device-farm-webdriver"));
    for (name, _) in env::vars_os() {
        let upper = name.to_string_lossy().to_uppercase();
        if upper.starts_with("AWS_") || upper.ends_with("_PROXY") {
            command.env_remove(name);
        }
    }
    command.args(["--endpoint-url", &farm.url(), "--screenshot"]).arg(screenshot).args(arguments);
    command.env("AWS_ACCESS_KEY_ID", "test-id").env("AWS_SECRET_ACCESS_KEY", "test-secret");
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The result of a run.
#[derive(Debug)]
struct Outcome {
    code: Option<i32>,
    out: String,
    err: String,
    /// The screenshot, if there is one.
    image: Option<Vec<u8>>,
}

fn run(farm: &Open, arguments: &[&str]) -> Outcome {
    let folder = tempfile::tempdir().expect("a folder");
    let screenshot = folder.path().join("screen.png");
    let output = program(farm, &screenshot, arguments).output().expect("the program can be run");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let (out, err) = (text(output.stdout), text(output.stderr));
    assert!(!(out.clone() + &err).contains("secret-of-"), "an endpoint is printed: {out}{err}");
    Outcome { code: output.status.code(), out, err, image: std::fs::read(screenshot).ok() }
}

fn farm() -> DeviceFarm {
    DeviceFarm::new().pace(Pace::instant())
}

/// Asserts that at most one session was started, and that it is stopped.
fn assert_over(farm: &Open, outcome: &Outcome) {
    assert!(farm.count(CREATE) <= 1 && farm.open_sessions().is_empty(), "{outcome:?}");
}

#[test]
fn the_device_is_tapped_and_a_screenshot_saved() {
    for (device, middle) in [(PRIVATE_PHONE, (540, 1200)), (TABLET, (820, 1180))] {
        let farm = farm().start().expect("a farm");
        let outcome = run(&farm, &["--device", device]);
        assert_eq!(outcome.code, Some(0), "{outcome:?}");
        let session = outcome.out.split(" is started").next().expect("the first line");
        assert_eq!(farm.taps(session), [middle]);
        let image = outcome.image.as_ref().expect("a screenshot");
        assert!(image.starts_with(b"\x89PNG\r\n"), "{} bytes", image.len());
        assert!(outcome.out.contains("the session is over, and took "), "{outcome:?}");
        assert_over(&farm, &outcome);
        let ended = farm.calls().into_iter().filter(|call| call.operation.starts_with("DELETE /remote-endpoint/***/"));
        assert_eq!((ended.count(), farm.count(STOP)), (1, 1));
    }
}

#[test]
fn a_session_that_comes_to_nothing_is_stopped() {
    for (fate, why) in [(Fate::Fails, "the device could not be prepared"), (Fate::Vanishes, "NotFoundException")] {
        let farm = farm().fate(fate).start().expect("a farm");
        let outcome = run(&farm, &[]);
        assert!(outcome.code == Some(1) && outcome.err.contains(why), "{outcome:?}");
        assert_eq!((farm.count(STOP), outcome.image.as_ref()), (1, None));
        assert_over(&farm, &outcome);
    }
}

#[test]
fn a_session_is_stopped_if_its_device_cannot_be_driven() {
    let farm = farm().fault(WEBDRIVER, Fault::ServerError, 99).start().expect("a farm");
    let outcome = run(&farm, &[]);
    assert!(
        outcome.code == Some(1) && outcome.err.contains("error: no WebDriver session can be started"),
        "{outcome:?}"
    );
    assert_eq!((farm.count(STOP), outcome.image.as_ref()), (1, None));
    assert_over(&farm, &outcome);
}

#[test]
fn a_session_whose_response_was_lost_is_found_and_used() {
    let farm = farm().fault(CREATE, Fault::LoseResponse, 1).start().expect("a farm");
    let outcome = run(&farm, &[]);
    assert!(outcome.code == Some(0) && outcome.image.is_some(), "{outcome:?}");
    assert_over(&farm, &outcome);
    assert_eq!(farm.count(STOP), 1);
}

#[test]
fn nothing_is_started_without_a_folder_for_the_screenshot() {
    let farm = farm().start().expect("a farm");
    let missing = Path::new("missing-folder/screen.png");
    let output = program(&farm, missing, &[]).output().expect("the program can be run");
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(err.starts_with("error: missing-folder/screen.png cannot be written"), "{err}");
    assert_eq!((output.status.code(), farm.requests()), (Some(1), Vec::new()));
}

#[cfg(unix)]
#[test]
fn a_signal_stops_the_session_first() {
    for signal in ["-INT", "-TERM"] {
        let farm = farm().pace(Pace { pending: Duration::from_secs(600), ..Pace::instant() }).start().expect("a farm");
        let folder = tempfile::tempdir().expect("a folder");
        let mut child = program(&farm, &folder.path().join("screen.png"), &[]).spawn().expect("it can be run");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("it is piped")).read_line(&mut line).expect("a line");
        assert!(line.ends_with(" is started\n"), "{line}");
        let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().expect("there is a `kill`");
        assert!(sent.success());
        let output = child.wait_with_output().expect("it ends");
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(1) && err.ends_with("error: interrupted\n"), "{err}");
        assert_eq!((farm.count(STOP), farm.open_sessions()), (1, Vec::new()));
    }
}
