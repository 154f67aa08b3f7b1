//! The properties of any input: nothing panics, generated text is Rust, and a failure has a diagnostic. A value that a
//! codec reads is written and read again.
//!
//! Each function is a target of cargo-fuzz, and the project's tests replay through it what was found once. An input that
//! is not of a target's form says nothing about it.

mod bundle;
mod codecs;
mod docs;
mod json;
pub mod mutate;
pub mod seeds;

use codegen::diagnostic::{Code, Located, Severity};
use codegen::source::Source;
use codegen::{Failed, Generated, import};

pub use bundle::Bundle;
pub use codecs::{cbor, form, json, xml};
pub use docs::docs;

/// A target by its name.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: &[Target] = &[
    ("botocore", botocore),
    ("smithy", smithy),
    ("overlay", overlay),
    ("convert", convert),
    ("import", import),
    ("docs", docs),
    ("bytes", bytes),
    ("json", json),
    ("xml", xml),
    ("cbor", cbor),
    ("form", form),
];

/// A bundle with a model of botocore's format.
pub fn botocore(data: &[u8]) {
    if let Some(bundle) = Bundle::parse(data) {
        drop(generated(&bundle));
    }
}

/// A bundle with a model of Smithy's, which says the same in one file and in two.
pub fn smithy(data: &[u8]) {
    let Some(bundle) = Bundle::parse(data) else { return };
    let whole = generated(&bundle);
    if let Some(split) = bundle.split(data.len()) {
        let split = generated(&split);
        if let (Some(whole), Some(split)) = (&whole, &split) {
            assert!(whole.files == split.files, "what is generated depends on where the model is split");
        }
        assert!(whole.is_none() || split.is_some(), "a good model is refused when it is split");
    }
}

/// An overlay over a model that stays as it is.
pub fn overlay(data: &[u8]) {
    drop(generated(&seeds::fixed().with_overlay(data)));
}

/// A bundle whose model is written as Smithy's, and read again.
pub fn convert(data: &[u8]) {
    let Some(bundle) = Bundle::parse(data).map(Bundle::without_overlay) else { return };
    let Some(written) = failing(bundle.convert()) else { return };
    let again = bundle.converted(&written);
    let twice = again.convert().unwrap_or_else(|failed| panic!("what is written is not read again:\n{failed}"));
    // Shapes that nothing reaches are gone once it was read, but nothing else may go.
    let thrice = bundle.converted(&twice).convert().ok();
    assert_eq!(Some(twice), thrice, "what is written differs when it is written again");
    let (of_model, of_written) = (generated(&bundle), generated(&again));
    if of_model.is_some() {
        let of_written = of_written.expect("of what is written, as much is generated");
        let titles = of_model.map(|it| (it.title, it.files.len()));
        assert_eq!(titles, Some((of_written.title, of_written.files.len())));
    }
}

/// A published file that is imported: without prose it is what it was.
pub fn import(data: &[u8]) {
    let source = Source { name: "model.json", text: data };
    let _ = import::is_smithy(data);
    for service in [None, Some("Things")] {
        failing(import::identity(&[source], service).map_err(Failed));
    }
    let Some(plain) = failing(import::without_prose(source).map_err(Failed)) else { return };
    let again = import::without_prose(Source { name: "plain.json", text: plain.as_bytes() });
    assert_eq!(again.as_ref().ok(), Some(&plain), "there is prose in what has none");
    if generated(&Bundle::of_model(data)).is_some() {
        assert!(generated(&Bundle::of_model(plain.as_bytes())).is_some(), "without prose the model is refused");
    }
}

/// Any bytes, in place of each file. The first says which.
pub fn bytes(data: &[u8]) {
    let Some((which, text)) = data.split_first() else { return };
    match which % 8 {
        0 => {
            drop(generated(&Bundle::of_model(text)));
        }
        1 => drop(generated(&seeds::fixed().with_overlay(text))),
        2 => drop(generated(&seeds::fixed().with_rules(text))),
        3 => drop(generated(&seeds::fixed().with_paginators(text))),
        4 => {
            drop(generated(&seeds::fixed().with_partitions(text)));
            let source = Source { name: "partitions.json", text };
            failing(codegen::package(&[("a".into(), "A.".into())], None, Some(source), "fuzz", "partitions.json"));
        }
        5 => drop(generated(&seeds::fixed().with_examples(text))),
        6 => drop(generated(&seeds::fixed().with_retained(text))),
        _ => import(text),
    }
}

/// Generates a bundle, after a look at it.
fn generated(bundle: &Bundle) -> Option<Generated> {
    let generated = failing(bundle.generate())?;
    reported(&generated.warnings);
    for (path, text) in &generated.files {
        if let Err(error) = syn::parse_file(text) {
            panic!("{path} is not Rust: {error}\n{text}");
        }
    }
    Some(generated)
}

/// A failure has an error.
fn failing<T>(result: Result<T, Failed>) -> Option<T> {
    let failed = match result {
        Ok(made) => return Some(made),
        Err(failed) => failed,
    };
    reported(&failed.0);
    let errors = failed.0.iter().filter(|it| it.diagnostic.severity == Severity::Error);
    assert!(errors.count() > 0, "nothing was generated, and no error says why");
    drop(failed.to_string());
    None
}

/// Every message can be drawn, and none does anything to a terminal.
fn reported(all: &[Located]) {
    for located in all {
        assert!(located.diagnostic.code != Code::GeneratorBug, "{located}");
        let (plain, coloured) = (located.to_string(), located.coloured());
        let harmless = |c: char| c == '\n' || !c.is_control();
        assert!(plain.chars().all(harmless), "a message has a control character: {plain:?}");
        assert!(coloured.chars().all(|c| harmless(c) || c == '\u{1b}'), "a message has a control character");
    }
}
