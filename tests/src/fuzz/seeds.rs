//! The inputs that a fuzzer begins with, made of the project's fixtures when they are asked for.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use codegen::source::Source;
use codegen::{Inputs, convert};
use serde_json::{Map, Value, json};

use super::Bundle;

/// The names of the files in a folder of fixtures, and what a bundle calls them.
const FILES: &[(&str, &str)] = &[
    ("overlay.json", "overlay"),
    ("paginators-1.json", "paginators"),
    ("waiters-2.json", "waiters"),
    ("examples-1.json", "examples"),
    ("endpoint-rule-set-1.json", "rules"),
    ("partitions.json", "partitions"),
];

fn fixtures() -> PathBuf {
    crate::root().join("tests/fixtures")
}

fn read(path: &Path) -> Option<Value> {
    super::json::parsed(&fs::read(path).ok()?)
}

/// The bundle of each folder of fixtures, with botocore's model.
#[must_use]
pub fn botocore() -> Vec<Value> {
    let folders = fs::read_dir(fixtures()).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let mut folders: Vec<PathBuf> = folders.collect();
    folders.sort();
    let bundle = |folder: &PathBuf| {
        let model = read(&folder.join("service-2.json")).or_else(|| read(&folder.join("model.json")))?;
        let beside = FILES.iter().filter_map(|(file, key)| Some(((*key).to_owned(), read(&folder.join(file))?)));
        Some(Value::from(Map::from_iter([("models".to_owned(), json!([model]))].into_iter().chain(beside))))
    };
    folders.iter().filter_map(bundle).collect()
}

/// The same bundles with Smithy's models, and what only such a model can say.
#[must_use]
pub fn smithy() -> Vec<Value> {
    let converted = botocore().into_iter().filter_map(|mut bundle| {
        let text = bundle["models"][0].to_string();
        let models = &[Source { name: "model.json", text: text.as_bytes() }];
        let inputs = Inputs { models, ..Inputs::default() };
        bundle["models"][0] = super::json::parsed(convert(&inputs, None).ok()?.as_bytes())?;
        Some(bundle)
    });
    let written = read(&fixtures().join("fuzz/smithy.json"));
    converted.chain(written.map(|model| json!({ "models": [model] }))).collect()
}

/// The files by themselves, of all themes.
fn singles(key: &str) -> impl Iterator<Item = Value> {
    botocore().into_iter().filter_map(move |mut bundle| Some(bundle.get_mut(key)?.take()))
}

/// The texts of all fixtures that are documentation.
fn prose(value: &Value, all: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(text) if key.ends_with("documentation") => all.push(text.clone()),
                    _ => prose(value, all),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| prose(value, all)),
        _ => {}
    }
}

/// Returns the seeds of a target.
#[must_use]
pub fn of(target: &str) -> Vec<Vec<u8>> {
    let texts = |all: &mut dyn Iterator<Item = Value>| all.map(|it| it.to_string().into_bytes()).collect::<Vec<_>>();
    let both = || botocore().into_iter().chain(smithy());
    let models = || both().map(|mut bundle| bundle["models"][0].take());
    match target {
        "botocore" => texts(&mut botocore().into_iter()),
        "smithy" => texts(&mut smithy().into_iter()),
        "overlay" => texts(&mut singles("overlay")),
        "convert" => texts(&mut both()),
        "import" => texts(&mut models()),
        "docs" => {
            let mut all = Vec::new();
            both().for_each(|bundle| prose(&bundle, &mut all));
            all.into_iter().map(String::into_bytes).collect()
        }
        "json" | "xml" | "cbor" | "form" => super::codecs::seeds(target),
        _ => {
            let files = ["overlay", "rules", "paginators", "partitions", "examples"].map(singles);
            let files = files.into_iter().zip(1..).flat_map(|(all, which)| all.map(move |it| (which, it)));
            let all = models().map(|it| (0, it)).chain(files);
            all.map(|(which, it)| [vec![which], it.to_string().into_bytes()].concat()).collect()
        }
    }
}

/// A small model with all that may stand beside one, for what is read beside it.
pub(super) fn fixed() -> Bundle {
    static FIXED: OnceLock<Bundle> = OnceLock::new();
    let read = || {
        let folder = fixtures().join("endpoint_context");
        let file = |name: &str| read(&folder.join(name)).unwrap_or_default();
        let value = json!({
            "models": [read(&fixtures().join("bad/model.json")).unwrap_or_default()],
            "rules": file("endpoint-rule-set-1.json"),
            "partitions": file("partitions.json"),
        });
        Bundle::parse(value.to_string().as_bytes()).unwrap_or_default()
    };
    FIXED.get_or_init(read).clone()
}
