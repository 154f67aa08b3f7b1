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
    /// The input as JSON. Sensitive values are `"***"`. For a WebDriver command, it is the body. For the upload or
    /// download of a file, it is empty.
    pub input: String,
}

impl Call {
    /// Returns the record of a request of an operation.
    pub(crate) fn new(operation: &str, input: &Value) -> Self {
        let input = constraints::redacted(operation, input).to_string();
        Self { operation: operation.to_owned(), input }
    }

    /// Returns the record of a request to a URL of the farm. `secret` is the part of the path that grants access to a
    /// device, if it is the path of an endpoint.
    pub(crate) fn other(request: &http::Request<Vec<u8>>, secret: Option<&str>) -> Self {
        let (method, path) = (request.method(), request.uri().path());
        let Some(secret) = secret else { return Self { operation: format!("{method} {path}"), input: String::new() } };
        let input = String::from_utf8_lossy(request.body()).into_owned();
        Self { operation: format!("{method} {}", path.replace(secret, "***")), input }
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let space = if self.input.is_empty() { "" } else { " " };
        write!(f, "{}{space}{}", self.operation, self.input)
    }
}
