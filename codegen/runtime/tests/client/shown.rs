//! `Debug` of what a client consists of: it names the operation, and shows no content, which may be secret.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use codegen_runtime::client::{Client, Config, InterceptedRequest, Interceptor, Items, Pages, Wait};
use codegen_runtime::{Blob, Operation, Paginator, RetrySafety, Service};

use super::paging::ThingDone;
use super::{OK, call, config};
use crate::mini::{Make, MiniError, Read, SERVICE, Thing};
use crate::server::{Server, response};

struct Idle;

impl Interceptor for Idle {
    fn read_before_transmit(&self, _: &InterceptedRequest) {}
}

#[test]
fn what_sends_requests_names_its_service_or_operation() {
    let client = Client::new(&config().build(), &SERVICE);
    let shown = format!("{client:?}");
    assert!(
        shown.starts_with(r#"Client { service: "Mini Test", endpoint: Ok("#) && shown.contains("minitest."),
        "{shown}"
    );
    let input = || Thing { name: Some("secret".to_owned()), ..Thing::default() };
    assert_eq!(format!("{:?}", client.invoke::<Read>(input()).with_metadata()), r#"MetadataFuture("Read")"#);
    let pages = || Pages::<Read>::new(client.clone(), input());
    assert_eq!(format!("{:?}", pages()), r#"Pages("Read")"#);
    assert_eq!(format!("{:?}", Items::<Read>::new(pages())), r#"Items("Read")"#);
    let paginator = Paginator::<Read>::new(input());
    assert_eq!(format!("{paginator:?}"), r#"Paginator { operation: "Read", next: Page, .. }"#);
    let wait = Wait::<ThingDone>::new(client, input(), Duration::from_secs(60));
    let shown = format!("{wait:?}");
    assert!(
        shown.starts_with("Wait(WaiterLoop") && shown.contains("ThingDone") && !shown.contains("secret"),
        "{shown}"
    );
}

#[test]
fn a_configuration_counts_its_interceptors() {
    let config = Config::builder().interceptor(Idle).interceptor(Idle).build();
    let shown = format!("{config:?}");
    assert!(shown.contains("2 interceptors"), "{shown}");
}

#[test]
fn bytes_show_their_length_only() {
    assert_eq!(format!("{:?}", Blob::from(b"secret".to_vec())), "Blob(6 bytes)");
}

#[tokio::test]
async fn metadata_shows_the_names_of_headers_and_not_their_values() {
    let server = Server::start([response(200, "x-amzn-requestid: r-1\r\nx-secret: open sesame\r\n", OK)]).await;
    let client = Client::new(&config().endpoint_url(server.url()).build(), &SERVICE);
    let metadata = client.invoke::<Read>(Thing::default()).with_metadata().await.expect("it succeeds").metadata;
    let shown = format!("{metadata:?}");
    assert!(shown.starts_with("ResponseMetadata { status: Some(200), headers: ["), "{shown}");
    for part in [r#""x-secret""#, r#"request_id: Some("r-1")"#, "attempts: Some(1)", "unreadable_members: []"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert!(!shown.contains("sesame"), "{shown}");
}

#[tokio::test]
async fn errors_show_one_line() {
    let server = Server::start([response(500, "", "{}"), response(500, "", "{}")]).await;
    let outcome = call::<Make>(config().endpoint_url(server.url())).await;
    let error = outcome.expect_err("it fails");
    assert!(error.to_string().starts_with("Make: "), "{error}");
    assert_eq!(format!("{error:?}"), error.to_string());
}

/// An operation whose input is sensitive, and the same operation with an input that is not.
macro_rules! operation {
    ($name:ident: $is_sensitive:literal) => {
        #[derive(Debug)]
        struct $name;

        impl Operation for $name {
            type Input = Thing;
            type Output = Thing;
            type Error = MiniError;
            const SERVICE: &'static Service = &SERVICE;
            const NAME: &'static str = stringify!($name);
            const RETRY_SAFETY: RetrySafety = RetrySafety::Idempotent;
            const SENSITIVE: bool = $is_sensitive;
        }
    };
}

operation! { Secret: true }
operation! { Shown: false }

/// Keeps all events that are traced.
#[derive(Clone, Default)]
struct Traces(Arc<Mutex<String>>);

impl tracing::Subscriber for Traces {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        tracing::span::Id::from_u64(1)
    }

    fn event(&self, event: &tracing::Event<'_>) {
        let mut traces = self.0.lock().expect("no panic");
        event.record(&mut |field: &tracing::field::Field, value: &dyn std::fmt::Debug| {
            traces.push_str(&format!("{field}={value:?}\n"));
        });
    }

    fn record(&self, _: &tracing::span::Id, _: &tracing::span::Record<'_>) {}
    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

/// Returns the traces of a call whose input has a name.
async fn traced<O: Operation<Input = Thing>>() -> String {
    let server = Server::start([response(200, "", OK)]).await;
    let traces = Traces::default();
    let guard = tracing::subscriber::set_default(traces.clone());
    let client = Client::new(&config().endpoint_url(server.url()).build(), &SERVICE);
    let input = Thing { name: Some("sesame".to_owned()), ..Thing::default() };
    assert!(client.invoke::<O>(input).await.is_ok());
    drop(guard);
    assert!(server.requests()[0].ends_with(r#"{"name":"sesame"}"#), "{:?}", server.requests());
    traces.0.lock().expect("no panic").clone()
}

#[tokio::test]
async fn a_sensitive_body_is_sent_and_not_traced() {
    let (secret, shown) = (traced::<Secret>().await, traced::<Shown>().await);
    assert!(shown.contains("sesame"), "{shown}");
    assert!(!secret.contains("sesame") && secret.contains("Mini_20200101.Secret"), "{secret}");
}
