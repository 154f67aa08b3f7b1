//! Uploads: a URL for a file, and its processing.

use std::time::SystemTime;

use generated::devicefarm::types::{DevicePlatform, Upload, UploadCategory, UploadStatus, UploadType};
use generated::runtime::Timestamp;

use crate::Pace;

/// An upload. Its state follows from the time.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub(crate) arn: String,
    pub(crate) name: String,
    pub(crate) kind: UploadType,
    pub(crate) content_type: Option<String>,
    pub(crate) created: SystemTime,
    /// The time at which the file arrived, and its size.
    pub(crate) file: Option<(SystemTime, usize)>,
}

impl Stored {
    /// Returns the upload as the service shows it at a time.
    pub(crate) fn at(&self, now: SystemTime, pace: &Pace, url: &str) -> Upload {
        let (status, message) = match self.file {
            None => (UploadStatus::Initialized, None),
            Some((_, 0)) => (UploadStatus::Failed, Some("the file is empty".to_owned())),
            Some((since, _)) if now.duration_since(since).unwrap_or_default() < pace.processing => {
                (UploadStatus::Processing, None)
            }
            Some(_) => (UploadStatus::Succeeded, None),
        };
        let metadata = self.file.map(|(_, size)| format!(r#"{{"size":{size}}}"#));
        Upload::builder()
            .arn(self.arn.as_str())
            .name(self.name.as_str())
            .created(Timestamp::try_from(self.created).ok())
            .r#type(self.kind.clone())
            .status(status)
            .url(format!("{url}{}?X-Amz-Signature=secret-of-{}", self.path(), self.number()))
            .metadata(metadata)
            .content_type(self.content_type.clone())
            .message(message)
            .category(UploadCategory::Private)
            .build()
    }

    /// Returns the reason why the upload cannot be an app on a device of this platform, if there is one.
    pub(crate) fn unfit(&self, platform: Option<&DevicePlatform>, now: SystemTime, pace: &Pace) -> Option<String> {
        let arn = &self.arn;
        let wanted = match self.kind {
            UploadType::AndroidApp => DevicePlatform::Android,
            UploadType::IosApp => DevicePlatform::Ios,
            ref other => return Some(format!("the upload {arn} is not an app: its type is {}", other.as_str())),
        };
        match self.at(now, pace, "").status {
            Some(UploadStatus::Succeeded) => {}
            Some(UploadStatus::Initialized) => return Some(format!("the file of the upload {arn} was never sent")),
            status => {
                let status = status.as_ref().map_or("unknown", |status| status.as_str());
                return Some(format!("the upload {arn} cannot be used: its status is {status}"));
            }
        }
        let device = platform.map_or("unknown", |platform| platform.as_str());
        (device != wanted.as_str())
            .then(|| format!("the app {arn} is for {}, and the platform of the device is {device}", wanted.as_str()))
    }

    /// Returns the path of the upload's URL.
    pub(crate) fn path(&self) -> String {
        format!("/uploads/{}", self.number())
    }

    /// Returns the last part of the upload's ARN.
    pub(crate) fn number(&self) -> &str {
        self.arn.rsplit_once('/').map_or("", |(_, number)| number)
    }
}
