//! The codec beside serde_json, over random documents: both read the same documents to the same values, and read what
//! the codec writes to the value that it was.
//!
//! Many documents, in release mode:
//!
//! ```sh
//! JSON_DOCUMENTS=10000000 cargo test --release -p clientsmith-runtime json:: -- --ignored --nocapture many_documents
//! ```

use std::collections::BTreeMap;

use serde_json::Value;

use super::differences::{DIFFERENCES, Reader, find};
use super::documents::document;
use super::mutations::mutate;
use super::random::Random;
use super::shapes::All;
use super::{read, write};

/// The number of documents by what came of them.
type Counts = BTreeMap<&'static str, usize>;

/// Returns whether two values are equal, where a number that is none is equal to itself.
fn are_equal(one: &All, other: &All) -> bool {
    one == other
        || match (write(one), write(other)) {
            (Ok(one), Ok(other)) => one == other,
            // A union whose member is unknown cannot be written.
            _ => format!("{one:?}") == format!("{other:?}"),
        }
}

fn explain(reader: Reader, codec_reads: bool, message: &str, counts: &mut Counts) {
    let difference = find(reader, codec_reads, message);
    let difference = difference.unwrap_or_else(|| panic!("{reader:?} and the codec disagree: {message}"));
    *counts.entry(difference.name).or_default() += 1;
}

/// Reads a document by all readers, and compares what they say.
fn compare(body: &[u8], counts: &mut Counts) {
    let codec = read(body);
    let (json, adapter) = (serde_json::from_slice::<Value>(body), serde_json::from_slice::<All>(body));
    match (&codec, &adapter) {
        (Ok(codec), Ok(adapter)) => assert!(are_equal(codec, adapter), "{codec:?} is not {adapter:?}"),
        (Ok(_), Err(error)) => explain(Reader::Adapter, true, &error.to_string(), counts),
        (Err(error), Ok(_)) => explain(Reader::Adapter, false, &error.to_string(), counts),
        (Err(_), Err(_)) => {}
    }
    match &codec {
        Ok(value) => {
            *counts.entry("read").or_default() += 1;
            if let Err(error) = json {
                explain(Reader::Value, true, &error.to_string(), counts);
            }
            round_trip(value, counts);
        }
        Err(error) => {
            *counts.entry("refused").or_default() += 1;
            assert!(error.offset().is_some_and(|offset| offset <= body.len()), "{error}: no place within the body");
        }
    }
}

fn round_trip(value: &All, counts: &mut Counts) {
    let body = match write(value) {
        Ok(body) => body,
        Err(error) => {
            assert!(error.reason().contains("holds a member that the model does not have"), "{error}");
            return;
        }
    };
    *counts.entry("written").or_default() += 1;
    let again = read(&body).unwrap_or_else(|error| panic!("what is written is not read: {error}"));
    assert!(are_equal(value, &again), "{value:?} becomes {again:?}");
    // Not as texts: of two shortest texts of a float, each takes another (-1221400.2 and -1221400.3).
    let of_serde = serde_json::to_vec(value).expect("serde writes it, too");
    let of_serde = read(&of_serde).unwrap_or_else(|error| panic!("what serde writes is not read: {error}"));
    assert!(are_equal(value, &of_serde), "{value:?} becomes {of_serde:?} with serde");
    match serde_json::from_slice::<All>(&body) {
        Ok(by_serde) => assert!(are_equal(value, &by_serde), "{value:?} is read by serde as {by_serde:?}"),
        Err(error) => explain(Reader::Adapter, true, &error.to_string(), counts),
    }
    if let Err(error) = serde_json::from_slice::<Value>(&body) {
        explain(Reader::Value, true, &error.to_string(), counts);
    }
}

/// Compares documents as they are and changed, from a seed on.
fn run(documents: usize, seed: u64) -> Counts {
    let mut counts = Counts::new();
    for index in 0..documents {
        let mut random = Random::new(seed.wrapping_add(index as u64));
        let mut body = document(&mut random);
        if !random.once_in(3) {
            mutate(&mut random, &mut body);
        }
        let compared = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| compare(&body, &mut counts)));
        if let Err(panic) = compared {
            println!("document {index}: {}", body.escape_ascii());
            std::panic::resume_unwind(panic);
        }
    }
    counts
}

#[test]
fn the_codec_reads_what_serde_json_reads() {
    let counts = run(20_000, 1);
    println!("{counts:#?}");
    assert!(counts["read"] > 4_000 && counts["refused"] > 4_000, "{counts:?}");
}

/// Every difference is shown by a document, so that the table holds nothing that is no more.
#[test]
fn each_difference_is_shown_by_a_document() {
    let deep = format!("{}{{}}{}", "{\"nested\":".repeat(127), "}".repeat(127));
    for (name, body) in [
        ("surrogate in an unknown member", br#"{"new":"\ud800"}"#.as_slice()),
        ("bytes that are not UTF-8 in an unknown member", b"{\"new\":\"\xFF\"}"),
        ("name of a member that is not Unicode", br#"{"\ud800":1}"#),
        ("number beyond 64 bits", br#"{"new":1e400}"#),
        ("depth", deep.as_bytes()),
        ("body without a value", b"null"),
        ("integer beyond 53 bits with a fraction or an exponent", br#"{"long":9007199254740993.0}"#),
        ("fraction that a double does not keep", br#"{"long":1.00000000000000000001}"#),
    ] {
        let mut counts = Counts::new();
        compare(body, &mut counts);
        assert!(counts.contains_key(name), "{name}: {counts:?}");
    }
    assert!(DIFFERENCES.iter().all(|one| !one.reason.is_empty()));
}

#[test]
#[ignore = "takes minutes; see the documentation of the module"]
fn many_documents() {
    let setting = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let documents = setting("JSON_DOCUMENTS").unwrap_or(1_000_000);
    let seed = setting("JSON_SEED").unwrap_or(1_000_000_000);
    println!("{:#?}", run(documents, seed as u64));
}
