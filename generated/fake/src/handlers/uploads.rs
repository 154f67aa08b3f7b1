//! Uploads, and the files that clients send to their URLs.

use std::time::SystemTime;

use generated::devicefarm::operation::create_upload::{CreateUploadError, CreateUploadInput, CreateUploadOutput};
use generated::devicefarm::operation::delete_upload::{DeleteUploadError, DeleteUploadInput, DeleteUploadOutput};
use generated::devicefarm::operation::get_upload::{GetUploadError, GetUploadInput, GetUploadOutput};
use generated::devicefarm::operation::list_uploads::{ListUploadsError, ListUploadsInput, ListUploadsOutput};
use generated::devicefarm::types::UploadType;
use http::{Method, Request, Response, StatusCode, header};

use super::replies::{find, is_signed, not_found, page, refused};
use crate::farm::State;
use crate::upload::Stored;

pub(super) fn create(state: &mut State, input: &CreateUploadInput) -> Result<CreateUploadOutput, CreateUploadError> {
    find(&state.projects, "project", input.project_arn()).map_err(CreateUploadError::NotFoundException)?;
    let (name, kind) = (input.name().unwrap_or_default(), input.r#type().cloned().unwrap_or(UploadType::AndroidApp));
    if let Some(message) = unfit(name, &kind) {
        return Err(CreateUploadError::ArgumentException(refused(message)));
    }
    let upload = Stored {
        arn: state.new_arn("upload"),
        name: name.to_owned(),
        kind,
        content_type: input.content_type.clone(),
        created: SystemTime::now(),
        file: None,
    };
    let shown = upload.at(SystemTime::now(), &state.pace, &state.url);
    state.uploads.push(upload);
    Ok(CreateUploadOutput::builder().upload(shown).build())
}

/// Returns the reason why a file of this kind cannot have this name, if there is one.
fn unfit(name: &str, kind: &UploadType) -> Option<String> {
    let ending = match kind {
        UploadType::AndroidApp => ".apk",
        UploadType::IosApp => ".ipa",
        _ => "",
    };
    if name.contains('/') {
        return Some(format!("the name `{name}` has a slash; give the name of a file without a path"));
    }
    (!name.ends_with(ending)).then(|| format!("the name of an upload of type {} ends in {ending}", kind.as_str()))
}

pub(super) fn get(state: &mut State, input: &GetUploadInput) -> Result<GetUploadOutput, GetUploadError> {
    let upload = state.uploads.iter().find(|upload| Some(upload.arn.as_str()) == input.arn());
    let upload = upload.ok_or_else(|| GetUploadError::NotFoundException(not_found("upload", input.arn())))?;
    Ok(GetUploadOutput::builder().upload(upload.at(SystemTime::now(), &state.pace, &state.url)).build())
}

pub(super) fn list(state: &mut State, input: &ListUploadsInput) -> Result<ListUploadsOutput, ListUploadsError> {
    find(&state.projects, "project", input.arn()).map_err(ListUploadsError::NotFoundException)?;
    // The newest first, as for sessions.
    let wanted = state.uploads.iter().rev().filter(|upload| input.r#type().is_none_or(|kind| upload.kind == *kind));
    let shown = wanted.map(|upload| upload.at(SystemTime::now(), &state.pace, &state.url)).collect();
    let (uploads, next) = page(shown, input.next_token(), None).map_err(ListUploadsError::ArgumentException)?;
    Ok(ListUploadsOutput::builder().uploads(uploads).next_token(next).build())
}

pub(super) fn delete(state: &mut State, input: &DeleteUploadInput) -> Result<DeleteUploadOutput, DeleteUploadError> {
    let at = state.uploads.iter().position(|upload| Some(upload.arn.as_str()) == input.arn());
    let missing = || DeleteUploadError::NotFoundException(not_found("upload", input.arn()));
    state.uploads.remove(at.ok_or_else(missing)?);
    Ok(DeleteUploadOutput::default())
}

/// Stores a file, if the request is for the URL of an upload. The URL grants access by itself. It is signed for the
/// media type of the upload, if that has one.
pub(super) fn put(state: &mut State, request: &Request<Vec<u8>>) -> Option<Response<Vec<u8>>> {
    if request.method() != Method::PUT {
        return None;
    }
    let upload = state.uploads.iter_mut().find(|upload| upload.path() == request.uri().path())?;
    let given = request.headers().get(header::CONTENT_TYPE).map(http::HeaderValue::as_bytes);
    let has_type = upload.content_type.as_ref().is_none_or(|wanted| Some(wanted.as_bytes()) == given);
    let mut response = Response::new(Vec::new());
    if is_signed(request, upload.number()) && has_type {
        upload.file = Some((SystemTime::now(), request.body().len()));
    } else {
        *response.status_mut() = StatusCode::FORBIDDEN;
    }
    Some(response)
}
