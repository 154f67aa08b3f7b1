//! What the JSON protocols make of a response: the output, or the error with its code and message from the places where
//! services put them.

use std::fmt;

use http::{HeaderMap, StatusCode};
use serde_core::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::error::ResponseMetadata;
use crate::wire::KeySeed;
use crate::{BoxError, Error, Failure, Incoming, ModelledError, Operation, OperationError, Structure};

/// What a response says.
pub(crate) fn parse<O: Operation + ?Sized>(response: &Incoming<'_>) -> Result<O::Output, Error<O::Error>> {
    let name = O::DESCRIPTOR.name;
    if response.status.is_success() {
        let head = || header_metadata(response.status, response.headers);
        return response.read().map_err(|e| Error::failed(name, Failure::Response(e), head()));
    }
    let mut known = error_metadata(response);
    let kind = match known.code.as_deref().and_then(|code| O::Error::modelled(code, response)) {
        Some(Ok(modelled)) => modelled,
        // The code says what it is; that the rest is not of the model's shape makes it no less an error.
        Some(Err(_)) | None => O::Error::other(Failure::Service),
    };
    // The shape tells which error it is; what it is called by is the code of the older protocol.
    if let Some(code) = query_code(response.headers) {
        known.code = Some(code.to_owned());
    }
    Err(Error::new(name, kind, known))
}

/// Reads a modelled error; an empty body is an error without members there.
///
/// # Errors
/// Those of JSON, and members of another type than the model's.
pub fn read_error<T: Structure + ModelledError>(response: &Incoming<'_>) -> Result<T, BoxError> {
    let mut error: T = response.read()?;
    if error.message().is_none() {
        // Services also send it under other names than the model's.
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

/// The code and message of an error, from the places where services put them.
pub(crate) fn error_metadata(response: &Incoming<'_>) -> ResponseMetadata {
    let mut known = header_metadata(response.status, response.headers);
    // A body that is not JSON, a proxy's HTML page say, has neither code nor message.
    let mut members = ErrorMembers::read(response.body);
    let codes = [known.code.take(), members.kind.take(), members.code.take()];
    known.code = codes.iter().flatten().find_map(|code| bare_code(code)).map(str::to_owned);
    known.message = members.message();
    known
}

/// The code that a service which once spoke `awsQuery` had for an error then: `Code;Sender`.
fn query_code(headers: &HeaderMap) -> Option<&str> {
    let code = headers.get("x-amzn-query-error")?.to_str().ok()?.split(';').next()?.trim();
    (!code.is_empty()).then_some(code)
}

/// The code without the namespace before `#` and the URI after `:`, which some services send along.
fn bare_code(code: &str) -> Option<&str> {
    let code = code.split(':').next().unwrap_or_default();
    let code = code.rsplit('#').next().unwrap_or_default().trim();
    (!code.is_empty()).then_some(code)
}

/// The members of an error's body that tell which error it is, where they are texts and not empty.
#[derive(Debug, Default)]
struct ErrorMembers {
    kind: Option<String>,
    code: Option<String>,
    message: Option<String>,
    other_message: Option<String>,
}

impl ErrorMembers {
    /// What was read before a broken body broke is worth keeping.
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
                    // Passed over unread, so that nothing in it can end the reading: no depth, no huge number.
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
