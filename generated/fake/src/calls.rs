//! The record of the calls that the farm received.

use std::fmt;

use serde_json::Value;

use crate::constraints;

/// A call that the farm received.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Call {
    /// The operation by its name in the model. A call of no operation has its method and path, such as
    /// `PUT /uploads/1`, without the parts that grant access.
    pub operation: String,
    /// The input as JSON. What the model calls sensitive is `"***"`. The input is empty for a call of no operation
    /// that has no body in JSON.
    pub input: String,
}

impl Call {
    /// Returns the record of a request of an operation.
    pub(crate) fn new(operation: &str, input: &Value) -> Self {
        let input = constraints::redacted(operation, input).to_string();
        Self { operation: operation.to_owned(), input }
    }

    /// Returns the record of a request to a URL of the farm. `secret` is the part of the path that grants access.
    pub(crate) fn other(request: &http::Request<Vec<u8>>, secret: Option<&str>) -> Self {
        let path = request.uri().path();
        let path = secret.map_or_else(|| path.to_owned(), |secret| path.replace(secret, "***"));
        let is_json = serde_json::from_slice::<Value>(request.body()).is_ok();
        let input = if is_json { String::from_utf8_lossy(request.body()).into_owned() } else { String::new() };
        Self { operation: format!("{} {path}", request.method()), input }
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let space = if self.input.is_empty() { "" } else { " " };
        write!(f, "{}{space}{}", self.operation, self.input)
    }
}
