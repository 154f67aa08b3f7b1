//! The command line of the example, and the service that it selects.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use anyhow::{Context as _, Result};
use aws_config::{BehaviorVersion, Region};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use clap::Parser;
use device_farm_fake::{DeviceFarm, Open, Pace};
use generated::devicefarm::Client;
use generated::devicefarm::types::UploadType;

/// Starts a remote access session, waits until it runs, prints its endpoints, stops it, prints the minutes that it
/// cost, and lists its artifacts. The session is stopped on every exit path.
#[derive(Debug, Parser)]
#[command(name = "remote_session", max_term_width = 100)]
pub(crate) struct Arguments {
    /// Call the real service, with the credentials of the environment or profile. This costs money by the minute
    #[arg(long)]
    aws: bool,

    /// Call a fake that was started before, by `cargo run -p device-farm-fake`, instead of one in this process
    #[arg(long, value_name = "URL", conflicts_with = "aws")]
    endpoint_url: Option<String>,

    /// The project's ARN; the first one that is listed, if it is not given
    #[arg(long, value_name = "ARN")]
    pub(crate) project: Option<String>,

    /// The device's platform
    #[arg(long, value_parser = ["ANDROID", "IOS"], ignore_case = true)]
    pub(crate) platform: Option<String>,

    /// The device's form factor
    #[arg(long, value_parser = ["PHONE", "TABLET"], ignore_case = true)]
    pub(crate) form_factor: Option<String>,

    /// An app to upload and install first
    #[arg(long, value_name = "PATH")]
    pub(crate) app: Option<PathBuf>,

    /// The app's type, where its name does not end in .apk or .ipa
    #[arg(long, value_name = "TYPE", requires = "app", value_parser = app_type)]
    pub(crate) app_type: Option<UploadType>,

    /// A folder in which the session's artifacts are saved, such as its video. It is created if it is not there; no
    /// file in it is overwritten
    #[arg(long, value_name = "DIR")]
    pub(crate) artifacts: Option<PathBuf>,

    /// How long the session is kept once it is ready
    #[arg(long, value_name = "SECONDS", default_value_t = 3)]
    hold: u64,
}

/// The service to call. It holds the fake Device Farm of this process, if that is the service.
pub(crate) struct Service {
    config: aws_config::SdkConfig,
    _farm: Option<Open>,
}

impl Service {
    pub(crate) fn client(&self) -> Client {
        Client::new(&self.config)
    }
}

impl Arguments {
    /// Returns the selected service: the real one or a mock.
    pub(crate) async fn service(&self) -> Result<Service> {
        if self.aws {
            let config = aws_config::defaults(BehaviorVersion::latest()).region("us-west-2").load().await;
            return Ok(Service { config, _farm: None });
        }
        let farm = match self.endpoint_url {
            Some(_) => None,
            None => Some(DeviceFarm::new().pace(pace()).start().context("no fake Device Farm can be started")?),
        };
        let url = self.endpoint_url.clone().or_else(|| farm.as_ref().map(Open::url)).unwrap_or_default();
        say!(out, "service  a fake at {url}");
        let config = aws_config::SdkConfig::builder()
            .region(Region::new("us-west-2"))
            .credentials_provider(SharedCredentialsProvider::new(Credentials::new("fake", "fake", None, None, "fake")))
            .endpoint_url(url);
        Ok(Service { config: config.build(), _farm: farm })
    }

    pub(crate) fn hold(&self) -> Duration {
        Duration::from_secs(self.hold)
    }

    /// Returns a unique name for the session.
    pub(crate) fn name(&self) -> String {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        format!("remote_session-{}-{}", std::process::id(), now.as_millis())
    }
}

/// Returns a pace that is fast, but slow enough to watch.
fn pace() -> Pace {
    let usual = Pace::watchable();
    Pace { minute: Duration::from_secs(2), pending: usual.pending / 2, preparing: usual.preparing / 2, ..usual }
}

fn app_type(text: &str) -> Result<UploadType, String> {
    match UploadType::from(text) {
        UploadType::Unknown(_) => Err(format!("`{text}` is not a type of upload, such as ANDROID_APP or IOS_APP")),
        known => Ok(known),
    }
}
