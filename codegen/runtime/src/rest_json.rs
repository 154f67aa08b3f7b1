//! The protocol `restJson1`: <https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html>. Its HTTP bindings are
//! in [`http_binding`](crate::http_binding); what is here is the JSON of members that have none.

use crate::error::Answer;
use crate::http_binding::{Http, has_payload};
use crate::{BoxError, Error, Failure, Operation, Outgoing, Structure, structure};

/// The request for an input.
pub(crate) fn request<O: Operation + ?Sized>(input: &O::Input) -> Result<http::Request<Vec<u8>>, Error<O::Error>> {
    build(O::HTTP, input).map_err(|e| Error::failed(O::DESCRIPTOR.name, Failure::Request(e), Answer::default()))
}

/// Where no member belongs into the body there is none, and where none of those is set there is an empty object.
fn build<T: Structure>(http: Http, input: &T) -> Result<http::Request<Vec<u8>>, BoxError> {
    let mut request = Outgoing::default();
    input.write_bound(&mut request)?;
    let in_body = T::PLACES.is_none_or(|all| all.iter().any(|(_, place)| place.in_request()));
    if in_body && !has_payload(T::PLACES) {
        let mut body = Vec::with_capacity(128);
        structure::write_body(input, &mut serde_json::Serializer::new(&mut body))?;
        request.put_body("application/json", Some(body));
    }
    request.finish(http)
}
