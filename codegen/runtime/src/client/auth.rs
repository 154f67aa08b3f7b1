//! How one call is signed, where that is not as the client signs all others.

use aws_runtime::auth::{PayloadSigningOverride, SigV4OperationSigningConfig};
use aws_smithy_runtime::client::auth::no_auth::{NO_AUTH_SCHEME_ID, NoAuthScheme};
use aws_smithy_runtime::client::identity::no_auth::NoAuthIdentityResolver;
use aws_smithy_runtime_api::client::auth::static_resolver::StaticAuthSchemeOptionResolver;
use aws_smithy_runtime_api::client::identity::SharedIdentityResolver;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponentsBuilder;
use aws_smithy_types::config_bag::Layer;

use crate::Auth;

/// Puts the options of the signature. A body that is a stream would have to be read twice to be hashed, so that the
/// signature covers `UNSIGNED-PAYLOAD` instead.
pub(super) fn put(layer: &mut Layer, auth: Auth, streams_body: bool) {
    if auth == Auth::SigV4UnsignedPayload || (auth == Auth::SigV4 && streams_body) {
        let mut config = SigV4OperationSigningConfig::default();
        config.signing_options.content_sha256_header = true;
        config.signing_options.payload_override = Some(PayloadSigningOverride::unsigned_payload().to_signable_body());
        layer.store_put(config);
    }
}

/// Which signer there is. One that signs nothing asks for no credentials either.
pub(super) fn set(components: &mut RuntimeComponentsBuilder, auth: Auth) {
    if auth == Auth::None {
        let options = StaticAuthSchemeOptionResolver::new(vec![NO_AUTH_SCHEME_ID]);
        components.set_auth_scheme_option_resolver(Some(options));
        components.push_auth_scheme(NoAuthScheme::new());
        let nobody = SharedIdentityResolver::new(NoAuthIdentityResolver::new());
        components.set_identity_resolver(NO_AUTH_SCHEME_ID, nobody);
    }
}
