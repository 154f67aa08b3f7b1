//! WebDriver commands, which are sent to the endpoint of a running session.

use std::time::SystemTime;

use http::{HeaderValue, Request, Response, StatusCode, header};
use serde_json::json;

use crate::driver::Failure;
use crate::farm::State;

/// Returns the part of a path that grants access to a device, if it is a path of an endpoint.
pub(super) fn secret(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("/remote-endpoint/").or_else(|| path.strip_prefix("/interactive-endpoint/"))?;
    rest.split('/').next().filter(|secret| !secret.is_empty())
}

/// The name of WebDriver commands for faults. Any fault of theirs is an `unknown error` of the protocol.
pub const WEBDRIVER: &str = "WebDriver";

/// Executes a WebDriver command, if the request is one.
pub(super) fn execute(state: &mut State, request: &Request<Vec<u8>>) -> Option<Response<Vec<u8>>> {
    let path = request.uri().path();
    let (secret, command) = (secret(path)?, path.strip_prefix("/remote-endpoint/")?);
    let command: Vec<_> = command.split('/').skip(1).filter(|part| !part.is_empty()).collect();
    let now = SystemTime::now();
    let fault = state.next_fault(WEBDRIVER);
    let running = state.sessions.iter_mut().filter(|session| session.is_running(now, &state.pace));
    let outcome = match running.into_iter().find(|session| session.secret() == secret) {
        Some(_) if fault.is_some() => Err(Failure::new(500, "unknown error", "a fault on demand")),
        Some(session) => session.driver.execute(&session.device, request.method().as_str(), &command, request.body()),
        None => {
            let message = "this endpoint belongs to no remote access session that is RUNNING";
            Err(Failure::new(404, "invalid session id", message))
        }
    };
    let (status, value) = match outcome {
        Ok(value) => (StatusCode::OK, value),
        Err(failure) => {
            let status = StatusCode::from_u16(failure.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, failure.value())
        }
    };
    let mut response = Response::new(json!({ "value": value }).to_string().into_bytes());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Some(response)
}
