//! What a service's rules are asked with: what every service has as fields, and what only some have by name.

use std::collections::BTreeMap;

/// What decides where a service is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct EndpointParams {
    /// The region, such as `us-west-2`; required unless `endpoint` is set.
    pub region: Option<String>,
    /// Whether the endpoint must be one with FIPS-validated cryptography.
    pub use_fips: bool,
    /// Whether the endpoint must be reachable over IPv6 as well as IPv4.
    pub use_dual_stack: bool,
    /// A URL to use instead, for a proxy or a server of one's own.
    pub endpoint: Option<String>,
    /// What the service's rules ask for beyond that. Few have any.
    named: BTreeMap<&'static str, EndpointParam>,
}

impl EndpointParams {
    /// The public endpoint of a region.
    #[must_use]
    pub fn region(region: impl Into<String>) -> Self {
        Self { region: Some(region.into()), ..Self::default() }
    }

    /// Sets a parameter that only some services have, by its name in their rules.
    pub fn set(&mut self, name: &'static str, value: impl Into<EndpointParam>) {
        self.named.insert(name, value.into());
    }

    /// The same, for a chain of calls.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<EndpointParam>) -> Self {
        self.set(name, value);
        self
    }

    /// The string of this name, if there is one.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.named.get(name)? {
            EndpointParam::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The boolean of this name, if there is one.
    #[must_use]
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.named.get(name)? {
            EndpointParam::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    /// The strings of this name, if there are any.
    #[must_use]
    pub fn texts(&self, name: &str) -> Option<&[String]> {
        match self.named.get(name)? {
            EndpointParam::Texts(texts) => Some(texts),
            _ => None,
        }
    }

    /// These parameters, where they say something, and else those.
    #[cfg(feature = "client")]
    pub(crate) fn or(mut self, those: Self) -> Self {
        let mut named = those.named;
        named.append(&mut self.named);
        Self {
            region: self.region.or(those.region),
            use_fips: self.use_fips || those.use_fips,
            use_dual_stack: self.use_dual_stack || those.use_dual_stack,
            endpoint: self.endpoint.or(those.endpoint),
            named,
        }
    }
}

/// The value of a parameter that only some services have.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EndpointParam {
    /// A string.
    Text(String),
    /// A boolean.
    Flag(bool),
    /// A list of strings.
    Texts(Vec<String>),
}

impl From<&str> for EndpointParam {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for EndpointParam {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for EndpointParam {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<Vec<String>> for EndpointParam {
    fn from(texts: Vec<String>) -> Self {
        Self::Texts(texts)
    }
}
