//! Writes shapes and their traits.

use serde_json::{Map, Value, json};

use super::ids::Ids;
use crate::model::{
    self, Binding, Bounds, EnumMember, IntEnumMember, Kind, Member, QueryError, Shape, TimestampFormat, XmlNamespace,
};

/// Traits to be written, in the order of their ids.
#[derive(Default)]
pub(super) struct Traits(Map<String, Value>);

impl Traits {
    pub(super) fn put(&mut self, id: &str, value: Value) {
        self.0.insert(id.to_owned(), value);
    }

    fn remove(&mut self, id: &str) {
        self.0.remove(id);
    }

    /// Adds a trait without a value.
    pub(super) fn flag(&mut self, id: &str) {
        self.put(id, json!({}));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn into_value(mut self) -> Value {
        self.0.sort_keys();
        Value::from(self.0)
    }

    pub(super) fn of(traits: &model::Traits) -> Self {
        let mut written = Self::default();
        if let Some(documentation) = &traits.documentation {
            written.put("smithy.api#documentation", Value::from(super::documentation::text(documentation)));
        }
        if let Some(deprecated) = &traits.deprecated {
            let since = deprecated.since.iter().map(|since| ("since".to_owned(), Value::from(since.as_str())));
            let message =
                deprecated.message.iter().map(|message| ("message".to_owned(), Value::from(message.as_str())));
            written.put("smithy.api#deprecated", Value::from(message.chain(since).collect::<Map<_, _>>()));
        }
        let flags = [
            (traits.sensitive, "smithy.api#sensitive"),
            (traits.required, "smithy.api#required"),
            (traits.client_optional, "smithy.api#clientOptional"),
            (traits.sparse, "smithy.api#sparse"),
            (traits.idempotency_token, "smithy.api#idempotencyToken"),
            (traits.host_label, "smithy.api#hostLabel"),
            (traits.streaming, "smithy.api#streaming"),
            (traits.requires_length, "smithy.api#requiresLength"),
            (traits.xml_attribute, "smithy.api#xmlAttribute"),
            (traits.xml_flattened, "smithy.api#xmlFlattened"),
            (traits.xml_unwrapped, "aws.customizations#s3UnwrappedXmlOutput"),
        ];
        flags.iter().filter(|(is, _)| *is).for_each(|(_, id)| written.flag(id));
        let texts = [
            (&traits.json_name, "smithy.api#jsonName"),
            (&traits.media_type, "smithy.api#mediaType"),
            (&traits.xml_name, "smithy.api#xmlName"),
            (&traits.query_name, "aws.protocols#ec2QueryName"),
        ];
        for (text, id) in texts {
            text.iter().for_each(|text| written.put(id, Value::from(text.as_str())));
        }
        if let Some(default) = traits.default.as_ref().and_then(|text| serde_json::from_str(text).ok()) {
            written.put("smithy.api#default", default);
        }
        if let Some(format) = traits.timestamp_format {
            written.put("smithy.api#timestampFormat", Value::from(timestamp_format(format)));
        }
        if let Some(namespace) = &traits.xml_namespace {
            written.put("smithy.api#xmlNamespace", xml_namespace(namespace));
        }
        if let Some(name) = &traits.context_param {
            written.put("smithy.rules#contextParam", json!({ "name": name }));
        }
        if let Some(binding) = &traits.http {
            written.put(&format!("smithy.api#{}", binding.name()), bound(binding));
        }
        if let Some(error) = &traits.error {
            written.error(error);
        }
        if let Some(constraints) = &traits.constraints {
            written.constraints(constraints);
        }
        written
    }

    fn constraints(&mut self, constraints: &model::Constraints) {
        let model::Constraints { length, range, pattern } = constraints;
        for (id, bounds) in [("smithy.api#length", length), ("smithy.api#range", range)] {
            bounds.iter().for_each(|bounds| self.put(id, self::bounds(bounds)));
        }
        pattern.iter().for_each(|pattern| self.put("smithy.api#pattern", Value::from(pattern.as_str())));
    }

    fn error(&mut self, error: &model::ErrorTrait) {
        self.put("smithy.api#error", Value::from(if error.server_fault { "server" } else { "client" }));
        match error.retryable {
            None => {}
            Some(false) => self.flag("smithy.api#retryable"),
            Some(true) => self.put("smithy.api#retryable", json!({ "throttling": true })),
        }
        if let Some(status) = error.status {
            self.put("smithy.api#httpError", Value::from(status));
        }
        if let Some(QueryError { code, status }) = &error.query_error {
            self.put("aws.protocols#awsQueryError", json!({ "code": code, "httpResponseCode": status }));
        }
        if let Some(code) = &error.code {
            self.put(model::ERROR_CODE, Value::from(code.as_str()));
        }
    }
}

/// Returns bounds as JSON. Numbers keep the text that was read.
fn bounds(bounds: &Bounds) -> Value {
    let number = |text: &String| serde_json::from_str::<serde_json::Number>(text).ok().map(Value::from);
    let bound = |name: &str, text: &Option<String>| Some((name.to_owned(), text.as_ref().and_then(number)?));
    [bound("min", &bounds.min), bound("max", &bounds.max)].into_iter().flatten().collect::<Map<_, _>>().into()
}

fn timestamp_format(format: TimestampFormat) -> &'static str {
    match format {
        TimestampFormat::EpochSeconds => "epoch-seconds",
        TimestampFormat::DateTime => "date-time",
        TimestampFormat::HttpDate => "http-date",
    }
}

fn xml_namespace(namespace: &XmlNamespace) -> Value {
    match &namespace.prefix {
        Some(prefix) => json!({ "uri": namespace.uri, "prefix": prefix }),
        None => json!({ "uri": namespace.uri }),
    }
}

fn bound(binding: &Binding) -> Value {
    match binding {
        Binding::Query(name) | Binding::Header(name) | Binding::PrefixHeaders(name) => Value::from(name.as_str()),
        Binding::Label | Binding::QueryParams | Binding::Payload | Binding::ResponseCode => json!({}),
    }
}

/// Returns a shape with its members.
pub(super) fn shape(shape: &Shape, ids: &Ids) -> Value {
    let mut written = Map::from_iter([("type".to_owned(), Value::from(shape.kind.name()))]);
    match &shape.kind {
        Kind::List(member) => drop(written.insert("member".into(), self::member(member, ids))),
        Kind::Map(key, value) => {
            written.insert("key".into(), member(key, ids));
            written.insert("value".into(), member(value, ids));
        }
        Kind::Structure(members) | Kind::Union(members) => {
            let members: Map<_, _> = members.iter().map(|it| (it.name.clone(), member(it, ids))).collect();
            written.insert("members".into(), Value::from(members));
        }
        Kind::Enum(members) => {
            let value = |it: &EnumMember| enum_member(Value::from(it.value.as_str()), &it.traits);
            let members: Map<_, _> = members.iter().map(|it| (it.name.clone(), value(it))).collect();
            written.insert("members".into(), Value::from(members));
        }
        Kind::IntEnum(members) => {
            let value = |it: &IntEnumMember| enum_member(Value::from(it.value), &it.traits);
            let members: Map<_, _> = members.iter().map(|it| (it.name.clone(), value(it))).collect();
            written.insert("members".into(), Value::from(members));
        }
        _ => {}
    }
    let mut traits = Traits::of(&shape.traits);
    if let Some(error) = shape.traits.error.as_ref().filter(|_| ids.is_query)
        && error.code == error.query_error.as_ref().map(|error| error.code.clone())
    {
        // `aws.protocols#awsQueryError` already states the code.
        traits.remove(model::ERROR_CODE);
    }
    if shape.traits.error.is_some() && ids.is_other(&shape.id) {
        // The error code is still the original name.
        traits.put(model::ERROR_CODE, Value::from(shape.error_code()));
    }
    let is_root = matches!(shape.kind, Kind::Structure(_) | Kind::Union(_));
    if ids.has_xml_names && is_root && ids.is_other(&shape.id) {
        // So is the name of the XML element.
        traits.put("smithy.api#xmlName", Value::from(shape.xml_root()));
    }
    if !traits.is_empty() {
        written.insert("traits".into(), traits.into_value());
    }
    Value::from(written)
}

pub(super) fn member(member: &Member, ids: &Ids) -> Value {
    let mut written = Map::from_iter([("target".to_owned(), Value::from(ids.written(&member.target)))]);
    let traits = Traits::of(&member.traits);
    if !traits.is_empty() {
        written.insert("traits".into(), traits.into_value());
    }
    Value::from(written)
}

pub(super) fn enum_member(value: Value, traits: &model::Traits) -> Value {
    let mut traits = Traits::of(traits);
    traits.put("smithy.api#enumValue", value);
    json!({ "target": "smithy.api#Unit", "traits": traits.into_value() })
}
