//! How two models are compared.

use crate::Selection;

/// How two models are compared.
#[derive(Clone, Debug)]
pub struct Options<'a> {
    /// The date of the import, as `YYYY-MM-DD`.
    pub since: &'a str,
    /// The old model, such as `botocore 1.40.0`.
    pub last_model: &'a str,
    /// The operations that are generated. A changed type that none of them reaches is no error.
    pub operations: Selection<'a>,
    /// The service's shape, where a Smithy model has several services.
    pub service: Option<&'a str>,
    /// The shapes and members whose changed types are accepted, as `Shape` or `Shape$member`.
    pub accepted: &'a [String],
}
