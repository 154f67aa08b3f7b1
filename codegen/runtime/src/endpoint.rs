//! Endpoints: the parameters of a service's endpoint ruleset, the resolved endpoint, and the functions of the rules
//! engine (<https://smithy.io/2.0/additional-specs/rules-engine/index.html>).

mod library;
mod params;

use std::fmt;

use http::uri::{Authority, PathAndQuery, Scheme, Uri};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::HostPrefix;

pub use library::{Arn, Url, is_bucket_label, is_host_label, substring, uri_encode};
pub use params::{EndpointParam, EndpointParams};

/// A resolved endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Endpoint {
    /// The URL, without a trailing slash.
    pub url: String,
    /// The region of the signature, if the ruleset sets one. Otherwise it is the client's region.
    pub signing_region: Option<String>,
    /// The service name of the signature, if the ruleset sets one. Otherwise it is
    /// [`Service::signing_name`](crate::Service::signing_name).
    pub signing_name: Option<String>,
    /// True if the signature covers the path as it is sent, and not encoded once more. Amazon S3 requires this.
    pub disable_double_encoding: bool,
    /// The headers that the rules add to requests sent here. They replace headers of the same name.
    pub headers: Vec<(String, String)>,
    /// The backend of the endpoint, such as `S3Express`, if the rules name one. The client does not use it.
    pub backend: Option<String>,
    /// The auth scheme of the signature, such as `sigv4a`, if the client does not support it. Only the endpoint of an
    /// [`EndpointError`] has one. `None` is SigV4.
    pub auth_scheme: Option<String>,
    /// The regions that a signature with SigV4a is valid for, such as `*`.
    pub signing_region_set: Vec<String>,
}

impl Endpoint {
    /// Creates an endpoint with this URL.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        let mut url = url.into();
        url.truncate(url.trim_end_matches('/').len());
        Self {
            url,
            signing_region: None,
            signing_name: None,
            disable_double_encoding: false,
            headers: Vec::new(),
            backend: None,
            auth_scheme: None,
            signing_region_set: Vec::new(),
        }
    }

    /// Sets an auth scheme that the client does not support, and the regions of its signature.
    #[must_use]
    pub fn with_auth_scheme(self, name: impl Into<String>, regions: impl IntoIterator<Item = String>) -> Self {
        let signing_region_set = regions.into_iter().collect();
        Self { auth_scheme: Some(name.into()), signing_region_set, ..self }
    }

    /// Sets the region of the signature.
    #[must_use]
    pub fn signed_for(self, region: impl Into<String>) -> Self {
        Self { signing_region: Some(region.into()), ..self }
    }

    /// Sets the service name of the signature.
    #[must_use]
    pub fn signed_as(self, name: impl Into<String>) -> Self {
        Self { signing_name: Some(name.into()), ..self }
    }

    /// Returns the same endpoint with [`disable_double_encoding`](Self::disable_double_encoding) set.
    #[must_use]
    pub fn without_double_encoding(self) -> Self {
        Self { disable_double_encoding: true, ..self }
    }

    /// Returns the same endpoint with one more header for its requests.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Returns the same endpoint with the name of its backend.
    #[must_use]
    pub fn with_backend(self, backend: impl Into<String>) -> Self {
        Self { backend: Some(backend.into()), ..self }
    }

    /// Completes the URI of an operation's request. The request's path is appended to the endpoint's URL, and its
    /// [`HostPrefix`] is put before the host, unless the host is an IP address. The endpoint's headers are added to the
    /// request's.
    ///
    /// # Errors
    /// The URL is invalid or relative, the host is invalid with the prefix, or a header cannot be sent.
    pub fn apply<B>(&self, mut request: http::Request<B>) -> Result<http::Request<B>, EndpointError> {
        let refuse =
            |why: &dyn fmt::Display| EndpointError::new(format!("`{}` is not a valid endpoint URL: {why}", self.url));
        let base: Uri = self.url.parse().map_err(|e: http::uri::InvalidUri| refuse(&e))?;
        let parts = base.into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return Err(refuse(&"it needs a scheme and a host, such as https://example.com"));
        };
        let authority = match request.extensions().get::<HostPrefix>() {
            Some(prefix) => prefix.before(authority).map_err(|e| refuse(&e))?,
            None => authority,
        };
        let below = parts.path_and_query.as_ref().map_or("", PathAndQuery::path).trim_end_matches('/');
        let path = request.uri().path_and_query().map_or("/", PathAndQuery::as_str);
        *request.uri_mut() = join(scheme, authority, &format!("{below}{path}")).map_err(|e| refuse(&e))?;
        self.put_headers(request.headers_mut())?;
        Ok(request)
    }

    fn put_headers(&self, headers: &mut HeaderMap) -> Result<(), EndpointError> {
        let mut added = HeaderMap::new();
        for (name, value) in &self.headers {
            let refuse = |why: &dyn fmt::Display| {
                EndpointError::new(format!("the endpoint's header `{name}` cannot be sent: {why}"))
            };
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(|e| refuse(&e))?;
            added.append(name, HeaderValue::from_str(value).map_err(|e| refuse(&e))?);
        }
        for name in added.keys() {
            headers.remove(name);
        }
        headers.extend(added);
        Ok(())
    }
}

fn join(scheme: Scheme, authority: Authority, path: &str) -> Result<Uri, http::Error> {
    Uri::builder().scheme(scheme).authority(authority).path_and_query(path).build()
}

/// The error of an endpoint that cannot be resolved or used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointError {
    message: String,
    endpoint: Option<Box<Endpoint>>,
}

impl EndpointError {
    /// Creates an error with this message.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), endpoint: None }
    }

    /// Creates the error of an endpoint whose auth scheme is not supported.
    #[must_use]
    pub fn unsupported(message: impl Into<String>, endpoint: Endpoint) -> Self {
        Self { message: message.into(), endpoint: Some(Box::new(endpoint)) }
    }

    /// Returns the endpoint whose auth scheme is not supported, with its URL and the properties of the signature.
    /// A program that signs requests itself applies it to [`Operation::request`](crate::Operation::request). `None` if the
    /// rules lead to no endpoint.
    #[must_use]
    pub fn endpoint(&self) -> Option<&Endpoint> {
        self.endpoint.as_deref()
    }
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for EndpointError {}

/// A partition: a group of AWS regions with their own domains.
#[derive(Debug)]
pub struct Partition {
    /// The partition's id, such as `aws` or `aws-cn`.
    pub id: &'static str,
    /// The domain of the endpoints.
    pub dns_suffix: &'static str,
    /// The domain of the dual-stack endpoints.
    pub dual_stack_dns_suffix: &'static str,
    /// True if the partition has FIPS endpoints.
    pub supports_fips: bool,
    /// True if the partition has dual-stack endpoints.
    pub supports_dual_stack: bool,
    /// The region of services that have one global endpoint.
    pub implicit_global_region: &'static str,
    /// The regions of the partition.
    pub regions: &'static [&'static str],
    /// The prefixes of region names, before `-<word>-<number>`. They match regions that are not listed yet.
    pub region_prefixes: &'static [&'static str],
}

impl Partition {
    /// Returns the partition of a region: the one that lists it, otherwise the one whose prefixes match its name,
    /// otherwise the first one.
    #[must_use]
    pub fn of_region(all: &'static [Self], region: &str) -> Option<&'static Self> {
        let listed = all.iter().find(|partition| partition.regions.contains(&region));
        let alike = || all.iter().find(|partition| partition.is_like(region));
        listed.or_else(alike).or_else(|| all.first())
    }

    fn is_like(&self, region: &str) -> bool {
        self.region_prefixes.iter().any(|prefix| {
            let rest = region.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('-'));
            rest.and_then(|rest| rest.split_once('-')).is_some_and(|(word, number)| is_word(word) && is_number(number))
        })
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn partition(
        id: &'static str,
        regions: &'static [&'static str],
        region_prefixes: &'static [&'static str],
    ) -> Partition {
        Partition {
            id,
            dns_suffix: "example.com",
            dual_stack_dns_suffix: "example.com",
            supports_fips: false,
            supports_dual_stack: false,
            implicit_global_region: "us-east-1",
            regions,
            region_prefixes,
        }
    }

    static ALL: [Partition; 2] =
        [partition("aws", &["us-east-1"], &["us", "eu"]), partition("aws-cn", &["cn-north-1", "odd"], &["cn"])];

    #[test]
    fn each_property_of_an_endpoint_is_set_beside_the_others() {
        let endpoint = Endpoint::new("https://example.com/")
            .with_auth_scheme("sigv4a", ["*".to_owned()])
            .signed_for("eu-west-1")
            .signed_as("name")
            .without_double_encoding()
            .with_header("x-a", "1")
            .with_backend("S3Express");
        let expected = Endpoint {
            url: "https://example.com".into(),
            signing_region: Some("eu-west-1".into()),
            signing_name: Some("name".into()),
            disable_double_encoding: true,
            headers: vec![("x-a".into(), "1".into())],
            backend: Some("S3Express".into()),
            auth_scheme: Some("sigv4a".into()),
            signing_region_set: vec!["*".into()],
        };
        assert_eq!(endpoint, expected);
    }

    #[test]
    fn the_partition_of_a_region_lists_it_or_is_like_it_or_is_the_first() {
        let of = |region| Partition::of_region(&ALL, region).map(|found| found.id);
        for region in ["us-east-1", "eu-north-7", "unheard-of-1", ""] {
            assert_eq!(of(region), Some("aws"), "{region}");
        }
        for region in ["odd", "cn-north-1", "cn-north_west-12"] {
            assert_eq!(of(region), Some("aws-cn"), "{region}");
        }
        // None of them is like a region of the second partition.
        for region in ["cn", "cn-north", "cn-north-", "cn-north-x", "cn-north-1x", "cn--1", "cn-no.rth-1", "cnnorth-1"]
        {
            assert_eq!(of(region), Some("aws"), "{region}");
        }
        assert!(Partition::of_region(&[], "us-east-1").is_none());
    }

    #[test]
    fn the_headers_of_an_endpoint_replace_those_of_a_request() {
        let mut request = http::Request::new(());
        request.headers_mut().append("x-a", HeaderValue::from_static("own"));
        request.headers_mut().append("x-b", HeaderValue::from_static("own"));
        let endpoint = Endpoint::new("https://example.com").with_header("X-A", "1").with_header("x-a", "2");
        let request = endpoint.apply(request).expect("valid headers");
        let values = |name: &str| request.headers().get_all(name).iter().cloned().collect::<Vec<_>>();
        assert_eq!(
            (values("x-a"), values("x-b")),
            (vec!["1".parse().unwrap(), "2".parse().unwrap()], vec!["own".parse().unwrap()])
        );
        for (name, value) in [("x a", "1"), ("x-a", "1\n2")] {
            let error = Endpoint::new("https://example.com").with_header(name, value).apply(http::Request::new(()));
            let message = error.expect_err("it cannot be sent").to_string();
            assert!(message.starts_with(&format!("the endpoint's header `{name}` cannot be sent: ")), "{message}");
        }
    }
}
