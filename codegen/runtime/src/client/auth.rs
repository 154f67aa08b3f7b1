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
    use crate::{Endpoint, EndpointParams};

    fn signed(
        service: &'static str,
        endpoint: Endpoint,
        auth: Auth,
        streams_body: bool,
    ) -> SigV4OperationSigningConfig {
        let found = crate::Service {
            id: "Test",
            api_version: "2020-01-01",
            signing_name: service,
            protocol: &crate::protocol::RestJson,
            resolve_endpoint: |_| Ok(Endpoint::new("https://example.com")),
        };
        let resolved = ResolvedEndpoint::resolve(&EndpointParams::default(), &found);
        let mut resolved = resolved.expect("an endpoint");
        resolved.signing_name = endpoint.signing_name;
        resolved.disable_double_encoding = endpoint.disable_double_encoding;
        signing_config(&found, Some(&resolved), auth, streams_body)
    }

    #[test]
    fn the_path_is_signed_as_it_is_sent_for_s3_and_where_the_endpoint_says_so() {
        // Whether the path is encoded once more, whether it is normalized, and whether the hash of the body is a header.
        let options = |service, endpoint| {
            let options = signed(service, endpoint, Auth::SigV4, false).signing_options;
            [options.double_uri_encode, options.normalize_uri_path, options.content_sha256_header]
        };
        let plain = || Endpoint::new("https://example.com");
        assert_eq!(options("sqs", plain()), [true, true, false]);
        assert_eq!(options("sqs", plain().without_double_encoding()), [false, true, false]);
        assert_eq!(options("s3", plain()), [false, false, true]);
        assert_eq!(options("sqs", plain().signed_as("s3")), [false, false, true]);
        assert_eq!(options("s3", plain().without_double_encoding()), [false, false, true]);
    }

    #[test]
    fn a_body_that_streams_or_is_not_signed_is_named_so() {
        for (auth, streams_body, is_unsigned) in
            [(Auth::SigV4, false, false), (Auth::SigV4, true, true), (Auth::SigV4UnsignedPayload, false, true)]
        {
            let options = signed("sqs", Endpoint::new("https://example.com"), auth, streams_body).signing_options;
            assert_eq!((options.content_sha256_header, options.payload_override.is_some()), (is_unsigned, is_unsigned));
        }
    }
}
