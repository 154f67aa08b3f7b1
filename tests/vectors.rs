//! Utilities for the tests of the wire form: the recorded vectors, and the seventeen operations of which they are. They
//! list the same four errors, and their outputs have no maps. It knows nothing of what is tested with them.

use serde_json::Value;

/// The cases of a file under `tests/vectors`, of which there must be some.
pub(crate) fn cases(file: &str) -> Vec<Value> {
    let path = tests::root().join("tests/vectors").join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    assert!(!cases.is_empty(), "{}: no cases", path.display());
    cases
}

/// A member of a case that is a text.
pub(crate) fn text<'a>(case: &'a Value, member: &str) -> &'a str {
    case[member].as_str().unwrap_or_else(|| panic!("`{member}` is not a text in {case}"))
}

/// The members of a case that are all texts: headers.
pub(crate) fn texts<'a>(case: &'a Value, member: &str) -> Vec<(&'a str, &'a str)> {
    let members = case[member].as_object().unwrap_or_else(|| panic!("`{member}` is not an object in {case}"));
    members.iter().map(|(name, value)| (name.as_str(), value.as_str().expect("a text"))).collect()
}

/// A response as it comes from an HTTP client.
pub(crate) fn response(status: u16, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> http::Response<Vec<u8>> {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(body.into()).expect("a response")
}

/// The response that a case of `responses.json` or `errors.json` describes.
pub(crate) fn response_of(case: &Value) -> http::Response<Vec<u8>> {
    let status = case["status"].as_u64().and_then(|status| status.try_into().ok()).expect("a status");
    response(status, &texts(case, "headers"), text(case, "body"))
}

/// The cases named `full` of a file, one for each of the operations with these names; no other operation may occur.
pub(crate) fn full(file: &str, operations: &[&str]) -> Vec<(String, Value)> {
    let cases = cases(file);
    for case in &cases {
        assert!(operations.contains(&text(case, "operation")), "{file}: an operation without a test in {case}");
    }
    let full_of = |operation: &&str| {
        let full = cases.iter().find(|case| text(case, "operation") == *operation && text(case, "case") == "full");
        ((*operation).to_owned(), full.unwrap_or_else(|| panic!("{file}: no full case of {operation}")).clone())
    };
    operations.iter().map(full_of).collect()
}

/// Calls a macro with the names of all operations that have vectors. `ListVPCEConfigurations` lists fewer errors, and the
/// output of `GetAccountSettings` has maps, whose keys are not members.
macro_rules! of_all_operations {
    ($then:ident) => {
        $then! {
            CreateRemoteAccessSession, CreateUpload, DeleteRemoteAccessSession, GetDevice, GetProject,
            GetRemoteAccessSession, GetUpload, InstallToRemoteAccessSession, ListDevices, ListProjects,
            ListRemoteAccessSessions, StopRemoteAccessSession, DeleteUpload, GetDeviceInstance,
            ListArtifacts, ListDeviceInstances, ListUploads,
        }
    };
}
pub(crate) use of_all_operations;
