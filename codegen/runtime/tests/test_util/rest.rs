//! A service of a rest protocol: its labels, queries and headers come in as they go out.

use codegen_runtime::client::Client;
use codegen_runtime::test_util::{MockResponse, Script, Server};
use codegen_runtime::{Http, Operation, RetrySafety, Service, Timestamp, structure};

use crate::mini::{self, MiniError};
use crate::server::config;

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
    struct Finding = "Finding" {
        code: i32 = "code" [status_code],
        tag: String = "tag" [header("X-Tag")],
        name: String = "name",
    }
}

macro_rules! operation {
    ($name:ident = $method:literal $uri:literal) => {
        #[derive(Debug)]
        struct $name;

        impl Operation for $name {
            type Input = Question;
            type Output = Finding;
            type Error = MiniError;
            const SERVICE: &'static Service = &SERVICE;
            const NAME: &'static str = stringify!($name);
            const RETRY_SAFETY: RetrySafety = RetrySafety::NotIdempotent;
            const HTTP: Http = Http { method: $method, uri: $uri };
        }
    };
}

operation! { Ask = "POST" "/things/{id}/{path+}?fixed=1" }
operation! { List = "POST" "/things" }

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
