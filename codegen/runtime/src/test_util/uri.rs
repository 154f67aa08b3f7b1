//! The URI of a request on the server side: the match with an operation's pattern, and the values of its labels and its
//! query.

use percent_encoding::percent_decode_str;

use crate::Http;
use crate::http_binding::UriParts;

/// Returns the parts of a request's URI, if the request is of this method and pattern.
pub(crate) fn match_request(http: Http, request: &http::Request<Vec<u8>>) -> Option<UriParts> {
    if request.method() != http.method {
        return None;
    }
    let (pattern, fixed) = http.uri.split_once('?').unwrap_or((http.uri, ""));
    let query = query(request.uri().query().unwrap_or_default());
    let has = |part: &str| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        query.iter().any(|(key, text)| key == name && text == value)
    };
    if !fixed.split('&').filter(|part| !part.is_empty()).all(has) {
        return None;
    }
    Some(UriParts { labels: labels(pattern, request.uri().path())?, query })
}

/// Returns the labels of a path if it matches the pattern. A label takes one segment; a greedy label takes all segments
/// but those that the rest of the pattern needs. A label of the endpoint counts as one of the path, because a server on
/// 127.0.0.1 receives it there.
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
            Some(label) => labels.push((label.trim_end_matches(['+', '!']).to_owned(), decode(&text))),
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
        assert_eq!(found("/{bucket!}/{key+}", "/b/k/l"), Some(vec!["b".to_owned(), "k/l".to_owned()]));
        assert_eq!(found("/{key+}/acl", "/k/l/acl"), Some(vec!["k/l".to_owned()]));
        assert_eq!(found("/", "/"), Some(vec![]));
        for (pattern, path) in
            [("/things/{id}", "/things"), ("/things/{id}", "/things/a/b"), ("/a", "/b"), ("/{k+}/a/b", "/a")]
        {
            assert_eq!(labels(pattern, path), None, "{pattern} {path}");
        }
    }

    #[test]
    fn a_fixed_query_is_matched_by_name_and_value() {
        let http = Http { method: "GET", uri: "/things?list-type=2&all" };
        for (query, is_match) in [
            ("?list-type=2&all", true),
            ("?all=&list-type=2&page=1", true),
            ("?list-type=1&all", false),
            ("?other=2&all", false),
            ("?list-type=2", false),
            ("", false),
        ] {
            let request = http::Request::builder().uri(format!("/things{query}")).body(Vec::new()).expect("a request");
            assert_eq!(match_request(http, &request).is_some(), is_match, "{query}");
        }
    }

    #[test]
    fn a_query_is_decoded() {
        assert_eq!(query("a=b%20c&d&"), [("a".to_owned(), "b c".to_owned()), ("d".to_owned(), String::new())]);
    }
}
