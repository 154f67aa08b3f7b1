//! Traits of XML, queries and their errors with values that they cannot have, and names that clash in a document.

use super::case::Case;

const SIZE: &str = "\"size\": { \"target\": \"com.example#Size\" }";
const JSON: &str = "\"aws.protocols#restJson1\": {}";
const ERROR: &str = "\"smithy.api#error\": \"client\", \"smithy.api#httpError\": 404";

/// A Smithy model with traits on a member that is a number.
fn member(name: &'static str, traits: &str) -> Case {
    let with = format!("\"size\": {{ \"target\": \"com.example#Size\", \"traits\": {{ {traits} }} }}");
    Case::smithy(name).edit(SIZE, &with)
}

/// A Smithy model with other traits on the service than its protocol.
fn service(name: &'static str, traits: &str) -> Case {
    Case::smithy(name).edit(JSON, traits)
}

/// A Smithy model with further traits on an error.
fn error(name: &'static str, value: &str) -> Case {
    Case::smithy(name).edit(ERROR, &format!("{ERROR}, \"aws.protocols#awsQueryError\": {value}"))
}

/// Values in Smithy's format.
pub(crate) fn smithy() -> Vec<Case> {
    vec![
        member("a name that is a number", "\"smithy.api#xmlName\": 1"),
        member("a name that no element has", "\"smithy.api#xmlName\": \"a b\""),
        member("a name that begins with a digit", "\"smithy.api#xmlName\": \"1a\""),
        member("a name with two prefixes", "\"smithy.api#xmlName\": \"a:b:c\""),
        member("an attribute that is true", "\"smithy.api#xmlAttribute\": true"),
        member("a flattened number", "\"smithy.api#xmlFlattened\": {}"),
        member("a namespace that is a text", "\"smithy.api#xmlNamespace\": \"https://example.com/\""),
        member("a namespace without a URI", "\"smithy.api#xmlNamespace\": { \"prefix\": \"a\" }"),
        member("a namespace that is not a URI", "\"smithy.api#xmlNamespace\": { \"uri\": \"\\\"><evil/>\" }"),
        member("an empty namespace", "\"smithy.api#xmlNamespace\": { \"uri\": \"\" }"),
        member("a prefix that is none", "\"smithy.api#xmlNamespace\": { \"uri\": \"urn:a\", \"prefix\": \"a b\" }"),
        member("a prefix that is a number", "\"smithy.api#xmlNamespace\": { \"uri\": \"urn:a\", \"prefix\": 1 }"),
        member("a name that no query has", "\"aws.protocols#ec2QueryName\": \"a&b\""),
        member("a name of a query that is a list", "\"aws.protocols#ec2QueryName\": []"),
        service("a protocol that is true", "\"aws.protocols#awsQuery\": true"),
        service("a protocol that is a text", "\"aws.protocols#restXml\": \"yes\""),
        service(
            "a wrapping that is a text",
            &format!("{JSON}, \"aws.protocols#restXml\": {{ \"noErrorWrapping\": \"yes\" }}"),
        ),
        service("compatible with a list", &format!("{JSON}, \"aws.protocols#awsQueryCompatible\": []")),
        error("a query's error that is a text", "\"NoThing\""),
        error("a query's error without code and status", "{}"),
        error("a query's error whose status is none", "{ \"code\": \"NoThing\", \"httpResponseCode\": 42 }"),
        error("a query's error whose code is a number", "{ \"code\": 1, \"httpResponseCode\": 404 }"),
        Case::smithy("a protocol that is nearly listed").protocol("rest-jsn"),
        Case::smithy("a protocol that is not listed").protocol("awsQuery"),
        service("a protocol where none is listed", "\"smithy.api#title\": \"x\"").protocol("awsQuery"),
    ]
}

/// Documents, which only JSON can hold.
pub(crate) fn documents() -> Vec<Case> {
    let case = |name, protocol: &str| {
        let document = "\"size\": { \"target\": \"smithy.api#Document\" }";
        Case::smithy(name).edit(SIZE, document).edit(JSON, &format!("\"{protocol}\": {{}}"))
    };
    let protocols =
        ["smithy.protocols#rpcv2Cbor", "aws.protocols#restXml", "aws.protocols#awsQuery", "aws.protocols#ec2Query"];
    let names = ["a document in CBOR", "a document in XML", "a document in a form", "a document in EC2's form"];
    names.into_iter().zip(protocols).map(|(name, protocol)| case(name, protocol)).collect()
}

/// A model in botocore's format with a protocol and the members of a structure, beside which some shapes stand.
fn botocore(name: &'static str, protocol: &str, members: &str) -> Case {
    let model = format!(
        r#"{{
  "metadata": {{ "apiVersion": "2020-01-01", "endpointPrefix": "things", "protocol": "{protocol}", "serviceId": "Things" }},
  "operations": {{}},
  "shapes": {{
    "Thing": {{
      "type": "structure",
      "members": {{ {members} }}
    }},
    "Text": {{ "type": "string" }},
    "Blob": {{ "type": "blob" }},
    "Texts": {{ "type": "list", "member": {{ "shape": "Text" }} }},
    "Items": {{ "type": "list", "member": {{ "shape": "Text", "locationName": "Item" }}, "flattened": true }}
  }}
}}
"#
    );
    Case::new(name).model(model)
}

/// Values in botocore's format, and names in either.
pub(crate) fn names() -> Vec<Case> {
    let text = |name: &str, more: &str| format!("\"{name}\": {{ \"shape\": \"Text\"{more} }}");
    let called = |name: &str| format!(", \"locationName\": \"{name}\"");
    let two = |one: String, other: String| format!("{one}, {other}");
    let attribute = format!("{}, \"xmlAttribute\": true", called("a"));
    vec![
        botocore("a member that is called as no element", "rest-xml", &text("a", &called("<a>"))),
        botocore("a namespace that is a number", "rest-xml", &text("a", ", \"xmlNamespace\": 1")),
        botocore("an attribute that is a text", "rest-xml", &text("a", ", \"xmlAttribute\": \"yes\"")),
        botocore("an attribute that is a list", "rest-xml", r#""a": { "shape": "Texts", "xmlAttribute": true }"#),
        botocore("an attribute that is a blob", "rest-xml", r#""a": { "shape": "Blob", "xmlAttribute": true }"#),
        botocore("a flattened text", "query", &text("a", ", \"flattened\": true")),
        botocore("one name for two elements", "rest-xml", &two(text("a", ""), text("b", &called("a")))),
        botocore("one name for two attributes", "rest-xml", &two(text("a", &attribute), text("b", &attribute))),
        botocore("one name for a flattened list and a text", "query", r#""a": { "shape": "Items" }, "Item": { "shape": "Text" }"#),
        botocore(
            "one name for a flattened list and the deprecated text before it",
            "rest-xml",
            r#""a": { "shape": "Items" }, "Item": { "shape": "Text", "deprecated": true }"#,
        )
        // Warnings are about what an operation reaches.
        .edit(
            "\"operations\": {}",
            "\"operations\": { \"GetThing\": { \"http\": { \"method\": \"GET\", \"requestUri\": \"/\" }, \"output\": { \"shape\": \"Thing\" } } }",
        ),
        botocore("one name in requests", "ec2", &two(text("A", &called("b")), text("B", ""))),
        botocore("a result that is wrapped otherwise", "query", &text("a", "")).edit(
            "\"operations\": {}",
            "\"operations\": { \"GetThing\": { \"output\": { \"shape\": \"Thing\", \"resultWrapper\": \"Thing\" } } }",
        )
        // Of a protocol that is generated, so that nothing else is reported.
        .edit("\"protocol\": \"query\"", "\"protocol\": \"json\", \"targetPrefix\": \"A\", \"protocols\": [\"query\"]"),
        botocore("no protocol of this name", "query", &text("a", "")).protocol("rest-xml"),
    ]
}
