//! Both formats are one model: the same API in botocore's and in Smithy's gives the same code, to the last byte.
//!
//! The pairs are in `fixtures/parity/<theme>/`: botocore's files beside one or several of Smithy's. Published models of
//! one API are compared where they are at hand.

mod published;
mod text;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use codegen::source::Source;
use codegen::{Inputs, Options, Selection};

/// A generated module, by path.
type Files = BTreeMap<String, String>;

/// Generates all operations of a model without endpoint rules.
fn generate(inputs: &Inputs<'_>, module: &str) -> Files {
    let options = Options {
        package: "parity",
        module,
        service: None,
        operations: Selection::All,
        command: "test",
        // What the first lines call it is not part of the model.
        label: "model",
    };
    let made = codegen::generate(inputs, &options).unwrap_or_else(|failed| panic!("{module}: {failed}"));
    assert!(made.warnings.is_empty(), "{module}: {}", made.warnings[0]);
    assert!(made.summary.operations > 0 && made.summary.refused == 0, "{module}: {:?}", made.summary);
    made.files
}

/// Generates a theme from botocore's format and from Smithy's.
fn both(theme: &str) -> (Files, Files) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/parity").join(theme);
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for entry in fs::read_dir(&folder).expect("a theme can be listed") {
        let path = entry.expect("a file can be listed").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.insert(name, fs::read(&path).expect("a file can be read"));
    }
    let source = |name: &str| files.get_key_value(name).map(|(name, text)| Source { name, text });
    let of_botocore = source("service-2.json").expect("a theme is there in botocore's format");
    let of_smithy: Vec<Source<'_>> =
        files.iter().filter(|(name, _)| name.starts_with("smithy")).map(|(name, text)| Source { name, text }).collect();
    let (paginators, examples) = (source("paginators-1.json"), source("examples-1.json"));
    let of_botocore = generate(&Inputs { models: &[of_botocore], paginators, examples, ..Inputs::default() }, theme);
    (of_botocore, generate(&Inputs { models: &of_smithy, ..Inputs::default() }, theme))
}

#[track_caller]
fn assert_same(theme: &str) {
    let (of_botocore, of_smithy) = both(theme);
    let differences = text::differences(&of_botocore, &of_smithy);
    assert!(differences.is_empty(), "{theme}:\n{}", differences.join("\n"));
}

/// Errors, enums, pages, tokens, recursion, unions, timestamps, sparse lists, documents, deprecation and documentation.
#[test]
fn an_aws_json_service_is_the_same_in_both_formats() {
    assert_same("library");
}

/// Labels, queries, headers, payloads, status codes, host prefixes, timestamps by place, media types and streams.
#[test]
fn a_rest_json_service_is_the_same_in_both_formats() {
    assert_same("weather");
}

/// Flattened lists and maps, attributes, namespaces, names of elements, payloads and bare roots.
#[test]
fn a_rest_xml_service_is_the_same_in_both_formats() {
    assert_same("archive");
}

/// Names of list items, flattened lists, error codes of queries.
#[test]
fn an_aws_query_service_is_the_same_in_both_formats() {
    assert_same("mailing");
}

/// Names of query parameters apart from those of elements.
#[test]
fn an_ec2_query_service_is_the_same_in_both_formats() {
    assert_same("fleet");
}

/// A service that lists CBOR before JSON and query.
#[test]
fn an_rpc_v2_cbor_service_is_the_same_in_both_formats() {
    assert_same("metrics");
}

/// Features that only Smithy has, in several files: mixins, `apply`, resources, renames, and service-wide properties.
#[test]
fn what_only_smithy_has_comes_to_the_same_as_writing_it_out() {
    assert_same("workshop");
}

#[test]
fn the_order_of_the_files_of_a_model_does_not_change_what_they_mean() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/parity/workshop");
    let names = ["smithy-paint.json", "smithy-service.json", "smithy-shapes.json"];
    let texts = names.map(|name| fs::read(folder.join(name)).expect("a file can be read"));
    let sources = |order: [usize; 3]| order.map(|i| Source { name: names[i], text: &texts[i] });
    let of = |order| generate(&Inputs { models: &sources(order), ..Inputs::default() }, "workshop");
    let (forth, back) = (of([0, 1, 2]), of([2, 1, 0]));
    let lines = |files: &Files| {
        let mut all: Vec<(String, String)> = Vec::new();
        for (path, text) in files {
            all.extend(text.lines().map(|line| (path.clone(), line.to_owned())));
        }
        all.sort();
        all
    };
    assert_eq!(lines(&forth), lines(&back), "only the order of items follows the files'");
}
