//! Compares the program's output with the expectations of a case.

use serde_json::{Value, json};

use super::body::{self, same};
use super::params;
use super::suite::{Case, Suite};

/// Returns the differences. A case that passes has none.
pub(super) fn compare(suite: &Suite, case: &Case, result: &Value) -> Vec<String> {
    if let Some(why) = result.get("broken").and_then(Value::as_str) {
        return vec![why.to_owned()];
    }
    match case.value.get("serialized") {
        Some(expected) => request(suite, expected, result),
        None => response(suite, case, result),
    }
}

fn differs(what: &str, expected: &Value, found: &Value) -> String {
    let pretty = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => serde_json::to_string_pretty(other).unwrap_or_default(),
    };
    let (expected, found) = (pretty(expected), pretty(found));
    if !expected.contains('\n') && !found.contains('\n') {
        return format!("{what}: expected {expected:?}, found {found:?}");
    }
    let difference = similar::TextDiff::from_lines(&expected, &found);
    format!("{what}:\n{}", difference.unified_diff().header("expected", "found"))
}

fn request(suite: &Suite, expected: &Value, found: &Value) -> Vec<String> {
    let mut all = Vec::new();
    let plain = |key: &str| expected.get(key).filter(|it| **it != found[key]).map(|it| differs(key, it, &found[key]));
    all.extend(plain("method"));
    if let Some(uri) = expected.get("uri").filter(|uri| !same_uri(uri, &found["uri"])) {
        all.push(differs("uri", uri, &found["uri"]));
    }
    // Suites write a host with the path of the endpoint, which is part of the URI.
    let host = expected.get("host").and_then(Value::as_str).map(|host| host.split('/').next().unwrap_or_default());
    if let Some(host) = host.filter(|host| found["host"] != *host) {
        all.push(differs("host", &json!(host), &found["host"]));
    }
    all.extend(headers(&lists_in_headers(suite), expected, found));
    if let Some(body) = expected.get("body").and_then(Value::as_str) {
        let difference = body::difference(suite, body, &bytes(&found["body"]));
        all.extend(difference.map(|(expected, found)| differs("body", &json!(expected), &json!(found))));
    }
    all
}

/// The bytes of a body, which the program gives one by one.
fn bytes(body: &Value) -> Vec<u8> {
    let all = body.as_array().into_iter().flatten();
    all.filter_map(|byte| byte.as_u64().and_then(|byte| u8::try_from(byte).ok())).collect()
}

/// The order of a query's parameters says nothing, but for the values of one.
fn same_uri(expected: &Value, found: &Value) -> bool {
    let parts = |uri: &Value| {
        let uri = uri.as_str().unwrap_or_default().to_owned();
        let (path, query) = uri.split_once('?').map_or((uri.clone(), ""), |(path, query)| (path.to_owned(), query));
        let mut query: Vec<String> = query.split('&').filter(|it| !it.is_empty()).map(str::to_owned).collect();
        // Sorting by key alone keeps the order of a key's values; `a` and `a=` are one.
        query.sort_by(|a, b| a.split('=').next().cmp(&b.split('=').next()));
        query.iter_mut().filter(|it| !it.contains('=')).for_each(|it| it.push('='));
        (path, query)
    };
    parts(expected) == parts(found)
}

/// The headers that are lists, in lower case. Spaces after the commas of those say nothing.
fn lists_in_headers(suite: &Suite) -> Vec<String> {
    let input = suite.operation(&suite.cases[0])["input"]["shape"].as_str().unwrap_or_default();
    let members = suite.shapes()[input]["members"].as_object().into_iter().flatten();
    let is_list = |member: &Value| suite.shapes()[member["shape"].as_str().unwrap_or_default()]["type"] == "list";
    let lists = members.filter(|(_, member)| member["location"] == "header" && is_list(member));
    lists.map(|(name, member)| member["locationName"].as_str().unwrap_or(name).to_lowercase()).collect()
}

fn headers(lists: &[String], expected: &Value, found: &Value) -> Vec<String> {
    let sent = |name: &str| {
        let all = found["headers"].as_array().into_iter().flatten();
        let values = all.filter(|pair| pair[0].as_str().is_some_and(|it| it.eq_ignore_ascii_case(name)));
        let values: Vec<&str> = values.filter_map(|pair| pair[1].as_str()).collect();
        (!values.is_empty()).then(|| values.join(", "))
    };
    let mut all = Vec::new();
    for (name, value) in expected["headers"].as_object().into_iter().flatten() {
        let said = |line: &str| match lists.contains(&name.to_lowercase()) {
            true => line.replace(", ", ","),
            false => without_charset(line).to_owned(),
        };
        if sent(name).as_deref().map(said) != value.as_str().map(said) {
            all.push(differs(&format!("header {name}"), value, &json!(sent(name))));
        }
    }
    let names = |key: &str| expected[key].as_array().into_iter().flatten().filter_map(Value::as_str);
    // Its length is a request's only once an HTTP client sends it.
    let required = names("requireHeaders").filter(|name| !name.eq_ignore_ascii_case("content-length"));
    all.extend(required.filter(|name| sent(name).is_none()).map(|name| format!("the header {name} is missing")));
    // An HTTP client sends the length 0 of an empty body (RFC 9110, section 8.6). Ours sets it in the request, for those
    // that do not.
    let is_of_client = |name: &str, value: &str| name.eq_ignore_ascii_case("content-length") && value == "0";
    let forbidden = names("forbidHeaders").filter_map(|name| Some((name, sent(name)?)));
    let forbidden = forbidden.filter(|(name, value)| !is_of_client(name, value));
    all.extend(forbidden.map(|(name, value)| format!("the header {name} must not be there, and is {value:?}")));
    all
}

/// A header without the parameter that is the same for all bodies of text: forms and JSON have no other charset.
fn without_charset(header: &str) -> &str {
    header.strip_suffix("; charset=utf-8").unwrap_or(header)
}

/// Returns whether a union has a member that the model does not have: suites have botocore's form of it, and types
/// have none, as their message says.
fn has_unknown_member(expected: &Value, message: &Value) -> bool {
    let is_unknown =
        message.as_str().is_some_and(|message| message.contains("holds a member that the model does not have"));
    is_unknown && expected.to_string().contains("\"SDK_UNKNOWN_MEMBER\"")
}

fn response(suite: &Suite, case: &Case, found: &Value) -> Vec<String> {
    let operation = suite.operation(case);
    let value = |key: &str| case.value.get(key);
    let is_error = ["error", "errorCode", "errorMessage"].iter().any(|key| value(key).is_some());
    if !is_error {
        let shape = operation["output"]["shape"].as_str().unwrap_or_default();
        let none = json!({});
        let expected = params::structure(suite, shape, value("result").unwrap_or(&none));
        return match found.get("result") {
            Some(result) if same(&expected, result) => Vec::new(),
            Some(result) => vec![differs("result", &expected, result)],
            None if has_unknown_member(&expected, &found["message"]) => Vec::new(),
            None => vec![differs("result", &expected, &found["message"])],
        };
    }
    if let Some(result) = found.get("result") {
        return vec![differs("an error is expected", &json!(value("errorCode")), result)];
    }
    let mut all = Vec::new();
    for key in ["errorCode", "errorMessage"] {
        all.extend(value(key).filter(|it| **it != found[key]).map(|it| differs(key, it, &found[key])));
    }
    let code = found["errorCode"].as_str().unwrap_or_default();
    let listed = operation["errors"].as_array().into_iter().flatten().filter_map(|error| error["shape"].as_str());
    let is_it = |name: &&str| *name == code || suite.shapes()[*name]["error"]["code"] == code;
    if let (Some(shape), Some(expected)) = (listed.into_iter().find(is_it), value("error")) {
        let expected = params::structure(suite, shape, expected);
        if !same(&expected, &found["error"]) {
            all.push(differs("error", &expected, &found["error"]));
        }
    }
    all
}
