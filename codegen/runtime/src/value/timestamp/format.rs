//! The formats of timestamps.

use super::Timestamp;

/// The format of a timestamp.
#[derive(Clone, Copy, Debug)]
pub enum TimestampFormat {
    /// A number of seconds since 1970-01-01T00:00:00Z, with a fraction.
    EpochSeconds,
    /// A text. The functions are part of the value, so that a program links only the formats that its service uses.
    Text(&'static TimestampText),
}

/// A format in which a timestamp is a text.
#[derive(Debug)]
pub struct TimestampText {
    /// The name, for messages.
    pub name: &'static str,
    /// Writes a timestamp.
    pub format: fn(Timestamp) -> String,
    /// Parses a timestamp; `None` if the text is not one.
    pub parse: fn(&str) -> Option<Timestamp>,
    /// True if the text holds a comma, as dates of HTTP do.
    pub has_comma: bool,
}

impl TimestampFormat {
    /// The `date-time` format of RFC 3339: `1985-04-12T23:20:50.52Z`.
    pub const DATE_TIME: Self = Self::Text(&TimestampText {
        name: "date-time",
        format: Timestamp::to_date_time,
        parse: Timestamp::parse_date_time,
        has_comma: false,
    });

    /// The `http-date` format of RFC 9110: `Tue, 29 Apr 2014 18:30:38 GMT`.
    pub const HTTP_DATE: Self = Self::Text(&TimestampText {
        name: "http-date",
        format: Timestamp::to_http_date,
        parse: Timestamp::parse_http_date,
        has_comma: true,
    });
}

impl Timestamp {
    /// Parses a text in the model's format, otherwise as a number of seconds or milliseconds, otherwise as RFC 3339.
    pub(crate) fn from_text(text: &str, format: Option<TimestampFormat>) -> Option<Self> {
        let in_form = match format {
            Some(TimestampFormat::Text(form)) => (form.parse)(text),
            _ => None,
        };
        // `str::parse` also accepts the names of infinity and NaN.
        let is_number = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
        let number = || text.parse().ok().filter(|_| is_number).and_then(Self::from_epoch);
        in_form.or_else(number).or_else(|| Self::parse_date_time(text))
    }
}
