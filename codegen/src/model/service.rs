//! The service itself, and how it is spoken to.

use super::{ClientParam, ShapeId, Traits, rules};
use crate::diagnostic::Origin;

/// The service itself.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its id.
    pub id: ShapeId,
    /// What `awsJson` protocols call it in requests, where that is another than its name.
    pub target_prefix: Option<String>,
    /// The version of its API.
    pub version: String,
    /// What AWS's tools call it, such as `Device Farm`.
    pub sdk_id: String,
    /// The name under which requests are signed.
    pub signing_name: String,
    /// How it is spoken to.
    pub protocol: Protocol,
    /// Documentation and the like.
    pub traits: Traits,
    /// Where it is reached; absent where no rules were given.
    pub endpoint_rules: Option<rules::RuleSet>,
    /// What a client is made with for the endpoint rules.
    pub client_params: Vec<ClientParam>,
    /// Where it stands.
    pub origin: Origin,
}

impl Service {
    /// What `awsJson` protocols call it in requests.
    #[must_use]
    pub fn target_prefix(&self) -> &str {
        self.target_prefix.as_deref().unwrap_or(self.id.name())
    }
}

/// How a service is spoken to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// `aws.protocols#awsJson1_0` and `aws.protocols#awsJson1_1`.
    AwsJson {
        /// `1.0` or `1.1`.
        version: String,
        /// `aws.protocols#awsQueryCompatible`: it once spoke `awsQuery`, and keeps the error codes of then.
        query_compatible: bool,
    },
    /// `aws.protocols#restJson1`.
    RestJson,
    /// One for which types are generated and operations are not, by the id of its trait.
    Unsupported(String),
    /// The model names none.
    None,
}

impl Protocol {
    /// Whether operations can be generated that speak it.
    #[must_use]
    pub fn is_supported(&self) -> bool {
        matches!(self, Self::AwsJson { .. } | Self::RestJson)
    }

    /// The id of its trait; empty where there is none.
    #[must_use]
    pub fn id(&self) -> String {
        match self {
            Self::AwsJson { version, .. } => format!("aws.protocols#awsJson{}", version.replace('.', "_")),
            Self::RestJson => "aws.protocols#restJson1".to_owned(),
            Self::Unsupported(id) => id.clone(),
            Self::None => String::new(),
        }
    }

    /// Whether requests and answers are spread over method, URI, headers and body.
    #[must_use]
    pub fn is_rest(&self) -> bool {
        match self {
            Self::RestJson => true,
            Self::Unsupported(id) => id == "aws.protocols#restXml",
            Self::AwsJson { .. } | Self::None => false,
        }
    }
}
