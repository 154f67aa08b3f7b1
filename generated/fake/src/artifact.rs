//! Artifacts: the files that a session creates.

use std::time::SystemTime;

use generated::devicefarm::types::{Artifact, ArtifactCategory, ArtifactType, DevicePlatform, ExecutionStatus};

use crate::Pace;
use crate::session::Session;

/// The beginning of a file in the ISO base media format, by which tools recognise a video.
const VIDEO: &[u8] = b"\0\0\0\x14ftypisom\0\0\x02\0mp41\0\0\0\x08free";

/// A file that a session creates.
#[derive(Clone, Debug)]
pub(crate) struct Leftover {
    pub(crate) category: ArtifactCategory,
    pub(crate) kind: ArtifactType,
    pub(crate) name: String,
    /// The file name extension, without the dot.
    pub(crate) extension: String,
    pub(crate) contents: Vec<u8>,
}

impl Leftover {
    /// Returns the artifact as the service shows it, the `index`th of a session.
    pub(crate) fn shown(&self, session: &Session, index: usize, url: &str) -> Artifact {
        let arn = session.arn.replacen(":session:", ":artifact:", 1);
        let id = session.id();
        Artifact::builder()
            .arn(format!("{arn}/{index:05}"))
            .name(self.name.as_str())
            .r#type(self.kind.clone())
            .extension(self.extension.as_str())
            .url(format!("{url}{}?X-Amz-Signature=secret-of-{id}", path(session, index)))
            .build()
    }
}

/// Returns the path of the URL of a session's `index`th artifact.
pub(crate) fn path(session: &Session, index: usize) -> String {
    format!("/artifacts/{}/{index}", session.id())
}

/// Returns the artifacts of a session. A session has artifacts only after its end, and only if it ran.
pub(crate) fn of(session: &Session, extra: &[Leftover], now: SystemTime, pace: &Pace) -> Vec<Leftover> {
    let shown = session.at(now, pace, "");
    if shown.status() != Some(&ExecutionStatus::Completed) || shown.started().is_none() {
        return Vec::new();
    }
    let file = |category, kind, name: &str, extension: &str, contents: Vec<u8>| {
        let (name, extension) = (name.to_owned(), extension.to_owned());
        Leftover { category, kind, name, extension, contents }
    };
    let (log, extension) = match session.device.platform() {
        Some(DevicePlatform::Ios) => ("Syslog", "syslog"),
        _ => ("Logcat", "logcat"),
    };
    let device = session.device.name().unwrap_or_default();
    let text = format!("a fake log of {device}\nthe session {} ran on it\n", session.arn);
    let mut all = vec![
        file(ArtifactCategory::File, ArtifactType::Video, "Video", "mp4", VIDEO.to_vec()),
        file(ArtifactCategory::Log, ArtifactType::DeviceLog, log, extension, text.into()),
    ];
    let driven = session.driver.log.join("\n");
    if !driven.is_empty() {
        let (kind, name) = (ArtifactType::AppiumServerOutput, "Appium server output");
        all.push(file(ArtifactCategory::Log, kind, name, "log", (driven + "\n").into()));
    }
    all.extend_from_slice(extra);
    all
}
