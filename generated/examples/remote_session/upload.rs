//! The upload of an app: registering it, sending the file, and waiting until it is accepted.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use generated::devicefarm::Client;
use generated::devicefarm::types::UploadType;
use generated::runtime::require;

use super::progress::Progress;

/// The largest file that the service takes: 4 GB.
const MOST: u64 = 4_000_000_000;

/// The timeout of the file's upload.
const SENDING: Duration = Duration::from_secs(30 * 60);

/// The deadline for processing the file.
const ACCEPTED: Duration = Duration::from_secs(10 * 60);

/// The content type of the file. The presigned URL requires it.
const CONTENT_TYPE: &str = "application/octet-stream";

/// Uploads an app, and returns its ARN after the service has accepted it.
pub(crate) async fn app(client: &Client, project: &str, path: &Path, kind: Option<&UploadType>) -> Result<String> {
    let (kind, name) = (kind.cloned().map_or_else(|| kind_of(path), Ok)?, name_of(path)?);
    let (file, size) = open(path)?;
    let call = client.create_upload().project_arn(project).name(&name).r#type(kind).content_type(CONTENT_TYPE);
    let response = call.send().await?;
    let (arn, url) = (require!(response.upload.arn)?.clone(), require!(response.upload.url)?.clone());
    let progress = Progress::begin("uploading the app");
    progress.state(&format!("{size} bytes of {name}"), Duration::ZERO);
    // The URL is a secret, so that no message contains it.
    let sent = tokio::task::spawn_blocking(move || put(&url, file)).await?;
    sent.with_context(|| format!("{} could not be uploaded", path.display()))?;
    let reported = progress.clone();
    let accepted = client
        .get_upload()
        .arn(&arn)
        .wait_until_upload_succeeded(ACCEPTED)
        .on_poll(move |event| reported.state(event.state().unwrap_or("unknown"), event.elapsed))
        .await;
    progress.end();
    accepted?;
    say!(out, "app      {name}, {size} bytes");
    Ok(arn)
}

/// Opens the file, and checks that the service would accept its size.
fn open(path: &Path) -> Result<(File, u64)> {
    let file = File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        bail!("{} is not a file", path.display());
    }
    match metadata.len() {
        0 => bail!("{} is empty", path.display()),
        size if size > MOST => bail!("{} has {size} bytes, and the service takes {MOST}", path.display()),
        size => Ok((file, size)),
    }
}

/// Sends the file to the URL. Its length is sent first, so that a file that ends early is an error.
fn put(url: &str, file: File) -> Result<()> {
    let size = file.metadata()?.len();
    let agent: ureq::Agent = ureq::Agent::config_builder().timeout_global(Some(SENDING)).build().into();
    let request = agent.put(url).content_type(CONTENT_TYPE).header("content-length", size.to_string());
    request.send(file).map(drop).map_err(|error| match error {
        ureq::Error::StatusCode(status) => anyhow::anyhow!("the response is HTTP {status}"),
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => anyhow::anyhow!("the service gave no usable URL"),
        other => other.into(),
    })
}

fn kind_of(path: &Path) -> Result<UploadType> {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("apk") => Ok(UploadType::AndroidApp),
        Some("ipa") => Ok(UploadType::IosApp),
        _ => bail!("{} is neither .apk nor .ipa: say what it is by --app-type", path.display()),
    }
}

fn name_of(path: &Path) -> Result<String> {
    let name = path.file_name().map(PathBuf::from).with_context(|| format!("{} has no name", path.display()))?;
    Ok(name.to_string_lossy().into_owned())
}
