//! Host prefixes (<https://smithy.io/2.0/spec/endpoint-traits.html#endpoint-trait>).

use std::net::{Ipv4Addr, Ipv6Addr};

use http::uri::{Authority, InvalidUri};

use crate::CodecError;

/// The prefix of the endpoint's host, such as `data.`. Requests of operations with a host prefix have it as an
/// extension. [`Endpoint::apply`](crate::Endpoint::apply) puts it before the host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostPrefix(pub String);

impl HostPrefix {
    /// Returns the authority with the prefix before its host. An IP address stays unchanged.
    pub(crate) fn before(&self, authority: Authority) -> Result<Authority, InvalidUri> {
        if is_address(authority.host()) {
            return Ok(authority);
        }
        let (user, host) = authority.as_str().rsplit_once('@').map_or(("", authority.as_str()), |parts| parts);
        let at = if user.is_empty() { "" } else { "@" };
        format!("{user}{at}{}{host}", self.0).parse()
    }
}

/// Returns whether a URL's host is an IP address.
pub(crate) fn is_address(host: &str) -> bool {
    let v6 = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    host.parse::<Ipv4Addr>().is_ok() || v6.is_some_and(|host| host.parse::<Ipv6Addr>().is_ok())
}

/// Replaces the labels in braces by the values of members.
pub(crate) fn fill<'a>(pattern: &str, member: &dyn Fn(&str) -> Option<&'a str>) -> Result<HostPrefix, CodecError> {
    let mut prefix = String::new();
    let mut rest = pattern;
    while let Some((literal, label)) = rest.split_once('{') {
        let (name, after) = label.split_once('}').unwrap_or((label, ""));
        prefix.push_str(literal);
        prefix.push_str(host_label(name, member(name))?);
        rest = after;
    }
    prefix.push_str(rest);
    Ok(HostPrefix(prefix))
}

fn host_label<'a>(name: &str, value: Option<&'a str>) -> Result<&'a str, CodecError> {
    let refuse = |why: &str| Err(CodecError::new(format!("invalid host label `{name}`: the member {why}")));
    match value {
        None => refuse("is not set"),
        Some("") => refuse("is empty"),
        Some(value) if value.len() > 63 => refuse("is longer than 63 characters"),
        Some(value) if value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') => Ok(value),
        Some(_) => refuse("has other characters than letters, digits and `-`"),
    }
}
