//! Prefixes of the host, which any protocol's operation may have.

use codegen_runtime::{Endpoint, HostPrefix, Operation, RetrySafety, Service, structure};

use super::{NoError, Nothing, SERVICE, operation, refused};

structure! {
    struct Input = "Input" {
        account: String = "AccountId",
    }
}

fn label<'a>(input: &'a Input, name: &str) -> Option<&'a str> {
    (name == "AccountId").then(|| input.account()).flatten()
}

operation! { Fixed: Nothing => Nothing, "GET" "/path?x=1"; const HOST_PREFIX: &'static str = "data-"; }
operation! { Labelled: Input => Nothing, "POST" "/";
    const HOST_PREFIX: &'static str = "{AccountId}.data.";
    fn host_label<'a>(input: &'a Input, name: &str) -> Option<&'a str> { label(input, name) }
}

static AWS_JSON: Service = Service {
    id: "Json Test",
    api_version: "2020-01-01",
    signing_name: "jsontest",
    protocol: &codegen_runtime::protocol::AwsJson { version: "1.1", target_prefix: "Json", query_compatible: false },
    resolve_endpoint: SERVICE.resolve_endpoint,
};

#[derive(Debug)]
struct JsonLabelled;

impl Operation for JsonLabelled {
    type Input = Input;
    type Output = Nothing;
    type Error = NoError;
    const SERVICE: &'static Service = &AWS_JSON;
    const NAME: &'static str = "JsonLabelled";
    const RETRY_SAFETY: RetrySafety = RetrySafety::Idempotent;
    const HOST_PREFIX: &'static str = "foo-{AccountId}.";

    fn host_label<'a>(input: &'a Input, name: &str) -> Option<&'a str> {
        label(input, name)
    }
}

fn account(account: &str) -> Input {
    Input { account: Some(account.into()) }
}

fn uri<O: Operation>(input: &O::Input, endpoint: &str) -> String {
    let request = O::request(input).expect("a request");
    Endpoint::new(endpoint).apply(request).expect("an endpoint").uri().to_string()
}

#[test]
fn the_prefix_is_among_the_extensions_of_a_request() {
    let request = Labelled::request(&account("123")).expect("a request");
    assert_eq!(request.extensions().get(), Some(&HostPrefix("123.data.".into())));
    assert_eq!(request.body(), br#"{"AccountId":"123"}"#, "the member is sent as well");
}

#[test]
fn the_prefix_stands_before_the_host_of_any_endpoint() {
    let cases = [
        ("https://example.com", "https://data-example.com/path?x=1"),
        ("http://localhost:8080/below/", "http://data-localhost:8080/below/path?x=1"),
        ("https://me:secret@example.com", "https://me:secret@data-example.com/path?x=1"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/path?x=1"),
        ("http://[::1]", "http://[::1]/path?x=1"),
    ];
    for (endpoint, expected) in cases {
        assert_eq!(uri::<Fixed>(&Nothing {}, endpoint), expected);
    }
    assert_eq!(uri::<Labelled>(&account("a-1"), "https://example.com"), "https://a-1.data.example.com/");
    assert_eq!(uri::<JsonLabelled>(&account("bar"), "https://example.com"), "https://foo-bar.example.com/");
}

#[test]
fn a_label_that_cannot_be_in_a_host_is_refused_by_name() {
    let longest = "x".repeat(63);
    assert!(uri::<Labelled>(&account(&longest), "https://example.com").contains(&longest));
    let too_long = "x".repeat(64);
    let cases = [
        (Input::default(), "is not set"),
        (account(""), "is empty"),
        (account(&too_long), "is longer than 63 characters"),
        (account("a.b"), "has other characters than letters, digits and `-`"),
        (account("a/b"), "has other characters than letters, digits and `-`"),
        (account("é"), "has other characters than letters, digits and `-`"),
    ];
    for (input, why) in cases {
        let why = format!("failed to build the request: invalid host label `AccountId`: the member {why}");
        assert_eq!(refused::<Labelled>(&input), format!("Labelled: {why}"));
        assert_eq!(refused::<JsonLabelled>(&input), format!("JsonLabelled: {why}"));
    }
    operation! { Unlabelled: Nothing => Nothing, "POST" "/"; const HOST_PREFIX: &'static str = "{id}."; }
    let why = "failed to build the request: invalid host label `id`: the member is not set";
    assert_eq!(refused::<Unlabelled>(&Nothing {}), format!("Unlabelled: {why}"));
}
