//! The URI of a request: a pattern with its labels filled in, and a query.

use std::fmt::Write as _;

use crate::codec::CodecError;

/// Returns the path and query for a pattern such as `/things/{thingId}/{path+}?static=1`.
///
/// 1. The pattern's fixed query is cut off, and so is a first label that is a part of the endpoint's URL.
/// 2. In the path, each label is replaced by its encoded value. The value of a greedy label, `{path+}`, keeps its
///    slashes. That of `{id/}` loses the part up to its last slash. That of `{accountId=-}` is a hyphen if the member
///    is not set.
/// 3. The fixed query is appended, then the encoded members that are bound to the query.
/// 4. Entries of maps follow, except those whose name is already in the query.
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
    if let Some(name) = label.strip_suffix('+') {
        encode(uri, value_of(name, values)?, true);
    } else if let Some(name) = label.strip_suffix('/') {
        let value = value_of(name, values)?;
        let segment = value.rsplit('/').next().unwrap_or(value);
        encode(uri, checked(name, segment)?, false);
    } else if let Some((name, default)) = label.split_once('=') {
        let is_set = values.iter().any(|(bound, _)| *bound == name);
        encode(uri, if is_set { value_of(name, values)? } else { default }, false);
    } else {
        encode(uri, value_of(label, values)?, false);
    }
    Ok(())
}

fn value_of<'a>(name: &str, values: &'a [(&'static str, String)]) -> Result<&'a str, CodecError> {
    match values.iter().find(|(bound, _)| *bound == name) {
        Some((_, value)) => checked(name, value),
        None => Err(CodecError::new(format!("`{name}` is a part of the URI, and it is not set"))),
    }
}

/// Returns the value of a label. An empty value, `.` and `..` are errors: HTTP clients drop such segments, and the URI
/// would be that of another operation.
fn checked<'a>(name: &str, value: &'a str) -> Result<&'a str, CodecError> {
    match value {
        "" => Err(CodecError::new(format!("`{name}` is a part of the URI, and it is empty"))),
        "." | ".." => Err(CodecError::new(format!(
            "`{name}` is a part of the URI, and it is `{value}`, which stands for another path"
        ))),
        _ => Ok(value),
    }
}

/// Percent-encodes all characters but RFC 3986's unreserved ones.
fn encode(uri: &mut String, text: &str, keep_slashes: bool) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => uri.push(byte.into()),
            b'/' if keep_slashes => uri.push('/'),
            // Writing to a `String` does not fail.
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

    #[test]
    fn only_the_last_segment_of_some_labels_is_written() {
        let zone = |id| written("/zones/{Id/}/rrset", &[("Id", id)]);
        assert_eq!(zone("/hostedzone/Z1"), Ok("/zones/Z1/rrset".to_owned()));
        assert_eq!(zone("Z1"), Ok("/zones/Z1/rrset".to_owned()));
        assert_eq!(zone("/hostedzone/"), Err("`Id` is a part of the URI, and it is empty".to_owned()));
    }

    #[test]
    fn some_labels_have_a_default() {
        let vaults = |labels: &[(&'static str, &str)]| written("/{accountId=-}/vaults", labels);
        assert_eq!(vaults(&[]), Ok("/-/vaults".to_owned()));
        assert_eq!(vaults(&[("accountId", "123456789012")]), Ok("/123456789012/vaults".to_owned()));
        assert_eq!(vaults(&[("accountId", "")]), Err("`accountId` is a part of the URI, and it is empty".to_owned()));
    }

    #[test]
    fn dots_are_no_value_of_a_label() {
        for pattern in ["/things/{id}", "/things/{id+}", "/things/{id/}", "/things/{id=-}"] {
            for dots in [".", ".."] {
                let message = format!("`id` is a part of the URI, and it is `{dots}`, which stands for another path");
                assert_eq!(written(pattern, &[("id", dots)]), Err(message), "{pattern}");
            }
            assert_eq!(written(pattern, &[("id", "a.")]), Ok("/things/a.".to_owned()), "{pattern}");
        }
    }
}
