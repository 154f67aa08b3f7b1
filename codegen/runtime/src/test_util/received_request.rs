//! A request on the side of the service: its operation and its input.

use percent_encoding::percent_decode_str;

use crate::http_binding::Asked;
use crate::{BoxError, Http, Incoming, Operation, Protocol};

/// A request whose body was received completely.
pub(super) struct ReceivedRequest(pub(super) http::Request<Vec<u8>>);

impl ReceivedRequest {
    /// Returns the input if the request is one of this operation, or an error if the input cannot be deserialized.
    pub(super) fn input<O: Operation>(&self) -> Option<Result<O::Input, BoxError>> {
        let protocol = O::DESCRIPTOR.service.protocol;
        let asked = match protocol {
            Protocol::AwsJson { target_prefix, .. } | Protocol::AwsQueryCompatible { target_prefix, .. } => {
                (self.target() == Some((target_prefix, O::NAME))).then(Asked::default)
            }
            Protocol::RestJson => self.asked(O::HTTP),
        }?;
        Some(Incoming::request(protocol, &self.0, &asked).read())
    }

    /// Returns the operation's name, or the method and path, for messages.
    pub(super) fn operation_name(&self) -> String {
        match self.target() {
            Some((_, operation)) => operation.to_owned(),
            None => format!("{} {}", self.0.method(), self.0.uri().path()),
        }
    }

    /// Returns the target prefix and the operation's name of the awsJson protocols.
    fn target(&self) -> Option<(&str, &str)> {
        self.0.headers().get("x-amz-target")?.to_str().ok()?.rsplit_once('.')
    }

    /// Returns the labels and the query if the request matches the URI pattern.
    fn asked(&self, http: Http) -> Option<Asked> {
        if self.0.method() != http.method {
            return None;
        }
        let (pattern, fixed) = http.uri.split_once('?').unwrap_or((http.uri, ""));
        let query = query(self.0.uri().query().unwrap_or_default());
        let has = |part: &str| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            query.iter().any(|(key, text)| key == name && text == value)
        };
        if !fixed.split('&').filter(|part| !part.is_empty()).all(has) {
            return None;
        }
        Some(Asked { labels: labels(pattern, self.0.uri().path())?, query })
    }
}

/// Returns the labels of a path if it matches the pattern. A label takes one segment. A greedy label takes all
/// segments that the rest of the pattern does not need.
fn labels(pattern: &str, path: &str) -> Option<Vec<(String, String)>> {
    let patterns: Vec<_> = pattern.trim_matches('/').split('/').collect();
    let segments: Vec<_> = path.trim_matches('/').split('/').collect();
    let mut labels = Vec::new();
    let mut at = 0;
    for (i, pattern) in patterns.iter().enumerate() {
        let behind = patterns.len() - i - 1;
        let label = pattern.strip_prefix('{').and_then(|label| label.strip_suffix('}'));
        let taken = match label.and_then(|label| label.strip_suffix('+')) {
            Some(_) => segments.len().checked_sub(at + behind)?.max(1),
            None => 1,
        };
        let text = segments.get(at..at + taken)?.join("/");
        match label {
            Some(label) => labels.push((label.trim_end_matches('+').to_owned(), decode(&text))),
            None if *pattern == text => {}
            None => return None,
        }
        at += taken;
    }
    (at == segments.len()).then_some(labels)
}

fn query(query: &str) -> Vec<(String, String)> {
    let parts = query.split('&').filter(|part| !part.is_empty());
    parts
        .map(|part| part.split_once('=').unwrap_or((part, "")))
        .map(|(key, text)| (decode(key), decode(text)))
        .collect()
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_taken_from_a_path_of_their_pattern() {
        let found = |pattern, path| labels(pattern, path).map(|all| all.into_iter().map(|(_, text)| text).collect());
        assert_eq!(found("/things/{id}", "/things/a%2Fb"), Some(vec!["a/b".to_owned()]));
        assert_eq!(found("/{bucket}/{key+}", "/b/k/l"), Some(vec!["b".to_owned(), "k/l".to_owned()]));
        assert_eq!(found("/{key+}/acl", "/k/l/acl"), Some(vec!["k/l".to_owned()]));
        assert_eq!(found("/", "/"), Some(vec![]));
        for (pattern, path) in
            [("/things/{id}", "/things"), ("/things/{id}", "/things/a/b"), ("/a", "/b"), ("/{k+}/a/b", "/a")]
        {
            assert_eq!(labels(pattern, path), None, "{pattern} {path}");
        }
    }

    #[test]
    fn a_query_is_decoded() {
        assert_eq!(query("a=b%20c&d&"), [("a".to_owned(), "b c".to_owned()), ("d".to_owned(), String::new())]);
    }
}
