//! Changes of the service as a whole: protocol, signing, endpoints.

use super::change::{Change, Effect};
use super::code::ChangeCode;
use super::compare::Comparison;
use crate::model::Service;
use crate::rust::item::{Client, Endpoint};

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let (old, new) = (&comparison.old.model.service, &comparison.new.model.service);
    let mut found = Vec::new();
    if old.protocol != new.protocol || old.traits.xml_namespace != new.traits.xml_namespace {
        let change = Change::new(ChangeCode::ProtocolChanged, "the protocol of the service changed");
        let change = change.values(protocol(old), protocol(new));
        let change = change.effect(Effect::RequestChanged, "requests have another format");
        found.push(change.effect(Effect::ResponseChanged, "responses have another format"));
    }
    if old.signing_name != new.signing_name {
        let change = Change::new(ChangeCode::SigningNameChanged, "requests are signed under another name");
        let change = change.values(&old.signing_name, &new.signing_name);
        found.push(change.effect(Effect::RequestChanged, "a service of the old model rejects the signature"));
    }
    if old.protocol.id() == new.protocol.id() && old.target_prefix() != new.target_prefix() {
        let message = "the name of the service in requests changed";
        let change = Change::new(ChangeCode::TargetPrefixChanged, message);
        let change = change.values(old.target_prefix(), new.target_prefix());
        found.push(change.effect(Effect::RequestChanged, "requests have the new name"));
    }
    let params = |client: Option<&Client>| client.map(|client| client.params.clone()).unwrap_or_default();
    if params(comparison.before.client) != params(comparison.after.client) {
        let names = |client| backticked(&params(client).join(" "));
        let (old, new) = (names(comparison.before.client), names(comparison.after.client));
        let message = "the endpoint parameters with which a client is created changed";
        let change = Change::new(ChangeCode::ClientParametersChanged, message).values(old, new);
        let change = change.covers(comparison.new.full("Client::with_endpoint_params"));
        found.push(change.effect(Effect::RequestChanged, "requests may go to another endpoint"));
    }
    let rules = |endpoint: Option<&Endpoint>| endpoint.map(|endpoint| format!("{endpoint:?}"));
    if rules(comparison.before.endpoint) != rules(comparison.after.endpoint) {
        let message = "the endpoint ruleset changed";
        let change = Change::new(ChangeCode::EndpointRulesChanged, message);
        let change = change.rust(comparison.new.full("endpoint::resolve"));
        found.push(
            change.effect(Effect::RequestChanged, "requests may go to another endpoint, or be signed for another one"),
        );
    }
    let origin = new.origin.clone();
    comparison.changes.extend(found.into_iter().map(|change| change.at(&origin)));
}

/// The names in a documentation text, which stand between backticks.
fn backticked(text: &str) -> String {
    let names = text.split('`').skip(1).step_by(2).filter(|name| !name.contains("::") && *name != "config");
    names.collect::<Vec<_>>().join(", ")
}

/// The protocol with what belongs to it.
fn protocol(service: &Service) -> String {
    let namespace = service.traits.xml_namespace.as_ref().map(|namespace| format!(", namespace {}", namespace.uri));
    let details = format!("{:?}", service.protocol);
    let details = details.split_once(['{', '(']).map_or("", |(_, details)| details.trim_end_matches([' ', '}', ')']));
    let details = if details.trim().is_empty() { String::new() } else { format!(" ({})", details.trim()) };
    format!("{}{details}{}", service.protocol.id(), namespace.unwrap_or_default())
}
