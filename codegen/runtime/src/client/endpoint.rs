//! The resolved endpoint of a client. The configuration does not change, so the endpoint is resolved once, when the client is
//! created. A request with endpoint parameters of its own resolves another one.

use aws_smithy_runtime_api::client::endpoint::{EndpointFuture, EndpointResolverParams, ResolveEndpoint};
use aws_smithy_types::endpoint::Endpoint as SmithyEndpoint;
use aws_types::SdkConfig;
use aws_types::service_config::ServiceConfigKey;

use crate::{Auth, EndpointError, EndpointParams, Service};

/// The help of errors about a missing region.
const SET_A_REGION: &str = "set a region in the configuration, or AWS_REGION in the environment";

/// A resolved endpoint, with the region and the service name of the signature.
#[derive(Clone, Debug)]
pub(super) struct ResolvedEndpoint {
    pub(super) url: String,
    /// The region of the signature. `None` if there is no region; only unsigned requests are possible then.
    pub(super) signing_region: Option<String>,
    /// The service name of the signature, if the endpoint sets another one than the service's.
    pub(super) signing_name: Option<String>,
    /// True if the signature covers the path as it is sent.
    pub(super) disable_double_encoding: bool,
    /// The headers that the ruleset adds to requests to this endpoint.
    headers: Vec<(String, String)>,
    /// The region that determines the host. `None` for a custom endpoint URL.
    pub(super) region: Option<String>,
}

impl ResolvedEndpoint {
    pub(super) fn resolve(params: &EndpointParams, service: &Service) -> Result<Self, EndpointError> {
        let regional = params.endpoint.is_none();
        let endpoint = (service.resolve_endpoint)(params).map_err(|e| match params.region {
            None if regional => EndpointError::new(format!("{e} ({SET_A_REGION})")),
            _ => e,
        })?;
        // Reports an invalid URL here, once, rather than in each request.
        endpoint.apply(http::Request::new(()))?;
        Ok(Self {
            url: endpoint.url,
            signing_region: endpoint.signing_region.or_else(|| params.region.clone()),
            signing_name: endpoint.signing_name,
            disable_double_encoding: endpoint.disable_double_encoding,
            headers: endpoint.headers,
            region: params.region.clone().filter(|_| regional),
        })
    }

    /// Returns the URL's host without user and port.
    pub(super) fn host_name(&self) -> &str {
        let host = self.host_and_port();
        match host.rsplit_once(':') {
            Some((name, port)) if !port.contains(']') => name,
            _ => host,
        }
    }

    /// Returns the endpoint as the type of the orchestrator. It is an error if the auth scheme needs a region and the
    /// endpoint has none.
    fn for_requests(&self, auth: Auth) -> Result<SmithyEndpoint, EndpointError> {
        if self.signing_region.is_none() && auth != Auth::None {
            let message = format!("a request to {} cannot be signed without a region ({SET_A_REGION})", self.url);
            return Err(EndpointError::new(message));
        }
        let endpoint = SmithyEndpoint::builder().url(self.url.clone());
        let headers = self.headers.iter().cloned();
        Ok(headers.fold(endpoint, |endpoint, (name, value)| endpoint.header(name, value)).build())
    }

    /// Returns the URL's host, with the port if there is one.
    pub(super) fn host_and_port(&self) -> &str {
        let host = self.host();
        host.rsplit_once('@').map_or(host, |(_, host)| host)
    }

    /// Returns the URL's host, with user and port.
    pub(super) fn host(&self) -> &str {
        let rest = self.url.split_once("://").map_or(&*self.url, |(_, rest)| rest);
        rest.split(['/', '?']).next().unwrap_or_default()
    }
}

/// Returns the endpoint parameters of the configuration.
pub(super) fn params(config: &SdkConfig, service: &Service) -> EndpointParams {
    let mut params = EndpointParams::default();
    params.region = config.region().map(ToString::to_string);
    params.use_fips = config.use_fips().unwrap_or_default();
    params.use_dual_stack = config.use_dual_stack().unwrap_or_default();
    params.endpoint = endpoint_url(config, service);
    params
}

/// Returns the custom endpoint URL: the one set in code, otherwise the service's one from the environment or profile,
/// otherwise the one for all services.
fn endpoint_url(config: &SdkConfig, service: &Service) -> Option<String> {
    let of_service = || {
        let key = ServiceConfigKey::builder().service_id(service.id).env("AWS_ENDPOINT_URL").profile("endpoint_url");
        config.service_config()?.load_config(key.build().ok()?)
    };
    let of_all = config.endpoint_url().map(str::to_owned);
    if config.get_origin("endpoint_url").is_client_config() { of_all } else { of_service().or(of_all) }
}

/// An endpoint resolver that returns an endpoint that is already resolved.
#[derive(Debug)]
pub(super) struct StaticEndpointResolver(Result<SmithyEndpoint, EndpointError>);

impl StaticEndpointResolver {
    pub(super) fn new(endpoint: Result<&ResolvedEndpoint, &EndpointError>, auth: Auth) -> Self {
        Self(endpoint.map_err(Clone::clone).and_then(|endpoint| endpoint.for_requests(auth)))
    }
}

impl ResolveEndpoint for StaticEndpointResolver {
    fn resolve_endpoint<'a>(&'a self, _: &'a EndpointResolverParams) -> EndpointFuture<'a> {
        EndpointFuture::ready(match &self.0 {
            Ok(endpoint) => Ok(endpoint.clone()),
            Err(error) => Err(error.clone().into()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Endpoint;
    use crate::protocol::RestJson;

    fn service(resolve_endpoint: fn(&EndpointParams) -> Result<Endpoint, EndpointError>) -> Service {
        Service { id: "S", api_version: "1", signing_name: "s", protocol: &RestJson, resolve_endpoint }
    }

    fn params(endpoint: Option<&str>, region: Option<&str>) -> EndpointParams {
        let mut params = EndpointParams::default();
        (params.endpoint, params.region) = (endpoint.map(str::to_owned), region.map(str::to_owned));
        params
    }

    #[test]
    fn a_host_name_has_neither_user_nor_port() {
        let service = service(|params| Ok(Endpoint::new(params.endpoint.as_deref().unwrap_or_default())));
        let cases = [
            ("https://example.com", "example.com", "example.com"),
            ("https://example.com:8443/below", "example.com", "example.com:8443"),
            ("https://user:word@example.com:8443", "example.com", "example.com:8443"),
            ("https://[::1]", "[::1]", "[::1]"),
            ("https://[::1]:8443/", "[::1]", "[::1]:8443"),
        ];
        for (url, name, with_port) in cases {
            let endpoint = ResolvedEndpoint::resolve(&params(Some(url), None), &service).expect("a valid URL");
            assert_eq!((endpoint.host_name(), endpoint.host_and_port()), (name, with_port), "{url}");
        }
    }

    #[test]
    fn a_region_helps_only_where_the_region_determines_the_endpoint() {
        let service = service(|_| Err(EndpointError::new("there is none")));
        let with_help = format!("there is none ({SET_A_REGION})");
        for (endpoint, region, expected) in [
            (None, None, &*with_help),
            (None, Some("us-west-2"), "there is none"),
            (Some("https://example.com"), None, "there is none"),
            (Some("https://example.com"), Some("us-west-2"), "there is none"),
        ] {
            let error = ResolvedEndpoint::resolve(&params(endpoint, region), &service).expect_err("always");
            assert_eq!(error.to_string(), expected, "{endpoint:?} {region:?}");
        }
    }
}
