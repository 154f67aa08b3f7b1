//! Bodies of CBOR as JSON that is the same for bodies that say the same: lengths may be definite or not, and a float is
//! its value in whatever width. Integers, floats and tags stay apart.

use anyhow::{Context as _, Result, bail, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

/// Returns the value of a body.
///
/// # Errors
/// A body that is not one item of CBOR.
pub(super) fn decoded(body: &[u8]) -> Result<Value> {
    let mut items = Items(body);
    let value = items.item()?.context("a break ends nothing")?;
    ensure!(items.0.is_empty(), "bytes follow the item");
    Ok(value)
}

/// The items that are left.
struct Items<'a>(&'a [u8]);

impl<'a> Items<'a> {
    fn take(&mut self, count: u64) -> Result<&'a [u8]> {
        let split = usize::try_from(count).ok().and_then(|count| self.0.split_at_checked(count));
        let (bytes, rest) = split.context("the body ends within an item")?;
        self.0 = rest;
        Ok(bytes)
    }

    fn number(&mut self, width: u64) -> Result<u64> {
        Ok(self.take(width)?.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    /// Returns the argument of a head; nothing where the length is indefinite.
    fn argument(&mut self, info: u8) -> Result<Option<u64>> {
        Ok(match info {
            0..=23 => Some(info.into()),
            24..=27 => Some(self.number(1 << (info - 24))?),
            31 => None,
            _ => bail!("the head of an item is reserved"),
        })
    }

    /// Returns the next item; nothing where it is a break.
    fn item(&mut self) -> Result<Option<Value>> {
        let head = self.number(1)?.to_le_bytes()[0];
        let (major, info) = (head >> 5, head & 31);
        if major == 7 {
            return self.simple(info);
        }
        let argument = self.argument(info)?;
        let need = || argument.context("the length of an integer is indefinite");
        Ok(Some(match major {
            0 => json!(need()?),
            1 => match i64::try_from(need()?) {
                Ok(number) => json!(-1 - number),
                Err(_) => bail!("an integer is too small"),
            },
            2 => json!({ "bytes": STANDARD.encode(self.string(argument, 2)?) }),
            3 => Value::from(String::from_utf8(self.string(argument, 3)?).context("a text is not UTF-8")?),
            4 => self.items(argument)?.into(),
            5 => self.map(argument)?.into(),
            _ => json!({ format!("tag {}", need()?): self.item()?.context("a tag is of nothing")? }),
        }))
    }

    fn simple(&mut self, info: u8) -> Result<Option<Value>> {
        let float = |number: f64| Some(json!({ "float": format!("{number:?}") }));
        Ok(match info {
            20 | 21 => Some(Value::from(info == 21)),
            22 | 23 => Some(Value::Null),
            25 => float(half(self.number(2)?)),
            26 => float(f32::from_be_bytes(self.take(4)?.try_into()?).into()),
            27 => float(f64::from_be_bytes(self.take(8)?.try_into()?)),
            31 => None,
            _ => bail!("there is no simple value {info}"),
        })
    }

    /// Returns the bytes of a string, which may be in chunks.
    fn string(&mut self, length: Option<u64>, major: u8) -> Result<Vec<u8>> {
        if let Some(length) = length {
            return Ok(self.take(length)?.to_vec());
        }
        let mut all = Vec::new();
        loop {
            let head = self.number(1)?.to_le_bytes()[0];
            if head == 0xFF {
                return Ok(all);
            }
            ensure!(head >> 5 == major, "a chunk of a string is of another type");
            let length = self.argument(head & 31)?.context("a chunk of a string is in chunks")?;
            all.extend_from_slice(self.take(length)?);
        }
    }

    fn items(&mut self, length: Option<u64>) -> Result<Vec<Value>> {
        let mut all = Vec::new();
        while length.is_none_or(|length| length > all.len() as u64) {
            match self.item()? {
                Some(item) => all.push(item),
                None if length.is_none() => break,
                None => bail!("a break ends a list of definite length"),
            }
        }
        Ok(all)
    }

    fn map(&mut self, length: Option<u64>) -> Result<Map<String, Value>> {
        let items = self.items(length.map(|length| length.saturating_mul(2)))?;
        ensure!(items.len() % 2 == 0, "a key of a map has no value");
        let mut all = Map::new();
        for entry in items.chunks_exact(2) {
            let key = entry[0].as_str().context("a key of a map is not text")?;
            ensure!(all.insert(key.to_owned(), entry[1].clone()).is_none(), "a map has the key `{key}` twice");
        }
        Ok(all)
    }
}

/// Returns the number of a float of 16 bits.
fn half(bits: u64) -> f64 {
    let (exponent, fraction) = (bits >> 10 & 31, bits & 1023);
    #[allow(clippy::cast_precision_loss, reason = "ten bits")]
    let fraction = fraction as f64 / 1024.0;
    let number = match exponent {
        0 => fraction * 2f64.powi(-14),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        #[allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "five bits")]
        _ => (1.0 + fraction) * 2f64.powi(exponent as i32 - 15),
    };
    if bits >> 15 == 1 { -number } else { number }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::decoded;

    #[test]
    fn a_value_is_the_same_in_whatever_form() {
        let one_and_a_half = json!({ "float": "1.5" });
        for float in [&b"\xF9\x3E\x00"[..], b"\xFA\x3F\xC0\0\0", b"\xFB\x3F\xF8\0\0\0\0\0\0"] {
            assert_eq!(decoded(float).expect("a float"), one_and_a_half);
        }
        for list in [&b"\x82\x01\x20"[..], b"\x9F\x01\x38\x00\xFF"] {
            assert_eq!(decoded(list).expect("a list"), json!([1, -1]));
        }
        for map in [&b"\xA1\x61a\xF6"[..], b"\xBF\x7F\x61a\xFF\xF7\xFF"] {
            assert_eq!(decoded(map).expect("a map"), json!({ "a": null }));
        }
        assert_eq!(decoded(b"\xC1\x42ab").expect("a tag"), json!({ "tag 1": { "bytes": "YWI=" } }));
        assert_eq!(decoded(b"\xF9\xFC\x00").expect("a float"), json!({ "float": "-inf" }));
    }

    #[test]
    fn a_body_that_is_no_item_is_refused() {
        for body in [&b""[..], b"\xFF", b"\x01\x01", b"\x62a", b"\xA1\x01\x01", b"\x9F\x01", b"\xBF\x61a\xFF"] {
            assert!(decoded(body).is_err(), "{body:?}");
        }
    }
}
