//! boto3 against the farm: that what it speaks is the service's protocol, and not only what our client takes for it.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;
use std::{env, str};

use device_farm_fake::{DeviceFarm, PHONE, PROJECT, Pace};

const SEEN: &str = "pages [2, 1]
devices ['PHONE', 'TABLET']
upload INITIALIZED {\"size\":6}
running from boto3 ANDROID ['interactiveEndpoint', 'remoteDriverEndpoint']
over PASSED True False
times True
error NotFoundException 400
error NotImplemented 501
";

/// The Python to use: the one that was named, which must have boto3, or else `python3`, if it has.
fn python() -> Option<PathBuf> {
    let has_boto3 = |python: &Path| {
        let tried = Command::new(python).args(["-c", "import boto3"]).output();
        tried.is_ok_and(|output| output.status.success())
    };
    if let Some(named) = env::var_os("BOTO3_PYTHON").map(PathBuf::from) {
        assert!(has_boto3(&named), "BOTO3_PYTHON is {}, which has no boto3", named.display());
        return Some(named);
    }
    Some(PathBuf::from("python3")).filter(|python| has_boto3(python))
}

#[test]
fn boto3_starts_uses_and_stops_a_session() {
    let Some(python) = python() else {
        // Not by a macro, whose output the test harness keeps to itself.
        let skipped = "SKIPPED: boto3 calls the fake: there is no python3 with boto3 here, and BOTO3_PYTHON names none";
        writeln!(std::io::stderr(), "{skipped}").expect("standard error");
        return;
    };
    let preparing = Duration::from_millis(100);
    let farm = DeviceFarm::new().pace(Pace { preparing, ..Pace::instant() }).start().expect("a farm");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/boto3_client.py");
    let run = Command::new(python).arg(script).args([&farm.url(), PROJECT, PHONE]).output();
    let Output { status, stdout, stderr } = run.expect("Python runs");
    let errors = String::from_utf8_lossy(&stderr);
    assert!(status.success(), "{errors}");
    assert_eq!(str::from_utf8(&stdout), Ok(SEEN), "{errors}");
    assert_eq!(farm.open_sessions(), Vec::<String>::new());
    assert_eq!(farm.count("CreateRemoteAccessSession"), 1);
}
