//! Finds URLs in prose and decides which link targets may be kept.
//!
//! Of Markdown, only the characters that are valid inside of `<>` and `()` matter here.

use std::ops::Range;

/// Returns the target of a link, escaped for `[text](target)`. `None` if it is not an absolute HTTP URL.
pub(super) fn target(href: &str) -> Option<String> {
    let href = href.trim();
    let host = &href[scheme_len(href)?..];
    if !host.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let mut encoded = String::with_capacity(href.len());
    for byte in href.bytes() {
        // `(` and `)` would have to be balanced, `;` may end an entity, and `'` may begin a title.
        if is_url_char(byte) && !b"()';".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    Some(encoded)
}

/// Returns the range of the first URL in a word without white space, without the punctuation at the end of a sentence.
pub(super) fn find(word: &str) -> Option<Range<usize>> {
    let mut from = 0;
    while let Some(at) = word[from..].find("://") {
        let colon = from + at;
        from = colon + "://".len();
        let Some(start) = scheme_start(&word.as_bytes()[..colon]) else { continue };
        let len = word[from..].bytes().take_while(|&byte| byte.is_ascii_graphic() && !b"\"`\\".contains(&byte)).count();
        let end = from + trimmed_len(&word[from..from + len]);
        if end > from {
            return Some(start..end);
        }
    }
    None
}

/// Returns whether a URL of [`find`] is an address rather than a pattern such as `https://{bucket}.example.com`.
pub(super) fn is_address(url: &str) -> bool {
    let Some(scheme) = scheme_len(url) else { return false };
    let host = url[scheme..].split(['/', '?', '#']).next().unwrap_or_default();
    host.starts_with(|c: char| c.is_ascii_alphanumeric())
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._:@%".contains(&byte))
        && url.bytes().all(is_url_char)
}

fn scheme_len(url: &str) -> Option<usize> {
    ["https://", "http://"]
        .iter()
        .find(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
        .map(|scheme| scheme.len())
}

fn scheme_start(before_colon: &[u8]) -> Option<usize> {
    ["https", "http"]
        .iter()
        .filter_map(|scheme| before_colon.len().checked_sub(scheme.len()).map(|start| (scheme, start)))
        .find(|(scheme, start)| before_colon[*start..].eq_ignore_ascii_case(scheme.as_bytes()))
        .map(|(_, start)| start)
}

fn is_url_char(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte)
}

/// Returns the length of `url` without punctuation at its end, and without closing brackets whose opening brackets are
/// before it.
fn trimmed_len(url: &str) -> usize {
    let count = |wanted: u8| url.bytes().filter(|&byte| byte == wanted).count();
    let mut surplus: Vec<(u8, usize)> = [(b'(', b')'), (b'<', b'>'), (b'[', b']'), (b'{', b'}')]
        .iter()
        .map(|&(open, close)| (close, count(close).saturating_sub(count(open))))
        .collect();
    let mut len = url.len();
    for &byte in url.as_bytes().iter().rev() {
        if let Some((_, left)) = surplus.iter_mut().find(|(close, left)| *close == byte && *left > 0) {
            *left -= 1;
        } else if !b".,;:!?'*".contains(&byte) {
            break;
        }
        len -= 1;
    }
    len
}
