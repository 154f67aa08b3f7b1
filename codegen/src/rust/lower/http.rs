//! Where a member stands in requests and answers, and in which form timestamps stand there.

use super::Lower;
use crate::model::{Binding, Kind, Member, Model, TimestampFormat};
use crate::rust::item::{HostLabel, Http, Trait};
use crate::rust::lower::types::field_names;

impl Lower<'_> {
    /// The traits of a member that the runtime has to know. Only a member of a message itself has HTTP bindings: one of a
    /// nested structure is in the body, whatever its bindings say.
    pub(super) fn traits(&self, member: &Member, is_message: bool) -> Vec<Trait> {
        let binding = is_message.then(|| self.binding(member)).flatten();
        let mut traits = Vec::new();
        traits.extend(timestamp_format(self.model, member, binding.as_ref()));
        traits.extend(self.media_type(member, binding.as_ref()));
        traits.extend(binding);
        if self.is_sensitive(member) {
            traits.push(Trait::Sensitive);
        }
        traits
    }

    /// Where a member stands that is not in the body; `None` for the others, and in protocols that know of none.
    fn binding(&self, member: &Member) -> Option<Trait> {
        if !self.model.service.protocol.is_rest() {
            return None;
        }
        let target = self.model.shapes.get(&member.target)?;
        Some(match member.traits.http.as_ref()? {
            Binding::Label => Trait::Label(member.name.clone()),
            Binding::Query(name) => Trait::Query(name.clone()),
            Binding::QueryParams => Trait::QueryParams,
            Binding::Header(name) => Trait::Header(name.clone()),
            Binding::PrefixHeaders(prefix) => Trait::PrefixHeaders(prefix.clone()),
            Binding::ResponseCode => Trait::StatusCode,
            Binding::Payload if matches!(target.kind, Kind::Structure(_)) => Trait::StructurePayload,
            Binding::Payload => Trait::Payload,
        })
    }

    /// The media type of a body, and of a text in a header, which is then written in base64: a header cannot hold every
    /// text.
    fn media_type(&self, member: &Member, binding: Option<&Trait>) -> Option<Trait> {
        let target = self.model.shapes.get(&member.target)?;
        let is_text = matches!(target.kind, Kind::String | Kind::Enum(_));
        let counts = match binding? {
            Trait::Header(_) => is_text,
            Trait::Payload => is_text || matches!(target.kind, Kind::Blob),
            _ => false,
        };
        let media_type = member.traits.media_type.as_ref().or(target.traits.media_type.as_ref())?;
        counts.then(|| Trait::MediaType(media_type.clone()))
    }

    /// How the operation is sent, where the protocol does not say it for all.
    pub(super) fn http(&self, operation: &crate::model::Operation) -> Option<Http> {
        let http = operation.http.as_ref().filter(|_| self.model.service.protocol.is_rest())?;
        Some(Http { method: http.method.clone(), uri: http.uri.to_string() })
    }

    /// The fields that fill the labels of the host's prefix.
    pub(super) fn host_labels(&self, operation: &crate::model::Operation) -> Vec<HostLabel> {
        let Some(prefix) = &operation.host_prefix else { return Vec::new() };
        let input = operation.input.as_ref().and_then(|id| self.model.shapes.get(id)).map(|shape| &shape.kind);
        let Some(Kind::Structure(members)) = input else { return Vec::new() };
        let labels: Vec<&str> = crate::model::host_labels(prefix).filter_map(Result::ok).collect();
        let fields = members.iter().zip(field_names(members));
        let fields = fields.filter(|(member, _)| member.traits.host_label && labels.contains(&member.name.as_str()));
        let label = |(member, field): (&Member, String)| HostLabel {
            label: member.name.clone(),
            field,
            is_enum: self.model.shapes.get(&member.target).is_some_and(|shape| matches!(shape.kind, Kind::Enum(_))),
            is_deprecated: member.traits.deprecated.is_some(),
        };
        fields.map(label).collect()
    }
}

/// The form of a member's timestamps, if it is not the one of the protocol's bodies. A member's trait is stronger than its
/// target's; the timestamps of a list or map have the form of its own member; and where neither says it, the place
/// decides.
fn timestamp_format(model: &Model, member: &Member, binding: Option<&Trait>) -> Option<Trait> {
    let shape = model.shapes.get(&member.target)?;
    match &shape.kind {
        Kind::Timestamp => {}
        Kind::List(inner) | Kind::Map(_, inner) => {
            return timestamp_format(model, inner, binding).map(|format| Trait::Item(vec![format]));
        }
        _ => return None,
    }
    let by_place = || match binding? {
        Trait::Header(_) | Trait::PrefixHeaders(_) => Some(TimestampFormat::HttpDate),
        Trait::Query(_) | Trait::Label(_) | Trait::QueryParams => Some(TimestampFormat::DateTime),
        _ => None,
    };
    let format = member.traits.timestamp_format.or(shape.traits.timestamp_format).or_else(by_place)?;
    match format {
        // What the bodies of the JSON protocols have anyway.
        TimestampFormat::EpochSeconds => None,
        TimestampFormat::DateTime => Some(Trait::DateTime),
        TimestampFormat::HttpDate => Some(Trait::HttpDate),
    }
}
