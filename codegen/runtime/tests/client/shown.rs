//! `Debug` of what a client consists of: it names the operation, and shows no content, which may be secret.

use std::time::Duration;

use codegen_runtime::client::{Client, Config, InterceptedRequest, Interceptor, Items, Pages, Wait};
use codegen_runtime::{Blob, Paginator};

use super::paging::ThingDone;
use super::{OK, call, config};
use crate::mini::{Make, Read, SERVICE, Thing};
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
