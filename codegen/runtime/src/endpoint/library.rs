//! The functions of the rules engine (<https://smithy.io/2.0/additional-specs/rules-engine/standard-library.html>).

/// The parts of an Amazon Resource Name (ARN).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Arn<'a> {
    /// The partition, such as `aws`.
    pub partition: &'a str,
    /// The service, such as `dynamodb`.
    pub service: &'a str,
    /// The region. It is empty for a resource without a region.
    pub region: &'a str,
    /// The account id. It is empty for a resource without an account.
    pub account_id: &'a str,
    /// The resource id, split at `/` and `:`.
    pub resource_id: Vec<&'a str>,
}

impl<'a> Arn<'a> {
    /// Parses an ARN. Returns `None` for any other text.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.splitn(6, ':');
        let mut next = || parts.next();
        let (arn, partition, service, region, account_id, resource) =
            (next()?, next()?, next()?, next()?, next()?, next()?);
        if arn != "arn" || [partition, service, resource].contains(&"") {
            return None;
        }
        Some(Self { partition, service, region, account_id, resource_id: resource.split(['/', ':']).collect() })
    }
}

/// The parts of an endpoint's URL.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Url<'a> {
    /// `http` or `https`.
    pub scheme: &'a str,
    /// The host, with its port if it has one.
    pub authority: &'a str,
    /// The path as written.
    pub path: &'a str,
    /// The path with a slash at both ends.
    pub normalized_path: String,
    /// True if the host is an IP address.
    pub is_ip: bool,
}

impl<'a> Url<'a> {
    /// Parses a URL. Returns `None` for any other text, and for a URL with a query.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        let uri: http::Uri = text.parse().ok()?;
        let (scheme, rest) = text.split_once("://")?;
        let is_known = matches!(scheme, "http" | "https");
        if !is_known || uri.query().is_some() || text.contains(['?', '#']) {
            return None;
        }
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let inner = path.trim_matches('/');
        let normalized_path = if inner.is_empty() { "/".to_owned() } else { format!("/{inner}/") };
        let host = uri.host()?.trim_matches(['[', ']']);
        let is_ip = host.parse::<std::net::IpAddr>().is_ok();
        Some(Self { scheme, authority, path, normalized_path, is_ip })
    }
}

/// Returns whether a text is a valid host label. With `subdomains`, it may be several labels with dots between them.
#[must_use]
pub fn is_host_label(text: &str, subdomains: bool) -> bool {
    if subdomains {
        return text.split('.').all(|label| is_host_label(label, false));
    }
    (1..=63).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// Returns whether a bucket of this name can have its own virtual host.
#[must_use]
pub fn is_bucket_label(text: &str, subdomains: bool) -> bool {
    (3..=63).contains(&text.len())
        && !text.bytes().any(|b| b.is_ascii_uppercase())
        && text.parse::<std::net::Ipv4Addr>().is_err()
        && is_host_label(text, subdomains)
}

/// Returns the bytes from `start` to `stop`, counted from the end with `reverse`. Returns `None` if the text is
/// shorter, or not ASCII.
#[must_use]
pub fn substring(text: &str, start: usize, stop: usize, reverse: bool) -> Option<&str> {
    if start >= stop || stop > text.len() || !text.is_ascii() {
        return None;
    }
    if reverse { text.get(text.len() - stop..text.len() - start) } else { text.get(start..stop) }
}

/// Percent-encodes all characters but letters, digits, `-`, `_`, `.` and `~`.
#[must_use]
pub fn uri_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_has_six_parts_of_which_three_are_never_empty() {
        let arn = Arn::parse("arn:aws:kinesis::123456789012:stream/one:two/three").expect("an ARN");
        assert_eq!((arn.partition, arn.service, arn.region, arn.account_id), ("aws", "kinesis", "", "123456789012"));
        assert_eq!(arn.resource_id, ["stream", "one", "two", "three"]);
        for none in ["", "table", "arn:aws:s3", "arn:aws:s3:::", "arn::s3:::b", "arn:aws::::b", "urn:aws:s3:::b"] {
            assert_eq!(Arn::parse(none), None, "{none}");
        }
    }

    #[test]
    fn a_url_has_a_path_as_it_is_written_and_one_between_slashes() {
        for (text, authority, path, normalized, is_ip) in [
            ("https://example.com", "example.com", "", "/", false),
            ("http://example.com:80/foo/bar", "example.com:80", "/foo/bar", "/foo/bar/", false),
            ("https://127.0.0.1/", "127.0.0.1", "/", "/", true),
            ("https://[fe80::1]:8443", "[fe80::1]:8443", "", "/", true),
        ] {
            let url = Url::parse(text).expect("a URL");
            let parts = (url.authority, url.path, &*url.normalized_path, url.is_ip);
            assert_eq!(parts, (authority, path, normalized, is_ip), "{text}");
        }
        for none in [
            "",
            "example.com",
            "/path",
            "ftp://example.com",
            "https://example.com/?a=b",
            "https://example.com/?",
            "https://example.com/#a",
            "https://",
        ] {
            assert_eq!(Url::parse(none), None, "{none}");
        }
    }

    #[test]
    fn labels_are_those_of_host_names() {
        let long = "a".repeat(63);
        for (text, one, many) in [
            ("a-1", true, true),
            (&long, true, true),
            (&format!("{long}a"), false, false),
            ("", false, false),
            ("a.b", false, true),
            ("a..b", false, false),
            ("-a", false, false),
            ("a-", false, false),
            ("a_b", false, false),
        ] {
            assert_eq!((is_host_label(text, false), is_host_label(text, true)), (one, many), "{text}");
        }
        for (text, is) in [("abc", true), ("ab", false), ("Abc", false), ("127.0.0.1", false), ("a.bc", true)] {
            assert_eq!(is_bucket_label(text, true), is, "{text}");
        }
    }

    #[test]
    fn a_part_of_a_text_is_counted_from_either_end() {
        assert_eq!(substring("abcdef", 0, 2, false), Some("ab"));
        assert_eq!(substring("abcdef", 0, 2, true), Some("ef"));
        assert_eq!(substring("abcdef", 1, 6, true), Some("abcde"));
        for (start, stop) in [(2, 2), (3, 2), (0, 7)] {
            assert_eq!(substring("abcdef", start, stop, false), None);
        }
        for reverse in [false, true] {
            assert_eq!(substring("äbc", 0, 1, reverse), None);
            assert_eq!(substring("äbc", 0, 2, reverse), None);
        }
    }

    #[test]
    fn what_is_reserved_in_a_url_is_encoded() {
        assert_eq!(uri_encode("aZ0-_.~ /ä"), "aZ0-_.~%20%2F%C3%A4");
    }
}
