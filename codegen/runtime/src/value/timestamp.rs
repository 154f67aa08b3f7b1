//! Points in time, and the three formats in which the protocols write them.
//!
//! The calendar is implemented here and not taken from a library, because services write the last second of the year
//! 9999 for "never", and libraries with time zones end before it.

mod calendar;
mod format;
mod parse;

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

pub use format::{TimestampFormat, TimestampText};

use calendar::{MONTHS, SECONDS_PER_DAY, date_of_days};

/// A point in time of the years 1 to 9999, exact to the nanosecond.
///
/// In JSON it is a number of seconds since 1970-01-01T00:00:00Z with a fraction kept to the millisecond, unless the model
/// asks for another form. `Display` and `FromStr` are RFC 3339.
///
/// Services also write other formats than the model's. The following are therefore read in place of every format: a
/// number of seconds, also as text; a number of milliseconds; RFC 3339 with any offset. A number is in milliseconds if
/// it would be outside of the years 1 to 9999 in seconds, that is, beyond 253,402,300,799 or before -62,135,596,800. A
/// time that is outside of these years in milliseconds, too, cannot be read.
///
/// ```
/// use codegen_runtime::Timestamp;
///
/// let never: Timestamp = "9999-12-31T23:59:59Z".parse().unwrap();
/// assert_eq!(never.as_secs(), 253_402_300_799);
/// assert_eq!(Timestamp::from_millis(1500).unwrap().to_string(), "1970-01-01T00:00:01.5Z");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    /// Whole seconds since 1970, rounded down.
    seconds: i64,
    /// The nanoseconds after `seconds`, below 1,000,000,000.
    nanos: u32,
}

/// 0001-01-01T00:00:00Z.
const FIRST: i64 = -62_135_596_800;
/// 9999-12-31T23:59:59Z.
const LAST: i64 = 253_402_300_799;
const NANOS_PER_SECOND: i128 = 1_000_000_000;

impl Timestamp {
    fn new(seconds: i64, nanos: u32) -> Option<Self> {
        (FIRST..=LAST).contains(&seconds).then_some(Self { seconds, nanos })
    }

    fn from_nanos(nanos: i128) -> Option<Self> {
        let seconds = i64::try_from(nanos.div_euclid(NANOS_PER_SECOND)).ok()?;
        Self::new(seconds, u32::try_from(nanos.rem_euclid(NANOS_PER_SECOND)).ok()?)
    }

    fn as_nanos(self) -> i128 {
        i128::from(self.seconds) * NANOS_PER_SECOND + i128::from(self.nanos)
    }

    /// Returns the time `seconds` after 1970-01-01T00:00:00Z; `None` outside the years 1 to 9999.
    #[must_use]
    pub fn from_secs(seconds: i64) -> Option<Self> {
        Self::new(seconds, 0)
    }

    /// Returns the time `millis` milliseconds after 1970-01-01T00:00:00Z; `None` outside the years 1 to 9999.
    #[must_use]
    pub fn from_millis(millis: i64) -> Option<Self> {
        Self::from_nanos(i128::from(millis) * 1_000_000)
    }

    /// Returns the whole seconds since 1970-01-01T00:00:00Z, rounded towards zero. Before 1970 the number is negative.
    #[must_use]
    pub fn as_secs(self) -> i64 {
        self.seconds + i64::from(self.seconds < 0 && self.nanos > 0)
    }

    /// Returns the whole milliseconds since 1970-01-01T00:00:00Z, rounded towards zero. Before 1970 the number is
    /// negative.
    #[must_use]
    pub fn as_millis(self) -> i64 {
        // The milliseconds of the years 1 to 9999 fit 64 bits.
        i64::try_from(self.as_nanos() / 1_000_000).unwrap_or_default()
    }

    /// Returns the nanoseconds since the last whole second, from 0 to 999,999,999. Before 1970,
    /// [`as_secs`](Self::as_secs) is rounded up if there is a fraction, so that the two do not add up to the time.
    #[must_use]
    pub fn subsec_nanos(self) -> u32 {
        self.nanos
    }

    /// Converts a number of seconds since 1970 to the nearest millisecond. A number that is outside of the years 1 to
    /// 9999 in seconds is taken as milliseconds. `None` if it is outside of them in milliseconds, too.
    #[allow(clippy::cast_possible_truncation, reason = "out of range saturates, and is then refused")]
    #[allow(clippy::cast_precision_loss, reason = "the seconds of the years 1 to 9999 fit a double")]
    pub(crate) fn from_epoch(seconds: f64) -> Option<Self> {
        if !seconds.is_finite() {
            return None;
        }
        if seconds >= FIRST as f64 && seconds < (LAST + 1) as f64 {
            // The last millisecond of 9999 is not rounded up.
            let millis = (seconds * 1000.0).round().min((LAST * 1000 + 999) as f64);
            return Self::from_millis(millis as i64);
        }
        Self::from_millis(seconds.round() as i64)
    }

    /// Returns the seconds since 1970 with a fraction kept to the millisecond, as JSON writes them: `1.5`.
    pub(crate) fn to_epoch(self) -> String {
        let millis = self.as_millis();
        let sign = if millis < 0 { "-" } else { "" };
        let (whole, rest) = (millis.unsigned_abs() / 1000, millis.unsigned_abs() % 1000);
        match rest {
            0 => format!("{sign}{whole}"),
            _ => format!("{sign}{whole}.{}", format!("{rest:03}").trim_end_matches('0')),
        }
    }

    /// Returns the form of RFC 3339, in UTC: `1985-04-12T23:20:50.52Z`.
    pub(crate) fn to_date_time(self) -> String {
        let Civil { year, month, day, hour, minute, second, .. } = self.civil();
        let fraction = match self.nanos {
            0 => String::new(),
            nanos => format!(".{}", format!("{nanos:09}").trim_end_matches('0')),
        };
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
    }

    /// Returns the form that RFC 9110 prefers: `Tue, 29 Apr 2014 18:30:38 GMT`. The fraction is left out.
    pub(crate) fn to_http_date(self) -> String {
        let Civil { year, month, day, hour, minute, second, weekday } = self.civil();
        let (weekday, month) = (WEEKDAYS[weekday], MONTHS[usize::from(month) - 1]);
        format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "each is a remainder, and small")]
    fn civil(self) -> Civil {
        let days = self.seconds.div_euclid(SECONDS_PER_DAY);
        let rest = self.seconds.rem_euclid(SECONDS_PER_DAY);
        let (year, month, day) = date_of_days(days);
        // 1970-01-01 was a Thursday.
        let weekday = (days + 3).rem_euclid(7) as usize;
        let [hour, minute, second] = [rest / 3600, rest / 60 % 60, rest % 60].map(|part| part as u8);
        Civil { year, month, day, hour, minute, second, weekday }
    }
}

/// The calendar date and the time of day in UTC.
struct Civil {
    year: i64,
    month: u8,
    day: u8,
    hour: u8,
    minute: u8,
    second: u8,
    /// The days since Monday.
    weekday: usize,
}

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.to_date_time())
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_date_time())
    }
}

/// The error of a text or a time that is not a valid [`Timestamp`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimestampError(&'static str);

impl fmt::Display for TimestampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for TimestampError {}

impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        Self::parse_date_time(text)
            .ok_or(TimestampError("expected a date and time of RFC 3339, such as 1985-04-12T23:20:50Z"))
    }
}

impl From<Timestamp> for SystemTime {
    fn from(time: Timestamp) -> Self {
        let nanos = time.as_nanos();
        let distance = nanos.unsigned_abs();
        let seconds = u64::try_from(distance / NANOS_PER_SECOND.unsigned_abs()).unwrap_or_default();
        let rest = u32::try_from(distance % NANOS_PER_SECOND.unsigned_abs()).unwrap_or_default();
        let distance = Duration::new(seconds, rest);
        if nanos < 0 { Self::UNIX_EPOCH - distance } else { Self::UNIX_EPOCH + distance }
    }
}

impl TryFrom<SystemTime> for Timestamp {
    type Error = TimestampError;

    fn try_from(time: SystemTime) -> Result<Self, TimestampError> {
        let nanos = |distance: Duration| i128::try_from(distance.as_nanos()).ok();
        let nanos = match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => nanos(after),
            Err(before) => nanos(before.duration()).map(|nanos| -nanos),
        };
        nanos.and_then(Self::from_nanos).ok_or(TimestampError("the time is not within the years 1 to 9999"))
    }
}

#[cfg(test)]
mod tests;
