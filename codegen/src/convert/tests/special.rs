//! Models that Smithy cannot express as botocore has them.

use serde_json::{Value, json};

use super::{parts, read, read_text};
use crate::Inputs;
use crate::source::Source;

/// A model of one operation, whose shapes and metadata are given.
fn botocore(operation: &Value, shapes: &Value, target_prefix: &str) -> String {
    json!({
        "metadata": {
            "apiVersion": "2020-01-01", "endpointPrefix": "x", "protocol": "json", "serviceId": "Things",
            "targetPrefix": target_prefix,
        },
        "operations": { "Move": operation },
        "shapes": shapes,
    })
    .to_string()
}

/// The AST of a model, which reads as the same model.
fn written(model: &str) -> Value {
    let source = Source { name: "service-2.json", text: model.as_bytes() };
    let inputs = Inputs { models: &[source], ..Inputs::default() };
    let model = read(&inputs).expect("the model is good");
    let text = super::super::smithy(&model);
    assert_eq!(parts(&read_text(&text).expect("it reads back")), parts(&model));
    serde_json::from_str(&text).expect("it is JSON")
}

#[test]
fn a_shape_that_is_called_as_an_operation_is_written_under_an_id_that_nothing_has() {
    let operation = json!({ "input": { "shape": "Move" }, "errors": [{ "shape": "Things" }] });
    let shapes = json!({
        "Move": { "type": "structure", "members": { "to": { "shape": "MoveShape" }, "again": { "shape": "Move" } } },
        "MoveShape": { "type": "string" },
        "Things": { "type": "structure", "exception": true, "members": {} },
    });
    let ast = written(&botocore(&operation, &shapes, "Things"));
    let id = |name: &str| format!("com.amazonaws.things#{name}");
    assert_eq!(ast["shapes"][id("Things")]["rename"], json!({ id("MoveShape_"): "Move", id("ThingsShape"): "Things" }));
    assert_eq!(ast["shapes"][id("Move")]["input"]["target"], id("MoveShape_"));
    assert_eq!(ast["shapes"][id("MoveShape")]["type"], "string");
    let code = &ast["shapes"][id("ThingsShape")]["traits"]["codegen.model#errorCode"];
    assert_eq!(code, "Things", "an error has the code that it had");
}

#[test]
fn the_name_of_an_element_stays_where_its_shape_has_another_id() {
    let shapes = json!({
        "Move": { "type": "structure", "members": { "to": { "shape": "Text" } } },
        "Text": { "type": "string" },
    });
    let model = botocore(&json!({ "input": { "shape": "Move" } }), &shapes, "Things");
    let model = model.replace("\"protocol\":\"json\"", "\"protocol\":\"json\",\"protocols\":[\"query\"]");
    let ast = written(&model);
    assert_eq!(ast["shapes"]["com.amazonaws.things#MoveShape"]["traits"]["smithy.api#xmlName"], "Move");
}

#[test]
fn a_service_whose_name_in_requests_is_no_name_of_a_shape_is_called_as_before() {
    let shapes = json!({ "Text": { "type": "string" } });
    let ast = written(&botocore(&json!({}), &shapes, "com.example.v1.Things_1"));
    let service = &ast["shapes"]["com.amazonaws.things#Things_1"];
    assert_eq!(service["traits"]["codegen.model#targetPrefix"], "com.example.v1.Things_1");
    let ast = written(&botocore(&json!({}), &shapes, "1-2"));
    assert_eq!(ast["shapes"]["com.amazonaws.things#Things"]["traits"]["codegen.model#targetPrefix"], "1-2");
    let ast = written(&botocore(&json!({}), &shapes, "Things_1"));
    assert!(ast["shapes"]["com.amazonaws.things#Things_1"]["traits"].get("codegen.model#targetPrefix").is_none());
}

#[test]
fn what_no_operation_reaches_is_left_out() {
    let shapes = json!({
        "In": { "type": "structure", "members": { "text": { "shape": "Text" } } },
        "Text": { "type": "string" },
        "Lost": { "type": "list", "member": { "shape": "Move" } },
        "Move": { "type": "structure", "members": {} },
    });
    let ast = written(&botocore(&json!({ "input": { "shape": "In" } }), &shapes, "Things"));
    let ids: Vec<_> = ast["shapes"].as_object().into_iter().flatten().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["Things", "Move", "In", "Text"].map(|name| format!("com.amazonaws.things#{name}")));
    assert!(ast["shapes"]["com.amazonaws.things#Things"].get("rename").is_none());
}

#[test]
fn a_value_without_a_letter_has_a_name_that_can_be_one() {
    let shapes = json!({
        "In": { "type": "structure", "members": { "sign": { "shape": "Sign" } } },
        "Sign": { "type": "string", "enum": ["*", "+", "1", "VALUE", "a-b", "a.b", ""] },
    });
    let ast = written(&botocore(&json!({ "input": { "shape": "In" } }), &shapes, "Things"));
    let members = ast["shapes"]["com.amazonaws.things#Sign"]["members"].as_object().expect("members");
    let names: Vec<&str> = members.keys().map(String::as_str).collect();
    assert_eq!(names, ["__VALUE", "__VALUE_2", "_1", "VALUE", "a_b", "a_b_2", "_VALUE"]);
}

/// The fact is not part of botocore's model of S3, and is of no other service.
#[test]
fn the_location_of_a_bucket_is_unwrapped_in_s3_alone() {
    let written = |service: &str| {
        let model = json!({
            "metadata": {
                "apiVersion": "2006-03-01", "endpointPrefix": "s3", "protocol": "rest-xml", "serviceId": service,
            },
            "operations": {
                "GetBucketLocation": {
                    "http": { "method": "GET", "requestUri": "/" }, "output": { "shape": "GetBucketLocationOutput" },
                },
            },
            "shapes": {
                "GetBucketLocationOutput": { "type": "structure", "members": { "LocationConstraint": { "shape": "Text" } } },
                "Text": { "type": "string" },
            },
        });
        let ast = written(&model.to_string());
        let id = format!("com.amazonaws.{}#GetBucketLocation", service.to_lowercase());
        ast["shapes"][id]["traits"]["aws.customizations#s3UnwrappedXmlOutput"].clone()
    };
    assert_eq!(written("S3"), json!({}));
    assert_eq!(written("S4"), Value::Null);
}

#[test]
fn documentation_says_the_same_in_both_markups() {
    let texts = [
        "<p>A resource: { \"NotResource\": \"arn:aws:cloudformation:*:*:stack/*/*\" }</p>",
        "<p><code>{ \"NotResource\": \"arn:aws:cloudformation:*:*:stack/*/*\" }</code></p>",
        "\n    <p>Allowed are m5.large,\nm5.xlarge and\n\nm5.24xlarge.</p>\n",
        "Required unless it is _none_.",
        "An escape \\\"in quotes\\\", and a name such as SPEC\\_COMPLIANT.",
        "- When set to NORMAL, it does nothing. - When set to FORCE, it does everything.",
        "* PSNR: a ratio * SSIM: an index",
        "1. is not a list, and #2 no heading",
        "<b>bold</b> and <i>italic</i>, <a href=\"https://example.com/a_b_c\">a link</a> and <code>code</code>",
    ];
    let operation = json!({ "input": { "shape": "In" } });
    let members: serde_json::Map<_, _> = texts
        .iter()
        .enumerate()
        .map(|(i, text)| (format!("m{i}"), json!({ "shape": "Text", "documentation": text })))
        .collect();
    let shapes = json!({ "In": { "type": "structure", "members": members }, "Text": { "type": "string" } });
    // Each text is compared as it is shown.
    let ast = written(&botocore(&operation, &shapes, "Things"));
    let member = |i: usize| ast["shapes"]["com.amazonaws.things#In"]["members"][format!("m{i}")]["traits"].clone();
    assert_eq!(member(8)["smithy.api#documentation"], texts[8], "a text that is the same stays as it was");
    assert_ne!(member(3)["smithy.api#documentation"], texts[3]);
}

#[test]
fn a_default_stays() {
    let model = r#"{ "smithy": "2.0", "shapes": {
        "a#A": { "type": "service", "version": "1", "operations": [{ "target": "a#Put" }],
          "traits": { "aws.protocols#awsJson1_1": {}, "aws.auth#sigv4": { "name": "a" }, "aws.api#service": { "sdkId": "A" } } },
        "a#Put": { "type": "operation", "input": { "target": "a#In" } },
        "a#In": { "type": "structure", "members": { "size": { "target": "smithy.api#Integer",
          "traits": { "smithy.api#default": 7 } } } } } }"#;
    let first = read_text(model).expect("the model is good");
    let text = super::super::smithy(&first);
    assert_eq!(parts(&read_text(&text).expect("it reads back")), parts(&first));
    assert!(text.contains("\"smithy.api#default\": 7"), "{text}");
}
