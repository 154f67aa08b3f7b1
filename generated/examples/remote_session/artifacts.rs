//! The artifacts of a session: their list, and their downloads.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, bail};
use generated::devicefarm::Client;
use generated::devicefarm::types::{Artifact, ArtifactCategory};
use generated::runtime::require;
use tempfile::NamedTempFile;
use tokio::sync::oneshot;

use super::progress::Progress;

/// The categories, which are listed separately.
const CATEGORIES: [ArtifactCategory; 3] = [ArtifactCategory::File, ArtifactCategory::Log, ArtifactCategory::Screenshot];

/// The deadline for the first artifact. The service adds artifacts some time after the end of a session.
const LATE: Duration = Duration::from_secs(2 * 60);

/// The pause between two lists.
const PAUSE: Duration = Duration::from_secs(5);

/// The timeout of one download.
const DOWNLOAD: Duration = Duration::from_secs(10 * 60);

/// The largest number of characters of a file's name that come from the service, without the extension.
const LONGEST: usize = 100;

/// Creates the folder for artifacts if it is not there, and checks that files can be created in it. This is done before
/// the session starts, because a session costs money.
pub(crate) fn prepare(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("the folder {} cannot be created", folder.display()))?;
    let file = NamedTempFile::new_in(folder);
    file.map(drop).with_context(|| format!("no file can be created in the folder {}", folder.display()))
}

/// Lists the artifacts of a session, and saves them if there is a folder.
pub(crate) async fn report(client: &Client, session: &str, folder: Option<&Path>) -> Result<()> {
    let artifacts = match folder {
        Some(_) => wait(client, session).await?,
        None => list(client, session).await?,
    };
    let Some(folder) = folder else {
        for artifact in &artifacts {
            let kind = artifact.r#type().map_or("no type", |kind| kind.as_str());
            say!(out, "artifact {} ({kind}); --artifacts saves it", file_name(artifact));
        }
        return Ok(());
    };
    if artifacts.is_empty() {
        say!(err, "the session has no artifacts after {} seconds; they may appear later", LATE.as_secs());
    }
    let (mut failed, all) = (0, artifacts.len());
    for artifact in artifacts {
        let name = file_name(&artifact);
        match save(artifact, folder).await {
            Ok((path, size)) => say!(out, "artifact {}, {size} bytes", path.display()),
            Err(error) => {
                failed += 1;
                say!(err, "error: the artifact {name} could not be saved: {}", super::message_of(&error));
            }
        }
    }
    match failed {
        0 => Ok(()),
        _ => bail!("{failed} of {all} artifacts could not be saved in {}", folder.display()),
    }
}

/// Lists the artifacts until there is at least one, or the deadline has passed.
async fn wait(client: &Client, session: &str) -> Result<Vec<Artifact>> {
    let began = Instant::now();
    let progress = Progress::begin("waiting for artifacts");
    let artifacts = loop {
        let artifacts = list(client, session).await;
        match &artifacts {
            Ok(none) if none.is_empty() && began.elapsed() + PAUSE < LATE => {
                progress.state("none yet", began.elapsed());
            }
            _ => break artifacts,
        }
        tokio::time::sleep(PAUSE).await;
    };
    progress.end();
    artifacts
}

/// Lists the artifacts of all categories.
async fn list(client: &Client, session: &str) -> Result<Vec<Artifact>> {
    let mut all = Vec::new();
    for category in CATEGORIES {
        all.extend(client.list_artifacts().arn(session).r#type(category).items().collect().await?);
    }
    Ok(all)
}

/// Ends a download when it is dropped.
struct Stop(Arc<AtomicBool>);

impl Drop for Stop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Saves an artifact in a folder, and returns the path and the number of bytes.
async fn save(artifact: Artifact, folder: &Path) -> Result<(PathBuf, u64)> {
    let name = file_name(&artifact);
    let url = require!(move artifact.url)?;
    let stop = Stop(Arc::default());
    let (stopped, folder, file) = (Arc::clone(&stop.0), folder.to_owned(), name.clone());
    let progress = Progress::begin("saving");
    let reported = progress.clone();
    let began = Instant::now();
    let (done, outcome) = oneshot::channel();
    // A detached thread, so that a stalled connection does not delay the end of the program.
    std::thread::spawn(move || {
        let state = |percent| reported.state(&format!("{name}, {percent} %"), began.elapsed());
        drop(done.send(download(&url, &folder, &file, &stopped, state)));
    });
    let outcome = outcome.await.unwrap_or_else(|_| Err(anyhow!("the download failed")));
    progress.end();
    outcome
}

/// Downloads a file. It gets its name when it is complete, and never overwrites another file.
fn download(
    url: &str,
    folder: &Path,
    name: &str,
    stopped: &AtomicBool,
    progress: impl Fn(u64),
) -> Result<(PathBuf, u64)> {
    let agent: ureq::Agent = ureq::Agent::config_builder().timeout_global(Some(DOWNLOAD)).build().into();
    // The URL is a secret, so that no message contains it.
    let mut response = agent.get(url).call().map_err(|error| match error {
        ureq::Error::StatusCode(status) => anyhow!("the response is HTTP {status}; the URL may have expired"),
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => anyhow!("the service gave no usable URL"),
        other => other.into(),
    })?;
    let total = response.body().content_length();
    let mut file = NamedTempFile::new_in(folder).context("no file can be created in the folder")?;
    let mut body = response.body_mut().with_config().limit(u64::MAX).reader();
    let (mut written, mut buffer) = (0, vec![0; 1 << 16]);
    loop {
        if stopped.load(Ordering::Relaxed) {
            bail!("interrupted");
        }
        let size = body.read(&mut buffer).with_context(|| format!("the download broke off after {written} bytes"))?;
        if size == 0 {
            break;
        }
        file.write_all(&buffer[..size]).context("the file cannot be written")?;
        written += size as u64;
        // The progress in steps of ten percent. Without a terminal, each step is a line.
        progress(total.filter(|total| *total > 0).map_or(0, |total| (written * 10 / total).min(10) * 10));
    }
    match total {
        Some(total) if total != written => bail!("the download broke off after {written} of {total} bytes"),
        _ => Ok((keep(file, folder, name)?, written)),
    }
}

/// Gives a complete file its name, or the next one that is free, such as `Video-2.mp4`.
fn keep(mut file: NamedTempFile, folder: &Path, name: &str) -> Result<PathBuf> {
    let path = Path::new(name);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    for number in 1..10_000 {
        let name = if number == 1 { name.to_owned() } else { format!("{stem}-{number}{ending}") };
        let path = folder.join(name);
        match file.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(taken) if taken.error.kind() == std::io::ErrorKind::AlreadyExists => file = taken.file,
            Err(other) => return Err(other.error).with_context(|| format!("{} cannot be written", path.display())),
        }
    }
    bail!("{} has too many files called {name}", folder.display())
}

/// Returns a name for the file of an artifact. It is a plain name on every system, whatever the service calls the
/// artifact.
fn file_name(artifact: &Artifact) -> String {
    let safe = |text: &str| {
        let options = sanitize_filename::Options { windows: true, truncate: false, replacement: "_" };
        let safe = sanitize_filename::sanitize_with_options(text, options);
        safe.trim_matches(['.', ' ']).chars().take(LONGEST).collect::<String>()
    };
    let mut name = safe(artifact.name().unwrap_or_default());
    if name.chars().all(|character| character == '_') {
        name = "artifact".to_owned();
    }
    let extension = safe(artifact.extension().unwrap_or_default());
    if extension.is_empty() || name.ends_with(&format!(".{extension}")) { name } else { format!("{name}.{extension}") }
}
