//! Artifacts of sessions, and the downloads of their files.

use std::time::SystemTime;

use generated::devicefarm::operation::list_artifacts::{ListArtifactsError, ListArtifactsInput, ListArtifactsOutput};
use http::{HeaderValue, Method, Request, Response, StatusCode, header};

use super::replies::{is_signed, not_found, page};
use crate::artifact;
use crate::farm::State;

pub(super) fn list(state: &mut State, input: &ListArtifactsInput) -> Result<ListArtifactsOutput, ListArtifactsError> {
    let session = state.sessions.iter().find(|session| Some(session.arn.as_str()) == input.arn());
    let missing = || ListArtifactsError::NotFoundException(not_found("session", input.arn()));
    let session = session.ok_or_else(missing)?;
    let all = artifact::of(session, &state.extra_artifacts, SystemTime::now(), &state.pace);
    let wanted = all.iter().enumerate().filter(|(_, artifact)| Some(&artifact.category) == input.r#type());
    let shown = wanted.map(|(index, artifact)| artifact.shown(session, index, &state.url)).collect();
    let (artifacts, next) = page(shown, input.next_token(), None).map_err(ListArtifactsError::ArgumentException)?;
    Ok(ListArtifactsOutput::builder().artifacts(artifacts).next_token(next).build())
}

/// Sends the file of an artifact, if the request is for one. The URL grants access by itself.
pub(super) fn get(state: &State, request: &Request<Vec<u8>>) -> Option<Response<Vec<u8>>> {
    let path = request.uri().path();
    if request.method() != Method::GET || !path.starts_with("/artifacts/") {
        return None;
    }
    for session in &state.sessions {
        let all = artifact::of(session, &state.extra_artifacts, SystemTime::now(), &state.pace);
        let found = all.into_iter().enumerate().find(|(index, _)| artifact::path(session, *index) == path);
        let Some((_, artifact)) = found else { continue };
        if !is_signed(request, session.id()) {
            return Some(status(StatusCode::FORBIDDEN));
        }
        let mut response = Response::new(artifact.contents);
        let kind = HeaderValue::from_static("application/octet-stream");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        return Some(response);
    }
    Some(status(StatusCode::NOT_FOUND))
}

fn status(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    response
}
