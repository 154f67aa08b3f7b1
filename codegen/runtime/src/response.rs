//! Responses: the output that one holds, or the error with its code and message.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use http::StatusCode;

use crate::codec::{CodecError, Recovery, UnreadableMembers};
use crate::content_coding::too_long;
use crate::error::{About, AboutBox, ResponseMetadata, WithMetadata};
use crate::html_page;
use crate::schema::{DeserializeStructure, HttpBinding, Schema, Structure};
use crate::{Body, ByteStream, Bytes, Descriptor, Error, Failure, ModelledError, OperationError, ParseOptions};

mod parts;

pub use parts::ResponseParts;
#[cfg(feature = "test-util")]
pub(crate) use parts::of_request;

impl ResponseParts<'_> {
    /// Returns the description of an error of an operation, with a copy of the response.
    #[cold]
    fn about(&self, operation: &'static str, metadata: ResponseMetadata) -> AboutBox {
        let mut raw_response = http::Response::new(Bytes::copy_from_slice(self.body));
        *raw_response.status_mut() = self.status;
        *raw_response.headers_mut() = self.headers.clone();
        About { operation, response: metadata, raw_response: Some(raw_response) }.boxed()
    }
}

/// Returns the output or the error that a response holds.
pub(crate) fn parse<T: Structure, E: OperationError>(
    operation: &'static Descriptor,
    response: &ResponseParts<'_>,
    options: ParseOptions,
) -> Result<T, Error<E>> {
    // Outputs are large, so that they are filled in place.
    let mut output = T::default();
    parse_into(operation, response, options, &mut output)?;
    Ok(output)
}

/// Returns the output of a response with the response's metadata, or the error that the response holds.
pub(crate) fn parse_with_metadata<T: Structure, E: OperationError>(
    operation: &'static Descriptor,
    response: &ResponseParts<'_>,
    options: ParseOptions,
) -> Result<WithMetadata<T>, Error<E>> {
    let mut output = T::default();
    let unreadable = parse_into(operation, response, options, &mut output)?;
    Ok(WithMetadata::new(output, ResponseMetadata { unreadable, ..response.head() }))
}

/// Reads the output of a response and returns the reports of its unreadable members, or the error. The code that does
/// not depend on the operation's types is in [`read`], which is compiled once.
fn parse_into<T: Structure, E: OperationError>(
    operation: &'static Descriptor,
    response: &ResponseParts<'_>,
    options: ParseOptions,
    output: &mut T,
) -> Result<UnreadableMembers, Error<E>> {
    let mut modelled = None;
    read(operation, response, options, output, &mut |code, response| {
        modelled = E::modelled(code, response);
        modelled.as_ref()?.as_modelled().map(|error| error.as_structure().schema())
    })
    .map_err(|(failure, about)| Error::new(modelled.unwrap_or_else(|| E::other(failure)), about))
}

/// Reads the modelled error with a code, and returns its schema; `None` if the operation lists no error with the code.
type ReadModelled<'a> = dyn FnMut(&str, &ResponseParts<'_>) -> Option<&'static Schema> + 'a;

/// A failed call: the failure, which the error enum holds unless a modelled error was read, and the rest of the error.
type Failed = (Failure, AboutBox);

/// Reads the output of a response and returns the reports of its unreadable members, or reads its error.
fn read(
    operation: &'static Descriptor,
    response: &ResponseParts<'_>,
    options: ParseOptions,
    output: &mut dyn DeserializeStructure,
    read_modelled: &mut ReadModelled<'_>,
) -> Result<UnreadableMembers, Failed> {
    // A raw body, such as an object of Amazon S3, keeps the content coding with which it was stored.
    let is_raw = response.status.is_success() && has_raw_body((operation.output)());
    let decoded = match if is_raw { Ok(None) } else { response.decoded(options.body_limit) } {
        Ok(decoded) => decoded,
        Err(error) if response.status.is_success() => return Err(invalid(operation, response, error)),
        Err(_) => None,
    };
    let response = &response.with_body(decoded.as_deref());
    let status = response.protocol.status(operation, response);
    let response = &ResponseParts { status, ..*response };
    if !response.status.is_success() {
        return Err(read_failure(operation, response, read_modelled));
    }
    let recovery = Recovery::default();
    let lenient = ResponseParts { recovery: (!options.strict).then_some(&recovery), ..*response };
    match response.protocol.deserialize_response(&lenient, output) {
        Ok(()) => {
            let found = recovery.into_unreadable();
            output.report(&found);
            Ok(found)
        }
        Err(error) => Err(invalid(operation, response, error)),
    }
}

/// Returns the failure of a response with a success status that cannot be read.
#[cold]
fn invalid(operation: &Descriptor, response: &ResponseParts<'_>, error: CodecError) -> Failed {
    let error = html_page::words(response.body).map_or(error, |words| {
        let colon = if words.is_empty() { "" } else { ": " };
        CodecError::new(format!("the response is an HTML page and not one of the service{colon}{words}"))
    });
    (Failure::Response(error.into()), response.about(operation.name, response.head()))
}

/// The error codes that an HTTP 404 without a body can mean. The first one that the operation lists applies.
const MISSING: [&str; 3] = ["NotFound", "NoSuchKey", "NoSuchBucket"];

/// Reads the error that a response holds. Errors are read leniently in any case: an invalid value must not hide which
/// error it is.
#[cold]
fn read_failure(operation: &Descriptor, response: &ResponseParts<'_>, read_modelled: &mut ReadModelled<'_>) -> Failed {
    let mut metadata = response.protocol.parse_error(response);
    let recovery = Recovery::default();
    let lenient = ResponseParts { recovery: Some(&recovery), ..*response };
    let code = metadata.code.as_deref();
    let mut modelled = code.and_then(|code| read_modelled(code, &lenient));
    // The response to a `HEAD` request has only a status. The errors of the operation determine the code.
    let is_bare = response.status == StatusCode::NOT_FOUND && response.body.is_empty();
    if modelled.is_none() && is_bare && matches!(code, None | Some("NotFound")) {
        modelled = MISSING.iter().find_map(|code| read_modelled(code, &lenient));
    } else if let (None, Some(code)) = (modelled, response.query_code()) {
        // The code of `awsQuery` may be the only one.
        modelled = read_modelled(code, &lenient);
    }
    if modelled.is_some_and(has_sensitive_message) {
        metadata.message = None;
    }
    metadata.page = if metadata.message.is_none() { html_page::words(response.body) } else { None };
    metadata.unreadable = recovery.into_unreadable();
    // The shape identifies the error, but the code that is shown is that of `awsQuery`.
    if let Some(code) = response.query_code() {
        metadata.shape_code = metadata.code.replace(code.to_owned());
    }
    (Failure::Service, response.about(operation.name, metadata))
}

/// Returns whether the model calls the message of an error sensitive.
fn has_sensitive_message(error: &Schema) -> bool {
    let mut messages = error.members.iter().filter(|member| member.name.eq_ignore_ascii_case("message"));
    messages.any(|member| member.traits.sensitive)
}

/// Returns whether the body is the raw payload of the caller, such as an object in Amazon S3, and not in a format of
/// the protocol.
pub(crate) fn has_raw_body(schema: &Schema) -> bool {
    schema.members.iter().any(|member| matches!(member.traits.http, Some(HttpBinding::Payload { is_structure: false })))
}

/// The number of bytes of an error's body that are read, if the operation has a streaming output: 1 MiB.
pub(crate) const ERROR_BODY_LIMIT: usize = 1 << 20;

/// Returns the output or the error of a response whose body may not have been read.
pub(crate) async fn parse_streaming<T: Structure, E: OperationError>(
    operation: &'static Descriptor,
    response: http::Response<Body>,
    options: ParseOptions,
) -> Result<WithMetadata<T>, Error<E>> {
    let protocol = operation.service.protocol;
    let (head, body) = response.into_parts();
    let is_streaming = operation.has_streaming_output();
    let mut is_too_long = false;
    if is_streaming && head.status.is_success() {
        let stream = ByteStream::from(body);
        let response = http::Response::from_parts(head, &[][..]);
        let parts = ResponseParts { stream: Some(&stream), ..ResponseParts::new(protocol, &response) };
        return parse_with_metadata(operation, &parts, options);
    }
    let limit = if is_streaming { ERROR_BODY_LIMIT.min(options.body_limit) } else { options.body_limit };
    let read = match body {
        Body::Bytes(bytes) => Ok(bytes),
        // One byte more is read to detect a longer body.
        Body::Stream(mut stream) => stream.collect_up_to(limit.saturating_add(1)).await.map(|mut bytes| {
            is_too_long = bytes.len() > limit;
            bytes.truncate(limit);
            bytes
        }),
    };
    match read {
        Ok(_) if is_too_long && head.status.is_success() => {
            let response = http::Response::from_parts(head, []);
            let metadata = ResponseParts::new(protocol, &response).head();
            Err(Error::failed(operation.name, Failure::Response(too_long(limit).into()), metadata))
        }
        Ok(bytes) => {
            let response = http::Response::from_parts(head, bytes);
            parse_with_metadata(operation, &ResponseParts::new(protocol, &response), options)
        }
        Err(error) => {
            let response = http::Response::from_parts(head, []);
            let metadata = ResponseParts::new(protocol, &response).head();
            Err(Error::failed(operation.name, Failure::Connection(error), metadata))
        }
    }
}

/// Returns the output or the error of a response whose body may not have been read, without waiting asynchronously.
pub(crate) fn parse_blocking<T: Structure, E: OperationError>(
    operation: &'static Descriptor,
    response: http::Response<Body>,
    options: ParseOptions,
) -> Result<WithMetadata<T>, Error<E>> {
    let parsed = pin!(parse_streaming(operation, response, options));
    match parsed.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(parsed) => parsed,
        Poll::Pending => {
            let message = "the body of the response is asynchronous and has to wait: use `parse_streaming`";
            Err(Error::failed(operation.name, Failure::Connection(message.into()), ResponseMetadata::default()))
        }
    }
}

/// Reads an error of the model. A member that cannot be read is absent. If the body is not valid from some offset on,
/// all members after it are absent. An error without a body has no members.
#[inline]
pub fn read_error<T: Structure + ModelledError>(response: &ResponseParts<'_>) -> T {
    let mut error = T::default();
    read_error_members(response, &mut error);
    if let (None, Some(message)) = (error.message(), other_message(response)) {
        error.set_message(message);
    }
    error
}

#[cold]
fn read_error_members(response: &ResponseParts<'_>, error: &mut dyn DeserializeStructure) {
    // The code identifies the error, so that a failure to read its members is ignored.
    drop(response.protocol.deserialize_error(response, error));
}

/// Returns the message of an error, which services also send under other names than the model's.
#[cold]
fn other_message(response: &ResponseParts<'_>) -> Option<String> {
    response.protocol.parse_error(response).message
}
