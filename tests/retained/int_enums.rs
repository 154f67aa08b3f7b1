//! Enums of integers, which only models in Smithy's format have.

use codegen::api::ApiKind;
use codegen::retained::{Edit, edit};
use tests::revision::Revision;

/// A model whose enum has these values.
fn model(values: &str) -> Revision {
    let text = format!(
        r#"{{ "smithy": "2.0", "shapes": {{
  "com.example#Store": {{ "type": "service", "version": "2020-01-01", "operations": [{{ "target": "com.example#Rate" }}],
    "traits": {{ "aws.api#service": {{ "sdkId": "Store" }}, "aws.auth#sigv4": {{ "name": "store" }}, "aws.protocols#awsJson1_1": {{}} }} }},
  "com.example#Rate": {{ "type": "operation", "input": {{ "target": "com.example#RateInput" }} }},
  "com.example#RateInput": {{ "type": "structure", "members": {{ "stars": {{ "target": "com.example#Stars" }} }} }},
  "com.example#Stars": {{ "type": "intEnum", "members": {{ {values} }} }} }} }}"#
    );
    Revision::first("2.0.0", text.as_bytes())
}

fn value(name: &str, number: i32) -> String {
    format!(r#""{name}": {{ "target": "smithy.api#Unit", "traits": {{ "smithy.api#enumValue": {number} }} }}"#)
}

#[test]
fn a_value_that_is_gone_stays_a_deprecated_variant() {
    let older = model(&[value("ONE", 1), value("TWO", 2), value("THREE", 3)].join(", "));
    let bare = model(&[value("ONE", 1), value("FOUR", 4)].join(", "));
    let (newer, update) = older.import_revision(bare, "2024-05-06", &[]).unwrap_or_else(|failed| panic!("{failed}"));
    assert_eq!(update.retired, ["Stars$2", "Stars$3"]);
    newer.has_all_of(&older);
    let text = newer.text();
    for line in ["Two = 2,", "Three = 3,", "Four = 4,"] {
        assert!(text.contains(line), "{text}");
    }
    let generated = newer.generate("test", "service");
    let variant = |name: &str| {
        let path = format!("service::types::Stars::{name}");
        let found = generated.api.iter().find(|it| it.kind == ApiKind::Variant && it.path == path);
        found.unwrap_or_else(|| panic!("{path} is gone")).deprecated.clone()
    };
    assert_eq!(variant("Two"), Some(Some("2024.5.6".to_owned())));
    assert_eq!((variant("One"), variant("Four")), (None, None));
    // One is given up, and the other one comes back.
    let edited = newer.with(|inputs| edit(inputs, None, &[Edit::Drop("Stars$2")]));
    let edited = edited.unwrap_or_else(|failed| panic!("{failed}"));
    assert_eq!(edited.dropped, ["Stars$2"]);
    let text = edited.text.expect("one value is kept");
    assert!(text.contains("Stars$THREE") || text.contains("\"THREE\""), "{text}");
    assert!(!text.contains("\"TWO\""), "{text}");
    let back = model(&[value("ONE", 1), value("THREE", 3)].join(", "));
    let (_, update) = newer.import_revision(back, "2025-01-01", &[]).unwrap_or_else(|failed| panic!("{failed}"));
    assert_eq!((update.returned, update.retired), (vec!["Stars$3".to_owned()], vec!["Stars$4".to_owned()]));
}

#[test]
fn a_value_that_the_model_has_cannot_be_kept() {
    let older = model(&[value("ONE", 1), value("TWO", 2)].join(", "));
    let (newer, _) =
        older.import_revision(model(&value("ONE", 1)), "2024-05-06", &[]).unwrap_or_else(|failed| panic!("{failed}"));
    let there = older.with_retained(newer.retained());
    let failed = there.try_generate("test", "service").expect_err("the value is there");
    let text = failed.to_string();
    assert!(text.contains("the model has the value `2`, and retained.json keeps it as removed"), "{text}");
}
