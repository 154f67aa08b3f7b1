//! The items that a service has once: its descriptor, its client, and the traits of required members.

use super::{Docs, XmlNamespace};

/// The trait of a required member, which the type parameter of a builder implements once the member is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredTrait {
    /// The trait's name.
    pub name: String,
    /// The name of the setter, with `r#` if it is a keyword.
    pub setter: String,
}

/// A service's descriptor.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its id.
    pub id: String,
    /// The version of its API.
    pub api_version: String,
    /// The service name in signatures.
    pub signing_name: String,
    /// The protocol.
    pub protocol: Protocol,
}

/// The runtime's protocols.
#[derive(Clone, Debug)]
pub enum Protocol {
    /// `awsJson`.
    AwsJson {
        /// Its version.
        version: String,
        /// The prefix of an operation's name in the target header.
        target_prefix: String,
        /// True if the service used `awsQuery` before.
        query_compatible: bool,
    },
    /// `restJson1`.
    RestJson,
    /// `restXml`.
    RestXml {
        /// The namespace of the service.
        namespace: Option<XmlNamespace>,
        /// True if the root element of an error is `Error`, without `ErrorResponse` around it.
        no_error_wrapping: bool,
    },
    /// `awsQuery`, with the version of the API.
    AwsQuery(String),
    /// `ec2Query`, with the version of the API.
    Ec2Query(String),
    /// `rpcv2Cbor`.
    RpcV2Cbor {
        /// The name of the service in URIs.
        service: String,
        /// True if the service used `awsQuery` before.
        query_compatible: bool,
    },
}

/// The error of all operations of a service.
#[derive(Clone, Debug)]
pub struct ServiceError {
    /// The documentation of the enum of its kinds.
    pub docs: Docs,
    /// The variants of the enum and their structures in the module `error`.
    pub variants: Vec<(String, String)>,
}

/// A service's client.
#[derive(Clone, Debug)]
pub struct Client {
    /// The documentation of the endpoint parameters that a configuration does not hold. It is empty if there are
    /// none.
    pub params: Docs,
    /// Its documentation.
    pub docs: Docs,
}
