//! The shapes of Smithy's prelude, which no model defines: <https://smithy.io/2.0/spec/model.html#prelude>.

use super::{Kind, Shape, ShapeId, Traits};
use crate::diagnostic::Origin;

/// Returns a shape of the prelude; `None` if the prelude has no such shape. `origin` is the place of its first use.
#[must_use]
pub fn shape(id: &ShapeId, origin: &Origin) -> Option<Shape> {
    if id.namespace() != "smithy.api" {
        return None;
    }
    let kind = match id.name() {
        "BigDecimal" => Kind::BigDecimal,
        "BigInteger" => Kind::BigInteger,
        "Blob" => Kind::Blob,
        "Boolean" | "PrimitiveBoolean" => Kind::Boolean,
        "Byte" | "PrimitiveByte" => Kind::Byte,
        "Document" => Kind::Document,
        "Double" | "PrimitiveDouble" => Kind::Double,
        "Float" | "PrimitiveFloat" => Kind::Float,
        "Integer" | "PrimitiveInteger" => Kind::Integer,
        "Long" | "PrimitiveLong" => Kind::Long,
        "Short" | "PrimitiveShort" => Kind::Short,
        "String" => Kind::String,
        "Timestamp" => Kind::Timestamp,
        "Unit" => Kind::Structure(Vec::new()),
        _ => return None,
    };
    Some(Shape { id: id.clone(), kind, traits: Traits::default(), origin: origin.clone() })
}
