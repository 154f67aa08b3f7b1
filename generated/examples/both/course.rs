//! The tests of both examples: one session, which is stopped on every exit path.

use std::env;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use device_farm_fake::{DeviceFarm, Fate, Fault, Open, PROJECT, Pace};
use generated::devicefarm::SERVICE;
use generated::runtime::test_util::Server;

use super::PROGRAM;

const CREATE: &str = "CreateRemoteAccessSession";
const GET: &str = "GetRemoteAccessSession";
const STOP: &str = "StopRemoteAccessSession";

/// A fast pace, except that a session is not ready at once, so that the programs have to wait, also on a slow machine.
fn pace() -> Pace {
    Pace { pending: Duration::from_millis(1500), ..Pace::instant() }
}

fn farm(prepare: impl FnOnce(DeviceFarm) -> DeviceFarm) -> Open {
    prepare(DeviceFarm::new().pace(Pace::instant())).start().expect("a farm")
}

/// Returns the program with credentials, and without other settings of this machine.
fn program(url: &str) -> Command {
    let mut command = Command::new(PROGRAM);
    for (name, _) in env::vars_os() {
        let upper = name.to_string_lossy().to_uppercase();
        if upper.starts_with("AWS_") || upper.ends_with("_PROXY") {
            command.env_remove(name);
        }
    }
    command.args(["--endpoint-url", url]);
    command.env("AWS_ACCESS_KEY_ID", "test-id").env("AWS_SECRET_ACCESS_KEY", "test-secret");
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The result of a run.
#[derive(Debug)]
struct Outcome {
    code: Option<i32>,
    out: String,
    /// The output on standard error.
    err: String,
}

impl Outcome {
    fn by(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Returns the one line with the reason of the failure.
    fn error(&self) -> &str {
        let mut errors = self.err.lines().skip_while(|line| !line.starts_with("error: "));
        let error = errors.next().unwrap_or_else(|| panic!("{self:?}"));
        assert_eq!((self.code, errors.next()), (Some(1), None), "{self:?}");
        error
    }
}

fn run(farm: &Open, arguments: &[&str]) -> Outcome {
    Outcome::by(program(&farm.url()).args(arguments).output().expect("the program can be run"))
}

/// Asserts that exactly one session was started, and that none is running.
fn assert_over(farm: &Open, outcome: &Outcome) {
    assert_eq!((farm.count(CREATE), farm.open_sessions()), (1, Vec::new()), "{outcome:?}");
}

#[test]
fn a_session_is_started_runs_is_stopped_and_its_minutes_are_reported() {
    let farm = farm(|farm| farm.pace(pace()));
    let outcome = run(&farm, &[]);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert_over(&farm, &outcome);
    assert_eq!(farm.count(STOP), 1);
    let out: Vec<_> = outcome.out.lines().collect();
    assert_eq!(out[0], "3 devices offer remote access; this is the first: Fake Pixel");
    assert!(out[1].starts_with("arn:aws:devicefarm:") && out[1].ends_with(" is started"), "{outcome:?}");
    assert_eq!(out[2], "it runs and has its endpoints, which --show-endpoints prints");
    assert_eq!(out[3..], [format!("it is over, and took {} device minutes", farm.minutes())]);
    assert!(
        farm.minutes() > 0.0 && !outcome.out.contains("secret-of") && !outcome.err.contains("secret-of"),
        "{outcome:?}"
    );
    // A line for each response.
    let progress: Vec<_> = outcome.err.lines().map(|line| line.rsplit(' ').next().unwrap_or_default()).collect();
    assert_eq!(progress, ["PENDING", "RUNNING", "COMPLETED"], "{outcome:?}");
}

#[test]
fn endpoints_are_printed_and_a_project_is_taken_if_that_is_asked_for() {
    let farm = farm(|farm| farm);
    let outcome = run(&farm, &["--show-endpoints", "--project", PROJECT]);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert_over(&farm, &outcome);
    assert_eq!(outcome.out.matches("secret-of-").count(), 2, "{outcome:?}");
    assert_eq!(farm.count("ListProjects"), 0);
}

#[test]
fn transient_errors_are_retried_where_that_is_safe() {
    let farm = farm(|farm| {
        let farm = farm.fault("ListProjects", Fault::Cut, 1).fault("ListDevices", Fault::Throttle, 1);
        farm.fault(GET, Fault::ServerError, 2).fault(STOP, Fault::LoseResponse, 1)
    });
    let outcome = run(&farm, &[]);
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    assert_over(&farm, &outcome);
    let counts = ["ListProjects", "ListDevices", GET, STOP].map(|operation| farm.count(operation));
    assert_eq!(counts, [2, 3, 4, 2]);
}

#[test]
fn failures_that_pass_are_waited_out() {
    // More than the attempts for one request: the waiter polls again.
    let farm = farm(|farm| farm.fault(GET, Fault::ServerError, 4));
    let outcome = run(&farm, &[]);
    assert_eq!((outcome.code, farm.count(STOP)), (Some(0), 1), "{outcome:?}");
    assert!(farm.count(GET) > 4, "{outcome:?}");
}

#[test]
fn a_page_in_place_of_the_response_ends_the_wait() {
    let farm = farm(|farm| farm.fault(GET, Fault::Garble, 99));
    let outcome = run(&farm, &[]);
    assert!(outcome.error().contains("it was a proxy"), "{outcome:?}");
    assert_over(&farm, &outcome);
    assert!(outcome.error().contains("; and then: arn:"), "{outcome:?}");
    // One for each of the two waits.
    assert_eq!((farm.count(STOP), farm.count(GET)), (1, 2));
}

#[test]
fn a_create_call_is_sent_once_and_a_session_is_found_whose_response_was_lost() {
    for (fault, code) in [(Fault::ServerError, 1), (Fault::Cut, 1), (Fault::LoseResponse, 0), (Fault::Garble, 0)] {
        let farm = farm(|farm| farm.fault(CREATE, fault, 1));
        let outcome = run(&farm, &[]);
        assert_eq!(outcome.code, Some(code), "{fault:?}: {outcome:?}");
        assert_over(&farm, &outcome);
        // An error about a missing session contains the name to look for.
        assert!(code == 0 || outcome.error().contains("there is no session device-farm-"), "{outcome:?}");
        assert_eq!((farm.count(STOP), farm.minutes() > 0.0), if code == 0 { (1, true) } else { (0, false) });
    }
}

#[test]
fn a_create_call_that_was_refused_as_one_of_too_many_is_sent_again() {
    let farm = farm(|farm| farm.fault(CREATE, Fault::Throttle, 1));
    let outcome = run(&farm, &[]);
    assert_eq!((outcome.code, farm.count(CREATE), farm.count(STOP)), (Some(0), 2, 1), "{outcome:?}");
    assert_eq!(farm.open_sessions(), Vec::<String>::new());
}

#[test]
fn a_session_that_comes_to_nothing_is_stopped_all_the_same() {
    for (fate, why) in [(Fate::Fails, "the device could not be prepared"), (Fate::Vanishes, "NotFoundException")] {
        let farm = farm(|farm| farm.fate(fate));
        let outcome = run(&farm, &[]);
        assert!(outcome.error().contains(why), "{outcome:?}");
        assert_over(&farm, &outcome);
        assert_eq!(farm.count(STOP), 1);
    }
}

#[test]
fn a_session_that_cannot_be_stopped_is_named() {
    let farm = farm(|farm| farm.fault(STOP, Fault::ServerError, 99));
    let outcome = run(&farm, &[]);
    let open = farm.open_sessions();
    assert!(outcome.error().contains(&format!("{} could not be stopped", open[0])), "{outcome:?}");
    assert_eq!(farm.count(STOP), 3);
}

/// Starts the program and reads the first line of its output, after which the session is started.
fn begin(farm: &Open) -> (Child, BufReader<std::process::ChildStdout>) {
    let mut child = program(&farm.url()).spawn().expect("the program can be run");
    let mut out = BufReader::new(child.stdout.take().expect("it is piped"));
    let mut line = String::new();
    out.read_line(&mut line).expect("a line");
    assert!(line.contains(" devices offer "), "{line}");
    (child, out)
}

#[test]
fn a_session_is_stopped_if_nobody_reads_what_the_program_prints() {
    let farm = farm(|farm| farm.pace(pace()));
    let (child, out) = begin(&farm);
    drop(out);
    let outcome = Outcome::by(child.wait_with_output().expect("it ends"));
    assert!(outcome.error().contains("pipe"), "{outcome:?}");
    assert_over(&farm, &outcome);
}

#[cfg(unix)]
#[test]
fn a_session_is_stopped_if_the_program_is_interrupted() {
    for signal in ["-INT", "-TERM"] {
        let farm = farm(|farm| farm.pace(Pace { pending: Duration::from_secs(600), ..pace() }));
        let (child, _out) = begin(&farm);
        let patience = (0..3000).find(|_| {
            std::thread::sleep(Duration::from_millis(10));
            farm.count(GET) > 0
        });
        assert!(patience.is_some(), "it does not wait: {:?}", farm.requests());
        let kill = Command::new("kill").args([signal, &child.id().to_string()]).status().expect("there is a `kill`");
        assert!(kill.success());
        let outcome = Outcome::by(child.wait_with_output().expect("it ends"));
        assert_eq!(outcome.error(), "error: interrupted", "{signal}");
        assert_over(&farm, &outcome);
        assert_eq!(farm.count(STOP), 1);
    }
}

#[test]
fn nothing_is_sent_without_credentials_or_with_a_mistake_in_the_arguments() {
    let farm = farm(|farm| farm);
    let without = program(&farm.url()).env_remove("AWS_SECRET_ACCESS_KEY").output().expect("it can be run");
    assert!(Outcome::by(without).error().contains("AWS_SECRET_ACCESS_KEY is not set"));
    let broken = program(&farm.url()).env("AWS_SESSION_TOKEN", "a\nb").output().expect("it can be run");
    assert!(Outcome::by(broken).error().contains("AWS_SESSION_TOKEN has a line break"));
    assert!(run(&farm, &["--verbose"]).error().contains("there is no argument `--verbose`"));
    assert!(run(&farm, &["--project"]).error().contains("--project needs a value"));
    assert!(run(&farm, &["--endpoint-url", "nowhere"]).error().contains("`nowhere` is not a valid endpoint URL"));
    let help = run(&farm, &["--help"]);
    assert_eq!((help.code, help.out.contains("Usage: "), help.err.as_str()), (Some(0), true, ""));
    assert_eq!(farm.requests(), Vec::<String>::new());
}

#[test]
fn requests_are_signed_and_pages_followed() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let server = Server::new(&SERVICE).fallback(move |request| {
        let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned();
        let operation = header("x-amz-target").rsplit('.').next().unwrap_or_default().to_owned();
        let asks_for_second = String::from_utf8_lossy(request.body()).contains("second page");
        let (status, response) = match operation.as_str() {
            "ListDevices" if asks_for_second => (200, r#"{"devices": [{"arn": "b"}]}"#),
            "ListDevices" => (200, r#"{"devices": [{"arn": "a", "name": "A"}], "nextToken": "second page"}"#),
            _ => (400, r#"{"__type": "LimitExceededException", "message": "too many"}"#),
        };
        let signed = [header("authorization"), header("x-amz-security-token"), header("x-amz-date")];
        log.lock().expect("nobody panics").push((operation, signed));
        Some(http::Response::builder().status(status).body(response.into()).expect("a response"))
    });
    let server = server.start().expect("a server");
    let mut command = program(&server.url());
    let command = command.args(["--project", PROJECT]).env("AWS_SESSION_TOKEN", "test-token").env("AWS_REGION", "xx-1");
    let outcome = Outcome::by(command.output().expect("it can be run"));
    assert!(
        outcome.error().contains("CreateRemoteAccessSession: LimitExceededException: too many (HTTP 400"),
        "{outcome:?}"
    );
    assert_eq!(outcome.out, "2 devices offer remote access; this is the first: A\n");
    let seen = seen.lock().expect("nobody panics");
    let operations: Vec<_> = seen.iter().map(|(operation, _)| operation.as_str()).collect();
    assert_eq!(operations[..3], ["ListDevices", "ListDevices", CREATE]);
    for (operation, [authorization, token, date]) in seen.iter() {
        let scope = format!("AWS4-HMAC-SHA256 Credential=test-id/{}/xx-1/devicefarm/aws4_request, ", &date[..8]);
        assert!(authorization.starts_with(&scope), "{operation}: {authorization}");
        assert!(authorization.contains("x-amz-target") && authorization.contains("Signature="), "{authorization}");
        assert_eq!(token, "test-token");
    }
}
