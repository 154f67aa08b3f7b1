//! Messages that say what is wrong with a value and not what the value is: it may be a secret that stands where something
//! else belongs, and a message goes into logs.

use std::fmt;

/// serde's messages about a text begin so, after the path to it: `url: invalid type: string "…", expected a list`.
const TEXT: &str = ": string \"";

/// The message of an error, without the text that serde quotes in it.
///
/// Numbers and booleans stay: they say what is wrong, and let nobody in.
pub(crate) fn unquoted(error: &impl fmt::Display) -> String {
    let mut message = error.to_string();
    if let Some(at) = message.find(TEXT) {
        let quote = at + TEXT.len() - 1;
        let end = end_of_quote(&message[quote + 1..]).map_or(message.len(), |length| quote + 1 + length);
        // With the space before it.
        message.replace_range(quote - 1..end, "");
    }
    message
}

/// Where a text ends that is quoted as `Debug` does, its closing quote included.
fn end_of_quote(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.bytes()
        .position(|byte| {
            let closes = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            closes
        })
        .map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_left_out_whatever_is_in_it() {
        for secret in ["https://example.com/?sig=1", "a\"b", "a\\", "\\\"", "", ", expected", ": string \"x"] {
            let error = serde_json::from_value::<bool>(secret.into()).expect_err("it is no boolean");
            assert_eq!(unquoted(&error), "invalid type: string, expected a boolean", "{secret}");
            let error = format!("a: b: {error} at line 1");
            assert_eq!(unquoted(&error), "a: b: invalid type: string, expected a boolean at line 1", "{secret}");
        }
    }

    #[test]
    fn what_is_no_text_stays() {
        let error = serde_json::from_str::<i8>("200").expect_err("it is too large");
        assert_eq!(unquoted(&error), error.to_string());
        assert_eq!(unquoted(&"string \"a\""), "string \"a\"");
    }
}
