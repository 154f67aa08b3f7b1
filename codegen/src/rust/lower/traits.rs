//! The traits of members and shapes for the runtime: those that the service's protocol uses.

use super::Lower;
use crate::model::{self, Binding, Kind, Member, Protocol, Shape, TimestampFormat};
use crate::rust::item::{Trait, XmlNamespace};

impl Lower<'_> {
    /// Returns the traits of a member. Only members of an input, output or error have HTTP bindings. Members of nested
    /// structures are in the body, regardless of their bindings.
    pub(super) fn traits(&self, member: &Member, is_message: bool) -> Vec<Trait> {
        let binding = is_message.then(|| self.binding(member)).flatten();
        let mut traits = self.value_traits(member, binding.as_ref());
        if self.model.service.protocol.has_xml_names() && member.traits.xml_attribute {
            traits.push(Trait::XmlAttribute);
        }
        if self.model.service.protocol.has_xml_names() && member.traits.xml_flattened {
            traits.push(Trait::XmlFlattened);
        }
        if let (Protocol::Ec2Query, Some(name)) = (&self.model.service.protocol, &member.traits.query_name) {
            traits.push(Trait::QueryName(name.clone()));
        }
        traits.extend(self.media_type(member, binding.as_ref()));
        traits.extend(binding);
        if self.is_sensitive(member) {
            traits.push(Trait::Sensitive);
        }
        traits
    }

    /// Returns the traits of a structure or union itself: its XML names, which apply if it is a whole body, and whether
    /// it is sensitive.
    pub(super) fn shape_traits(&self, shape: &Shape) -> Vec<Trait> {
        let has_names = self.model.service.protocol.has_xml_names();
        let name = shape.traits.xml_name.clone().filter(|_| has_names).map(Trait::XmlName);
        let namespace =
            shape.traits.xml_namespace.as_ref().filter(|_| has_names).map(namespace).map(Trait::XmlNamespace);
        let sensitive = shape.traits.sensitive.then_some(Trait::Sensitive);
        name.into_iter().chain(namespace).chain(sensitive).collect()
    }

    /// Returns the traits that members of structures and elements of lists and maps have in common: XML names and
    /// timestamp formats. It recurses into lists and maps, whose depth the check limits.
    fn value_traits(&self, member: &Member, binding: Option<&Trait>) -> Vec<Trait> {
        let mut traits = Vec::new();
        if self.model.service.protocol.has_xml_names() {
            traits.extend(member.traits.xml_name.clone().map(Trait::XmlName));
            traits.extend(self.model.xml_namespace(member).map(namespace).map(Trait::XmlNamespace));
        }
        let Some(target) = self.model.shapes.get(&member.target) else { return traits };
        let nested = |member: &Member| Some(self.value_traits(member, binding)).filter(|traits| !traits.is_empty());
        match &target.kind {
            // CBOR has one timestamp format, regardless of the model.
            Kind::Timestamp if matches!(self.model.service.protocol, Protocol::RpcV2Cbor { .. }) => {}
            Kind::Timestamp => traits.extend(self.timestamp_format(member, target, binding)),
            Kind::List(element) => traits.extend(nested(element).map(Trait::Item)),
            Kind::Map(key, value) => {
                traits.extend(nested(key).map(Trait::Key));
                traits.extend(nested(value).map(Trait::Item));
            }
            _ => {}
        }
        traits
    }

    /// Returns the format of a timestamp; `None` if it is the default of the protocol's bodies. A trait of the member
    /// takes precedence over one of its target. Without either, the HTTP binding determines the format.
    fn timestamp_format(&self, member: &Member, target: &Shape, binding: Option<&Trait>) -> Option<Trait> {
        let by_place = match binding {
            Some(Trait::Header(_) | Trait::PrefixHeaders(_)) => Some(TimestampFormat::HttpDate),
            Some(Trait::Query(_) | Trait::Label(_) | Trait::QueryParams) => Some(TimestampFormat::DateTime),
            _ => None,
        };
        let in_body = match self.model.service.protocol.has_xml_names() && by_place.is_none() {
            true => TimestampFormat::DateTime,
            false => TimestampFormat::EpochSeconds,
        };
        let format = member.traits.timestamp_format.or(target.traits.timestamp_format).or(by_place)?;
        match format {
            format if format == in_body => None,
            TimestampFormat::EpochSeconds => Some(Trait::EpochSeconds),
            TimestampFormat::DateTime => Some(Trait::DateTime),
            TimestampFormat::HttpDate => Some(Trait::HttpDate),
        }
    }

    /// Returns the HTTP binding of a member that is not in the body; `None` for the others, and in protocols without
    /// bindings.
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

    /// Returns whether a member of a message is its body as a stream.
    pub(super) fn is_stream(&self, member: &Member) -> bool {
        let target = self.model.shapes.get(&member.target);
        self.binding(member) == Some(Trait::Payload)
            && target.is_some_and(|target| matches!(target.kind, Kind::Blob) && target.traits.streaming)
    }

    /// Returns the media type of a body, or of a string in a header. Such a string is written in base64, because a
    /// header cannot hold every text.
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
}

/// Converts a namespace of the model.
pub(super) fn namespace(namespace: &model::XmlNamespace) -> XmlNamespace {
    XmlNamespace { uri: namespace.uri.clone(), prefix: namespace.prefix.clone() }
}

#[cfg(test)]
mod tests {
    use crate::source::Source;
    use crate::{Inputs, Options, Selection, generate};

    /// Returns the file of an operation whose input has a timestamp, the shape of which is in RFC 3339.
    fn operation(protocol: &str) -> String {
        let model = r#"{
            "metadata": { "apiVersion": "2020-01-01", "endpointPrefix": "x", "protocol": "PROTOCOL",
                "serviceId": "X", "targetPrefix": "X" },
            "operations": { "Put": { "name": "Put", "input": { "shape": "PutRequest" },
                "http": { "method": "PUT", "requestUri": "/" } } },
            "shapes": { "PutRequest": { "type": "structure", "members": { "made": { "shape": "Time" } } },
                "Time": { "type": "timestamp", "timestampFormat": "iso8601" } } }"#;
        let model = model.replace("PROTOCOL", protocol);
        let models = [Source { name: "model", text: model.as_bytes() }];
        let inputs = Inputs { models: &models, ..Inputs::default() };
        let options = Options {
            package: "p",
            module: "x",
            service: None,
            operations: Selection::All,
            command: "a test",
            label: "model",
        };
        let mut generated = generate(&inputs, &options).expect("a service");
        generated.files.remove("x/operation/put.rs").expect("an operation")
    }

    #[test]
    fn a_timestamp_has_the_form_of_its_shape_where_the_protocol_has_several() {
        let member = "made: rt::Timestamp = \"made\"";
        for (protocol, row) in [
            ("rest-json", format!("{member} [date_time]")),
            ("rest-xml", format!("{member},")),
            ("smithy-rpc-v2-cbor", format!("{member},")),
        ] {
            let text = operation(protocol);
            assert!(text.contains(&row), "{protocol}: {row}: {text}");
        }
    }
}
