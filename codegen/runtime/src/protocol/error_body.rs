//! The members of an error's body that identify the error, for formats with named members: JSON and CBOR.

use crate::codec::{Codec, CodecError, Recovery};
use crate::error::ResponseMetadata;
use crate::response::ResponseParts;
use crate::schema::{DeserializeMember, Member, Schema, ShapeDeserializer, Traits};

/// The names of members that hold the code, then the names of those that hold the message. The first member that is
/// present counts.
static SCHEMA: Schema = Schema {
    type_name: "ErrorBody",
    name: "ErrorBody",
    output_of: None,
    members: &[
        member("__type"),
        member("code"),
        member("Code"),
        member("message"),
        member("Message"),
        member("errorMessage"),
        member("exceptionMessage"),
        member("error_description"),
    ],
    traits: &Traits::NONE,
};

/// The number of names for the code.
const CODES: usize = 3;

const fn member(name: &'static str) -> Member {
    Member { field: name, name, traits: &Traits::NONE }
}

/// A text that is not empty. Any other value is left out.
#[derive(Debug, Default)]
struct Text(Option<String>);

impl DeserializeMember for Text {
    fn deserialize(&mut self, from: &mut dyn ShapeDeserializer, _: &Traits) -> Result<(), CodecError> {
        self.0 = Some(from.string()?.into_owned()).filter(|text| !text.is_empty());
        Ok(())
    }

    fn clear(&mut self) {
        self.0 = None;
    }
}

/// Returns the code and the message of an error. Of an invalid body, the part before the invalid byte counts. A body in
/// another format, such as a proxy's HTML page, has neither.
pub(super) fn parse(response: &ResponseParts<'_>, codec: &dyn Codec) -> ResponseMetadata {
    let mut texts: [Text; SCHEMA.members.len()] = Default::default();
    if !response.body.is_empty() {
        let mut slots = texts.each_mut().map(|text| text as &mut dyn DeserializeMember);
        drop(codec.deserialize_with(response.body, Some(&Recovery::default()), &mut |from| {
            from.structure(&SCHEMA, &mut slots)
        }));
    }
    let mut metadata = response.head();
    let code = metadata.code.as_deref().and_then(bare_code).map(str::to_owned);
    let (codes, messages) = texts.split_at_mut(CODES);
    metadata.code =
        code.or_else(|| codes.iter().filter_map(|text| text.0.as_deref()).find_map(bare_code).map(str::to_owned));
    metadata.message = messages.iter_mut().find_map(|text| text.0.take());
    metadata
}

/// Returns the code without the namespace before `#` and the URI after `:`, which some services send along.
pub(super) fn bare_code(code: &str) -> Option<&str> {
    let code = code.split(':').next().unwrap_or_default();
    let code = code.rsplit('#').next().unwrap_or_default().trim();
    (!code.is_empty()).then_some(code)
}
