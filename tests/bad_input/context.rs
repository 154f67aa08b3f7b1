//! Errors in the endpoint parameters of operations and clients.

use super::case::Case;

/// A case whose rules ask for the string `Plane` and the list `Things`, and whose operation says this.
fn operation(name: &'static str, says: &str) -> Case {
    asked(name).edit("\"name\": \"GetThing\",", &format!("\"name\": \"GetThing\",\n      {says},"))
}

fn asked(name: &'static str) -> Case {
    let plane = "\"Plane\": { \"type\": \"string\" }, \"Things\": { \"type\": \"stringArray\" }";
    Case::new(name).rules("    \"UseFIPS\": {", &format!("    {plane},\n    \"UseFIPS\": {{"))
}

/// Values that never change.
pub(crate) fn fixed() -> Vec<Case> {
    let fixed = |name, value: &str| operation(name, &format!("\"staticContextParams\": {{ \"Plane\": {value} }}"));
    vec![
        fixed("a fixed parameter of another type", "{ \"value\": true }"),
        fixed("a fixed parameter without a value", "{}"),
        fixed("a fixed parameter that is not a value", "{ \"value\": null }"),
        fixed("a fixed parameter of mixed texts", "{ \"value\": [\"a\", 1] }"),
        operation("fixed parameters that are not an object", "\"staticContextParams\": []"),
    ]
}

/// Members and paths to them.
pub(crate) fn reached() -> Vec<Case> {
    let member = |name, member: &str, value: &str| {
        let from = format!("\"{member}\" }}{}", if member == "Count" { "" } else { "," });
        let from = format!("{{ \"shape\": {from}");
        asked(name).edit(&from, &from.replacen(" }", &format!(", \"contextParam\": {value} }}"), 1))
    };
    let path = |name, parameter: &str, path: &str| {
        operation(name, &format!("\"operationContextParams\": {{ \"{parameter}\": {{ \"path\": \"{path}\" }} }}"))
    };
    vec![
        member("a member that is a number", "Count", "{ \"name\": \"Plane\" }"),
        member("a member of another type", "Colour", "{ \"name\": \"Things\" }"),
        member("a member's parameter without a name", "Colour", "{}"),
        operation("a path that is missing", "\"operationContextParams\": { \"Plane\": {} }"),
        path("a path of an unknown form", "Plane", "thingId[0]"),
        path("a path to no member", "Plane", "thingIds"),
        path("a path through a text", "Plane", "thingId.x"),
        path("keys of a text", "Things", "keys(thingId)"),
        path("elements of a text", "Things", "thingId[*]"),
        path("several values for one", "Plane", "colour.[a, b][]"),
    ]
}

/// Errors in the parameters of clients and in the authentication of requests.
pub(crate) fn clients() -> Vec<Case> {
    let client = |name, value: &str| {
        asked(name).edit(
            "  \"shapes\": {\n",
            &format!("  \"clientContextParams\": {{ \"Plane\": {value} }},\n  \"shapes\": {{\n"),
        )
    };
    vec![
        client("a client's parameter of another type", "{ \"type\": \"boolean\" }"),
        client("a client's parameter of an unknown type", "{ \"type\": \"strings\" }"),
        operation("an authentication that is not a list", "\"auth\": \"aws.auth#sigv4\""),
    ]
}

/// Returns the warnings, and how requests are authenticated nevertheless.
fn made(case: &Case) -> (Vec<String>, String) {
    let made = case.generate().unwrap_or_else(|failed| panic!("{:?}", failed.0));
    let warnings = made.warnings.iter().map(ToString::to_string).collect();
    (warnings, made.files["things/operation/get_thing.rs"].clone())
}

#[test]
fn an_operation_goes_before_its_service_and_sigv4_before_all() {
    let metadata = "\"apiVersion\": \"2020-01-01\",";
    let service = |says: &str| format!("{metadata}\n    {says},");
    let bearer = "\"auth\": [\"smithy.api#httpBearerAuth\"]";
    for (of_service, of_operation, expected) in [
        ("\"signatureVersion\": \"v4\"", "\"unsignedPayload\": true", "rt::Auth::SigV4UnsignedPayload;"),
        (bearer, "\"auth\": [\"smithy.api#noAuth\"]", "rt::Auth::None;"),
        ("\"signatureVersion\": \"bearer\"", "\"authtype\": \"none\"", "rt::Auth::None;"),
        (bearer, "\"auth\": [\"smithy.api#noAuth\", \"aws.auth#sigv4\"]", ""),
    ] {
        let (_, text) = made(&operation("authenticated", of_operation).edit(metadata, &service(of_service)));
        let auth = text.split("const AUTH: rt::Auth = ").nth(1).and_then(|rest| rest.lines().next());
        assert_eq!(auth.unwrap_or_default(), expected, "{of_service} {of_operation}");
    }
}

#[test]
fn an_operation_that_only_a_token_opens_is_left_out() {
    let case = operation("bearer", "\"auth\": [\"smithy.api#httpBearerAuth\"]");
    let made = case.generate().unwrap_or_else(|failed| panic!("{failed}"));
    let why = "it is authenticated by `smithy.api#httpBearerAuth`";
    let left_out: Vec<_> = made.refused.iter().map(|it| (it.operation.as_str(), it.why.as_str())).collect();
    assert_eq!(left_out, [("GetThing", why)]);
    assert!(made.warnings.iter().any(|warning| warning.to_string().contains(why)));
    assert!(!made.files.contains_key("things/operation/get_thing.rs"));
}
