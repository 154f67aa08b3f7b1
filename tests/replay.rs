//! Inputs that once broke what must hold for any input: they are kept, and hold now.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};
use tests::{fuzz, root};

fn replayed(folder: &Path, target: fn(&[u8])) -> usize {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    let inputs = entries.map(|entry| entry.expect("an entry").path());
    inputs
        .map(|path| {
            println!("{}", path.display());
            let input = fs::read(&path).expect("an input");
            target(&input);
        })
        .count()
}

#[test]
fn what_was_found_once_holds() {
    let kept = root().join("tests/fixtures/fuzz");
    let count: usize = fuzz::TARGETS.iter().map(|(name, target)| replayed(&kept.join(name), *target)).sum();
    assert!(count > 0, "no input is kept in {}", kept.display());
}

#[test]
fn every_target_has_something_to_begin_with_that_holds() {
    for (name, target) in fuzz::TARGETS {
        let seeds = fuzz::seeds::of(name);
        assert!(!seeds.is_empty(), "{name} begins with nothing");
        seeds.iter().for_each(|seed| target(seed));
    }
}

/// A model of one operation, whose input has these members.
fn model(members: &Map<String, Value>, required: &[String], shapes: &Map<String, Value>) -> Vec<u8> {
    let mut all = shapes.clone();
    all.insert("Input".into(), json!({ "type": "structure", "members": members, "required": required }));
    let metadata = json!({
        "apiVersion": "2020-01-01", "endpointPrefix": "things", "protocol": "json", "serviceId": "Things",
        "targetPrefix": "Things",
    });
    let model =
        json!({ "metadata": metadata, "operations": { "Put": { "input": { "shape": "Input" } } }, "shapes": all });
    json!({ "models": [model] }).to_string().into_bytes()
}

/// Each is done at once, or keeps everybody waiting where the time grows with the square of the size. How long it takes is
/// not looked at, for machines are shared: that it is generated is.
#[test]
fn what_is_large_is_generated() {
    let text = |name: String| (name, json!({ "shape": "Text" }));
    let names: Vec<String> = (0..20_000).map(|i| format!("m{i}")).collect();
    // Values of signs alone, of which all have one name.
    let signs =
        (0..20_000_u32).map(|i| (0..16).map(|bit| if i >> bit & 1 == 0 { '-' } else { '+' }).collect::<String>());
    let signs = json!({ "type": "string", "enum": signs.collect::<Vec<_>>() });
    let members: Map<_, _> = names.iter().cloned().map(text).collect();
    let texts = Map::from_iter([("Text".to_owned(), json!({ "type": "string" }))]);
    let cases = [
        ("enum", model(&Map::new(), &[], &Map::from_iter([("Sign".to_owned(), signs)]))),
        ("required", model(&members, &names, &texts)),
    ];
    for (name, input) in cases {
        println!("{name}");
        fuzz::botocore(&input);
    }
}
