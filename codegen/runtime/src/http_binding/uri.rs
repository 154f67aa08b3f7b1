//! The URI of a request: a pattern with its labels filled in, and a query.

use std::fmt::Write as _;

use crate::codec::CodecError;

/// The path and query for a pattern such as `/things/{thingId}/{path+}?static=1`.
///
/// 1. The pattern's fixed query is cut off, and so is a first label that is a part of the endpoint's URL.
/// 2. In the path each label gives way to its value, encoded; a greedy one keeps its slashes.
/// 3. The fixed query comes back, and after it the members that are bound to the query, encoded.
/// 4. Entries of maps follow, but not those whose name is already in the query.
pub(super) fn path_and_query(
    pattern: &str,
    labels: &[(&'static str, String)],
    query: &[(&'static str, String)],
    query_maps: &[(String, String)],
) -> Result<String, CodecError> {
    let (mut rest, fixed) = pattern.split_once('?').map_or((pattern, ""), |(path, query)| (path, query));
    if let Some((label, after)) = rest.strip_prefix("/{").and_then(|rest| rest.split_once("!}")) {
        value_of(label, labels)?;
        rest = if after.is_empty() { "/" } else { after };
    }
    let mut uri = String::with_capacity(pattern.len() + 32);
    while let Some((literal, label, after)) = next_label(rest) {
        uri.push_str(literal);
        push_label(&mut uri, label, labels)?;
        rest = after;
    }
    uri.push_str(rest);
    let mut separator = '?';
    if !fixed.is_empty() {
        uri.push(separator);
        uri.push_str(fixed);
        separator = '&';
    }
    let is_fixed = |name: &str| fixed.split('&').any(|part| part.split('=').next() == Some(name));
    let free = |name: &str| !is_fixed(name) && query.iter().all(|(bound, _)| *bound != name);
    let members = query.iter().map(|(name, value)| (*name, value));
    let entries = query_maps.iter().map(|(name, value)| (name.as_str(), value)).filter(|(name, _)| free(name));
    for (name, value) in members.chain(entries) {
        uri.push(separator);
        encode(&mut uri, name, false);
        uri.push('=');
        encode(&mut uri, value, false);
        separator = '&';
    }
    Ok(uri)
}

/// Splits a pattern at its next label: the text before it, the label without braces, and the text after it.
fn next_label(pattern: &str) -> Option<(&str, &str, &str)> {
    let (literal, rest) = pattern.split_once('{')?;
    let (label, after) = rest.split_once('}')?;
    Some((literal, label, after))
}

fn push_label(uri: &mut String, label: &str, values: &[(&'static str, String)]) -> Result<(), CodecError> {
    let (name, greedy) = label.strip_suffix('+').map_or((label, false), |name| (name, true));
    encode(uri, value_of(name, values)?, greedy);
    Ok(())
}

/// Returns the value of a label, which must not be empty: the URI would be another operation's.
fn value_of<'a>(name: &str, values: &'a [(&'static str, String)]) -> Result<&'a str, CodecError> {
    match values.iter().find(|(bound, _)| *bound == name).map(|(_, value)| value.as_str()) {
        Some("") => Err(CodecError::new(format!("`{name}` is a part of the URI, and it is empty"))),
        None => Err(CodecError::new(format!("`{name}` is a part of the URI, and it is not set"))),
        Some(value) => Ok(value),
    }
}

/// Encodes all but RFC 3986's unreserved characters.
fn encode(uri: &mut String, text: &str, keep_slashes: bool) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => uri.push(byte.into()),
            b'/' if keep_slashes => uri.push('/'),
            // A `String` takes whatever is written to it.
            _ => drop(write!(uri, "%{byte:02X}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pattern: &str, labels: &[(&'static str, &str)]) -> Result<String, String> {
        let labels: Vec<_> = labels.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
        path_and_query(pattern, &labels, &[], &[]).map_err(|error| error.to_string())
    }

    #[test]
    fn a_label_of_the_endpoint_is_required_and_not_written() {
        let both = [("Bucket", "b"), ("Key", "a/b c")];
        assert_eq!(written("/{Bucket!}/{Key+}?acl", &both), Ok("/a/b%20c?acl".to_owned()));
        assert_eq!(written("/{Bucket!}/{Key+}", &[("Bucket", "b"), ("Key", "/a//b")]), Ok("//a//b".to_owned()));
        assert_eq!(written("/{Bucket!}?location", &both), Ok("/?location".to_owned()));
        assert_eq!(written("/{Bucket!}", &both), Ok("/".to_owned()));
        let error = |why: &str| Err(format!("`Bucket` is a part of the URI, and it is {why}"));
        assert_eq!(written("/{Bucket!}/{Key+}", &[("Key", "b/k")]), error("not set"));
        assert_eq!(written("/{Bucket!}/{Key+}", &[("Bucket", ""), ("Key", "b/k")]), error("empty"));
    }
}
