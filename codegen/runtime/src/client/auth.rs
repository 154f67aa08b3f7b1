//! The signing scheme of a request that differs from the client's.

use aws_runtime::auth::{PayloadSigningOverride, SigV4OperationSigningConfig};
use aws_smithy_runtime::client::auth::no_auth::{NO_AUTH_SCHEME_ID, NoAuthScheme};
use aws_smithy_runtime::client::identity::no_auth::NoAuthIdentityResolver;
use aws_smithy_runtime_api::client::auth::static_resolver::StaticAuthSchemeOptionResolver;
use aws_smithy_runtime_api::client::identity::SharedIdentityResolver;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;

use super::endpoint::ResolvedEndpoint;
use crate::{Auth, Service};

/// The names under which requests to Amazon S3 are signed, as botocore lists them. Their signatures cover the path as it
/// is sent, without normalization, and the hash of the body is a header:
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html>.
const S3_SIGNING_NAMES: &[&str] = &["s3", "s3-outposts", "s3-object-lambda", "s3express"];

/// Returns how the requests of an operation to an endpoint are signed. Hashing a body that is a stream would read it, so the
/// signature covers `UNSIGNED-PAYLOAD` instead.
pub(super) fn signing_config(
    service: &Service,
    endpoint: Option<&ResolvedEndpoint>,
    auth: Auth,
    streams_body: bool,
) -> SigV4OperationSigningConfig {
    let name = endpoint.and_then(|endpoint| endpoint.signing_name.as_deref()).unwrap_or(service.signing_name);
    let is_s3 = S3_SIGNING_NAMES.contains(&name);
    let mut config = SigV4OperationSigningConfig::default();
    let options = &mut config.signing_options;
    options.double_uri_encode = !is_s3 && !endpoint.is_some_and(|endpoint| endpoint.disable_double_encoding);
    options.normalize_uri_path = !is_s3;
    options.content_sha256_header = is_s3;
    if streams_body || auth == Auth::SigV4UnsignedPayload {
        options.content_sha256_header = true;
        options.payload_override = Some(PayloadSigningOverride::unsigned_payload().to_signable_body());
    }
    config
}

/// Sets the auth scheme. The scheme without a signature needs no credentials.
pub(super) fn set(components: &mut RuntimeComponentsBuilder, auth: Auth) {
    if auth == Auth::None {
        let options = StaticAuthSchemeOptionResolver::new(vec![NO_AUTH_SCHEME_ID]);
        components.set_auth_scheme_option_resolver(Some(options));
        components.push_auth_scheme(NoAuthScheme::new());
        let no_identity = SharedIdentityResolver::new(NoAuthIdentityResolver::new());
        components.set_identity_resolver(NO_AUTH_SCHEME_ID, no_identity);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::RestJson;
    use crate::{Endpoint, EndpointError, EndpointParams};

    fn resolve_endpoint(params: &EndpointParams) -> Result<Endpoint, EndpointError> {
        let endpoint = Endpoint::new("https://example.com");
        let endpoint = if params.text("Path").is_some() { endpoint.without_double_encoding() } else { endpoint };
        Ok(match params.text("Name") {
            Some(name) => endpoint.signed_as(name),
            None => endpoint,
        })
    }

    #[test]
    fn the_path_is_encoded_twice_and_normalized_except_for_s3_and_endpoints_that_refuse_it() {
        let endpoint = |name: &'static str, value: &str| Some(EndpointParams::default().with(name, value));
        // The name of the service, its endpoint, and the expected double encoding, normalization and hash header.
        let cases = [
            ("devicefarm", None, (true, true, false)),
            ("devicefarm", Some(EndpointParams::default()), (true, true, false)),
            ("devicefarm", endpoint("Path", "as it is"), (false, true, false)),
            ("devicefarm", endpoint("Name", "s3express"), (false, false, true)),
            ("s3", None, (false, false, true)),
            ("s3", endpoint("Path", "as it is"), (false, false, true)),
            ("s3", endpoint("Name", "devicefarm"), (true, true, false)),
        ];
        for (signing_name, params, expected) in cases {
            let service = Service { id: "S", api_version: "1", signing_name, protocol: &RestJson, resolve_endpoint };
            let endpoint = params.map(|params| ResolvedEndpoint::resolve(&params, &service).expect("an endpoint"));
            let options = signing_config(&service, endpoint.as_ref(), Auth::SigV4, false).signing_options;
            let found = (options.double_uri_encode, options.normalize_uri_path, options.content_sha256_header);
            assert_eq!(found, expected, "{signing_name} at {endpoint:?}");
        }
    }
}
