//! Endpoints: what a service's rules are asked with, what they response, and the functions that the rules
//! of <https://smithy.io/2.0/additional-specs/rules-engine/index.html> call.

mod library;
mod params;

use std::fmt;

use http::uri::{Authority, PathAndQuery, Scheme, Uri};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::HostPrefix;

pub use library::{Arn, Url, is_bucket_label, is_host_label, substring, uri_encode};
pub use params::{EndpointParam, EndpointParams};

/// Where a service is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Endpoint {
    /// The URL, without a slash at its end.
    pub url: String,
    /// The region for which requests are signed, where the rules name another than the client's.
    pub signing_region: Option<String>,
    /// The service name under which requests are signed, where the rules name another than the model.
    pub signing_name: Option<String>,
    /// Whether the signature covers the path as it is sent, and not encoded once more. Amazon S3 requires this.
    pub disable_double_encoding: bool,
    /// The headers that the rules add to requests sent here. They replace headers of the same name.
    pub headers: Vec<(String, String)>,
    /// The backend behind the endpoint, such as `S3Express`, where the rules name one. Nothing depends on it.
    pub backend: Option<String>,
}

impl Endpoint {
    /// An endpoint at a URL.
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
        }
    }

    /// The same endpoint, with requests signed for this region.
    #[must_use]
    pub fn signed_for(self, region: impl Into<String>) -> Self {
        Self { signing_region: Some(region.into()), ..self }
    }

    /// The same endpoint, with requests signed under this name of a service.
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

    /// Sends the request of an operation here: its path becomes a path below the endpoint's URL, and its
    /// [`HostPrefix`] stands before the host, unless that is an IP address. The endpoint's headers are added to the
    /// request's.
    ///
    /// # Errors
    /// The URL is none, or it is not absolute, or its host becomes none by the prefix, or a header of the endpoint
    /// cannot be sent.
    pub fn apply<B>(&self, mut request: http::Request<B>) -> Result<http::Request<B>, EndpointError> {
        let refuse = |why: &dyn fmt::Display| EndpointError::new(format!("`{}` is no endpoint: {why}", self.url));
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

/// Why there is no endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointError(String);

impl EndpointError {
    /// An error with a message.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for EndpointError {}

/// A part of the world's AWS regions with domains of its own.
#[derive(Debug)]
pub struct Partition {
    /// Its id, such as `aws` or `aws-cn`.
    pub id: &'static str,
    /// The domain of its endpoints.
    pub dns_suffix: &'static str,
    /// The domain of its dual-stack endpoints.
    pub dual_stack_dns_suffix: &'static str,
    /// Whether it has FIPS endpoints.
    pub supports_fips: bool,
    /// Whether it has dual-stack endpoints.
    pub supports_dual_stack: bool,
    /// The region that stands for all of it, for services that have but one endpoint.
    pub implicit_global_region: &'static str,
    /// Its regions.
    pub regions: &'static [&'static str],
    /// What the names of regions yet to come begin with, before `-<word>-<number>`.
    pub region_prefixes: &'static [&'static str],
}

impl Partition {
    /// The partition of a region among all: the one that lists it, else the one whose names are like it,
    /// else the first.
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
