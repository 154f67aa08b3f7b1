//! Parses timestamps.

use super::Timestamp;
use super::calendar::{MONTHS, SECONDS_PER_DAY, days_of_date};

impl Timestamp {
    /// Parses RFC 3339 with any offset. Without an offset, the time is UTC. The basic format `20150101T000000Z` is
    /// accepted, too.
    pub(crate) fn parse_date_time(text: &str) -> Option<Self> {
        date_time(text)
    }

    /// Parses the three formats of RFC 9110, section 5.6.7. Any weekday and a fraction of a second are accepted.
    pub(crate) fn parse_http_date(text: &str) -> Option<Self> {
        http_date(text)
    }
}

/// Reads `1985-04-12T23:20:50.52+01:00` and `19850412T232050Z`.
fn date_time(text: &str) -> Option<Timestamp> {
    let mut at = Reader(text);
    let year = at.digits(4, 4)?;
    let is_extended = at.take('-');
    let month = at.digits(2, 2)?;
    let _ = !is_extended || at.take('-') || at.fail();
    let day = at.digits(2, 2)?;
    if !(at.take('T') || at.take('t') || at.take(' ')) {
        return None;
    }
    let (hour, minute, second) = at.clock(is_extended)?;
    let nanos = at.fraction()?;
    let offset = at.offset()?;
    if !at.0.is_empty() {
        return None;
    }
    time(year, month, day, (hour, minute, second), nanos, offset)
}

/// Reads `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`. The weekday
/// is ignored. A year of two digits is from 1970 to 2069.
fn http_date(text: &str) -> Option<Timestamp> {
    let mut at = Reader(text.trim());
    at.word()?;
    if !at.take(',') {
        return asctime(at);
    }
    at.spaces();
    let day = at.digits(1, 2)?;
    let has_dashes = at.take('-');
    at.spaces();
    let month = month(at.word()?)?;
    let _ = !has_dashes || at.take('-') || at.fail();
    at.spaces();
    let before = at.0.len();
    let year = at.digits(2, 4)?;
    let year = match before - at.0.len() {
        2 if year < 70 => 2000 + year,
        2 => 1900 + year,
        4 => year,
        _ => return None,
    };
    at.spaces();
    let clock = at.clock(true)?;
    let nanos = at.fraction()?;
    at.spaces();
    let offset = match at.0 {
        "GMT" | "UTC" | "Z" => 0,
        _ => {
            let offset = at.offset().filter(|_| at.0.is_empty());
            offset?
        }
    };
    time(year, month, day, clock, nanos, offset)
}

fn asctime(mut at: Reader<'_>) -> Option<Timestamp> {
    at.spaces();
    let month = month(at.word()?)?;
    at.spaces();
    let day = at.digits(1, 2)?;
    at.spaces();
    let clock = at.clock(true)?;
    let nanos = at.fraction()?;
    at.spaces();
    let year = at.digits(4, 4)?;
    at.0.is_empty().then_some(())?;
    time(year, month, day, clock, nanos, 0)
}

fn month(name: &str) -> Option<i64> {
    let at = MONTHS.iter().position(|month| month.eq_ignore_ascii_case(name))?;
    i64::try_from(at + 1).ok()
}

/// Returns the time of a date and a time of day with an offset from UTC in seconds; `None` if there is no such date.
fn time(
    year: i64,
    month: i64,
    day: i64,
    (hour, minute, second): (i64, i64, i64),
    nanos: u32,
    offset: i64,
) -> Option<Timestamp> {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + i64::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    // A leap second counts as the first second of the next minute, because Unix time has no number for it.
    let is_clock = hour < 24 && minute < 60 && second <= 60;
    if !(1..=days).contains(&day) || !is_clock {
        return None;
    }
    let seconds = days_of_date(year, month, day) * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second;
    Timestamp::new(seconds - offset, nanos)
}

/// The rest of a text that is being parsed.
struct Reader<'a>(&'a str);

impl<'a> Reader<'a> {
    fn take(&mut self, c: char) -> bool {
        let rest = self.0.strip_prefix(c);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// Discards the rest of the text, so that every further step fails.
    fn fail(&mut self) -> bool {
        self.0 = "";
        false
    }

    fn spaces(&mut self) {
        self.0 = self.0.trim_start_matches(' ');
    }

    /// Returns a number of at least `min` and at most `max` digits.
    fn digits(&mut self, min: usize, max: usize) -> Option<i64> {
        let count = self.0.bytes().take(max).take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.0.split_at_checked(count).filter(|_| count >= min)?;
        self.0 = rest;
        digits.parse().ok()
    }

    fn word(&mut self) -> Option<&'a str> {
        let count = self.0.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (word, rest) = self.0.split_at_checked(count).filter(|_| count > 0)?;
        self.0 = rest;
        Some(word)
    }

    fn clock(&mut self, has_colons: bool) -> Option<(i64, i64, i64)> {
        let hour = self.digits(2, 2)?;
        let _ = !has_colons || self.take(':') || self.fail();
        let minute = self.digits(2, 2)?;
        let _ = !has_colons || self.take(':') || self.fail();
        let second = self.digits(2, 2)?;
        Some((hour, minute, second))
    }

    /// Returns the nanoseconds of a fraction of a second, which may be absent. Further digits are cut off.
    fn fraction(&mut self) -> Option<u32> {
        if !self.take('.') {
            return Some(0);
        }
        let count = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.0.split_at_checked(count).filter(|_| count > 0)?;
        self.0 = rest;
        format!("{:0<9}", digits.get(..9).unwrap_or(digits)).parse().ok()
    }

    /// Returns the offset from UTC in seconds, positive if ahead of UTC. It is 0 without an offset.
    fn offset(&mut self) -> Option<i64> {
        if self.0.is_empty() || self.take('Z') || self.take('z') {
            return Some(0);
        }
        let sign = if self.take('-') { -1 } else { i64::from(self.take('+')) };
        let hours = self.digits(2, 2).filter(|&hours| hours < 24)?;
        self.take(':');
        let minutes = self.digits(2, 2).filter(|&minutes| minutes < 60)?;
        (sign != 0).then_some(sign * (hours * 3600 + minutes * 60))
    }
}
