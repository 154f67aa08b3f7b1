//! The client, which sends a request again after an error that has the status of success.

use codegen_runtime::Operation as _;
use codegen_runtime::client::Client;
use codegen_runtime::test_util::{MockResponse, Script};

use super::Nothing;
use super::s3::{CopyObject, GetObject};

const ERROR: &str = "<?xml version=\"1.0\"?>\n<Error><Code>Whatever</Code><Message>Try again</Message></Error>";

#[tokio::test]
async fn an_error_with_the_status_of_success_is_tried_again() {
    let script = Script::new();
    script.step::<CopyObject>(|_| true, MockResponse::raw(200, ERROR));
    script.step::<CopyObject>(|_| true, MockResponse::raw(200, "<CopyObjectResult><ETag>e</ETag></CopyObjectResult>"));
    let client = Client::new(&script.config(), CopyObject::SERVICE);
    let output = client.invoke::<CopyObject>(Nothing::default()).await.expect("an output");
    assert_eq!(output.result().and_then(|result| result.etag()), Some("e"));
    script.verify();
}

#[tokio::test]
async fn an_object_that_looks_like_an_error_is_an_output() {
    let script = Script::new();
    script.step::<GetObject>(|_| true, MockResponse::raw(200, ERROR));
    let client = Client::new(&script.config(), GetObject::SERVICE);
    let output = client.invoke::<GetObject>(Nothing::default()).await.expect("an output");
    let body = output.body.expect("a body").collect().await.expect("bytes");
    assert_eq!(body, ERROR);
    script.verify();
}
