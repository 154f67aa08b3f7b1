//! HTML pages that are received instead of a response: from proxies, captive portals and wrong endpoints.

use std::fmt::Write as _;

/// The number of bytes that are looked at, and the number of characters that are shown.
const LOOKED_AT: usize = 16 * 1024;
const SHOWN: usize = 120;

/// Returns the words at the beginning of an HTML page; `None` if the body is not an HTML page.
#[cold]
pub(crate) fn words(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(&body[..body.len().min(LOOKED_AT)]);
    let text = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
    let page = match text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, rest)) => rest.trim_start(),
        None => text,
    };
    let begins_with = |tag: &str| page.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    let is_html = ["<!doctype html", "<html", "<head", "<body"].into_iter().any(begins_with);
    is_html.then(|| visible(page))
}

/// Returns the text outside of tags, scripts and styles, on one line.
fn visible(page: &str) -> String {
    let mut words = String::new();
    let mut rest = page;
    while let Some((text, tag)) = rest.split_once('<') {
        push_words(&mut words, text);
        let name: String = tag.chars().take_while(char::is_ascii_alphabetic).collect();
        let end = match name.to_ascii_lowercase().as_str() {
            hidden @ ("script" | "style") => {
                let close = format!("</{hidden}");
                tag.to_ascii_lowercase().find(&close).map(|at| &tag[at..])
            }
            _ => Some(tag),
        };
        rest = end.and_then(|tag| tag.split_once('>')).map_or("", |(_, rest)| rest);
        if words.chars().count() >= SHOWN {
            break;
        }
    }
    push_words(&mut words, rest);
    match words.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}

fn push_words(to: &mut String, text: &str) {
    for word in text.split_whitespace() {
        let space = if to.is_empty() { "" } else { " " };
        // Writing to a string does not fail.
        let _ = write!(to, "{space}{word}");
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn the_words_of_a_page_are_shown() {
        for (page, expected) in [
            ("<!DOCTYPE html>\n<html><head><title>Sign in</title></head>", Some("Sign in")),
            (
                "\u{FEFF} <HTML><style>a{b}</style><script>1 < 2</script><h1>Not\n found</h1>nginx",
                Some("Not found nginx"),
            ),
            ("<?xml version=\"1.0\"?>\n<!DOCTYPE html><html>x", Some("x")),
            ("<html/>", Some("")),
            ("<Error><Code>html</Code></Error>", None),
            ("{\"a\": \"<html>\"}", None),
            ("", None),
        ] {
            assert_eq!(words(page.as_bytes()).as_deref(), expected, "{page}");
        }
        let long = words(format!("<html>{}", "ä ".repeat(100_000)).as_bytes()).expect("a page");
        assert_eq!(long.chars().count(), 121);
    }
}
