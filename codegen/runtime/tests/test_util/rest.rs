//! A service of a rest protocol: its labels, queries and headers come in as they go out.

use std::collections::BTreeMap;

use codegen_runtime::client::Client;
use codegen_runtime::test_util::{MockResponse, Script, Server};
use codegen_runtime::{Http, Operation, RetrySafety, Service, Timestamp, structure};

use super::server::config;
use crate::mini::{self, MiniError, Missing};

static SERVICE: Service = Service {
    id: "Rest Test",
    api_version: "2020-01-01",
    signing_name: "resttest",
    protocol: &codegen_runtime::protocol::RestJson,
    resolve_endpoint: mini::SERVICE.resolve_endpoint,
};

structure! {
    struct Question = "Question" {
        id: String = "id" [label("id")],
        path: String = "path" [label("path")],
        page: i32 = "page" [query("page")],
        tags: Vec<String> = "tags" [query("tag")],
        since: Timestamp = "since" [header("X-Since")],
        text: String = "text",
    }
}

structure! {
    struct Filter = "Filter" {
        page: i32 = "page" [query("page")],
        all: BTreeMap<String, Vec<String>> = "all" [query_params],
        last: BTreeMap<String, String> = "last" [query_params],
    }
}

structure! {
    struct Finding = "Finding" {
        code: i32 = "code" [status_code],
        tag: String = "tag" [header("X-Tag")],
        name: String = "name",
    }
}

macro_rules! operation {
    ($name:ident($input:ty) = $method:literal $uri:literal) => {
        #[derive(Debug)]
        struct $name;

        impl Operation for $name {
            type Input = $input;
            type Output = Finding;
            type Error = MiniError;
            const SERVICE: &'static Service = &SERVICE;
            const NAME: &'static str = stringify!($name);
            const RETRY_SAFETY: RetrySafety = RetrySafety::NotIdempotent;
            const HTTP: Http = Http { method: $method, uri: $uri };
        }
    };
}

operation! { Ask(Question) = "POST" "/things/{id}/{path+}?fixed=1" }
operation! { List(Question) = "POST" "/things" }
operation! { Search(Filter) = "GET" "/search" }

fn question() -> Question {
    Question {
        id: Some("a b/c".to_owned()),
        path: Some("d/e f".to_owned()),
        page: Some(2),
        tags: Some(vec!["x,y".to_owned(), "z".to_owned()]),
        since: Timestamp::from_secs(1_700_000_000),
        text: Some("t".to_owned()),
    }
}

fn finding() -> Finding {
    Finding { code: Some(202), tag: Some("h".to_owned()), name: Some("n".to_owned()) }
}

#[tokio::test]
async fn a_server_reads_what_a_client_writes_and_the_other_way_round() {
    let server = Server::new(&SERVICE)
        .on::<List>(|_| Ok(Finding::default()))
        .on::<Ask>(|input| {
            assert_eq!(input, question());
            Ok(finding())
        })
        .start()
        .expect("a server");
    let client = Client::new(&config(&server), &SERVICE);
    assert_eq!(client.invoke::<Ask>(question()).await.expect("it succeeds"), finding());
    assert_eq!(client.invoke::<List>(Question::default()).await.expect("it succeeds").name, None);
}

#[tokio::test]
async fn a_script_sees_the_input_wherever_it_stands() {
    let script = Script::new();
    script.step::<Ask>(|input| *input == question(), MockResponse::output(finding()));
    let client = Client::new(&script.config(), &SERVICE);
    assert_eq!(client.invoke::<Ask>(question()).await.expect("it succeeds"), finding());
}

/// Returns the input that a server reads of a request to this URI.
fn searched(uri: &str) -> Option<Filter> {
    let request = http::Request::builder().uri(uri).body(Vec::new()).expect("a request");
    let mut input = Filter::default();
    let server = SERVICE.protocol.server();
    server.deserialize_request(Search::DESCRIPTOR, &request, &mut input)?.unwrap_or_else(|error| panic!("{error}"));
    Some(input)
}

#[test]
fn a_key_that_a_query_repeats_is_one_entry_with_all_values() {
    let all = |entries: &[(&str, &[&str])]| {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        entries.iter().map(|(key, values)| ((*key).to_owned(), texts(values))).collect::<BTreeMap<_, _>>()
    };
    let filter = searched("/search?b=1&a=2&b=3&a%20c=&b=1&page=7").expect("the operation");
    assert_eq!(filter.page, Some(7));
    let expected = all(&[("a", &["2"]), ("a c", &[""]), ("b", &["1", "3", "1"]), ("page", &["7"])]);
    assert_eq!(filter.all, Some(expected));
    let none = searched("/search").expect("the operation");
    assert_eq!(none, Filter::default());
    assert_eq!(searched("/other?b=1"), None);
}

#[tokio::test]
async fn an_error_of_the_model_and_a_request_of_no_operation_are_errors_in_json() {
    let missing = Missing { message: Some("gone".to_owned()) };
    let server =
        Server::new(&SERVICE).on::<Ask>(move |_| Err(MiniError::Missing(missing.clone()))).start().expect("a server");
    let client = Client::new(&config(&server), &SERVICE);
    let error = client.invoke::<Ask>(question()).await.expect_err("it is refused");
    assert!(matches!(error.kind(), MiniError::Missing(missing) if missing.message() == Some("gone")), "{error:?}");
    assert_eq!(error.to_string(), "Ask: Missing: gone (HTTP 400, request id test-1)");
    let error = client.invoke::<List>(question()).await.expect_err("it has no handler");
    assert_eq!(error.code(), Some("NotImplemented"), "{error}");
    assert!(error.to_string().contains("has no handler for POST /things "), "{error}");
    assert_eq!(server.requests(), ["POST /things/a%20b%2Fc/d/e%20f", "POST /things"]);
}
