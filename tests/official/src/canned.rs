//! An HTTP client that has every response at hand, and the configuration that both clients are made of.

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_async::rt::sleep::{SharedAsyncSleep, TokioSleep};
use aws_smithy_async::time::{SharedTimeSource, SystemTimeSource};
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;
use aws_types::SdkConfig;
use aws_types::region::Region;
use bytes::Bytes;
use http::HeaderValue;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};

/// The media type of `awsJson1_1`.
pub const JSON_1_1: &str = "application/x-amz-json-1.1";

/// The media type of `awsJson1_0`.
pub const JSON_1_0: &str = "application/x-amz-json-1.0";

/// The media type of XML.
pub const XML: &str = "application/xml";

/// The media type of bytes.
pub const OCTETS: &str = "application/octet-stream";

/// Gives the same response to whatever it is asked.
#[derive(Clone, Debug)]
struct Canned(Bytes, &'static str);

impl HttpConnector for Canned {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::ready(Ok(response(&self.0, self.1)))
    }
}

/// A response with the headers that the service sends, made with as little work as can be, for it is measured too.
///
/// # Panics
/// Never.
#[must_use]
pub fn response(body: &Bytes, media_type: &'static str) -> HttpResponse {
    let mut response = http::Response::new(SdkBody::from(body.clone()));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
    headers.insert("x-amzn-requestid", HeaderValue::from_static("2a52a6a1-9f35-4d3c-8f6f-3a1c1e0a4f7b"));
    response.try_into().expect("its headers are text")
}

/// One configuration, complete, so that neither client has to fall back on anything.
#[must_use]
pub fn config(response: &Bytes, media_type: &'static str) -> SdkConfig {
    let connector = SharedHttpConnector::new(Canned(response.clone(), media_type));
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-west-2"))
        .credentials_provider(SharedCredentialsProvider::new(Credentials::from_keys("AKIDEXAMPLE", "secret", None)))
        .sleep_impl(SharedAsyncSleep::new(TokioSleep::new()))
        .time_source(SharedTimeSource::new(SystemTimeSource::new()))
        .http_client(http_client_fn(move |_, _| connector.clone()))
        .build()
}
