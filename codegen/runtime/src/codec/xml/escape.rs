//! Escapes of text and of attribute values.

use crate::codec::CodecError;

/// Appends the text of an element.
///
/// Line ends are escaped as well, because XML 1.0 readers change `\r` to `\n`, and XML 1.1 readers change other
/// characters, too.
pub(super) fn text(to: &mut Vec<u8>, text: &str) -> Result<(), CodecError> {
    escape(to, text, |character| match character {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '\r' => Some("&#xD;"),
        '\n' => Some("&#xA;"),
        '\u{85}' => Some("&#x85;"),
        '\u{2028}' => Some("&#x2028;"),
        _ => None,
    })
}

/// Appends the value of an attribute. A reader changes white space in it to spaces, unless it is escaped.
pub(super) fn attribute(to: &mut Vec<u8>, text: &str) -> Result<(), CodecError> {
    escape(to, text, |character| match character {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\t' => Some("&#x9;"),
        '\r' => Some("&#xD;"),
        '\n' => Some("&#xA;"),
        '\u{85}' => Some("&#x85;"),
        '\u{2028}' => Some("&#x2028;"),
        _ => None,
    })
}

fn escape(to: &mut Vec<u8>, text: &str, escaped: impl Fn(char) -> Option<&'static str>) -> Result<(), CodecError> {
    let mut start = 0;
    for (at, character) in text.char_indices() {
        if !is_allowed(character) {
            return Err(CodecError::new("the text holds a control character, which XML cannot express"));
        }
        if let Some(escape) = escaped(character) {
            to.extend_from_slice(&text.as_bytes()[start..at]);
            to.extend_from_slice(escape.as_bytes());
            start = at + character.len_utf8();
        }
    }
    to.extend_from_slice(&text.as_bytes()[start..]);
    Ok(())
}

/// Returns whether XML 1.0 allows the character, escaped or not.
fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_a_reader_would_change_are_escaped() {
        // The character, and its escapes in text and in an attribute.
        let cases = [
            ("&", "&amp;", "&amp;"),
            ("<", "&lt;", "&lt;"),
            (">", "&gt;", "&gt;"),
            ("\"", "\"", "&quot;"),
            ("'", "'", "'"),
            ("\t", "\t", "&#x9;"),
            ("\n", "&#xA;", "&#xA;"),
            ("\r", "&#xD;", "&#xD;"),
            ("\u{85}", "&#x85;", "&#x85;"),
            ("\u{2028}", "&#x2028;", "&#x2028;"),
            ("ä", "ä", "ä"),
        ];
        for (character, in_text, in_attribute) in cases {
            let (mut element, mut value) = (Vec::new(), Vec::new());
            text(&mut element, &format!("a{character}b")).expect("XML can express it");
            attribute(&mut value, &format!("a{character}b")).expect("XML can express it");
            assert_eq!(element, format!("a{in_text}b").as_bytes(), "{character:?} in text");
            assert_eq!(value, format!("a{in_attribute}b").as_bytes(), "{character:?} in an attribute");
        }
    }
}
