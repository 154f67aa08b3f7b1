//! Uploads, and the files that are put where they say.

use std::time::SystemTime;

use generated::devicefarm::operation::create_upload::{CreateUploadError, CreateUploadInput, CreateUploadOutput};
use generated::devicefarm::operation::get_upload::{GetUploadError, GetUploadInput, GetUploadOutput};
use generated::devicefarm::types::UploadType;
use http::{Method, Request, Response, StatusCode};

use super::{find, not_found};
use crate::farm::State;
use crate::upload::Stored;

pub(super) fn create(state: &mut State, input: &CreateUploadInput) -> Result<CreateUploadOutput, CreateUploadError> {
    find(&state.projects, "project", input.project_arn()).map_err(CreateUploadError::NotFoundException)?;
    let upload = Stored {
        arn: state.new_arn("upload"),
        name: input.name().unwrap_or_default().to_owned(),
        kind: input.r#type().cloned().unwrap_or(UploadType::AndroidApp),
        content_type: input.content_type.clone(),
        created: SystemTime::now(),
        file: None,
    };
    let shown = upload.at(SystemTime::now(), &state.pace, &state.url);
    state.uploads.push(upload);
    Ok(CreateUploadOutput::builder().upload(shown).build())
}

pub(super) fn get(state: &mut State, input: &GetUploadInput) -> Result<GetUploadOutput, GetUploadError> {
    let upload = state.uploads.iter().find(|upload| Some(upload.arn.as_str()) == input.arn());
    let upload = upload.ok_or_else(|| GetUploadError::NotFoundException(not_found("upload", input.arn())))?;
    Ok(GetUploadOutput::builder().upload(upload.at(SystemTime::now(), &state.pace, &state.url)).build())
}

/// Takes a file, if that is where it belongs. As with the true URLs, whoever has one needs no other right.
pub(super) fn put(state: &mut State, request: &Request<Vec<u8>>) -> Option<Response<Vec<u8>>> {
    if request.method() != Method::PUT {
        return None;
    }
    let upload = state.uploads.iter_mut().find(|upload| upload.path() == request.uri().path())?;
    let mut response = Response::new(Vec::new());
    if request.uri().query().is_some_and(|query| query.contains("X-Amz-Signature=secret-of-")) {
        upload.file = Some((SystemTime::now(), request.body().len()));
    } else {
        *response.status_mut() = StatusCode::FORBIDDEN;
    }
    Some(response)
}
