//! Exact bytes of all kinds of values, and every kind of broken body with its path and place.

use std::collections::BTreeMap;

use super::CborCodec;
use crate as rt;
use crate::codec::{Codec as _, CodecError, MAX_DEPTH};
use crate::schema::{DeserializeStructure, SerializeStructure};
use crate::{BigDecimal, BigInteger, Blob, Document, Timestamp, Traits};

rt::string_enum! {
    /// A speed.
    pub enum Speed {
        /// Fast.
        Fast = "FAST",
    }
}

rt::union! {
    /// A choice.
    pub enum Choice = "Choice" {
        /// A text.
        Text(String) = "text",
        /// A number.
        Number(i64) = "number",
    }
}

rt::structure! {
    /// Values of all kinds.
    pub struct All = "All" {
        /// A boolean.
        flag: bool = "flag",
        /// 8 bits.
        byte: i8 = "byte",
        /// 64 bits.
        long: i64 = "long",
        /// A single-precision float.
        float: f32 = "float",
        /// A double-precision float.
        double: f64 = "double",
        /// A text.
        text: String = "text",
        /// Bytes.
        blob: rt::Blob = "blob",
        /// A time, in a form that CBOR does not have.
        time: rt::Timestamp = "time" [date_time],
        /// An integer of any size.
        big: rt::BigInteger = "big",
        /// A decimal number of any size.
        decimal: rt::BigDecimal = "decimal",
        /// A document.
        document: rt::Document = "document",
        /// An enum.
        speed: Speed = "speed",
        /// A union.
        choice: Choice = "choice",
        /// A list.
        list: Vec<String> = "list",
        /// A list with nulls.
        sparse: Vec<Option<i32>> = "sparse",
        /// A map.
        map: BTreeMap<String, i32> = "map",
        /// A map with nulls.
        sparse_map: BTreeMap<String, Option<i32>> = "sparseMap",
        /// The same again.
        nested: Box<All> = "nested",
        /// Several of them.
        all: Vec<All> = "all",
    }
}

fn write(value: &dyn SerializeStructure) -> Result<Vec<u8>, CodecError> {
    CborCodec.serialize(&Traits::NONE, &mut |to| value.serialize(to))
}

fn read(body: &[u8]) -> Result<All, CodecError> {
    let mut value = All::default();
    CborCodec.deserialize(body, &mut |from| DeserializeStructure::deserialize(&mut value, from))?;
    Ok(value)
}

/// Returns a map with one entry.
fn entry(name: &str, value: &[u8]) -> Vec<u8> {
    let length = u8::try_from(name.len()).expect("a short name");
    [&[0xA1, 0x60 | length], name.as_bytes(), value].concat()
}

fn read_one(name: &str, value: &[u8]) -> All {
    read(&entry(name, value)).expect("CBOR")
}

/// Checks that a value is written as these bytes and read from them.
#[track_caller]
fn both_ways(value: &All, bytes: &[u8]) {
    assert_eq!(write(value).expect("a value that CBOR has"), bytes);
    assert_eq!(&read(bytes).expect("CBOR"), value);
}

#[test]
fn each_kind_has_its_bytes() {
    let all = || All::default();
    both_ways(&all(), &[0xA0]);
    both_ways(&All { flag: Some(true), ..all() }, b"\xA1dflag\xF5");
    both_ways(&All { flag: Some(false), ..all() }, b"\xA1dflag\xF4");
    both_ways(&All { byte: Some(-128), ..all() }, b"\xA1dbyte\x38\x7F");
    both_ways(&All { long: Some(23), ..all() }, b"\xA1dlong\x17");
    both_ways(&All { long: Some(256), ..all() }, b"\xA1dlong\x19\x01\x00");
    both_ways(&All { long: Some(-65_537), ..all() }, b"\xA1dlong\x3A\x00\x01\x00\x00");
    both_ways(&All { long: Some(i64::MIN), ..all() }, b"\xA1dlong\x3B\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF");
    both_ways(&All { float: Some(7.625), ..all() }, b"\xA1efloat\xFA\x40\xF4\x00\x00");
    both_ways(&All { float: Some(f32::NEG_INFINITY), ..all() }, b"\xA1efloat\xFA\xFF\x80\x00\x00");
    both_ways(&All { double: Some(1.889), ..all() }, b"\xA1fdouble\xFB\x3F\xFE\x39\x58\x10\x62\x4D\xD3");
    both_ways(&All { text: Some("ä".into()), ..all() }, b"\xA1dtext\x62\xC3\xA4");
    both_ways(&All { blob: Some(Blob::from(*b"foo")), ..all() }, b"\xA1dblob\x43foo");
    both_ways(&All { speed: Some(Speed::Fast), ..all() }, b"\xA1espeed\x64FAST");
    both_ways(&All { speed: Some(Speed::from("WARP")), ..all() }, b"\xA1espeed\x64WARP");
    both_ways(&All { choice: Some(Choice::Number(-1)), ..all() }, b"\xA1fchoice\xA1fnumber\x20");
    both_ways(&All { list: Some(vec!["a".into(), String::new()]), ..all() }, b"\xA1dlist\x82\x61a\x60");
    both_ways(&All { list: Some(Vec::new()), ..all() }, b"\xA1dlist\x80");
    both_ways(&All { sparse: Some(vec![Some(1), None]), ..all() }, b"\xA1fsparse\x82\x01\xF6");
    both_ways(&All { map: Some([("x".into(), 0)].into()), ..all() }, b"\xA1cmap\xA1\x61x\x00");
    both_ways(&All { sparse_map: Some([("x".into(), None)].into()), ..all() }, b"\xA1isparseMap\xA1\x61x\xF6");
    let nested = All { byte: Some(1), long: Some(2), ..all() };
    both_ways(&All { nested: Some(Box::new(nested)), ..all() }, b"\xA1fnested\xA2dbyte\x01dlong\x02");
}

#[test]
fn a_nan_is_read_and_written() {
    let bytes = b"\xA1fdouble\xFB\x7F\xF8\x00\x00\x00\x00\x00\x00";
    assert_eq!(write(&All { double: Some(f64::NAN), ..All::default() }).expect("a value that CBOR has"), bytes);
    assert!(read(bytes).expect("CBOR").double.is_some_and(f64::is_nan));
}

#[test]
fn a_timestamp_is_a_tagged_double() {
    let time = Timestamp::from_secs(1_398_796_238);
    both_ways(&All { time, ..All::default() }, b"\xA1dtime\xC1\xFB\x41\xD4\xD7\xFB\xF3\x80\x00\x00");
    let fraction = b"\xC1\xFB\x41\xCC\x37\xDB\x38\x0F\xBE\x77";
    assert_eq!(read_one("time", fraction).time, Timestamp::from_millis(946_845_296_123));
    for seconds in [&b"\xC1\x1A\x53\x5F\xEF\xCE"[..], b"\x1A\x53\x5F\xEF\xCE", b"\xC1\xFA\x4E\xA6\xBF\xE0"] {
        assert!(read_one("time", seconds).time.is_some(), "{seconds:x?}");
    }
}

#[test]
fn numbers_of_any_size_are_bignums_and_decimal_fractions() {
    let big = |text: &str| All { big: text.parse::<BigInteger>().ok(), ..All::default() };
    let decimal = |text: &str| All { decimal: text.parse::<BigDecimal>().ok(), ..All::default() };
    // The sign of a negative zero is lost.
    assert_eq!(write(&big("-0")), Ok(b"\xA1cbig\x00".to_vec()));
    both_ways(&big("0"), b"\xA1cbig\x00");
    both_ways(&big("-1"), b"\xA1cbig\x20");
    both_ways(&big("18446744073709551615"), b"\xA1cbig\x1B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF");
    both_ways(&big("18446744073709551616"), b"\xA1cbig\xC2\x49\x01\x00\x00\x00\x00\x00\x00\x00\x00");
    both_ways(&big("-18446744073709551616"), b"\xA1cbig\x3B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF");
    both_ways(&big("-18446744073709551617"), b"\xA1cbig\xC3\x49\x01\x00\x00\x00\x00\x00\x00\x00\x00");
    both_ways(&decimal("273.15"), b"\xA1gdecimal\xC4\x82\x21\x19\x6A\xB3");
    both_ways(&decimal("-0.10"), b"\xA1gdecimal\xC4\x82\x21\x29");
    both_ways(&decimal("1e400"), b"\xA1gdecimal\xC4\x82\x19\x01\x90\x01");
    both_ways(&decimal("12"), b"\xA1gdecimal\x0C");
    let digits = "12345678901234567890123456789.012345678901234567890";
    let bytes = write(&decimal(digits)).expect("a value that CBOR has");
    assert_eq!(read(&bytes).expect("CBOR"), decimal(digits));
    assert_eq!(read_one("decimal", b"\xC4\x9F\x21\xC2\x5F\x41\x6A\x41\xB3\xFF\xFF"), decimal("273.15"));
    assert_eq!(read_one("decimal", b"\xF9\x3E\x00"), decimal("1.5"));
    assert_eq!(read_one("big", b"\xF9\x40\x00"), big("2"));
}

#[test]
fn lengths_may_be_open() {
    let body = b"\xBF\x7F\x62te\x62xt\xFF\x7F\x61a\x60\x61b\xFFdblob\x5F\x42\xFF\x00\x40\xFFdlist\x9F\x7F\xFF\x61c\xFF\
        cmap\xBF\x61x\x01\xFFfchoice\xBFdtext\x61d\xFF\xFF";
    let value = read(body).expect("CBOR");
    assert_eq!(value.text(), Some("ab"));
    assert_eq!(value.blob, Some(Blob::from([0xFF, 0x00])));
    assert_eq!(value.list(), ["", "c"]);
    assert_eq!(value.map, Some([("x".into(), 1)].into()));
    assert_eq!(value.choice, Some(Choice::Text("d".into())));
}

#[test]
fn numbers_are_read_in_any_width_and_form() {
    assert_eq!(read_one("byte", b"\x1B\x00\x00\x00\x00\x00\x00\x00\x05").byte, Some(5));
    assert_eq!(read_one("long", b"\xF9\x47\x00").long, Some(7));
    assert_eq!(read_one("long", b"\xFB\xC0\x8F\x40\x00\x00\x00\x00\x00").long, Some(-1000));
    assert_eq!(read_one("double", b"\x39\x03\xE7").double, Some(-1000.0));
    assert_eq!(read_one("double", b"\x1B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF").double, Some(18_446_744_073_709_551_615.0));
    assert_eq!(read_one("float", b"\xF9\x47\xA0").float, Some(7.625));
    assert_eq!(read_one("double", b"\xF9\x00\x50").double, Some(4.768_371_582_031_25e-6));
}

#[test]
fn null_and_undefined_are_absent() {
    for null in [&b"\xF6"[..], b"\xF7", b"\xC1\xF6"] {
        for name in ["text", "list", "nested", "choice", "time"] {
            assert_eq!(read_one(name, null), All::default(), "{name}");
        }
        assert_eq!(read(null), Ok(All::default()));
    }
    assert_eq!(read_one("list", b"\x83\x61a\xF6\xF7").list(), ["a"]);
    assert_eq!(read_one("sparse", b"\x83\x01\xF6\xF7").sparse(), [Some(1), None, None]);
    assert_eq!(read_one("map", b"\xA2\x61a\xF6\x61b\x01").map, Some([("b".into(), 1)].into()));
    assert_eq!(read_one("sparseMap", b"\xA1\x61a\xF6").sparse_map, Some([("a".into(), None)].into()));
}

#[test]
fn unknown_members_and_tags_are_passed_over() {
    let deep = [vec![0xBF, 0x60], [0x9F, 0xC6, 0xA1, 0x01].repeat(20_000), vec![0x00], vec![0xFF; 20_001]].concat();
    let body =
        [&b"\xD9\xD9\xF7\xBF\x63new"[..], &deep, b"\x63bad\x62\xFF\xFE\x62\xFF\xFE\x01dtext\xD8\x20\x61a\xFF"].concat();
    assert_eq!(read(&body).expect("CBOR"), All { text: Some("a".into()), ..All::default() });
    assert_eq!(read_one("choice", b"\xA1\x63new\x80").choice, Some(Choice::Unknown));
}

#[test]
fn the_last_of_several_values_counts() {
    assert_eq!(read(b"\xA2dtext\x61adtext\x61b").expect("CBOR").text(), Some("b"));
    assert_eq!(read(b"\xA2dlist\x81\x61adlist\x81\x61b").expect("CBOR").list(), ["b"]);
    assert_eq!(read(b"\xA2dtext\x61adtext\xF6").expect("CBOR").text(), None);
    assert_eq!(read_one("map", b"\xA2\x61a\x01\x61a\x02").map, Some([("a".into(), 2)].into()));
}

#[test]
fn a_union_has_one_member_beside_its_type() {
    let choice = |value: &[u8]| read(&entry("choice", value)).map(|all| all.choice);
    assert_eq!(choice(b"\xA3\x66__type\x61X\x64text\x61a\x66number\xF6"), Ok(Some(Choice::Text("a".into()))));
    let several = choice(b"\xA2\x64text\x61a\x66number\x01").expect_err("two members");
    assert_eq!(several.to_string(), "choice: several members of the union Choice are set at byte 23");
    let none = choice(b"\xA0").expect_err("no member");
    assert_eq!((none.path(), none.offset()), ("choice".into(), Some(9)));
}

/// A body of these members with a secret in it, and the error.
#[track_caller]
fn refused(body: &[u8], message: &str) {
    let error = read(body).expect_err("a broken body");
    assert_eq!(error.to_string(), message, "{body:x?}");
}

#[test]
fn values_of_another_kind_are_refused() {
    refused(b"\x80", "expected a map, found a list at byte 0");
    refused(&entry("text", b"\x01"), "text: expected a string, found a number at byte 6");
    refused(&entry("text", b"\x46secret"), "text: expected a string, found bytes at byte 6");
    refused(&entry("blob", b"\x66secret"), "blob: expected bytes, found a string at byte 6");
    refused(&entry("flag", b"\x00"), "flag: expected a boolean, found a number at byte 6");
    refused(&entry("long", b"\x66secret"), "long: expected an integer, found a string at byte 6");
    refused(&entry("long", b"\xF9\x3E\x00"), "long: the number is not an integer at byte 6");
    refused(&entry("long", b"\xFB\x7F\xF0\0\0\0\0\0\0"), "long: the number is not an integer at byte 6");
    refused(
        &entry("long", b"\x1B\x80\0\0\0\0\0\0\0"),
        &format!("long: the number is not between {} and {} at byte 6", i64::MIN, i64::MAX),
    );
    refused(&entry("byte", b"\x18\x80"), "byte: the number is not between -128 and 127 at byte 6");
    refused(&entry("double", b"\x63NaN"), "double: expected a number, found a string at byte 8");
    refused(&entry("time", b"\xC0\x66secret"), "time: the string is not a timestamp at byte 7");
    refused(
        &entry("time", b"\xC1\xF9\x7E\x00"),
        "time: the number is not a valid time in seconds since 1970 at byte 7",
    );
    refused(&entry("big", b"\xC2\x63abc"), "big: expected a number, found a string at byte 6");
    refused(&entry("big", b"\x43abc"), "big: expected a number, found bytes at byte 5");
    refused(&entry("decimal", b"\xC4\x83\x01\x01\x01"), "decimal: expected a number, found a list at byte 10");
    refused(&entry("decimal", b"\xC4\x82\x61a\x01"), "decimal: the exponent is not an integer of 64 bits at byte 11");
    refused(&entry("decimal", b"\xC4\x9F\x01\x01\x01\xFF"), "decimal: expected the end of the number at byte 13");
    refused(&entry("decimal", b"\xF9\x7E\x00"), "decimal: the number is not finite at byte 9");
    refused(&entry("document", b"\xA0"), "document: a document cannot be read from CBOR at byte 10");
    refused(&entry("list", b"\xA0"), "list: expected a list, found a map at byte 6");
    refused(&entry("list", b"\x82\x61a\xFF"), "list[1]: expected a string, found the end of a list or map at byte 9");
    refused(&entry("map", b"\xA1\x66secret\x66secret"), "map{}: expected an integer, found a string at byte 13");
    refused(&entry("map", b"\xA1\x01\x01"), "map: expected the name of a member, found a number at byte 6");
    refused(
        &entry("nested", b"\xA1\x64text\xF8\x20"),
        "nested.text: expected a string, found a simple value at byte 14",
    );
    refused(&entry("all", b"\x82\xA0\xA1\x64text\xF4"), "all[1].text: expected a string, found a boolean at byte 13");
    refused(&entry("choice", b"\xA1\x64text\xF4"), "choice.text: expected a string, found a boolean at byte 14");
}

#[test]
fn every_member_refuses_values_of_other_kinds() {
    let kinds = [
        (&b"\xF4"[..], "flag"),
        (b"\x01", "byte long float double time big decimal"),
        (b"\xF9\x3E\x00", "float double time decimal"),
        (b"\x61*", "text speed"),
        (b"\x41*", "blob"),
        (b"\x80", "list sparse all"),
        (b"\xA0", "map sparseMap nested"),
        (b"\xF0", ""),
    ];
    for member in <All as crate::schema::Structure>::shared_schema().members {
        for (value, fits) in kinds {
            let body = entry("nested", &entry(member.name, value));
            if fits.split(' ').any(|name| name == member.name) {
                assert!(read(&body).is_ok(), "{body:x?}");
                continue;
            }
            let error = read(&body).expect_err("a value of another kind");
            assert_eq!(error.path(), format!("nested.{}", member.name), "{body:x?}");
            let at = body.len() - value.len();
            assert!(error.offset().is_some_and(|offset| (at..=body.len()).contains(&offset)), "{error}");
        }
    }
}

#[test]
fn text_that_is_not_utf_8_is_refused_where_it_is_asked_for() {
    refused(&entry("text", b"\x62\xFF\xFE"), "text: the string is not valid UTF-8 at byte 6");
    refused(&entry("text", b"\x7F\x61\xFF\xFF"), "text: the string is not valid UTF-8 at byte 6");
    refused(&entry("map", b"\xA1\x61\xFF\x01"), "map{}: the string is not valid UTF-8 at byte 6");
    assert_eq!(read(b"\xA2\x61\xFF\x01\x61n\x61\xFF"), Ok(All::default()));
}

#[test]
fn a_body_that_breaks_off_is_refused() {
    let body = b"\xBFdlist\x82\x7F\x61a\xFF\x61bdtime\xC1\xFB\x41\xD4\xD7\xFB\xF3\x80\x00\x00\
        \x63new\x82\x19\x01\x00\xC1\x01\xFF";
    assert!(read(body).is_ok());
    for length in 1..body.len() {
        let error = read(&body[..length]).expect_err("a body that breaks off");
        assert!(error.offset().is_some_and(|offset| offset <= length), "{length}: {error}");
    }
    refused(b"\xBFdlist\x82\x61a", "list[1]: the body ends within a value at byte 9");
    refused(b"\xA1dtext", "text: the body ends within a value at byte 6");
    refused(b"\xA0\xA0", "expected the end of the body at byte 1");
    refused(b"\xA1\x63new\x1C", "the byte begins no value at byte 5");
}

#[test]
fn a_declared_length_is_checked_before_anything_is_reserved() {
    for head in [0x5B, 0x7B, 0x9B, 0xBB] {
        for length in [1 << 63, u64::MAX, 1 << 40, 3] {
            let value = [&[head][..], &length.to_be_bytes(), b"\x01\x01"].concat();
            for name in ["blob", "text", "list", "map", "none"] {
                let error = read(&entry(name, &value)).expect_err("a length beyond the body");
                assert_eq!(
                    (error.reason(), error.offset()),
                    ("the length is beyond the end of the body", Some(2 + name.len()))
                );
            }
        }
    }
}

#[test]
fn known_shapes_are_read_to_a_depth() {
    let nested = |depth: usize| [b"\xA1fnested".repeat(depth), vec![0xA0]].concat();
    assert!(read(&nested(MAX_DEPTH - 1)).is_ok());
    let error = read(&nested(100_000)).expect_err("a body that is nested too deep");
    assert_eq!((error.reason(), error.offset()), ("nested too deep", Some(8 * MAX_DEPTH)));
    let tags = [vec![0xC6; 100_000], vec![0xA0]].concat();
    assert_eq!(read(&tags), Ok(All::default()));
}

#[test]
fn what_cbor_does_not_have_is_not_written() {
    let document = All { document: Some(Document::Bool(true)), ..All::default() };
    let error = write(&All { nested: Some(Box::new(document)), ..All::default() }).expect_err("a document");
    assert_eq!(error.to_string(), "nested.document: a document cannot be sent in CBOR");
    let number = format!("0.{}", "1".repeat(3000)).parse().ok();
    let error = write(&All { decimal: number, ..All::default() }).expect_err("a long number");
    assert_eq!(error.to_string(), "decimal: the number has too many digits or too large an exponent for CBOR");
}

#[test]
fn a_tag_has_a_value_behind_it() {
    let error = read(b"\xA1dlist\x9F\xC1\xFF\xFF").expect_err("a break is not a value");
    assert_eq!(error.to_string(), "list[0]: expected a value behind a tag at byte 8");
}

#[test]
fn the_media_type_is_that_of_rfc_8949() {
    assert_eq!(CborCodec.media_type(), "application/cbor");
}
