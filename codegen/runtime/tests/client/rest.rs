//! A service of a rest protocol, whose operation has a host prefix.

use std::sync::{Arc, Mutex};

use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;
use codegen_runtime::client::Client;
use codegen_runtime::{Failure, Http, Operation, RetrySafety, Service, modelled_error, operation_error, structure};

use super::config;
use crate::mini;
use crate::server::{Server, header, response};

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
        page: i32 = "page" [query("page")],
    }
}

structure! {
    struct Finding = "Finding" {
        tag: String = "tag" [header("X-Tag")],
        name: String = "name",
    }
}

structure! {
    struct Busy = "Busy" {
        reason: String = "reason" [header("X-Reason")],
    }
}

modelled_error! { Busy = "Busy", Server, Throttling, }

operation_error! {
    enum FindError {
        Busy(Busy) = "Busy",
    }
}

#[derive(Debug)]
struct Find;

impl Operation for Find {
    type Input = Question;
    type Output = Finding;
    type Error = FindError;
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "Find";
    const RETRY_SAFETY: RetrySafety = RetrySafety::NotIdempotent;
    const HTTP: Http = Http { method: "GET", uri: "/things/{id}?fixed" };
    const HOST_PREFIX: &'static str = "data-{id}.";

    fn host_label<'a>(input: &'a Question, name: &str) -> Option<&'a str> {
        (name == "id").then(|| input.id()).flatten()
    }
}

fn question() -> Question {
    Question { id: Some("a-b".into()), page: Some(2) }
}

#[tokio::test]
async fn a_request_has_its_uri_and_no_body_and_the_response_is_parsed() {
    let server = Server::start([response(200, "x-tag: t\r\n", "{\"name\":\"n\"}")]).await;
    let client = Client::new(&config().endpoint_url(format!("{}/below", server.url())).build(), &SERVICE);
    let finding = client.invoke::<Find>(question()).await.expect("it succeeds");
    assert_eq!((finding.tag(), finding.name()), (Some("t"), Some("n")));
    let [request] = &server.requests()[..] else { panic!("one request") };
    assert!(request.starts_with("GET /below/things/a-b?fixed&page=2 HTTP/1.1\r\n"), "{request}");
    assert_eq!(header(request, "host"), Some(&*server.address), "an IP address has no names below it");
    assert_eq!((header(request, "content-type"), header(request, "content-length")), (None, None));
    assert!(header(request, "authorization").is_some());
}

#[tokio::test]
async fn an_error_with_members_in_headers_is_known_when_it_may_be_tried_again() {
    let busy = response(400, "x-amzn-errortype: Busy\r\nx-reason: r\r\n", "");
    let server = Server::start([busy.clone(), busy.clone(), response(200, "", ""), busy]).await;
    let client = Client::new(&config().endpoint_url(server.url()).build(), &SERVICE);
    let finding = client.invoke::<Find>(question()).await.expect("it succeeds in the end");
    assert_eq!((finding.name(), server.count()), (None, 3));
    let error = client.invoke::<Find>(question()).await.expect_err("it fails");
    let FindError::Busy(busy) = error.kind() else { panic!("it is modelled") };
    assert_eq!(busy.reason(), Some("r"));
}

/// Keeps where requests went, and responds with nothing.
#[derive(Clone, Debug, Default)]
struct Capture(Arc<Mutex<Vec<String>>>);

impl HttpConnector for Capture {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        self.0.lock().expect("no panic").push(request.uri().to_owned());
        let status = 200.try_into().expect("a status");
        HttpConnectorFuture::ready(Ok(HttpResponse::new(status, SdkBody::empty())))
    }
}

#[tokio::test]
async fn the_prefix_stands_before_the_host_of_any_endpoint() {
    let cases = [
        (None, "http://data-a-b.minitest.us-west-2.invalid/things/a-b?fixed&page=2"),
        (Some("https://example.com:8443/below"), "https://data-a-b.example.com:8443/below/things/a-b?fixed&page=2"),
        (Some("https://[::1]:8443"), "https://[::1]:8443/things/a-b?fixed&page=2"),
    ];
    for (endpoint, expected) in cases {
        let capture = Capture::default();
        let connector = SharedHttpConnector::new(capture.clone());
        let mut config = config().http_client(http_client_fn(move |_, _| connector.clone()));
        config.set_endpoint_url(endpoint.map(str::to_owned));
        Client::new(&config.build(), &SERVICE).invoke::<Find>(question()).await.expect("it succeeds");
        assert_eq!(*capture.0.lock().expect("no panic"), [expected]);
    }
}

#[tokio::test]
async fn a_label_that_is_not_set_is_an_error_of_the_request() {
    let client = Client::new(&config().build(), &SERVICE);
    let error = client.invoke::<Find>(Question::default()).await.expect_err("it fails");
    assert!(matches!(error.kind(), FindError::Other(Failure::Request(_))), "{error:#?}");
    let expected = "Find: failed to build the request: `id` is a part of the URI, and it is not set";
    assert_eq!(error.to_string(), expected);
}
