//! XML and the protocol `restXml` without a network: types and operations written as the generator would, the bodies and
//! requests that they become, and what is read from bodies and responses.

mod codec;

use std::fmt::Debug;

use codegen_runtime::CodecError;
use codegen_runtime::Traits;
use codegen_runtime::codec::Codec as _;
use codegen_runtime::codec::xml::XmlCodec;
use codegen_runtime::schema::{DeserializeStructure as _, SerializeStructure, Structure};

/// Returns the body that a structure becomes.
pub(crate) fn written<T: Structure>(value: &T) -> String {
    let body = XmlCodec::default().serialize(&Traits::NONE, &mut |to| SerializeStructure::serialize(value, to));
    String::from_utf8(body.unwrap_or_else(|e| panic!("{e}"))).expect("UTF-8")
}

/// Returns why a structure has no body.
pub(crate) fn unwritable<T: Structure>(value: &T) -> String {
    let body = XmlCodec::default().serialize(&Traits::NONE, &mut |to| SerializeStructure::serialize(value, to));
    body.expect_err("it cannot be written").to_string()
}

fn parsed<T: Structure>(body: &[u8]) -> Result<T, CodecError> {
    let mut value = T::default();
    XmlCodec::default().deserialize(body, &mut |from| value.deserialize(from))?;
    Ok(value)
}

/// Returns the structure that a body holds.
pub(crate) fn read<T: Structure>(body: impl AsRef<[u8]>) -> T {
    parsed(body.as_ref()).unwrap_or_else(|e| panic!("{e}"))
}

/// Returns why a body cannot be read.
pub(crate) fn unreadable<T: Structure + Debug>(body: impl AsRef<[u8]>) -> String {
    parsed::<T>(body.as_ref()).expect_err("it cannot be read").to_string()
}

/// Asserts that a structure becomes this body, and is read from it again.
#[track_caller]
pub(crate) fn both_ways<T: Structure + PartialEq + Debug>(value: &T, body: &str) {
    assert_eq!(written(value), body);
    assert_eq!(read::<T>(body), *value);
}
