//! Errors in XML, in the forms that services send: `<ErrorResponse><Error>`, `<Error>` alone as Amazon S3 does, and
//! `<Response><Errors><Error>` as Amazon EC2 does. The members of an error of the model are within `<Error>`.

use super::error_body::bare_code;
use crate::codec::xml::{XmlCodec, XmlDeserializer, readable};
use crate::codec::{Codec, CodecError, DeserializeBody, Recovery, SerializeBody};
use crate::error::ResponseMetadata;
use crate::response::ResponseParts;
use crate::schema::{ShapeDeserializer as _, Traits};

/// Returns the code, the message and the request id of an error. Of an invalid body, the part before the invalid byte
/// counts. A body in another format, such as a proxy's HTML page, has none of them.
///
/// The code of an error without a body, such as that of a `HEAD` request, follows from the status: `NotFound`.
pub(super) fn parse(response: &ResponseParts<'_>) -> ResponseMetadata {
    let mut head = response.head();
    let mut found = ResponseMetadata::default();
    let recovery = Recovery::default();
    if let Ok(mut from) = XmlDeserializer::new(&readable(response.body, Some(&recovery))) {
        let is_error = from.root_name() == "Error";
        drop(read(&mut from, is_error, &mut found));
    }
    let of_head = head.code.take().as_deref().and_then(bare_code).map(str::to_owned);
    let of_status = || response.body.is_empty().then(|| code_of(response.status));
    head.code = found.code.or(of_head).or_else(of_status);
    head.message = found.message;
    head.request_id = head.request_id.or(found.request_id);
    head
}

/// Reads the element `<Error>`, or an element around it. Of several errors, the first counts.
fn read(from: &mut XmlDeserializer<'_>, is_error: bool, found: &mut ResponseMetadata) -> Result<(), CodecError> {
    from.each_child(&mut |from, name| match name {
        "Error" | "Errors" if !is_error => read(from, name == "Error", found),
        "Code" if is_error => text(from, &mut found.code),
        "Message" | "message" | "errorMessage" | "exceptionMessage" | "error_description" if is_error => {
            text(from, &mut found.message)
        }
        "RequestId" | "RequestID" => text(from, &mut found.request_id),
        _ => Ok(()),
    })
}

/// Reads a text, unless it is empty or there is one already.
fn text(from: &mut XmlDeserializer<'_>, to: &mut Option<String>) -> Result<(), CodecError> {
    // A child element inside of the text is skipped.
    if let Ok(text) = from.string() {
        let text = text.trim();
        if to.is_none() && !text.is_empty() {
            *to = Some(text.to_owned());
        }
    }
    Ok(())
}

/// Returns the reason phrase of a status as an error code: `NotFound`.
fn code_of(status: http::StatusCode) -> String {
    let words = status.canonical_reason().unwrap_or(status.as_str());
    words.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Returns whether the root element of a body is `<Error>`, as Amazon S3 sends it.
pub(super) fn is_bare_error(body: &[u8]) -> bool {
    XmlDeserializer::new(body).is_ok_and(|from| from.root_name() == "Error")
}

/// The codec of errors, which reads the members within `<Error>`. A body without that element has no members.
#[derive(Debug)]
pub(super) struct XmlErrorCodec;

impl Codec for XmlErrorCodec {
    fn media_type(&self) -> &'static str {
        XmlCodec::default().media_type()
    }

    fn serialize(&self, traits: &Traits, write: &mut SerializeBody<'_>) -> Result<Vec<u8>, CodecError> {
        XmlCodec::default().serialize(traits, write)
    }

    fn deserialize_with(
        &self,
        body: &[u8],
        recovery: Option<&Recovery>,
        read: &mut DeserializeBody<'_>,
    ) -> Result<(), CodecError> {
        let body = readable(body, recovery);
        let mut from = XmlDeserializer::new(&body)?.with_recovery(recovery);
        let is_found = match from.root_name() {
            "Error" => true,
            "Response" => from.enter_child("Errors")? && from.enter_child("Error")?,
            _ => from.enter_child("Error")?,
        };
        if is_found {
            read(&mut from)?;
        }
        from.end()
    }
}
