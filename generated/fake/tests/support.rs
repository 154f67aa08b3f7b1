//! The generated client for a farm, and Python with boto3.

use std::env;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_types::SdkConfig;
use aws_types::region::Region;
use device_farm_fake::{Open, PROJECT};
use generated::devicefarm::Client;
use generated::devicefarm::types::UploadType;
use generated::runtime::client::Wait;
use generated::runtime::{Waiter, require};

pub(crate) const SOON: Duration = Duration::from_secs(30);

pub(crate) fn client(farm: &Open) -> Client {
    Client::new(&config(farm))
}

/// The settings of a client for a farm.
pub(crate) fn config(farm: &Open) -> SdkConfig {
    let credentials = Credentials::new("test", "test", None, None, "test");
    let config = SdkConfig::builder()
        .region(Region::new("us-west-2"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .endpoint_url(farm.url());
    config.build()
}

pub(crate) fn quick<W: Waiter>(wait: Wait<W>) -> Wait<W> {
    wait.delays(Duration::from_millis(10), Duration::from_millis(20))
}

/// Uploads an app, waits until it is accepted, and returns its ARN.
pub(crate) async fn upload(client: &Client, name: &str, kind: UploadType) -> String {
    let response = client.create_upload().project_arn(PROJECT).name(name).r#type(kind).send().await;
    let response = response.expect("it is registered");
    let upload = require!(move response.upload).expect("an upload");
    let url = upload.url.expect("a URL");
    let sent = tokio::task::spawn_blocking(move || ureq::put(&url).send("an app").expect("it is sent").status());
    assert_eq!(sent.await.expect("no panic"), 200);
    let arn = upload.arn.expect("an ARN");
    quick(client.get_upload().arn(&arn).wait_until_upload_succeeded(SOON)).await.expect("it is accepted");
    arn
}

/// Returns the Python to use: the one in `BOTO3_PYTHON`, which must have boto3, otherwise `python3` if it has boto3.
/// `None` skips the check, which is reported.
pub(crate) fn python(check: &str) -> Option<PathBuf> {
    let has_boto3 = |python: &Path| {
        let tried = Command::new(python).args(["-c", "import boto3"]).output();
        tried.is_ok_and(|output| output.status.success())
    };
    if let Some(named) = env::var_os("BOTO3_PYTHON").map(PathBuf::from) {
        assert!(has_boto3(&named), "BOTO3_PYTHON is {}, which has no boto3", named.display());
        return Some(named);
    }
    let found = Some(PathBuf::from("python3")).filter(|python| has_boto3(python));
    if found.is_none() {
        // Not by `eprintln!`, whose output the test harness captures.
        let skipped = format!("SKIPPED: {check}: there is no python3 with boto3 here, and BOTO3_PYTHON names none");
        writeln!(std::io::stderr(), "{skipped}").expect("standard error");
    }
    found
}
