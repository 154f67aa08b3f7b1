//! Unsupported features of the model, by operation, so that all other operations can be generated.

use std::collections::HashMap;

use super::{Auth, Binding, Kind, Member, Model, Operation, ShapeId, Unsupported};
use crate::diagnostic::Origin;

/// Returns the reasons why an operation cannot be generated; empty if it can.
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
        Some(Unsupported { what, help: None, origin: member.origin.clone() })
    };
    let streams = [stream(&operation.input, "input"), stream(&operation.output, "output")];
    let checksum = operation.checksum.as_ref().map(|origin| Unsupported {
        what: "its request needs a checksum".to_owned(),
        help: None,
        origin: origin.clone(),
    });
    let auth = match &operation.auth {
        Auth::Other(schemes) => {
            let schemes = schemes.iter().map(|scheme| format!("`{scheme}`")).collect::<Vec<_>>().join(" or ");
            let what = format!("it is authenticated by {schemes}");
            Some(Unsupported { what, help: None, origin: operation.origin.clone() })
        }
        Auth::SigV4 | Auth::SigV4UnsignedPayload | Auth::None => None,
    };
    let document = operation.document.as_ref().map(|origin| Unsupported {
        what: format!(
            "its input or output holds a document, which the protocol `{}` cannot hold",
            model.service.protocol.name()
        ),
        help: Some("select another protocol of the service, if it has one, or leave the operation out"),
        origin: origin.clone(),
    });
    let header = reserved_header(model, operation);
    let known = operation.unsupported.map(|what| Unsupported {
        what: what.to_owned(),
        help: None,
        origin: operation.origin.clone(),
    });
    known
        .into_iter()
        .chain(checksum)
        .chain(auth)
        .chain(streams.into_iter().flatten())
        .chain(document)
        .chain(header)
        .collect()
}

/// Records the operations whose input or output contains a document, if the protocol does not support documents. Each
/// shape is visited once, from the documents back to the operations.
pub(crate) fn note_documents(model: &mut Model) {
    if model.service.protocol.has_documents() {
        return;
    }
    let mut users: HashMap<ShapeId, Vec<(ShapeId, Origin)>> = HashMap::new();
    for shape in model.shapes.iter() {
        for member in shape.kind.members() {
            users.entry(member.target.clone()).or_default().push((shape.id.clone(), member.origin.clone()));
        }
    }
    let documents = model.shapes.iter().filter(|shape| matches!(shape.kind, Kind::Document));
    let mut open: Vec<(ShapeId, Option<Origin>)> = documents.map(|shape| (shape.id.clone(), None)).collect();
    let mut holders: HashMap<ShapeId, Origin> = HashMap::new();
    while let Some((id, origin)) = open.pop() {
        for (holder, member) in users.remove(&id).into_iter().flatten() {
            // Diagnostics show the member whose target is the document itself.
            let origin = origin.clone().unwrap_or(member);
            holders.entry(holder.clone()).or_insert_with(|| origin.clone());
            open.push((holder, Some(origin)));
        }
    }
    for operation in &mut model.operations {
        let ends = [&operation.input, &operation.output];
        operation.document = ends.into_iter().flatten().find_map(|id| holders.get(id)).cloned();
    }
}

/// The headers that belong to the connection or to the signature, so that no member can be sent as one.
const RESERVED: &[&str] = &["Authorization", "Connection", "Content-Length", "Host", "Transfer-Encoding"];

/// Returns the problem of an input member that is bound to a reserved header. `Content-Length` is allowed if the body
/// is a stream.
fn reserved_header(model: &Model, operation: &Operation) -> Option<Unsupported> {
    let input = operation.input.as_ref().and_then(|id| model.shapes.get(id))?;
    let is_stream = |member: &Member| {
        let target = model.shapes.get(&member.target);
        member.traits.http == Some(Binding::Payload)
            && target.is_some_and(|target| matches!(target.kind, Kind::Blob) && target.traits.streaming)
    };
    let has_stream = input.kind.members().any(is_stream);
    let bound = |member: &&Member| match &member.traits.http {
        Some(Binding::Header(name)) if has_stream && name.eq_ignore_ascii_case("Content-Length") => false,
        Some(Binding::Header(name)) => RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(name)),
        _ => false,
    };
    let member = input.kind.members().filter(|_| model.service.protocol.is_rest()).find(bound)?;
    let Some(Binding::Header(name)) = &member.traits.http else { return None };
    Some(Unsupported {
        what: format!("its member `{}` is bound to the header `{name}`, which the client sets itself", member.name),
        help: Some("bind the member to another header, or leave the operation out"),
        origin: member.origin.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::unsupported;
    use crate::Inputs;
    use crate::diagnostic::Diagnostics;
    use crate::source::{Source, Sources};

    /// Why an operation cannot be generated whose input has a member `a` in this header, and a body of this shape.
    fn why(header: &str, body: &str) -> Vec<String> {
        let model = format!(
            r#"{{
            "metadata": {{
                "apiVersion": "1", "endpointPrefix": "a", "protocol": "rest-json", "serviceId": "A", "signatureVersion": "v4"
            }},
            "operations": {{ "Put": {{ "http": {{ "method": "PUT", "requestUri": "/" }}, "input": {{ "shape": "In" }} }} }},
            "shapes": {{
                "In": {{
                    "type": "structure",
                    "members": {{
                        "a": {{ "shape": "Long", "location": "header", "locationName": "{header}" }},
                        "b": {body}
                    }},
                    "payload": "b"
                }},
                "Long": {{ "type": "long" }}, "Blob": {{ "type": "blob" }}
            }}
        }}"#
        );
        let models = [Source { name: "service-2.json", text: model.as_bytes() }];
        let inputs = Inputs { models: &models, ..Inputs::default() };
        let read = crate::read(&inputs, None, &mut Sources::default(), &mut Diagnostics::default());
        let (model, _) = read.expect("the model is good");
        unsupported(&model, &model.operations[0]).into_iter().map(|it| it.what).collect()
    }

    #[test]
    fn a_header_of_the_connection_cannot_be_a_member_but_for_the_length_of_a_stream() {
        let (stream, blob) = (r#"{ "shape": "Blob", "streaming": true }"#, r#"{ "shape": "Blob" }"#);
        for header in ["Host", "authorization", "CONTENT-LENGTH", "Transfer-Encoding", "Connection"] {
            let refused = format!("its member `a` is bound to the header `{header}`, which the client sets itself");
            assert_eq!(why(header, blob), [refused]);
        }
        assert!(why("X-Host", blob).is_empty());
        assert!(why("Content-Length", stream).is_empty());
        assert_eq!(why("Host", stream).len(), 1);
    }
}
