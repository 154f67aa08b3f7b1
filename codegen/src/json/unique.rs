//! Parses JSON in which no object has a key twice. The meaning of such an object is undefined in JSON. serde_json
//! silently keeps the last value, so that a part of a model could be lost without notice.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

/// Parses a whole text. A number beyond the range of `f64` becomes a string, so that it is an error only if the model
/// requires a number there. Syntax errors are those of serde_json. A repeated key is the only error for which `is_data`
/// is true, because any value is accepted.
pub(super) fn read(text: &str) -> Result<Value, serde_json::Error> {
    match parse(text) {
        // The place of an error must be that in the original text.
        Err(error) if error.is_syntax() => {
            let quoted = with_large_numbers_quoted(text);
            if quoted == text { Err(error) } else { parse(&quoted).map_err(|_| error) }
        }
        read => read,
    }
}

/// Returns the text with quotes around each number that is too large.
fn with_large_numbers_quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c == '"' || c == '-' || c.is_ascii_digit()) {
        quoted.push_str(&rest[..at]);
        rest = &rest[at..];
        let is_number = !rest.starts_with('"');
        let end = if is_number {
            rest.find(|c: char| !matches!(c, '0'..='9' | '+' | '-' | '.' | 'e' | 'E')).unwrap_or(rest.len())
        } else {
            string_end(rest)
        };
        let (token, after) = rest.split_at(end);
        let is_large = is_number && token.parse::<f64>().is_ok_and(f64::is_infinite);
        let quote = if is_large { "\"" } else { "" };
        quoted.extend([quote, token, quote]);
        rest = after;
    }
    quoted + rest
}

/// Returns the end of a string that begins a text.
fn string_end(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    });
    end.map_or(text.len(), |at| at + 2)
}

fn parse(text: &str) -> Result<Value, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = Unique.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// Deserializes a value, and rejects objects with a repeated key.
struct Unique;

impl<'de> DeserializeSeed<'de> for Unique {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Unique {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = access.next_element_seed(Self)? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = access.next_key::<String>()? {
            match map.entry(key) {
                Entry::Vacant(entry) => drop(entry.insert(access.next_value_seed(Self)?)),
                // Before the value is read, so that the error has the place of the key.
                Entry::Occupied(entry) => {
                    return Err(A::Error::custom(format!("the key `{}` appears twice", entry.key())));
                }
            }
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_what_serde_json_reads() {
        let text =
            r#"{ "a": [null, true, -1, 18446744073709551615, 1.5, 1e300, "x", "\u00e4\n"], "b": { "a": {} }, "": [] }"#;
        let expected: Value = serde_json::from_str(text).expect("it is JSON");
        let read = read(text).expect("it is JSON");
        assert_eq!(read, expected);
        assert_eq!(read.to_string(), expected.to_string(), "the order of keys stays");
    }

    #[test]
    fn what_is_no_json_is_refused_as_serde_json_refuses_it() {
        for text in ["", "{", "[1,]", "{} x", "[1e999", "\"\\ud800\"", "nul"] {
            let expected = serde_json::from_str::<Value>(text).expect_err("it is not JSON").to_string();
            assert_eq!(read(text).expect_err("it is not JSON").to_string(), expected);
        }
        let deep = "[".repeat(200);
        assert!(read(&deep).expect_err("too deep").to_string().starts_with("recursion limit exceeded"));
    }

    #[test]
    fn a_number_beyond_all_numbers_is_a_text() {
        let read = read(r#"{ "1e999": [1e999, -1E+400, 1e308, "\" 1e999", 1], "a": 1e-999 }"#).expect("it is read");
        assert_eq!(read.to_string(), r#"{"1e999":["1e999","-1E+400",1e+308,"\" 1e999",1],"a":0.0}"#);
    }

    #[test]
    fn a_key_is_found_that_is_there_already_however_it_is_written() {
        let error = read("{\n  \"a\": { \"b\": 1, \"c\": 2,\n    \"\\u0062\": 3 }\n}").expect_err("`b` appears twice");
        assert_eq!(error.to_string(), "the key `b` appears twice at line 3 column 12");
        read(r#"{ "a": { "b": 1 }, "b": { "a": 1 }, "c": [{ "a": 1 }, { "a": 1 }] }"#).expect("each is there once");
    }
}
