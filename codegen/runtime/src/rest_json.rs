//! The protocol `restJson1`: <https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html>. Its HTTP bindings are
//! in [`http_binding`](crate::http_binding); what is here is the JSON of members that have none.

use crate::error::ResponseMetadata;
use crate::http_binding::{Http, Place, has_payload};
use crate::{BoxError, Error, Failure, Operation, Outgoing, Structure, structure};

/// The request for an input.
pub(crate) fn request<O: Operation + ?Sized>(input: &O::Input) -> Result<http::Request<Vec<u8>>, Error<O::Error>> {
    build(O::HTTP, input)
        .map_err(|e| Error::failed(O::DESCRIPTOR.name, Failure::Request(e), ResponseMetadata::default()))
}

/// Where no member belongs into the body there is none, and where none of those is set there is an empty object.
fn build<T: Structure>(http: Http, input: &T) -> Result<http::Request<Vec<u8>>, BoxError> {
    let mut request = Outgoing::default();
    input.write_bound(&mut request)?;
    let in_body = T::PLACES.is_none_or(|all| all.iter().any(|(_, place)| place.in_request()));
    if in_body && !has_payload(T::PLACES) {
        let mut body = Vec::with_capacity(128);
        structure::write_some(input, (T::PLACES, Place::in_request), &mut serde_json::Serializer::new(&mut body))?;
        request.put_body("application/json", Some(body));
    }
    request.finish(http)
}

/// The answer for an output, which a test that takes the part of the service gives.
#[cfg(feature = "test-util")]
pub(crate) fn answer<T: Structure>(output: &T) -> Result<http::Response<Vec<u8>>, BoxError> {
    let mut answer = Outgoing::default();
    output.write_bound(&mut answer)?;
    if !has_payload(T::PLACES) {
        let mut body = Vec::with_capacity(128);
        structure::write_some(output, (T::PLACES, Place::in_answer), &mut serde_json::Serializer::new(&mut body))?;
        answer.put_body("application/json", Some(body));
    }
    answer.finish_answer()
}
