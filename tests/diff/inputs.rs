//! Two models that cannot be compared: each error has its place and a remedy.

use codegen::diff::{Options, diff};
use codegen::source::Source;
use codegen::{Failed, Inputs, Selection};

fn model(service: &str, version: &str) -> String {
    format!(
        r#"{{
  "metadata": {{
    "apiVersion": "{version}", "endpointPrefix": "{service}", "protocol": "json", "jsonVersion": "1.1",
    "serviceId": "{service}", "signatureVersion": "v4", "targetPrefix": "{service}_1"
  }},
  "operations": {{ "Ring": {{ "name": "Ring" }} }},
  "shapes": {{}}
}}"#
    )
}

/// Returns the diagnostics of two models.
fn diagnostics(old: &str, new: &str, operations: Selection<'_>) -> String {
    let before = [Source { name: "old/service-2.json", text: old.as_bytes() }];
    let after = [Source { name: "new/service-2.json", text: new.as_bytes() }];
    let (before, after) =
        (Inputs { models: &before, ..Inputs::default() }, Inputs { models: &after, ..Inputs::default() });
    let options = Options {
        module: "clock",
        old_operations: operations.clone(),
        new_operations: operations,
        skip_unknown: false,
    };
    match diff(&before, &after, &options) {
        Ok(report) => panic!("the models were compared:\n{report}"),
        Err(Failed(all)) => all.iter().map(|located| format!("{located}\n")).collect(),
    }
}

/// The pairs of models, each with its diagnostics.
fn cases() -> Vec<(&'static str, String)> {
    let whole = model("clock", "2020-01-01");
    let broken = whole.replace("{ \"name\": \"Ring\" }", "[]");
    let names = vec!["Rong".to_owned()];
    vec![
        ("models of two services", diagnostics(&whole, &model("calendar", "2020-01-01"), Selection::All)),
        ("models of two versions of an API", diagnostics(&whole, &model("clock", "2021-01-01"), Selection::All)),
        ("an old model that is not complete", diagnostics(&whole[..whole.len() / 2], &whole, Selection::All)),
        ("two models with an error each", diagnostics(&broken, &broken, Selection::All)),
        ("an operation that neither model has", diagnostics(&whole, &whole, Selection::Named(&names))),
    ]
}

#[test]
fn models_that_cannot_be_compared_are_explained() {
    let path = super::folder().join("../bad/compared.txt");
    let text: String = cases().iter().map(|(title, text)| format!("=== {title}\n\n{text}\n")).collect();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &text).expect("written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(text == expected, "{text}\nto accept: BLESS=1 cargo test -p tests diff::");
}
