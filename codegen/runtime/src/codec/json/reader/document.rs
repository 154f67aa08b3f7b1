//! Documents: values of any form. A document has its own limit of depth, which bounds the recursion.

use std::collections::BTreeMap;

use super::JsonDeserializer;
use crate::Document;
use crate::codec::CodecError;
use crate::schema::ShapeDeserializer as _;

impl JsonDeserializer<'_> {
    /// Reads a value that may be nested `depth` levels deep.
    pub(super) fn document_within(&mut self, depth: usize) -> Result<Document, CodecError> {
        read(self, depth)
    }
}

fn read(from: &mut JsonDeserializer<'_>, depth: usize) -> Result<Document, CodecError> {
    let below = || depth.checked_sub(1).ok_or("the document is nested too deep");
    Ok(match from.peek() {
        Some(b'n') => from.word("null").map(|()| Document::Null)?,
        Some(b't' | b'f') => Document::Bool(from.boolean()?),
        Some(b'"') => Document::String(from.text("a string")?.into_owned()),
        Some(b'[') => {
            let below = below().map_err(|reason| from.error(reason))?;
            from.at += 1;
            let (mut values, mut first) = (Vec::new(), true);
            while next(from, b']', &mut first)? {
                values.push(read(from, below)?);
            }
            Document::Array(values)
        }
        Some(b'{') => {
            let below = below().map_err(|reason| from.error(reason))?;
            from.at += 1;
            let (mut entries, mut first) = (BTreeMap::new(), true);
            while next(from, b'}', &mut first)? {
                let key = from.text("the name of a member")?.into_owned();
                from.colon()?;
                entries.insert(key, read(from, below)?);
            }
            Document::Object(entries)
        }
        _ => {
            let number = from.number("a value")?.parse();
            Document::Number(number.map_err(|_| from.error("expected a number"))?)
        }
    })
}

/// Goes to the next element or entry. The depth of shapes, which is counted separately, does not change.
fn next(from: &mut JsonDeserializer<'_>, close: u8, first: &mut bool) -> Result<bool, CodecError> {
    let depth = from.depth;
    let found = from.next(close, first);
    from.depth = depth;
    found
}
