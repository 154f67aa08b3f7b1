//! Rendering of the traits of members, as calls of the methods of the runtime's `Traits`.

use super::tokens::literal;
use crate::rust::format::Bracket;
use crate::rust::item::{Trait, XmlNamespace};

/// Returns the traits of a member in brackets, if there are any.
pub(super) fn bracket(traits: &[Trait]) -> Option<Bracket> {
    (!traits.is_empty()).then(|| Bracket { open: "[", items: traits.iter().map(call).collect(), close: ']' })
}

/// Returns the traits in brackets with a space before them; empty without traits.
pub(super) fn traits(traits: &[Trait]) -> String {
    match traits {
        [] => String::new(),
        some => format!(" [{}]", some.iter().map(call).collect::<Vec<_>>().join(", ")),
    }
}

fn call(it: &Trait) -> String {
    let named = |method: &str, name: &str| format!("{method}({})", literal(name));
    match it {
        Trait::EpochSeconds => "epoch_seconds".to_owned(),
        Trait::DateTime => "date_time".to_owned(),
        Trait::HttpDate => "http_date".to_owned(),
        Trait::Label(name) => named("label", name),
        Trait::Query(name) => named("query", name),
        Trait::QueryParams => "query_params".to_owned(),
        Trait::Header(name) => named("header", name),
        Trait::PrefixHeaders(prefix) => named("prefix_headers", prefix),
        Trait::StatusCode => "status_code".to_owned(),
        Trait::Payload => "payload".to_owned(),
        Trait::StructurePayload => "structure_payload".to_owned(),
        Trait::Streaming => "streaming".to_owned(),
        Trait::MediaType(media_type) => named("media_type", media_type),
        Trait::XmlName(name) => named("xml_name", name),
        Trait::XmlNamespace(XmlNamespace { uri, prefix: None }) => named("xml_namespace", uri),
        Trait::XmlNamespace(XmlNamespace { uri, prefix: Some(prefix) }) => {
            format!("xml_prefix({}, {})", literal(prefix), literal(uri))
        }
        Trait::XmlAttribute => "xml_attribute".to_owned(),
        Trait::XmlFlattened => "xml_flattened".to_owned(),
        Trait::XmlUnwrapped => "xml_unwrapped".to_owned(),
        Trait::QueryName(name) => named("query_name", name),
        Trait::Sensitive => "sensitive".to_owned(),
        Trait::Item(traits) => format!("item(&{})", chain(traits)),
        Trait::Key(traits) => format!("key(&{})", chain(traits)),
    }
}

/// Returns the constant with the traits of an element.
fn chain(traits: &[Trait]) -> String {
    let calls = traits.iter().map(call).map(|call| if call.ends_with(')') { call } else { format!("{call}()") });
    std::iter::once("rt::Traits::NONE".to_owned()).chain(calls).collect::<Vec<_>>().join(".")
}
