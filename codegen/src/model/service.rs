//! The service itself, with its protocols.

use super::{ClientParam, Protocol, ShapeId, Traits, rules};
use crate::diagnostic::Origin;

/// The service itself.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its id.
    pub id: ShapeId,
    /// The service's name in requests of `awsJson` protocols and `rpcv2Cbor`; `None` if it is the name of the service's
    /// shape.
    pub target_prefix: Option<String>,
    /// The version of its API.
    pub version: String,
    /// The service's name in AWS's tools, such as `Device Farm`.
    pub sdk_id: String,
    /// The service name in signatures.
    pub signing_name: String,
    /// The protocol that is generated.
    pub protocol: Protocol,
    /// The other protocols that the model lists, in the order of preference.
    pub other_protocols: Vec<Protocol>,
    /// Documentation and other traits. `xml_namespace` is the namespace of the root of each request in XML.
    pub traits: Traits,
    /// The endpoint ruleset; `None` if there is none.
    pub endpoint_rules: Option<rules::RuleSet>,
    /// The endpoint parameters that a client is configured with.
    pub client_params: Vec<ClientParam>,
    /// The place in the source.
    pub origin: Origin,
}

impl Service {
    /// Returns the name in requests of `awsJson` protocols and `rpcv2Cbor`.
    #[must_use]
    pub fn target_prefix(&self) -> &str {
        self.target_prefix.as_deref().unwrap_or(self.id.name())
    }

    /// Returns all protocols that the model lists. The one that is generated comes first.
    pub fn protocols(&self) -> impl Iterator<Item = &Protocol> {
        std::iter::once(&self.protocol).chain(&self.other_protocols)
    }
}
