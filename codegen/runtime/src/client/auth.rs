//! The signing scheme of a request that differs from the client's.

use aws_runtime::auth::{PayloadSigningOverride, SigV4OperationSigningConfig};
use aws_smithy_runtime::client::auth::no_auth::{NO_AUTH_SCHEME_ID, NoAuthScheme};
use aws_smithy_runtime::client::identity::no_auth::NoAuthIdentityResolver;
use aws_smithy_runtime_api::client::auth::static_resolver::StaticAuthSchemeOptionResolver;
use aws_smithy_runtime_api::client::identity::SharedIdentityResolver;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_types::config_bag::Layer;

use crate::Auth;

/// Stores the signer's settings.
pub(super) fn put(layer: &mut Layer, auth: Auth) {
    if auth == Auth::SigV4UnsignedPayload {
        let mut config = SigV4OperationSigningConfig::default();
        config.signing_options.content_sha256_header = true;
        config.signing_options.payload_override = Some(PayloadSigningOverride::unsigned_payload().to_signable_body());
        layer.store_put(config);
    }
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
