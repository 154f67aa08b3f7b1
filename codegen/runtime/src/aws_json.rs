//! The protocols `awsJson1_0` and `awsJson1_1`: <https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html>.

use std::fmt;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_core::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::error::Answer;
use crate::wire::KeySeed;
use crate::{Error, Failure, ModelledError, Operation, OperationError, Structure, structure};

const TARGET: &str = "x-amz-target";

/// The request for an input.
pub(crate) fn request<O: Operation + ?Sized>(
    version: &str,
    target_prefix: &str,
    input: &O::Input,
) -> Result<http::Request<Vec<u8>>, Error<O::Error>> {
    let name = O::DESCRIPTOR.name;
    let refuse = |e| Error::failed(name, Failure::Request(e), Answer::default());
    let mut body = Vec::with_capacity(128);
    structure::write(input, &mut serde_json::Serializer::new(&mut body)).map_err(|e| refuse(e.into()))?;
    let content_type = match version {
        "1.0" => HeaderValue::from_static("application/x-amz-json-1.0"),
        _ => HeaderValue::from_static("application/x-amz-json-1.1"),
    };
    let request = http::Request::post("/")
        .header(CONTENT_TYPE, content_type)
        .header(TARGET, format!("{target_prefix}.{name}"))
        .body(body);
    request.map_err(|e| refuse(e.into()))
}

/// What an answer says.
pub(crate) fn parse<O: Operation + ?Sized>(
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<O::Output, Error<O::Error>> {
    if status.is_success() {
        return output(body)
            .map_err(|e| Error::failed(O::DESCRIPTOR.name, Failure::Response(e.into()), of_headers(status, headers)));
    }
    let answer = of_error(status, headers, body);
    let kind = match answer.code.as_deref().and_then(|code| O::Error::modelled(code, body)) {
        Some(Ok(modelled)) => modelled,
        // The code says what it is; that the rest is not of the model's shape makes it no less an error.
        Some(Err(_)) | None => O::Error::other(Failure::Service),
    };
    Err(Error::new(O::DESCRIPTOR.name, kind, answer))
}

/// An empty body is an empty output.
fn output<T: Structure>(body: &[u8]) -> Result<T, serde_json::Error> {
    if body.is_empty() {
        return Ok(T::default());
    }
    let mut from = serde_json::Deserializer::from_slice(body);
    let output = structure::read(&mut from)?;
    from.end()?;
    Ok(output)
}

/// Reads the body of a modelled error; an empty one is an error without members.
///
/// # Errors
/// Those of JSON, and members of another type than the model's.
pub fn read_error<T: Structure + ModelledError>(body: &[u8]) -> Result<T, serde_json::Error> {
    let mut error: T = output(body)?;
    if error.message().is_none() {
        // Services also send it under other names than the model's.
        if let Some(message) = ErrorMembers::read(body).message() {
            error.set_message(message);
        }
    }
    Ok(error)
}

fn of_headers(status: StatusCode, headers: &HeaderMap) -> Answer {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    Answer {
        status: Some(status.as_u16()),
        request_id: text("x-amzn-requestid").or_else(|| text("x-amz-request-id")),
        code: text("x-amzn-errortype"),
        message: None,
    }
}

/// The code and message of an error, from the places where services put them.
pub(crate) fn of_error(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Answer {
    let mut answer = of_headers(status, headers);
    // A body that is not JSON, a proxy's HTML page say, has neither code nor message.
    let mut members = ErrorMembers::read(body);
    let codes = [answer.code.take(), members.kind.take(), members.code.take()];
    answer.code = codes.iter().flatten().find_map(|code| bare_code(code)).map(str::to_owned);
    answer.message = members.message();
    answer
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
