//! Skips the values of unknown members. Their form is checked, they are not decoded, and the depth of nesting is not
//! limited.

use super::number::number_end;
use super::text::RawString;
use crate::codec::CodecError;

/// Returns the offset after the value that begins at `start`.
pub(super) fn value_end(body: &[u8], start: usize) -> Result<usize, CodecError> {
    let mut open: Vec<u8> = Vec::new();
    let mut at = start;
    loop {
        at = white_space_end(body, at);
        match body.get(at) {
            Some(&bracket @ (b'{' | b'[')) => {
                // In ASCII, the closing bracket and the closing brace are two after the opening ones.
                let close = bracket + 2;
                let first = white_space_end(body, at + 1);
                if body.get(first) != Some(&close) {
                    open.push(close);
                    at = if bracket == b'{' { key_end(body, first)? } else { first };
                    continue;
                }
                at = first + 1;
            }
            _ => at = scalar_end(body, at)?,
        }
        match after_value(body, at, &mut open)? {
            (end, true) => return Ok(end),
            (next, false) => at = next,
        }
    }
}

/// Closes the lists and objects that end after a value. Returns the offset of the next value, or the offset after the
/// outermost one and `true`.
fn after_value(body: &[u8], mut at: usize, open: &mut Vec<u8>) -> Result<(usize, bool), CodecError> {
    while let Some(&close) = open.last() {
        at = white_space_end(body, at);
        match body.get(at) {
            Some(b',') if close == b'}' => return Ok((key_end(body, white_space_end(body, at + 1))?, false)),
            Some(b',') => return Ok((at + 1, false)),
            Some(&byte) if byte == close => {
                open.pop();
                at += 1;
            }
            _ => return Err(CodecError::new("expected `,` or the end of a list or an object").at_offset(at)),
        }
    }
    Ok((at, true))
}

/// Returns the offset after the colon of the key that begins at `at`.
fn key_end(body: &[u8], at: usize) -> Result<usize, CodecError> {
    if body.get(at) != Some(&b'"') {
        return Err(CodecError::new("expected the name of a member").at_offset(at));
    }
    let (_, end) = RawString::scan(body, at + 1)?;
    let colon = white_space_end(body, end);
    match body.get(colon) {
        Some(b':') => Ok(colon + 1),
        _ => Err(CodecError::new("expected `:`").at_offset(colon)),
    }
}

fn scalar_end(body: &[u8], at: usize) -> Result<usize, CodecError> {
    let word = ["null", "true", "false"].iter().find(|word| body[at..].starts_with(word.as_bytes()));
    let end = match (body.get(at), word) {
        (Some(b'"'), _) => return RawString::scan(body, at + 1).map(|(_, end)| end),
        (_, Some(word)) => Some(at + word.len()),
        (_, None) => number_end(body, at),
    };
    end.ok_or_else(|| CodecError::new("expected a value").at_offset(at))
}

#[inline]
pub(super) fn white_space_end(body: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\t' | b'\r') = body.get(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::value_end;

    #[test]
    fn a_value_ends_where_it_is_complete() {
        for text in
            ["1", "\"a\\\"b\"", "[]", "{}", "[ 1 , [ ] , {} ]", r#"{"a":{"b":[1,{"c":null}]},"d":-1.5e3}"#, "true"]
        {
            assert_eq!(value_end(format!("{text}, 1").as_bytes(), 0), Ok(text.len()), "{text}");
        }
    }

    #[test]
    fn a_value_of_any_depth_is_passed_over() {
        let deep = format!("{}{}", "[".repeat(1_000_000), "]".repeat(1_000_000));
        assert_eq!(value_end(deep.as_bytes(), 0), Ok(deep.len()));
    }

    #[test]
    fn what_is_not_json_is_refused() {
        for text in [
            "",
            "[",
            "{",
            "[1",
            "[1,]",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "{1:1}",
            "nul",
            "[1 2]",
            "\"a",
            "\"\\x\"",
            "[}",
            "01",
        ] {
            let end = value_end(text.as_bytes(), 0);
            assert!(end.is_err(), "{text}: {end:?}");
        }
    }
}
