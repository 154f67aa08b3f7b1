//! The codec of JSON beside RFC 8259 and beside serde_json: what it reads, what it refuses, and what comes back when a
//! value is written.

mod bad_input;
mod bodies;
mod differences;
mod differential;
mod document_values;
mod documents;
mod mutations;
mod random;
mod serde_form;
#[allow(unreachable_pub, dead_code, reason = "the macros define public types, which tests do not use in full")]
pub(crate) mod shapes;
mod values;

use codegen_runtime::codec::Codec as _;
use codegen_runtime::codec::json::JsonCodec;
use codegen_runtime::schema::{DeserializeStructure, SerializeStructure};
use codegen_runtime::{CodecError, Traits};

use shapes::All;

fn read(body: &[u8]) -> Result<All, CodecError> {
    let mut value = All::default();
    JsonCodec.deserialize(body, &mut |from| DeserializeStructure::deserialize(&mut value, from))?;
    Ok(value)
}

fn write(value: &All) -> Result<Vec<u8>, CodecError> {
    JsonCodec.serialize(&Traits::NONE, &mut |to| SerializeStructure::serialize(value, to))
}

/// Checks that a body is refused with a place within it.
#[track_caller]
fn refused(body: &[u8]) -> CodecError {
    let error = match read(body) {
        Ok(value) => panic!("{} is read as {value:?}", String::from_utf8_lossy(body)),
        Err(error) => error,
    };
    let is_within = error.offset().is_some_and(|offset| offset <= body.len());
    assert!(is_within, "{} has no place within {}", error, String::from_utf8_lossy(body));
    error
}
