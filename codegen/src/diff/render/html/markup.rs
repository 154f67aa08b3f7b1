//! Markup around texts. Nothing in a model can become markup, because every text goes through [`escape`].

use std::fmt::Write as _;

use crate::diff::change::Level;

/// A level as a word with a colour.
pub(super) fn badge(level: Level) -> String {
    format!("<span class=\"badge {level}\">{level}</span>")
}

/// A text of a model, which becomes neither an element nor the end of an attribute, and moves nothing around it.
pub(super) fn escape(text: &str) -> String {
    const MOST: usize = 2000;
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars().take(MOST) {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c if crate::rust::docs::is_hidden(c) => escaped.push('\u{FFFD}'),
            c => escaped.push(c),
        }
    }
    if text.chars().nth(MOST).is_some() {
        escaped.push('…');
    }
    escaped
}

/// A sentence in which names stand between backticks.
pub(super) fn sentence(text: &str) -> String {
    let mut marked = String::new();
    let parts: Vec<&str> = text.split('`').collect();
    for (index, part) in parts.iter().enumerate() {
        // A backtick that is not closed is a backtick.
        let is_closed = index + 1 < parts.len();
        match (index % 2, is_closed) {
            (0, _) => marked.push_str(&escape(part)),
            (_, true) => {
                let _ = write!(marked, "<code>{}</code>", escape(part));
            }
            (_, false) => {
                let _ = write!(marked, "`{}", escape(part));
            }
        }
    }
    marked
}

#[cfg(test)]
mod tests {
    use super::{escape, sentence};

    #[test]
    fn a_text_of_a_model_is_no_markup() {
        let hostile = "</script><img src=x onerror='a()'>\" & \u{202E}\u{7}";
        let escaped = escape(hostile);
        assert!(!escaped.contains(['<', '>', '"', '\'', '\u{202E}', '\u{7}']), "{escaped}");
        for text in [format!("the value `{hostile}` is new"), format!("`a`{hostile}`b"), "`".repeat(5) + hostile] {
            let marked = sentence(&text).replace("<code>", "").replace("</code>", "");
            assert!(!marked.contains(['<', '>', '"', '\'']), "{marked}");
        }
        assert_eq!(sentence("the `a` of `b`"), "the <code>a</code> of <code>b</code>");
        assert!(escape(&"x".repeat(5000)).chars().count() < 2100);
    }
}
