//! Calls the farm with boto3, to check that its protocol is that of the service, and not only that of the generated
//! client.

use std::path::Path;
use std::process::{Command, Output};
use std::str;
use std::time::Duration;

use device_farm_fake::{DeviceFarm, PHONE, PROJECT, Pace};

use crate::support::python;

const SEEN: &str = "pages [2, 2]
devices ['PHONE', 'PHONE', 'TABLET']
upload INITIALIZED {\"size\":6}
running from boto3 ANDROID ['interactiveEndpoint', 'remoteDriverEndpoint']
over PASSED True False
times True
error NotFoundException 400
error NotImplemented 501
";

#[test]
fn boto3_starts_uses_and_stops_a_session() {
    let Some(python) = python("boto3 calls the fake") else { return };
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
