//! Parses the JSON of a source, and determines the place of a syntax error.

mod unique;

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::source::{LARGEST, Source, SourceId, Sources};

impl<'a> Sources<'a> {
    /// Adds a text and reads its JSON.
    ///
    /// # Errors
    /// The text is too large, not UTF-8 or not JSON, or an object has a key twice. The diagnostic has the place.
    pub fn read(&mut self, source: Source<'a>) -> Result<(SourceId, Value), Box<Diagnostic>> {
        let id = self.add(source);
        let refuse = |code, place, message: String, help: &str| {
            Box::new(Diagnostic::new(Severity::Error, code, place, message).help(help))
        };
        if source.text.len() > LARGEST {
            let message = format!("the file has more than the {LARGEST} bytes that are read");
            let help = "is this a service model? the largest published one is under 5 MiB";
            return Err(refuse(Code::FileTooLarge, Place::Source(id), message, help));
        }
        let text = std::str::from_utf8(source.text).map_err(|e| {
            let place = Place::Text(id, e.valid_up_to());
            refuse(
                Code::NotUtf8,
                place,
                "the file is not UTF-8 text".into(),
                "give the JSON itself; unpack it if it is compressed",
            )
        })?;
        if text.starts_with('\u{feff}') {
            return Err(refuse(
                Code::ByteOrderMark,
                Place::Text(id, 0),
                "the file begins with a byte order mark".into(),
                "save it without one",
            ));
        }
        let value = unique::read(text).map_err(|e| {
            // The place is in the diagnostic already.
            let (message, place) = (e.to_string(), format!(" at line {} column {}", e.line(), e.column()));
            let message = message.strip_suffix(&place).unwrap_or(&message);
            if e.is_data() {
                let help = "keep one of the two, or give one another name";
                let place = Place::Text(id, key_of(text, offset_of(text, &e)));
                return refuse(Code::DuplicateKey, place, format!("{message} in this object"), help);
            }
            let place = Place::Text(id, offset_of(text, &e));
            refuse(Code::NotJson, place, format!("the file is not JSON: {message}"), syntax_help(&e, text))
        })?;
        Ok((id, value))
    }
}

/// The maximum depth of nesting that serde_json reads.
const DEEPEST: usize = 128;

/// Returns the number of lists and objects that are open at the end of a text.
fn depth(text: &str) -> usize {
    let (mut depth, mut is_string, mut is_escaped) = (0_usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = is_string,
            b'"' => is_string = !is_string,
            b'[' | b'{' if !is_string => depth += 1,
            b']' | b'}' if !is_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    depth
}

fn syntax_help(error: &serde_json::Error, text: &str) -> &'static str {
    if error.is_eof() {
        "the file ends too early: is it complete?"
    } else if depth(&text[..offset_of(text, error)]) >= DEEPEST - 1 {
        "values are nested more than 128 deep, which no service model is"
    } else {
        "check the text at this place"
    }
}

/// Returns the offset of a syntax error. serde_json counts the bytes of a line from 1. At the end of the text it
/// reports the last byte; then the offset is after the last byte that is not white space.
fn offset_of(text: &str, error: &serde_json::Error) -> usize {
    if error.is_eof() {
        return text.trim_end().len();
    }
    let before = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    (before + error.column().saturating_sub(1)).min(text.len())
}

/// Returns the offset of the key whose closing quote is at `end`. In JSON, a quote is escaped only inside of a string.
fn key_of(text: &str, end: usize) -> usize {
    let before = &text.as_bytes()[..end];
    let is_escaped = |at: usize| before[..at].iter().rev().take_while(|&&b| b == b'\\').count() % 2 == 1;
    (0..end).rev().find(|&at| before[at] == b'"' && !is_escaped(at)).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn help(text: &str) -> String {
        let source = Source { name: "a.json", text: text.as_bytes() };
        let error = Sources::default().read(source).expect_err("it is not JSON");
        error.help.map(String::from).unwrap_or_default()
    }

    #[test]
    fn a_key_begins_at_its_quote_that_is_not_escaped() {
        for (text, key) in [(r#"{ "ab"#, r#""ab"#), (r#"{ "a\"b"#, r#""a\"b"#), (r#"{ "a\\"#, r#""a\\"#)] {
            assert_eq!(&text[key_of(text, text.len())..], key);
        }
        let text = r#"{ "x": "a\\", "b"#;
        assert_eq!(&text[key_of(text, text.len())..], "\"b");
    }

    #[test]
    fn the_help_distinguishes_too_many_levels_from_other_errors() {
        let levels = |count: usize| "[\"[\\\"[\", ".repeat(count);
        assert!(help(&"[".repeat(200)).contains("more than 128 deep"));
        assert!(help(&(levels(200) + "1")).contains("more than 128 deep"));
        assert!(help(&(levels(100) + "nul]")).contains("check the text"));
        assert!(help("{} x").contains("check the text"));
        assert!(help("[1,").contains("ends too early"));
    }
}
