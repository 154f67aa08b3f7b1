//! Device Farm as it is published in both formats: `smithy/device-farm` and botocore's history have the same API of April
//! 2025. Neither is part of this project; they are compared where they lie beside it.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use codegen::Inputs;
use codegen::import::without_prose;
use codegen::source::Source;
use serde_json::{Map, Value};

use super::text::{differences, without_documentation};
use super::{Files, generate};

/// Reads the published model at a path below the folder of models.
fn published(folder: &Path, path: &str) -> Vec<u8> {
    let bytes = fs::read(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    if !path.ends_with(".gz") {
        return bytes;
    }
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut text).expect("it can be unpacked");
    text
}

/// Pages and endpoint rules are files of their own in botocore, which the history does not have. It has no defaults of members
/// at all, which make a required member optional.
fn without_pages_and_rules(model: &str) -> String {
    let mut model: Value = serde_json::from_str(model).expect("it is JSON");
    let shapes = model.get_mut("shapes").and_then(Value::as_object_mut).expect("it has shapes");
    for traits in shapes.values_mut().filter_map(|shape| shape.get_mut("traits").and_then(Value::as_object_mut)) {
        for name in ["smithy.api#paginated", "smithy.rules#endpointRuleSet"] {
            let _: Option<Value> = Map::shift_remove(traits, name);
        }
    }
    for members in shapes.values_mut().filter_map(|shape| shape.get_mut("members").and_then(Value::as_object_mut)) {
        for traits in members.values_mut().filter_map(|it| it.get_mut("traits").and_then(Value::as_object_mut)) {
            let _: Option<Value> = Map::shift_remove(traits, "smithy.api#default");
        }
    }
    model.to_string()
}

fn code(name: &str, text: &str) -> Files {
    let models = &[Source { name, text: text.as_bytes() }];
    without_documentation(&generate(&Inputs { models, ..Inputs::default() }, "devicefarm"))
}

#[test]
fn device_farm_is_the_same_as_it_is_published_in_both_formats() {
    let folder = tests::path_in("CODEGEN_PUBLISHED_MODELS", "a folder with `history` and `smithy`");
    let Some(folder) = folder else { return };
    let botocore = published(&folder, "history/2025-02-25.json");
    let smithy = published(&folder, "smithy/device-farm.json.gz");
    let plain = |name, text: &Vec<u8>| without_prose(Source { name, text }).expect("a published model is JSON");
    let of_botocore = code("service-2.json", &plain("service-2.json", &botocore));
    let of_smithy = code("smithy.json", &without_pages_and_rules(&plain("smithy.json", &smithy)));
    let operations = of_botocore.keys().filter(|path| path.contains("/operation/")).count();
    assert_eq!(operations, 77);
    // Not one exception: enums are named from their values, so that a slip in a name of Smithy's changes nothing.
    let found = differences(&of_botocore, &of_smithy);
    assert!(found.is_empty(), "{} files differ:\n{}", found.len(), found.join("\n"));
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("a published model is text");
    let found = differences(
        &code("service-2.json", &text(botocore)),
        &code("smithy.json", &without_pages_and_rules(&text(smithy))),
    );
    assert!(found.is_empty(), "with their prose, {} files differ:\n{}", found.len(), found.join("\n"));
}
