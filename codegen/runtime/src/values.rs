//! The simple types of the service models that Rust has no type for: timestamps and blobs.

use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_core::de::{self, Deserializer, Visitor};
use serde_core::ser::Serializer;
use serde_core::{Deserialize, Serialize};

use crate::Wire;

/// A JSON value of any form, Smithy's `document` type.
pub type Document = serde_json::Value;

/// A point in time, exact to the nanosecond.
///
/// On the wire of the JSON protocols it is a number of seconds since 1970-01-01T00:00:00Z whose
/// fraction is kept to the millisecond, unless the model asks for another format. `Display` and
/// `FromStr` are RFC 3339.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(jiff::Timestamp);

impl Timestamp {
    /// The time `seconds` after 1970-01-01T00:00:00Z; `None` outside the years -9999 to 9999.
    #[must_use]
    pub fn from_secs(seconds: i64) -> Option<Self> {
        jiff::Timestamp::from_second(seconds).ok().map(Self)
    }

    /// The time `millis` milliseconds after 1970-01-01T00:00:00Z; `None` outside the years -9999 to 9999.
    #[must_use]
    pub fn from_millis(millis: i64) -> Option<Self> {
        jiff::Timestamp::from_millisecond(millis).ok().map(Self)
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded towards it.
    #[must_use]
    pub fn as_secs(self) -> i64 {
        self.0.as_second()
    }

    /// Whole milliseconds since 1970-01-01T00:00:00Z, rounded towards it.
    #[must_use]
    pub fn as_millis(self) -> i64 {
        self.0.as_millisecond()
    }

    /// The nearest millisecond to a number of seconds.
    #[allow(clippy::cast_possible_truncation, reason = "out of range saturates, and is then refused")]
    fn from_epoch_seconds(seconds: f64) -> Option<Self> {
        if !seconds.is_finite() {
            return None;
        }
        Self::from_millis((seconds * 1000.0).round() as i64)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A text that is no timestamp of the expected format.
#[derive(Clone, Debug)]
pub struct TimestampError(String);

impl fmt::Display for TimestampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TimestampError {}

impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        let parsed = text.parse().map(Self);
        parsed.map_err(|e: jiff::Error| TimestampError(e.to_string()))
    }
}

impl From<Timestamp> for SystemTime {
    fn from(time: Timestamp) -> Self {
        time.0.into()
    }
}

impl TryFrom<SystemTime> for Timestamp {
    type Error = TimestampError;

    fn try_from(time: SystemTime) -> Result<Self, TimestampError> {
        let converted = jiff::Timestamp::try_from(time).map(Self);
        converted.map_err(|e| TimestampError(e.to_string()))
    }
}

impl Wire for Timestamp {
    /// An integer where there is no fraction, for that is how most clients and services write it.
    #[allow(clippy::cast_precision_loss, reason = "milliseconds of the years -9999 to 9999 fit a double")]
    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.as_millis() {
            whole if whole % 1000 == 0 => to.serialize_i64(whole / 1000),
            millis => to.serialize_f64(millis as f64 / 1000.0),
        }
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let seconds = <f64 as Wire>::read(from)?;
        Self::from_epoch_seconds(seconds)
            .ok_or_else(|| de::Error::custom(format_args!("{seconds} is no time in epoch seconds")))
    }
}

/// The `date-time` timestamp format: RFC 3339, in UTC where we write it.
#[derive(Clone, Copy, Debug)]
pub enum DateTime {}

impl Wire<DateTime> for Timestamp {
    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        // Not the reason, which quotes the text.
        text.parse().map_err(|_: TimestampError| de::Error::custom("this is no time as in RFC 3339"))
    }
}

/// The `http-date` timestamp format: `Tue, 29 Apr 2014 18:30:38 GMT`.
#[derive(Clone, Copy, Debug)]
pub enum HttpDate {}

/// RFC 9110's preferred form of a date.
const HTTP_DATE: &str = "%a, %d %b %Y %H:%M:%S GMT";

impl Wire<HttpDate> for Timestamp {
    const HTTP_DATE: bool = true;

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0.strftime(HTTP_DATE))
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let time = jiff::fmt::rfc2822::parse(&text);
        let time = time.map_err(|_| de::Error::custom("this is no date as in HTTP"))?;
        Ok(Self(time.timestamp()))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        <Self as Wire>::write(self, to)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        <Self as Wire>::read(from)
    }
}

/// Bytes, which the JSON protocols write in base64.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Blob(Vec<u8>);

impl Blob {
    /// The bytes, owned.
    #[must_use]
    pub fn into_vec(self) -> Vec<u8> {
        self.0
    }
}

impl AsRef<[u8]> for Blob {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl<T: Into<Vec<u8>>> From<T> for Blob {
    fn from(bytes: T) -> Self {
        Self(bytes.into())
    }
}

/// The length only: bytes are seldom worth reading, and often not for everybody.
impl fmt::Debug for Blob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Blob({} bytes)", self.0.len())
    }
}

impl Wire for Blob {
    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&BASE64.encode(&self.0))
    }

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_str(BlobVisitor)
    }
}

struct BlobVisitor;

impl Visitor<'_> for BlobVisitor {
    type Value = Blob;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes in base64")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Blob, E> {
        BASE64.decode(text).map(Blob).map_err(E::custom)
    }
}

impl Serialize for Blob {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.write(to)
    }
}

impl<'de> Deserialize<'de> for Blob {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::read(from)
    }
}
