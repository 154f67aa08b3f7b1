//! The parameters of a service's endpoint ruleset: fields for the parameters that every service has, and named values
//! for those that only some services have.

use std::collections::BTreeMap;

use super::{EndpointError, is_host_label};

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

    /// Returns the region, if it is set. It becomes a part of the host, unless there is a custom endpoint URL.
    ///
    /// # Errors
    /// The region is not a valid host label, so that the request could go to another host.
    pub fn region_label(&self) -> Result<Option<&str>, EndpointError> {
        self.checked("region", self.region.as_deref())
    }

    /// Returns the string parameter of this name, if it is set. It becomes a part of the host, unless there is a custom
    /// endpoint URL.
    ///
    /// # Errors
    /// The value is not a valid host label, so that the request could go to another host.
    pub fn host_label(&self, name: &str) -> Result<Option<&str>, EndpointError> {
        self.checked(name, self.text(name))
    }

    fn checked<'a>(&self, name: &str, value: Option<&'a str>) -> Result<Option<&'a str>, EndpointError> {
        match value.filter(|value| self.endpoint.is_none() && !is_host_label(value, false)) {
            None => Ok(value),
            Some(value) => Err(EndpointError::new(format!(
                "the endpoint parameter `{name}` is {value:?}, which is not a valid part of a host name: set it to 1 to 63 letters, \
                 digits and hyphens"
            ))),
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

    /// Returns these parameters. The parameters that are not set are taken from the argument.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_the_host_is_a_host_label() {
        for region in ["x@127.0.0.1:8080/", "evil.example/", "a.b", "", "-a", "us west", "é"] {
            let params = EndpointParams::region(region).with("AccountId", region);
            for checked in [params.region_label(), params.host_label("AccountId")] {
                let error = checked.expect_err(region).to_string();
                assert!(error.contains(&format!("is {region:?}, which is not a valid part of a host name")), "{error}");
            }
            // The host is the caller's, and the region is in the signature only.
            let custom = EndpointParams { endpoint: Some("http://localhost".to_owned()), ..params };
            assert_eq!(custom.region_label().expect("it is in no host"), Some(region));
        }
        let params = EndpointParams::region("us-west-2").with("AccountId", "123456789012");
        assert_eq!(params.region_label().expect("a label"), Some("us-west-2"));
        assert_eq!(params.host_label("AccountId").expect("a label"), Some("123456789012"));
        assert_eq!(EndpointParams::default().region_label().expect("it is absent"), None);
    }

    #[test]
    #[cfg(feature = "client")]
    fn what_is_set_goes_before_what_is_given_for_the_rest() {
        let mut own = EndpointParams::region("eu-west-1").with("A", "own").with("B", true);
        own.use_fips = true;
        let mut given = EndpointParams::region("us-west-2").with("A", "given").with("C", vec!["c".to_owned()]);
        (given.use_dual_stack, given.endpoint) = (true, Some("http://given".to_owned()));
        let both = own.clone().or(given.clone());
        assert_eq!((both.region.as_deref(), both.endpoint.as_deref()), (Some("eu-west-1"), Some("http://given")));
        assert_eq!((both.use_fips, both.use_dual_stack), (true, true));
        assert_eq!((both.text("A"), both.flag("B")), (Some("own"), Some(true)));
        assert_eq!(both.texts("C"), Some(&["c".to_owned()][..]));
        let other = given.or(own);
        assert_eq!((other.region.as_deref(), other.text("A")), (Some("us-west-2"), Some("given")));
        assert_eq!((other.use_fips, other.use_dual_stack), (true, true));
        let none = EndpointParams::default().or(EndpointParams::default());
        assert_eq!(none, EndpointParams::default());
    }

    #[test]
    fn a_parameter_is_read_as_the_kind_that_it_is() {
        let params = EndpointParams::default().with("A", "a").with("B", false).with("C", vec!["c".to_owned()]);
        assert_eq!((params.text("A"), params.flag("A"), params.texts("A")), (Some("a"), None, None));
        assert_eq!((params.text("B"), params.flag("B"), params.texts("B")), (None, Some(false), None));
        assert_eq!((params.text("C"), params.flag("C")), (None, None));
        assert_eq!(params.texts("C"), Some(&["c".to_owned()][..]));
        assert_eq!((params.text("D"), params.flag("D"), params.texts("D")), (None, None, None));
    }
}
