//! The documentation of items that every service, operation or waiter has.

use crate::rust::item::RequiredTrait;

/// The descriptor of a service.
pub(crate) const SERVICE: &str = "The service's descriptor.";
/// The table of partitions.
pub(crate) const PARTITIONS: &str = "All partitions, the default one first.";
/// `Client::new`.
pub(crate) const CLIENT_NEW: &str =
    "Creates a client with the region, credentials, retries and timeouts of a configuration.";
/// `Client::from_conf`.
pub(crate) const CLIENT_FROM_CONF: &str = "Creates a client from a configuration that needs no `aws-config`.";
/// `Client::with_interceptor`.
pub(crate) const CLIENT_INTERCEPTOR: &str =
    "Returns this client with an interceptor, which changes or sees all of its requests.";
/// `Client::with_parse_options`.
pub(crate) const CLIENT_PARSE_OPTIONS: &str = "Returns this client with other settings for parsing responses.";
/// `Client::with_host_prefix`.
pub(crate) const CLIENT_HOST_PREFIX: &str =
    "Returns this client with or without the host prefixes that some operations have.";
/// The method of a builder for the pages of an operation.
pub(crate) const PAGES: &str =
    "Returns a stream of the pages. Each page is requested when the stream is polled for it.";
/// The function of an endpoint ruleset.
pub(crate) const ENDPOINT: &str = "Resolves the endpoint for these parameters by the model's endpoint ruleset.";
/// The errors of that function.
pub(crate) const ENDPOINT_ERRORS: &str = "Parameters without an endpoint, such as a missing region.";
/// The heading of the section on errors.
pub(crate) const ERRORS: &str = "# Errors";

/// Returns the documentation of the client's method for an operation.
pub(crate) fn operation_method(operation: &str) -> String {
    format!("[`{operation}`] has the full description, the errors and an example.")
}

/// Returns the documentation of the error enum of an operation.
pub(crate) fn operation_error(operation: &str) -> String {
    format!("The errors of [`{operation}`].")
}

/// Returns the documentation of the method of a builder for a waiter.
pub(crate) fn waiter_method(waiter: &str) -> String {
    format!("Fails when `deadline` has passed. See [`{waiter}`].")
}

/// Returns the documentation of the trait of a required member.
pub(crate) fn required(RequiredTrait { setter, .. }: &RequiredTrait) -> String {
    format!("`{setter}` is set.")
}

/// Returns the compiler's message, label and note for a required member that is not set.
pub(crate) fn required_error(RequiredTrait { setter, .. }: &RequiredTrait) -> [String; 3] {
    [
        format!("required member `{setter}` is not set"),
        format!("call `.{setter}(..)` before this"),
        format!("`.{setter}(..)` returns a builder of another type: keep it with a new `let`"),
    ]
}
