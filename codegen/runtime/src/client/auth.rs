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
