//! Bindings to HTTP that cannot be sent.

use super::case::Case;

/// A rest-json service with one operation, whose method and URI, input members and further keys are given.
fn case(name: &'static str, http: &str, members: &str) -> Case {
    let model = format!(
        r#"{{
  "metadata": {{ "apiVersion": "2020-01-01", "endpointPrefix": "things", "protocol": "rest-json", "serviceId": "Things" }},
  "operations": {{
    "GetThing": {{
      {http},
      "input": {{ "shape": "GetThingRequest" }}
    }}
  }},
  "shapes": {{
    "GetThingRequest": {{
      "type": "structure",
      "required": ["id"],
      {members}
    }},
    "Text": {{ "type": "string" }},
    "Texts": {{ "type": "list", "member": {{ "shape": "Text" }} }},
    "Map": {{ "type": "map", "key": {{ "shape": "Text" }}, "value": {{ "shape": "Text" }} }}
  }}
}}
"#
    );
    Case::new(name).model(model)
}

const URI: &str = r#""http": { "method": "GET", "requestUri": "/things/{id}" }"#;
const ID: &str = r#""id": { "shape": "Text", "location": "uri", "locationName": "id" }"#;

fn with(name: &'static str, members: &str) -> Case {
    case(name, URI, &format!("\"members\": {{ {ID}, {members} }}"))
}

fn uri(name: &'static str, uri: &str) -> Case {
    let http = format!(r#""http": {{ "method": "GET", "requestUri": "{uri}" }}"#);
    case(name, &http, &format!("\"members\": {{ {ID} }}"))
}

pub(crate) fn cases() -> Vec<Case> {
    let plain = format!("\"members\": {{ {ID} }}");
    vec![
        case("no http", r#""name": "GetThing""#, &plain),
        case("an http of another type", r#""http": "GET""#, &plain),
        case("a method that is none", r#""http": { "method": "get it", "requestUri": "/{id}" }"#, &plain),
        case(
            "a status that is none",
            r#""http": { "method": "GET", "requestUri": "/{id}", "responseCode": 99 }"#,
            &plain,
        ),
        uri("a URI without a slash", "things/{id}"),
        uri("a label that is not closed", "/things/{id"),
        uri("a label without a name", "/things/{+}/{id}"),
        uri("a label twice", "/things/{id}/{id}"),
        uri("a label behind a greedy one", "/{id+}/{other}"),
        uri("a label in the query", "/things/{id}?id={id}"),
        uri("a URI with a space", "/my things/{id}"),
        uri("a label that nothing fills", "/things/{id}/{of}"),
        uri("a member without its label", "/things"),
        with("a location that is none", r#""a": { "shape": "Text", "location": "path" }"#),
        with("a map as a header", r#""a": { "shape": "Map", "location": "header", "locationName": "a" }"#),
        with("a name that no header has", r#""a": { "shape": "Text", "location": "header", "locationName": "a b" }"#),
        with(
            "two members in one header",
            r#""a": { "shape": "Text", "location": "header", "locationName": "X" }, "b": { "shape": "Text", "location": "header", "locationName": "x" }"#,
        ),
        with("a header of the connection", r#""a": { "shape": "Text", "location": "header", "locationName": "host" }"#)
            .operations(&["GetThing"]),
        with(
            "a length, of all operations",
            r#""a": { "shape": "Text", "location": "header", "locationName": "Content-Length" }"#,
        ),
        with("a text as prefixed headers", r#""a": { "shape": "Text", "location": "headers", "locationName": "a-" }"#),
        with("a text as the status", r#""a": { "shape": "Text", "location": "statusCode" }"#),
        case("a payload that is not a member", URI, &format!("\"payload\": \"body\", \"members\": {{ {ID} }}")),
        case(
            "a payload beside a member of the body",
            URI,
            &format!(
                "\"payload\": \"a\", \"members\": {{ {ID}, \"a\": {{ \"shape\": \"Text\" }}, \"b\": {{ \"shape\": \"Text\" }} }}"
            ),
        ),
        case(
            "a host prefix that nothing fills",
            &format!(r#"{URI}, "endpoint": {{ "hostPrefix": "{{account}}.data-" }}"#),
            &plain,
        ),
        case("a host prefix that is not a host", &format!(r#"{URI}, "endpoint": {{ "hostPrefix": "a/b." }}"#), &plain),
    ]
}
