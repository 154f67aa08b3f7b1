//! Runs the example of a whole session as a user would: it prints the documented output, and no exit path leaves a
//! running session.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use std::{env, fs};

use device_farm_fake::{DeviceFarm, Fate, Fault, Open, Pace};
use generated::devicefarm::SERVICE;
use generated::devicefarm::types::ArtifactCategory;
use generated::runtime::test_util::Server;

/// Returns the path of the example. Cargo builds it with the tests; it is built here if only this test is built.
fn example() -> PathBuf {
    let this = env::current_exe().expect("a path");
    let folder = this.parent().and_then(|deps| deps.parent()).expect("it is in the target folder").join("examples");
    let example = folder.join(format!("remote_session{}", env::consts::EXE_SUFFIX));
    if !example.exists() {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into());
        let build = ["build", "--package", "generated", "--example", "remote_session"];
        assert!(Command::new(cargo).args(build).status().expect("Cargo runs").success());
    }
    example
}

fn command(farm: &Open, arguments: &[&str]) -> Command {
    let mut command = Command::new(example());
    command.args(["--endpoint-url", &farm.url()]).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(farm: &Open, arguments: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = command(farm, arguments).output().expect("it runs");
    (status.code(), String::from_utf8_lossy(&stdout).into_owned(), String::from_utf8_lossy(&stderr).into_owned())
}

fn farm() -> DeviceFarm {
    DeviceFarm::new().pace(Pace::instant())
}

fn is_clean(farm: &Open) {
    assert_eq!(farm.open_sessions(), Vec::<String>::new());
    assert!(farm.count("CreateRemoteAccessSession") <= 1, "{:?}", farm.requests());
}

#[test]
fn a_session_is_had_and_given_back() {
    let farm = farm().start().expect("a farm");
    let (code, out, err) = run(&farm, &["--hold", "1", "--platform", "ios", "--form-factor", "TABLET"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("artifact Video.mp4 (VIDEO); --artifacts saves it\n"), "{out}");
    let seen: Vec<_> = out.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(
        seen,
        ["service", "project", "device", "session", "driver", "browser", "ready;", "over", "artifact", "artifact"],
        "{out}"
    );
    assert!(out.contains("device   Fake iPad (17.1)\n") && out.contains("over     PASSED; "), "{out}");
    assert!(err.contains("RUNNING after ") && !err.contains('\x1b'), "{err}");
    assert_eq!(farm.count("StopRemoteAccessSession"), 1);
    assert!(farm.minutes() >= 10.0, "{}", farm.minutes());
    is_clean(&farm);
}

#[test]
fn without_arguments_it_has_a_fake_of_its_own() {
    let output = Command::new(example()).args(["--hold", "0"]).output().expect("it runs");
    let out = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && out.contains("over     PASSED; "), "{out}");
}

#[test]
fn an_app_is_uploaded_first_if_it_can_be() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let [app, empty, other] = ["app.apk", "empty.apk", "app.txt"].map(|name| folder.join(name));
    fs::write(&app, vec![7; 100_000]).expect("a file");
    fs::write(&empty, "").expect("a file");
    fs::write(&other, "text").expect("a file");
    let path = |path: &PathBuf| path.to_str().expect("a path in UTF-8").to_owned();

    let farm = farm().start().expect("a farm");
    let (code, out, err) = run(&farm, &["--hold", "0", "--app", &path(&app)]);
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("app      app.apk, 100000 bytes\n"), "{out}");
    assert!(farm.requests().contains(&"PUT /uploads/00000000-0000-4000-8000-000000000001".to_owned()));
    assert!(!err.contains("X-Amz-Signature"), "{err}");

    for (file, reason) in
        [(path(&empty), "is empty"), (path(&other), "--app-type"), ("nowhere.apk".into(), "cannot be read")]
    {
        let (code, _, err) = run(&farm, &["--app", &file]);
        assert!(code == Some(1) && err.contains(reason), "{err}");
    }
    is_clean(&farm);
}

/// Returns the names of the files in a folder.
fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8")).collect();
    names.sort();
    names
}

#[test]
fn artifacts_are_saved_under_safe_names_and_replace_no_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let saved = folder.path().join("new/artifacts");
    fs::create_dir_all(&saved).expect("a folder");
    fs::write(saved.join("Video.mp4"), "mine").expect("a file");
    let contents = vec![b'x'; 300_000];
    let farm = farm()
        .artifact(ArtifactCategory::File, "../../out", "sh", &contents)
        .artifact(ArtifactCategory::File, "/etc/passwd", "../x", b"absolute")
        .artifact(ArtifactCategory::Log, "..", "", b"dots")
        .artifact(ArtifactCategory::Screenshot, "NUL", "png", b"")
        .artifact(ArtifactCategory::Screenshot, "Video.mp4", "mp4", b"second")
        .start()
        .expect("a farm");
    let (code, out, err) = run(&farm, &["--hold", "0", "--artifacts", saved.to_str().expect("UTF-8")]);
    assert_eq!(code, Some(0), "{err}");
    let names = ["Logcat.logcat", "Video-2.mp4", "Video-3.mp4", "Video.mp4", "_.._out.sh", "_etc_passwd._x"];
    assert_eq!(files(&saved), [&names[..], &["artifact", "artifact.png"]].concat());
    assert_eq!(files(folder.path()), ["new"]);
    assert_eq!(files(&folder.path().join("new")), ["artifacts"]);
    assert_eq!(fs::read(saved.join("Video.mp4")).expect("a file"), b"mine");
    assert_eq!(fs::read(saved.join("Video-3.mp4")).expect("a file"), b"second");
    assert_eq!(fs::read(saved.join("_.._out.sh")).expect("a file"), contents);
    assert_eq!(out.lines().filter(|line| line.starts_with("artifact ")).count(), 7, "{out}");
    assert!(err.contains("100 % after ") && !(out + &err).contains("X-Amz-Signature"), "{err}");
    is_clean(&farm);
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error_before_the_session_costs_money() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file");
    fs::write(&file, "").expect("a file");
    let farm = farm().start().expect("a farm");
    let (code, _, err) = run(&farm, &["--artifacts", file.to_str().expect("UTF-8")]);
    assert_eq!(code, Some(1), "{err}");
    assert!(err.starts_with("error: the folder ") && err.contains("cannot be created: "), "{err}");
    assert_eq!(farm.count("CreateRemoteAccessSession"), 0);
}

#[test]
fn a_list_of_artifacts_that_fails_is_an_error_after_the_session_was_stopped() {
    let folder = tempfile::tempdir().expect("a folder");
    let farm = farm().fault("ListArtifacts", Fault::ServerError, 9).start().expect("a farm");
    let (code, out, err) = run(&farm, &["--hold", "0", "--artifacts", folder.path().to_str().expect("UTF-8")]);
    assert_eq!(code, Some(1), "{err}");
    assert!(err.contains("error: ListArtifacts: InternalFailure") && out.contains("over     PASSED"), "{err}");
    assert_eq!(files(folder.path()), Vec::<String>::new());
    is_clean(&farm);
}

/// Responds as a Device Farm with one session. Of its three artifacts, one is refused and one has no usable URL.
fn with_bad_downloads(stopped: &AtomicBool, request: &http::Request<Vec<u8>>) -> http::Response<Vec<u8>> {
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (host, body) = (header("host"), String::from_utf8_lossy(request.body()));
    let response = match header("x-amz-target").rsplit('.').next().unwrap_or_default() {
        "ListDevices" => r#"{"devices": [{"arn": "d", "name": "D"}]}"#.to_owned(),
        "CreateRemoteAccessSession" => r#"{"remoteAccessSession": {"arn": "s"}}"#.to_owned(),
        "StopRemoteAccessSession" => {
            stopped.store(true, Ordering::Relaxed);
            "{}".to_owned()
        }
        "GetRemoteAccessSession" => {
            let status = if stopped.load(Ordering::Relaxed) { "COMPLETED" } else { "RUNNING" };
            let endpoints = r#""endpoints": {"remoteDriverEndpoint": "x", "interactiveEndpoint": "y"}"#;
            format!(r#"{{"remoteAccessSession": {{"status": "{status}", "started": 1700000000, {endpoints}}}}}"#)
        }
        "ListArtifacts" if body.contains("FILE") => format!(
            r#"{{"artifacts": [{{"name": "refused", "url": "http://{host}/refused?secret-of-1"}},
                {{"name": "odd", "url": "secret-of-2 is not a URL"}},
                {{"name": "good", "extension": "txt", "url": "http://{host}/good?secret-of-3"}}]}}"#
        ),
        "ListArtifacts" => r#"{"artifacts": []}"#.to_owned(),
        _ => "contents".to_owned(),
    };
    let status = if request.uri().path() == "/refused" { 403 } else { 200 };
    http::Response::builder().status(status).body(response.into()).expect("a response")
}

#[test]
fn a_download_that_fails_is_an_error_and_the_others_are_saved() {
    let folder = tempfile::tempdir().expect("a folder");
    let stopped = AtomicBool::new(false);
    let server = Server::new(&SERVICE).fallback(move |request| Some(with_bad_downloads(&stopped, request)));
    let server = server.start().expect("a server");
    let folder_name = folder.path().to_str().expect("UTF-8");
    let mut command = Command::new(example());
    command.args(["--endpoint-url", &server.url(), "--project", "p", "--hold", "0", "--artifacts", folder_name]);
    let output = command.output().expect("it runs");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{err}");
    for line in [
        "error: the artifact refused could not be saved: the response is HTTP 403; the URL may have expired",
        "error: the artifact odd could not be saved: the service gave no usable URL",
        &format!("error: 2 of 3 artifacts could not be saved in {folder_name}"),
    ] {
        assert!(err.lines().any(|message| message == line), "{line}: {err}");
    }
    assert!(!err.contains("secret-of-"), "{err}");
    assert_eq!(files(folder.path()), ["good.txt"]);
}

#[cfg(unix)]
#[test]
fn a_signal_ends_the_wait_for_artifacts() {
    let folder = tempfile::tempdir().expect("a folder");
    let farm = farm().fault("ListArtifacts", Fault::Delay(Duration::from_secs(60)), 1).start().expect("a farm");
    let arguments = ["--hold", "0", "--artifacts", folder.path().to_str().expect("UTF-8")];
    let (code, rest) = interrupt(&farm, &arguments, "INT", "over");
    assert_eq!((code, rest.as_str()), (Some(130), ""));
    assert_eq!(files(folder.path()), Vec::<String>::new());
    is_clean(&farm);
}

#[test]
fn a_session_that_comes_to_nothing_is_stopped_all_the_same() {
    for (fate, message) in [(Fate::Fails, "the device could not be prepared"), (Fate::Vanishes, "NotFoundException")] {
        let farm = farm().fate(fate).start().expect("a farm");
        let (code, _, err) = run(&farm, &[]);
        assert_eq!(code, Some(1), "{err}");
        assert!(err.contains(message), "{err}");
        assert_eq!(farm.count("StopRemoteAccessSession"), 1);
        is_clean(&farm);
    }
}

#[test]
fn a_session_whose_beginning_nobody_heard_of_is_found_and_stopped() {
    for (fault, message) in [
        (Fault::LoseResponse, "it is not known whether"),
        (Fault::Garble, "it is not known whether"),
        (Fault::ServerError, "it was not started"),
    ] {
        let farm = farm().fault("CreateRemoteAccessSession", fault, 9).start().expect("a farm");
        let (code, _, err) = run(&farm, &[]);
        assert!(code == Some(1) && err.contains(message), "{err}");
        let stops = usize::from(fault != Fault::ServerError);
        assert_eq!(farm.count("StopRemoteAccessSession"), stops, "{err}");
        is_clean(&farm);
    }
}

#[test]
fn an_error_is_reported_on_one_line() {
    let farm = farm().start().expect("a farm");
    let other = "arn:aws:devicefarm:us-west-2:123456789012:project:other";
    let (code, _, err) = run(&farm, &["--project", other]);
    let expected = format!(
        "error: CreateRemoteAccessSession: NotFoundException: there is no project {other} (HTTP 400, request id"
    );
    assert!(code == Some(1) && err.starts_with(&expected), "{err}");
    is_clean(&farm);
}

#[test]
fn a_session_is_stopped_if_nobody_reads_what_is_printed() {
    // Long enough to close the pipes before the next output.
    let late = Fault::Delay(Duration::from_millis(500));
    let farm = farm().fault("CreateRemoteAccessSession", late, 1).start().expect("a farm");
    let mut child = command(&farm, &["--hold", "0"]).spawn().expect("it runs");
    let mut out = BufReader::new(child.stdout.take().expect("it is piped"));
    let mut line = String::new();
    while !line.starts_with("device") {
        line.clear();
        assert_ne!(out.read_line(&mut line).expect("text"), 0, "it ended too soon");
    }
    drop((out, child.stderr.take()));
    child.wait().expect("it ends");
    assert_eq!(["CreateRemoteAccessSession", "StopRemoteAccessSession"].map(|name| farm.count(name)), [1, 1]);
    is_clean(&farm);
}

/// Sends a signal to a running example after it has printed a line with this beginning. Returns its exit code, and its
/// output after the line.
#[cfg(unix)]
fn interrupt(farm: &Open, arguments: &[&str], signal: &str, line: &str) -> (Option<i32>, String) {
    let mut child: Child = command(farm, arguments).stderr(Stdio::inherit()).spawn().expect("it runs");
    let mut out = BufReader::new(child.stdout.take().expect("it is piped"));
    let mut read = String::new();
    while !read.starts_with(line) {
        read.clear();
        assert_ne!(out.read_line(&mut read).expect("text"), 0, "it ended before it said {line}");
    }
    let sent = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status();
    assert!(sent.expect("there is kill").success());
    let mut rest = String::new();
    out.read_to_string(&mut rest).expect("text");
    (child.wait().expect("it ends").code(), rest)
}

#[cfg(unix)]
#[test]
fn a_signal_stops_the_session_first() {
    // While the session runs, and while the example waits for it.
    for (signal, line) in [("INT", "ready;"), ("TERM", "ready;"), ("HUP", "session"), ("INT", "session")] {
        let pending = if line == "session" { Duration::from_secs(60) } else { Duration::ZERO };
        let farm = DeviceFarm::new().pace(Pace { pending, ..Pace::instant() }).start().expect("a farm");
        let (code, rest) = interrupt(&farm, &["--hold", "60"], signal, line);
        assert_eq!(code, Some(130), "{signal} after {line}");
        assert!(rest.contains("over     "), "{signal} after {line}: {rest}");
        assert_eq!(farm.count("StopRemoteAccessSession"), 1);
        is_clean(&farm);
    }
}
