//! Where a member stands in requests and answers, and in which form timestamps stand there.

use super::Lower;
use crate::model::{Binding, Kind, Member, Model, TimestampFormat};
use crate::rust::item::{HostLabel, Http, Location};
use crate::rust::lower::types::field_names;

impl Lower<'_> {
    /// Where a member stands that is not in the JSON body; `None` for the others, and in protocols that know of none.
    pub(super) fn location(&self, member: &Member) -> Option<Location> {
        if !self.model.service.protocol.is_rest() {
            return None;
        }
        let target = self.model.shapes.get(&member.target)?;
        let media_type = member.traits.media_type.as_ref().or(target.traits.media_type.as_ref());
        let is_text = matches!(target.kind, Kind::String | Kind::Enum(_));
        Some(match member.traits.http.as_ref()? {
            Binding::Label => Location::new("label", &member.name),
            Binding::Query(name) => Location::new("query", name),
            Binding::QueryParams => Location::new("query_map", ""),
            // A header cannot hold every text, so that one with a form of its own is written in base64.
            Binding::Header(name) if is_text && media_type.is_some() => Location::new("media", name),
            Binding::Header(name) => Location::new("header", name),
            Binding::PrefixHeaders(prefix) => Location::new("header_prefix", prefix),
            Binding::ResponseCode => Location::new("status", ""),
            Binding::Payload => match &target.kind {
                Kind::Blob => Location::new("bytes", media_type.map_or("application/octet-stream", String::as_str)),
                _ if is_text => Location::new("text", media_type.map_or("text/plain", String::as_str)),
                _ => Location::new("json", "application/json"),
            },
        })
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

/// The runtime's type of the timestamp format in which a member's timestamps are written, if it is not the one of
/// JSON bodies. A member's trait is stronger than its target's; a list's timestamps are those of its member; and
/// where neither says it, the place decides.
pub(crate) fn format(model: &Model, member: &Member, location: Option<&Location>) -> Option<&'static str> {
    let mut member = member;
    let format = loop {
        let shape = model.shapes.get(&member.target)?;
        match &shape.kind {
            Kind::Timestamp => break member.traits.timestamp_format.or(shape.traits.timestamp_format),
            Kind::List(inner) | Kind::Map(_, inner) => member = inner,
            _ => return None,
        }
    };
    let by_place = || match location?.place {
        "header" => Some(TimestampFormat::HttpDate),
        "query" | "label" => Some(TimestampFormat::DateTime),
        _ => None,
    };
    match format.or_else(by_place)? {
        TimestampFormat::EpochSeconds => None,
        TimestampFormat::DateTime => Some("DateTime"),
        TimestampFormat::HttpDate => Some("HttpDate"),
    }
}
