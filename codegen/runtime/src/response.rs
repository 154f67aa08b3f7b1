//! Response parsing for the JSON protocols. A success response becomes the output. An error response becomes the operation's
//! error, with the code and the message from every place in which services send them.

use std::fmt;

use http::{HeaderMap, StatusCode};
use serde_core::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::error::ResponseMetadata;
use crate::wire::KeySeed;
use crate::{BoxError, Error, Failure, Incoming, ModelledError, Operation, OperationError, Structure};

/// Deserializes a response to the output or the error of an operation.
pub(crate) fn parse<O: Operation + ?Sized>(response: &Incoming<'_>) -> Result<O::Output, Error<O::Error>> {
    let name = O::DESCRIPTOR.name;
    if response.status.is_success() {
        let head = || header_metadata(response.status, response.headers);
        return response.read().map_err(|e| Error::failed(name, Failure::Response(e), head()));
    }
    let mut metadata = error_metadata(response);
    let kind = match metadata.code.as_deref().and_then(|code| O::Error::modelled(code, response)) {
        Some(Ok(modelled)) => modelled,
        // An error whose body does not match the shape is still an error of the service.
        Some(Err(_)) | None => O::Error::other(Failure::Service),
    };
    // The shape selects the error. Callers see the error code of `awsQuery`.
    if let Some(code) = query_code(response.headers) {
        metadata.code = Some(code.to_owned());
    }
    Err(Error::new(name, kind, metadata))
}

/// Deserializes a modelled error from a response. An empty body gives an error without members in the body.
///
/// # Errors
/// Invalid JSON, and members of another type than in the model.
pub fn read_error<T: Structure + ModelledError>(response: &Incoming<'_>) -> Result<T, BoxError> {
    let mut error: T = response.read()?;
    if error.message().is_none() {
        // Services send the message under other member names, too.
        if let Some(message) = ErrorMembers::read(response.body).message() {
            error.set_message(message);
        }
    }
    Ok(error)
}

fn header_metadata(status: StatusCode, headers: &HeaderMap) -> ResponseMetadata {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    ResponseMetadata {
        status: Some(status.as_u16()),
        request_id: text("x-amzn-requestid").or_else(|| text("x-amz-request-id")),
        code: text("x-amzn-errortype"),
        message: None,
    }
}

/// Returns the code and message of an error response, from every place in which services send them.
pub(crate) fn error_metadata(response: &Incoming<'_>) -> ResponseMetadata {
    let mut metadata = header_metadata(response.status, response.headers);
    // A body that is not JSON, such as a proxy's HTML page, has neither code nor message.
    let mut members = ErrorMembers::read(response.body);
    let codes = [metadata.code.take(), members.kind.take(), members.code.take()];
    metadata.code = codes.iter().flatten().find_map(|code| bare_code(code)).map(str::to_owned);
    metadata.message = members.message();
    metadata
}

/// Returns the `awsQuery` error code of a service that used that protocol before. The header is `Code;Sender`.
fn query_code(headers: &HeaderMap) -> Option<&str> {
    let code = headers.get("x-amzn-query-error")?.to_str().ok()?.split(';').next()?.trim();
    (!code.is_empty()).then_some(code)
}

/// Returns the code without the namespace before `#` and the URI after `:`.
fn bare_code(code: &str) -> Option<&str> {
    let code = code.split(':').next().unwrap_or_default();
    let code = code.rsplit('#').next().unwrap_or_default().trim();
    (!code.is_empty()).then_some(code)
}

/// The members of an error body that hold the code and the message. Only strings that are not empty count.
#[derive(Debug, Default)]
struct ErrorMembers {
    kind: Option<String>,
    code: Option<String>,
    message: Option<String>,
    other_message: Option<String>,
}

impl ErrorMembers {
    /// Reads the members. If the body is invalid JSON, the members before the error are kept.
    fn read(body: &[u8]) -> Self {
        let mut members = Self::default();
        let _ = serde_json::Deserializer::from_slice(body).deserialize_map(&mut members);
        members
    }

    fn message(self) -> Option<String> {
        self.message.or(self.other_message)
    }
}

impl<'de> Visitor<'de> for &mut ErrorMembers {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an error")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key_seed(KeySeed)? {
            let member = match name.as_str() {
                "__type" => &mut self.kind,
                "code" => &mut self.code,
                "message" => &mut self.message,
                "Message" | "errorMessage" => &mut self.other_message,
                _ => {
                    // `IgnoredAny` skips the value, so that no nesting depth or huge number in it is an error.
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            if let serde_json::Value::String(text) = map.next_value()? {
                *member = Some(text).filter(|text| !text.is_empty());
            }
        }
        Ok(())
    }
}
