//! Numbers and times in other forms than the model's, in every format: what loses nothing is read, and the rest is not.

use codegen_runtime::{Timestamp, serde_json};

use super::shapes::{GetBound, GetReport, GetReportInCbor, GetReportInQuery, GetReportInXml, Report};
use super::{lenient, response};

/// Returns the integer of 32 bits that a text holds.
const INTEGERS: [(&str, Option<i32>); 14] = [
    ("1.0", Some(1)),
    ("1e3", Some(1000)),
    ("1E+3", Some(1000)),
    ("1500e-2", Some(15)),
    ("-0", Some(0)),
    ("-0.0", Some(0)),
    ("2147483647", Some(i32::MAX)),
    ("-2147483648.0", Some(i32::MIN)),
    ("2147483648", None),
    ("1.5", None),
    ("1e400", None),
    ("1e-400", None),
    ("15e-1", None),
    ("9223372036854775808", None),
];

#[test]
fn an_integer_may_be_written_with_a_fraction_and_an_exponent() {
    for (text, expected) in INTEGERS {
        let xml = format!("<R><pages>{text}</pages><last>last</last></R>");
        let query = format!("<QResponse><QResult><pages>{text}</pages><last>last</last></QResult></QResponse>");
        let json = format!(r#"{{"pages": {text}, "last": "last"}}"#);
        for (report, reports) in [
            lenient::<GetReport>(&response(json)),
            lenient::<GetReportInXml>(&response(xml)),
            lenient::<GetReportInQuery>(&response(query)),
        ] {
            assert_eq!(
                (report.pages, report.last(), reports.is_empty()),
                (expected, Some("last"), expected.is_some()),
                "{text}"
            );
        }
        let header = http::Response::builder().header("x-age", text).body(Vec::new()).expect("a response");
        assert_eq!(lenient::<GetBound>(&header).0.age, expected, "{text}");
    }
    for text in ["", "+", "-", "e3", "1e", "0x10", "1,5", "NaN"] {
        let xml = format!("<R><pages>{text}</pages></R>");
        assert_eq!(lenient::<GetReportInXml>(&response(xml)).0.pages, None, "{text}");
    }
}

/// Returns the time that a text holds, in milliseconds since 1970.
const TIMES: [(&str, Option<i64>); 24] = [
    ("1700000000", Some(1_700_000_000_000)),
    ("1.7e9", Some(1_700_000_000_000)),
    ("1700000000.125", Some(1_700_000_000_125)),
    ("-1.5", Some(-1500)),
    // Milliseconds.
    ("1700000000125", Some(1_700_000_000_125)),
    ("-62135596801", Some(-62_135_596_801)),
    // The last and the first second.
    ("253402300799", Some(253_402_300_799_000)),
    ("253402300800", Some(253_402_300_800)),
    ("-62135596800", Some(-62_135_596_800_000)),
    ("253402300799999", Some(253_402_300_799_999)),
    ("253402300800000", None),
    ("1e300", None),
    ("1e400", None),
    ("\"1700000000\"", Some(1_700_000_000_000)),
    ("\"1700000000125\"", Some(1_700_000_000_125)),
    ("\"2023-11-14T22:13:20Z\"", Some(1_700_000_000_000)),
    ("\"2023-11-15T04:13:20.5+06:00\"", Some(1_700_000_000_500)),
    ("\"2023-11-14T12:43:20-09:30\"", Some(1_700_000_000_000)),
    ("\"9999-12-31T23:59:59Z\"", Some(253_402_300_799_000)),
    ("\"0001-01-01T00:00:00Z\"", Some(-62_135_596_800_000)),
    ("\"0000-12-31T23:59:59Z\"", None),
    ("\"9999-12-31T23:59:59-00:01\"", None),
    ("\"2023-02-29T00:00:00Z\"", None),
    ("\"tomorrow\"", None),
];

#[test]
fn a_time_may_be_a_number_or_a_text_in_every_format() {
    for (text, millis) in TIMES {
        let expected = millis.map(|millis| Timestamp::from_millis(millis).expect("within the years"));
        let plain = text.trim_matches('"');
        let json = format!(r#"{{"written": {text}, "last": "last"}}"#);
        let xml = format!("<R><written>{plain}</written><last>last</last></R>");
        for (report, _) in [lenient::<GetReport>(&response(json)), lenient::<GetReportInXml>(&response(xml))] {
            assert_eq!((report.written, report.last()), (expected, Some("last")), "{text}");
        }
        let report: Result<Report, _> = serde_json::from_str(&format!(r#"{{"written": {text}}}"#));
        assert_eq!(report.ok().and_then(|report| report.written), expected, "{text} with serde");
        let mut cbor = vec![0xA1, 0x67];
        cbor.extend(b"written");
        match text.strip_prefix('"') {
            Some(_) => cbor.extend([vec![0x78, plain.len() as u8], plain.into()].concat()),
            None => cbor.extend([vec![0xFB], plain.parse::<f64>().expect("a number").to_be_bytes().to_vec()].concat()),
        }
        assert_eq!(lenient::<GetReportInCbor>(&response(cbor)).0.written, expected, "{text} in CBOR");
    }
}

#[test]
fn the_last_second_of_9999_is_written_and_read_in_every_format() {
    for (time, epoch) in [("9999-12-31T23:59:59Z", "253402300799"), ("0001-01-01T00:00:00Z", "-62135596800")] {
        let time: Timestamp = time.parse().expect("a time");
        let report = Report { written: Some(time), ..Report::default() };
        let json = serde_json::to_string(&report).expect("JSON");
        assert_eq!(json, format!(r#"{{"written":{epoch}}}"#));
        assert_eq!(lenient::<GetReport>(&response(json)).0.written, Some(time));
        let system = std::time::SystemTime::from(time);
        assert_eq!(Timestamp::try_from(system), Ok(time));
    }
}
