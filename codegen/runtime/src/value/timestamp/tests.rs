use std::time::{Duration, SystemTime};

use super::calendar::days_of_date;
use super::{FIRST, LAST, SECONDS_PER_DAY, Timestamp, WEEKDAYS, date_of_days};

fn secs(seconds: i64) -> Timestamp {
    Timestamp::from_secs(seconds).expect("a time within the range")
}

#[test]
fn every_day_has_one_date() {
    let (first, last) = (FIRST / SECONDS_PER_DAY, LAST / SECONDS_PER_DAY);
    let mut before = (0, 12, 31);
    for days in first..=last {
        let (year, month, day) = date_of_days(days);
        assert_eq!(days_of_date(year, month.into(), day.into()), days);
        let follows = (year, month, day) == (before.0, before.1, before.2 + 1)
            || (year, month, day) == (before.0, before.1 + 1, 1)
            || (year, month, day) == (before.0 + 1, 1, 1);
        assert!(follows, "{before:?} {year}-{month}-{day}");
        let weekday = secs(days * SECONDS_PER_DAY).civil().weekday;
        assert_eq!(weekday, usize::try_from((days - first) % 7).expect("small"), "the year 1 began on a Monday");
        before = (year, month, day);
    }
    assert_eq!(before, (9999, 12, 31));
    assert_eq!(WEEKDAYS[0], "Mon");
}

#[test]
fn the_range_is_the_years_1_to_9999() {
    assert_eq!(secs(LAST).to_string(), "9999-12-31T23:59:59Z");
    assert_eq!(secs(FIRST).to_string(), "0001-01-01T00:00:00Z");
    for beyond in [LAST + 1, FIRST - 1, i64::MIN, i64::MAX] {
        assert_eq!(Timestamp::from_secs(beyond), None);
    }
    assert_eq!(Timestamp::from_millis(LAST * 1000 + 999).map(Timestamp::as_secs), Some(LAST));
    assert_eq!(Timestamp::from_millis(LAST * 1000 + 1000), None);
    assert_eq!(Timestamp::parse_date_time("9999-12-31T23:59:59.999999999Z").map(Timestamp::as_secs), Some(LAST));
    assert_eq!(Timestamp::parse_date_time("9999-12-31T23:59:59-00:01"), None);
}

#[test]
fn seconds_and_milliseconds_are_rounded_towards_1970() {
    let time = Timestamp::from_millis(-1500).expect("in the range");
    assert_eq!((time.as_secs(), time.as_millis()), (-1, -1500));
    let time = Timestamp::parse_date_time("1969-12-31T23:59:59.9999Z").expect("in the range");
    assert_eq!((time.as_secs(), time.as_millis()), (0, 0));
    assert_eq!(Timestamp::parse_date_time("1985-04-12T23:20:50.52Z").map(Timestamp::subsec_nanos), Some(520_000_000));
    assert_eq!(Timestamp::from_millis(1999).map(Timestamp::as_secs), Some(1));
}

#[test]
fn epoch_seconds_keep_milliseconds() {
    for (millis, text) in
        [(0, "0"), (-1500, "-1.5"), (1_700_259_200_125, "1700259200.125"), (1_000, "1"), (-10, "-0.01")]
    {
        let time = Timestamp::from_millis(millis).expect("in the range");
        assert_eq!(time.to_epoch(), text);
        assert_eq!(Timestamp::from_epoch(text.parse().expect("a number")), Some(time));
    }
    let in_millis = Timestamp::from_epoch(1_775_836_321_122.0).expect("a time in milliseconds");
    assert_eq!(in_millis.to_string(), "2026-04-10T15:52:01.122Z");
    assert_eq!(Timestamp::from_epoch(253_402_300_799.0), Some(secs(LAST)));
    let last = Timestamp::from_epoch(253_402_300_799.999_9).expect("in the range");
    assert_eq!(last.to_string(), "9999-12-31T23:59:59.999Z");
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, -1e300] {
        assert_eq!(Timestamp::from_epoch(bad), None);
    }
}

#[test]
fn rfc_3339_is_read_with_any_offset() {
    let time = secs(482_196_050);
    for text in [
        "1985-04-12T23:20:50Z",
        "1985-04-12t23:20:50z",
        "1985-04-12 23:20:50Z",
        "1985-04-12T23:20:50",
        "1985-04-13T00:20:50+01:00",
        "1985-04-12T15:50:50-0730",
        "19850412T232050Z",
        "1985-04-12T23:20:50.000Z",
    ] {
        assert_eq!(Timestamp::parse_date_time(text), Some(time), "{text}");
    }
    let fraction = Timestamp::parse_date_time("1985-04-12T23:20:50.5200000009Z").expect("a time");
    assert_eq!(fraction.to_string(), "1985-04-12T23:20:50.52Z");
    assert_eq!(Timestamp::parse_date_time("2016-12-31T23:59:60Z"), Timestamp::parse_date_time("2017-01-01T00:00:00Z"));
    assert_eq!(Timestamp::parse_date_time("2000-02-29T00:00:00Z").map(Timestamp::as_secs), Some(951_782_400));
    for text in [
        "1900-02-29T00:00:00Z",
        "2023-02-29T00:00:00Z",
        "2024-04-31T00:00:00Z",
        "2024-00-01T00:00:00Z",
        "2024-13-01T00:00:00Z",
        "2024-01-00T00:00:00Z",
        "2024-01-01T24:00:00Z",
        "2024-01-01T00:60:00Z",
        "2024-01-01T00:00:61Z",
        "2024-01-01T00:00:00.Z",
        "2024-01-01T00:00:00+24:00",
        "2024-01-01T00:00:00+01:60",
        "2024-01-01T00:00:00+1",
        "2024-01-01T00:00:00ZZ",
        "2024-01-01",
        "2024-0101T00:00:00Z",
        "2024-01-01T000000Z",
        "24-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "",
        "ä",
    ] {
        assert_eq!(Timestamp::parse_date_time(text), None, "{text}");
    }
}

#[test]
fn http_dates_are_read_in_three_forms() {
    let time = secs(784_111_777);
    assert_eq!(time.to_http_date(), "Sun, 06 Nov 1994 08:49:37 GMT");
    for text in [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Mon, 6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 +0000",
        "Sun, 06 Nov 1994 10:49:37 +0200",
    ] {
        assert_eq!(Timestamp::parse_http_date(text), Some(time), "{text}");
    }
    let fraction = Timestamp::parse_http_date("Sun, 06 Nov 1994 08:49:37.123 GMT").expect("a time");
    assert_eq!(fraction.as_millis(), 784_111_777_123);
    assert_eq!(
        Timestamp::parse_http_date("Friday, 31-Dec-69 23:59:59 GMT").map(|t| t.to_string()).as_deref(),
        Some("2069-12-31T23:59:59Z")
    );
    assert_eq!(
        Timestamp::parse_http_date("Thursday, 01-Jan-70 00:00:01 GMT").map(|t| t.to_string()).as_deref(),
        Some("1970-01-01T00:00:01Z")
    );
    for text in [
        "Sun, 06 Nov 199 08:49:37 GMT",
        "Sun, 31 Nov 1994 08:49:37 GMT",
        "Sun, 06 Now 1994 08:49:37 GMT",
        "Sun, 06-Nov 1994 08:49:37 GMT",
        "06 Nov 1994",
        "",
    ] {
        assert_eq!(Timestamp::parse_http_date(text), None, "{text}");
    }
}

#[test]
fn broken_texts_are_no_times_and_no_panics() {
    for good in ["1985-04-12T23:20:50.52+01:00", "Sun, 06 Nov 1994 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
        for at in 0..good.len() {
            for c in ['\0', 'ä', '😀', '9', '-', ' ', 'T'] {
                let text = format!("{}{c}{}", &good[..at], &good[at + 1..]);
                let _ = (Timestamp::parse_date_time(&text), Timestamp::parse_http_date(&text));
            }
            assert!(at > 18 || Timestamp::parse_date_time(&good[..at]).is_none(), "{}", &good[..at]);
        }
    }
}

#[test]
fn times_of_the_system_convert_both_ways() {
    for seconds in [0, 1, -1, LAST, -5_000_000_000] {
        let time = secs(seconds);
        assert_eq!(Timestamp::try_from(SystemTime::from(time)), Ok(time));
    }
    let time = SystemTime::UNIX_EPOCH - Duration::from_millis(1500);
    assert_eq!(Timestamp::try_from(time).map(Timestamp::as_millis), Ok(-1500));
    let late = SystemTime::UNIX_EPOCH + Duration::from_secs(300_000_000_000);
    assert!(Timestamp::try_from(late).is_err());
}

#[test]
fn whole_seconds_are_rounded_towards_zero() {
    for (seconds, nanos, expected) in [(5, 0, 5), (5, 1, 5), (0, 1, 0), (-5, 0, -5), (-5, 1, -4), (-1, 999_999_999, 0)]
    {
        assert_eq!(Timestamp::new(seconds, nanos).map(Timestamp::as_secs), Some(expected), "{seconds} {nanos}");
    }
}
