//! Operations outside of the selection that cannot be generated.

use super::{Given, has_lines, json_model};

#[test]
fn operations_outside_of_the_selection_are_counted() {
    // An event stream cannot be generated.
    let operations = ["Good", "Other", "One", "Two"].map(|name| {
        let output = if ["One", "Two"].contains(&name) { r#", "output": { "shape": "Out" }"# } else { "" };
        format!(r#""{name}": {{ "name": "{name}"{output} }}"#)
    });
    let shapes = r#""Out": { "type": "structure", "members": { "events": { "shape": "Events" } } },
      "Events": { "type": "structure", "eventstream": true, "members": { "one": { "shape": "Event" } } },
      "Event": { "type": "structure", "event": true, "members": {} }"#;
    let model = json_model(&operations.join(", "), shapes);
    let selected = |operations| Given { model: &model, operations, ..Given::default() }.messages();
    let counted = |count: u32| {
        format!("warning[unsupported-feature]: {count} of the operations that are not selected could not be generated")
    };
    assert_eq!(selected(&["Good"]), [counted(2)]);
    let refused =
        |name: &str, level: &str| format!("{level}[unsupported-feature]: the operation `{name}` cannot be generated: ");
    let one = selected(&["Good", "One"]);
    assert!(one.len() == 2 && one[0].starts_with(&refused("One", "error")) && one[1] == counted(1), "{one:?}");
    let all = selected(&[]);
    assert!(all.len() == 2 && all[0].starts_with(&refused("One", "warning")), "{all:?}");
    assert!(all[1].starts_with(&refused("Two", "warning")), "{all:?}");
    // Where every operation can be generated, there is nothing to count.
    let model = json_model(&operations[..2].join(", "), "");
    assert_eq!(Given { model: &model, operations: &["Good"], ..Given::default() }.messages(), <[&str; 0]>::default());
}

/// Code that is included does not know where: its paths lead from file to file.
#[test]
fn included_code_refers_to_its_own_modules() {
    let shapes = r#""In": { "type": "structure", "members": { "of": { "shape": "Kind" }, "inner": { "shape": "Inner" } } },
      "Inner": { "type": "structure", "required": ["text"], "members": { "text": { "shape": "Text", "documentation": "Of <code>Get</code>." } },
        "documentation": "Is sent by <code>Get</code>." },
      "Kind": { "type": "string", "enum": ["A"], "documentation": "The kind of <code>Inner</code>." },
      "Gone": { "type": "structure", "exception": true, "members": { "inner": { "shape": "Inner" } } }"#;
    let get = r#""Get": { "name": "Get", "input": { "shape": "In" }, "errors": [{ "shape": "Gone" }], "documentation": "See <code>Inner</code>." }"#;
    let model = json_model(get, shapes);
    let included = Given { model: &model, is_included: true, ..Given::default() };
    let operation = included.file("operation/get.rs");
    has_lines(&operation, "use super::super::{error, types};");
    has_lines(&operation, "/// See [`Inner`](super::super::types::Inner).");
    let types = included.file("things/types.rs");
    has_lines(&types, "/// Is sent by [`Get`](super::operation::Get).");
    has_lines(&included.file("things/enums.rs"), "/// The kind of [`Inner`](super::types::Inner).");
    has_lines(&included.file("things/error.rs"), "use super::types;");
    for (path, text) in &included.generate().unwrap_or_else(|failed| panic!("{failed}")).files {
        assert!(!text.contains("crate::"), "{path}: {text}");
    }
}

#[test]
fn a_run_without_a_model_is_refused() {
    let names = Vec::new();
    let options = codegen::Options {
        package: "test",
        module: "things",
        service: None,
        operations: codegen::Selection::Named(&names),
        command: "test",
        label: "model",
    };
    let failed = codegen::generate(&codegen::Inputs::default(), &options).expect_err("there is no model");
    let text = failed.to_string();
    assert!(text.contains("error[unknown-service]: no model is given"), "{text}");
    assert!(text.contains("give the file of a service's model, or all that belong to it"), "{text}");
}

#[test]
fn the_summary_has_only_rules_that_make_an_operation_retryable() {
    let model = json_model(r#""Get": { "name": "Get" }, "List": { "name": "List" }, "Put": { "name": "Put" }"#, "");
    let generated = Given { model: &model, ..Given::default() }.generate().unwrap_or_else(|failed| panic!("{failed}"));
    let retries = generated.summary.retries;
    assert_eq!(retries.rules().map(|(_, count)| count).collect::<Vec<_>>(), [2]);
    assert_eq!(retries.retried(), 2);
    let mut sum = retries;
    sum += retries;
    sum += retries;
    assert_eq!((sum.retried(), sum.once), (6, 3));
    assert_eq!(sum.rules().map(|(_, count)| count).collect::<Vec<_>>(), [6]);
}

#[test]
fn a_request_is_compressed_where_gzip_is_among_the_encodings() {
    let of = |encodings: &str| {
        let put = format!(r#""Put": {{ "name": "Put", "requestcompression": {{ "encodings": [{encodings}] }} }}"#);
        Given { model: &json_model(&put, ""), ..Given::default() }.file("operation/put.rs")
    };
    let is_compressed = |text: &str| text.to_lowercase().contains("compress");
    assert!(is_compressed(&of(r#""br", "gzip""#)));
    assert!(!is_compressed(&of(r#""br""#)) && !is_compressed(&of("")));
}

/// botocore does not always say that what fills a part of the URI or of the host is required.
#[test]
fn what_fills_the_uri_or_the_host_is_required() {
    let model = r#"{
  "metadata": { "apiVersion": "2020-01-01", "endpointPrefix": "things", "protocol": "rest-json", "serviceId": "Things" },
  "operations": {
    "Get": { "name": "Get", "http": { "method": "GET", "requestUri": "/{id}" }, "input": { "shape": "GetIn" } },
    "Put": { "name": "Put", "http": { "method": "PUT", "requestUri": "/" }, "input": { "shape": "PutIn" },
      "endpoint": { "hostPrefix": "{id}." } } },
  "shapes": { "Text": { "type": "string" },
    "GetIn": { "type": "structure", "members": { "id": { "shape": "Text", "location": "uri", "locationName": "id" } } },
    "PutIn": { "type": "structure", "members": { "id": { "shape": "Text", "hostLabel": true } } } }
}"#;
    let given = Given { model, ..Given::default() };
    assert_eq!(given.messages(), <[&str; 0]>::default());
    for path in ["operation/get.rs", "operation/put.rs"] {
        has_lines(&given.file(path), "use crate::things::required;");
    }
}

#[test]
fn an_id_has_a_namespace_and_a_name() {
    let parsed = |id: &str| codegen::model::ShapeId::parse(id).map(|id| id.as_str().to_owned());
    assert_eq!(parsed("a.b#C").as_deref(), Some("a.b#C"));
    for id in ["a.b#", "#C", "#", "a.b", ""] {
        assert_eq!(parsed(id), None, "{id}");
    }
}

/// Corrections that say the opposite of each other are errors, in whatever order they are.
#[test]
fn an_operation_is_not_marked_as_retryable_and_as_sent_once() {
    let model = json_model(r#""Get": { "name": "Get" }"#, "");
    for other in ["smithy.api#readonly", "smithy.api#idempotent"] {
        for traits in [[other, "codegen.overlay#notIdempotent"], ["codegen.overlay#notIdempotent", other]] {
            let [one, two] = traits;
            let overlay = format!(
                r#"{{ "smithy": "2.0", "shapes": {{ "com.amazonaws.things#Get": {{ "type": "apply", "traits": {{ "{one}": {{}}, "{two}": {{}} }} }} }} }}"#
            );
            let given = Given { model: &model, overlay: Some(&overlay), ..Given::default() };
            let expected = "error[needless-correction]: this correction has no effect: `codegen.overlay#notIdempotent` says the opposite";
            assert_eq!(given.messages(), [expected], "{traits:?}");
        }
    }
}
