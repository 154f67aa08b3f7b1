//! Simple values as texts: the content of an attribute, or of an element without child elements.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::Timestamp;
use crate::codec::{CodecError, json, parse_non_finite};
use crate::schema::{ShapeDeserializer, TimestampFormat, Traits};

/// A text with its offset in the body. White space around a value is significant in strings only.
pub(crate) struct TextDeserializer<'de> {
    pub(crate) text: Cow<'de, str>,
    pub(crate) offset: usize,
}

/// Implements the methods of a [`ShapeDeserializer`] that read simple values, with the deserializer's own method
/// `text`. The argument of `text` is the expected kind of value, for its error.
macro_rules! read_texts {
    () => {
        read_texts! {
            boolean() -> bool, "a boolean";
            integer(min: i64, max: i64) -> i64, "an integer";
            double() -> f64, "a number";
            big_number() -> String, "a number";
            blob() -> Vec<u8>, "a text in base64";
            timestamp(traits: &$crate::schema::Traits) -> $crate::Timestamp, "a timestamp";
        }

        fn string(&mut self) -> Result<::std::borrow::Cow<'_, str>, $crate::codec::CodecError> {
            Ok(self.text("a string")?.text)
        }
    };
    ($($method:ident($($argument:ident: $ty:ty),*) -> $result:ty, $expected:literal;)*) => {$(
        fn $method(&mut self $(, $argument: $ty)*) -> Result<$result, $crate::codec::CodecError> {
            self.text($expected)?.$method($($argument),*)
        }
    )*};
}
pub(crate) use read_texts;

impl TextDeserializer<'_> {
    fn trimmed(&self) -> &str {
        self.text.trim_matches([' ', '\t', '\r', '\n'])
    }

    fn number(&self) -> Option<f64> {
        let text = self.trimmed();
        let is_number = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
        parse_non_finite(text).or_else(|| text.parse().ok().filter(|number: &f64| is_number && number.is_finite()))
    }

    #[cold]
    fn error(&self, reason: impl Into<Cow<'static, str>>) -> CodecError {
        CodecError::new(reason).at_offset(self.offset)
    }
}

impl ShapeDeserializer for TextDeserializer<'_> {
    fn boolean(&mut self) -> Result<bool, CodecError> {
        match self.trimmed() {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(self.error("the text is neither `true` nor `false`")),
        }
    }

    fn integer(&mut self, min: i64, max: i64) -> Result<i64, CodecError> {
        let value =
            json::number::integer(self.trimmed()).ok_or_else(|| self.error("the text is not an integer of 64 bits"))?;
        if value < min || value > max {
            return Err(self.error(format!("the number is not between {min} and {max}")));
        }
        Ok(value)
    }

    fn double(&mut self) -> Result<f64, CodecError> {
        self.number().ok_or_else(|| self.error("the text is not a number of 64 bits"))
    }

    fn big_number(&mut self) -> Result<String, CodecError> {
        Ok(self.trimmed().to_owned())
    }

    fn string(&mut self) -> Result<Cow<'_, str>, CodecError> {
        Ok(Cow::Borrowed(&self.text))
    }

    /// Base64 may have line breaks.
    fn blob(&mut self) -> Result<Vec<u8>, CodecError> {
        let bytes: Vec<u8> = self.text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
        BASE64.decode(bytes).map_err(|_| self.error("the text is not base64"))
    }

    fn timestamp(&mut self, traits: &Traits) -> Result<Timestamp, CodecError> {
        let name = match traits.timestamp_format {
            Some(TimestampFormat::Text(form)) => form.name,
            Some(TimestampFormat::EpochSeconds) => "epoch-seconds",
            None => "date-time",
        };
        let time = Timestamp::from_text(self.trimmed(), traits.timestamp_format);
        time.ok_or_else(|| self.error(format!("the text is not a timestamp in the {name} format")))
    }

    fn skip(&mut self) -> Result<(), CodecError> {
        Ok(())
    }

    fn invalid(&self, expected: &'static str) -> CodecError {
        self.error(format!("expected {expected}"))
    }
}
