//! What the model asks for that cannot be generated: per operation, so that the others can.

use super::{Auth, Kind, Model, Operation, ShapeId, Unsupported};

/// Why an operation cannot be generated; empty where it can.
#[must_use]
pub fn unsupported(model: &Model, operation: &Operation) -> Vec<Unsupported> {
    let stream = |id: &Option<ShapeId>, what: &str| {
        let Some(Kind::Structure(members)) = id.as_ref().and_then(|id| model.shapes.get(id)).map(|shape| &shape.kind)
        else {
            return None;
        };
        let is_stream = |id: &ShapeId| {
            model.shapes.get(id).is_some_and(|it| matches!(it.kind, Kind::Union(_)) && it.traits.streaming)
        };
        let member = members.iter().find(|member| is_stream(&member.target))?;
        let what = format!("its {what} is a stream of events, `{}`", member.target.name());
        Some(Unsupported { what, origin: member.origin.clone() })
    };
    let streams = [stream(&operation.input, "input"), stream(&operation.output, "output")];
    let checksum = operation
        .checksum
        .as_ref()
        .map(|origin| Unsupported { what: "its request needs a checksum".to_owned(), origin: origin.clone() });
    let auth = match &operation.auth {
        Auth::Other(schemes) => {
            let schemes = schemes.iter().map(|scheme| format!("`{scheme}`")).collect::<Vec<_>>().join(" or ");
            Some(Unsupported { what: format!("it is authenticated by {schemes}"), origin: operation.origin.clone() })
        }
        Auth::SigV4 | Auth::SigV4UnsignedPayload | Auth::None => None,
    };
    checksum.into_iter().chain(auth).chain(streams.into_iter().flatten()).collect()
}
