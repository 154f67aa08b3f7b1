//! The parameters of a service's endpoint ruleset: fields for those of every service, and named values for those of
//! some.

use std::collections::BTreeMap;

/// The parameters of an endpoint ruleset.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct EndpointParams {
    /// The region, such as `us-west-2`; required unless `endpoint` is set.
    pub region: Option<String>,
    /// True to use the FIPS endpoint.
    pub use_fips: bool,
    /// True to use the dual-stack endpoint, which is reachable over IPv4 and IPv6.
    pub use_dual_stack: bool,
    /// A custom endpoint URL, such as that of a proxy or a mock server.
    pub endpoint: Option<String>,
    /// The parameters that only some services have.
    named: BTreeMap<&'static str, EndpointParam>,
}

impl EndpointParams {
    /// Creates parameters with this region.
    #[must_use]
    pub fn region(region: impl Into<String>) -> Self {
        Self { region: Some(region.into()), ..Self::default() }
    }

    /// Sets a parameter that only some services have, by its name in the ruleset.
    pub fn set(&mut self, name: &'static str, value: impl Into<EndpointParam>) {
        self.named.insert(name, value.into());
    }

    /// Sets a parameter as [`set`](Self::set) does, and returns the parameters.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<EndpointParam>) -> Self {
        self.set(name, value);
        self
    }

    /// Returns the string parameter of this name, if it is set.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.named.get(name)? {
            EndpointParam::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the boolean parameter of this name, if it is set.
    #[must_use]
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.named.get(name)? {
            EndpointParam::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    /// Returns the string list parameter of this name, if it is set.
    #[must_use]
    pub fn texts(&self, name: &str) -> Option<&[String]> {
        match self.named.get(name)? {
            EndpointParam::Texts(texts) => Some(texts),
            _ => None,
        }
    }

    /// Returns these parameters, with those of the argument where these are not set.
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

/// The value of a named endpoint parameter.
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
