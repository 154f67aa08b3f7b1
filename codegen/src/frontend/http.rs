//! The values of HTTP traits, which both formats write alike.

use super::json::Node;
use crate::diagnostic::Code;
use crate::model::http::UriPattern;

impl Node<'_> {
    /// Reads an HTTP method.
    pub(super) fn method(&self) -> Option<String> {
        let name = self.text()?;
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_uppercase()) {
            self.error_with_help(
                Code::InvalidHttp,
                format!("`{name}` is not an HTTP method"),
                "use `GET`, `POST`, `PUT` or another",
            );
            return None;
        }
        Some(name.to_owned())
    }

    /// Reads a URI pattern.
    pub(super) fn uri(&self) -> Option<UriPattern> {
        let parsed = UriPattern::parse(self.text()?);
        let refused = |why: &String| {
            self.error_with_help(
                Code::InvalidHttp,
                format!("this is not a valid URI pattern: {why}"),
                "write it as `/things/{label}?query`",
            );
        };
        parsed.inspect_err(refused).ok()
    }

    /// Reads an HTTP status.
    pub(super) fn status(&self) -> Option<u16> {
        let number = self.number()?;
        let status = u16::try_from(number).ok().filter(|status| (100..=599).contains(status));
        if status.is_none() {
            self.error_with_help(
                Code::InvalidHttp,
                format!("`{number}` is not an HTTP status code"),
                "use a number from 100 to 599",
            );
        }
        status
    }
}
