//! Amazon S3's ways: buckets in the endpoint, signatures of the path as it is sent, headers of endpoints, and a response
//! that is its root element. The theme `buckets` has a few of S3's operations, and rules in the manner of S3's; the URLs
//! that are expected are those of botocore 1.43.11 with S3's own rules, where nothing else is said.

use std::time::SystemTime;

use crate::buckets;
use crate::buckets::operation::get_object::GetObjectInput;
use crate::buckets::operation::{DeleteBucket, GetBucketLocation, GetJob, GetObject, ListBuckets};
use crate::buckets::operation::{delete_bucket, get_bucket_location, get_job};
use crate::server::{Server, header, response};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SigningSettings, UriPathNormalizationMode,
    sign,
};
use aws_sigv4::sign::v4;
use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use aws_types::SdkConfig;
use aws_types::region::Region;
use codegen_runtime::client::Client;
use codegen_runtime::{Body, EndpointParams, Operation};

/// The hash of an empty body.
const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn object(bucket: &str, key: &str) -> GetObjectInput {
    GetObjectInput::builder().bucket(bucket).key(key).build()
}

/// The request of an operation at its endpoint, or why there is none.
fn request<O: Operation>(input: &O::Input, mut params: EndpointParams) -> Result<http::Request<Body>, String> {
    O::endpoint_params(input, &mut params);
    let request = O::request(input).map_err(|error| error.to_string())?;
    let endpoint = (O::SERVICE.resolve_endpoint)(&params).map_err(|error| error.to_string())?;
    endpoint.apply(request).map_err(|error| error.to_string())
}

#[track_caller]
fn goes_to<O: Operation>(input: &O::Input, params: EndpointParams, url: &str) {
    let request = request::<O>(input, params).expect("it can be sent");
    assert_eq!(request.uri().to_string(), url);
}

fn west() -> EndpointParams {
    EndpointParams::region("us-west-2")
}

#[test]
fn a_bucket_is_in_the_host_or_else_in_the_path() {
    let host = "https://my-bucket.s3.us-west-2.amazonaws.com";
    goes_to::<GetObject>(&object("my-bucket", "a b/c+d/é"), west(), &format!("{host}/a%20b/c%2Bd/%C3%A9"));
    goes_to::<GetObject>(&object("my-bucket", "/a//../b/./c"), west(), &format!("{host}//a//../b/./c"));
    goes_to::<GetObject>(&object("my.bucket", "k"), west(), "https://s3.us-west-2.amazonaws.com/my.bucket/k");
    let path_style = west().with("ForcePathStyle", true);
    goes_to::<GetObject>(&object("my-bucket", "k"), path_style, "https://s3.us-west-2.amazonaws.com/my-bucket/k");
    let at = |url: &str| {
        let mut params = west();
        params.endpoint = Some(url.to_owned());
        params
    };
    let input = object("my-bucket", "a/b");
    goes_to::<GetObject>(&input, at("http://127.0.0.1:9000"), "http://127.0.0.1:9000/my-bucket/a/b");
    goes_to::<GetObject>(&input, at("http://127.0.0.1:9000/base"), "http://127.0.0.1:9000/base/my-bucket/a/b");
}

#[test]
fn operations_on_buckets_have_no_path_but_the_buckets() {
    let input = |bucket: &str| get_bucket_location::GetBucketLocationInput::builder().bucket(bucket).build();
    let host = "https://my-bucket.s3.us-west-2.amazonaws.com";
    goes_to::<GetBucketLocation>(&input("my-bucket"), west(), &format!("{host}/?location"));
    // botocore has no slash before the query, which says the same to S3. AWS's own clients for Rust have one, too.
    let url = "https://s3.us-west-2.amazonaws.com/my.bucket/?location";
    goes_to::<GetBucketLocation>(&input("my.bucket"), west(), url);
    let input = delete_bucket::DeleteBucketInput::builder().bucket("my-bucket").build();
    goes_to::<DeleteBucket>(&input, west(), &format!("{host}/"));
    goes_to::<ListBuckets>(&Default::default(), west(), "https://s3.us-west-2.amazonaws.com/");
    let global = west().with("UseGlobalEndpoint", true);
    goes_to::<ListBuckets>(&Default::default(), global, "https://s3.amazonaws.com/");
}

#[test]
fn an_arn_names_an_access_point_and_its_region() {
    let access_point = object("arn:aws:s3:us-east-2:123456789012:accesspoint:mine", "a/b");
    goes_to::<GetObject>(&access_point, west(), "https://mine-123456789012.s3-accesspoint.us-east-2.amazonaws.com/a/b");
    let mut params = west();
    GetObject::endpoint_params(&access_point, &mut params);
    let endpoint = buckets::endpoint::resolve(&params).expect("there is an endpoint");
    assert_eq!((endpoint.signing_region.as_deref(), endpoint.signing_name.as_deref()), (Some("us-east-2"), Some("s3")));
    assert!(endpoint.disable_double_encoding);
}

#[test]
fn an_endpoints_headers_replace_those_of_the_request() {
    let arn = "arn:aws:s3-outposts:us-east-2:123456789012:outpost/op-1/bucket/b";
    let input = GetObjectInput::builder().bucket(arn).key("k").account_id("another").build();
    let request = request::<GetObject>(&input, west()).expect("it can be sent");
    let all = |name: &str| request.headers().get_all(name).iter().map(|it| it.to_str().ok()).collect::<Vec<_>>();
    assert_eq!(all("x-amz-account-id"), [Some("123456789012")]);
    assert_eq!(all("x-amz-outpost-id"), [Some("op-1")]);
    let endpoint = codegen_runtime::Endpoint::new("https://example.com").with_header("x-id", "a\nb");
    let error = endpoint.apply(http::Request::new(())).expect_err("it cannot be sent");
    assert!(error.to_string().starts_with("the endpoint's header `x-id` cannot be sent: "), "{error}");
}

/// Without a bucket the request would be another one: the key's first part would be taken for the bucket.
#[test]
fn a_bucket_must_be_there() {
    let unset = GetObjectInput { key: Some("bucket/key".to_owned()), ..GetObjectInput::default() };
    let error = request::<GetObject>(&unset, west()).expect_err("it has no bucket");
    assert!(error.ends_with("`Bucket` is a part of the URI, and it is not set"), "{error}");
    let error = request::<GetObject>(&object("", "bucket/key"), west()).expect_err("it has no bucket");
    assert!(error.ends_with("`Bucket` is a part of the URI, and it is empty"), "{error}");
}

#[test]
fn a_directory_bucket_is_signed_with_sigv4_or_not_at_all() {
    let input = object("mine--usw2-az1--x-s3", "k");
    let error = request::<GetObject>(&input, west()).expect_err("there is no session");
    let expected = "requests to this endpoint must be signed with the auth scheme sigv4-s3express, which is not supported; \
                    set the endpoint parameter DisableS3ExpressSessionAuth to sign them with SigV4";
    assert_eq!(error, expected);
    let mut params = west().with("DisableS3ExpressSessionAuth", true);
    GetObject::endpoint_params(&input, &mut params);
    let endpoint = buckets::endpoint::resolve(&params).expect("there is an endpoint");
    assert_eq!(endpoint.signing_name.as_deref(), Some("s3express"));
    assert_eq!(endpoint.backend.as_deref(), Some("S3Express"));
}

/// The rules of S3 Control put the account into the host, and so does the operation's host prefix.
#[test]
fn an_account_is_in_the_host_once() {
    let input = get_job::GetJobInput::builder().account_id("123456789012").job_id("j").build();
    goes_to::<GetJob>(&input, west(), "https://123456789012.s3-control.us-west-2.amazonaws.com/jobs/j");
    assert_eq!(GetJob::HOST_PREFIX, "");
}

fn client(server: &Server) -> Client {
    let config = SdkConfig::builder()
        .region(Region::new("us-west-2"))
        .credentials_provider(SharedCredentialsProvider::new(credentials()))
        .endpoint_url(server.url())
        .build();
    Client::new(&config, &buckets::SERVICE)
}

fn credentials() -> Credentials {
    Credentials::from_keys("AKIDEXAMPLE", "secret", None)
}

/// The signature of a request as S3 reckons it: of the path as it was sent.
fn signature(sent: &str, name: &str) -> String {
    let head = sent.split("\r\n\r\n").next().unwrap_or_default();
    let path = head.split(' ').nth(1).expect("a request has a path");
    let authorization = header(sent, "authorization").expect("it is signed");
    let (_, signed) = authorization.split_once("SignedHeaders=").expect("it says what is signed");
    let signed = signed.split(',').next().unwrap_or_default();
    let headers: Vec<(&str, &str)> = signed
        .split(';')
        .filter(|name| !matches!(*name, "host" | "x-amz-date" | "x-amz-content-sha256"))
        .map(|name| (name, header(sent, name).expect("a signed header is sent")))
        .collect();
    let date = header(sent, "x-amz-date").expect("it has a date");
    let date =
        format!("{}-{}-{}T{}:{}:{}Z", &date[..4], &date[4..6], &date[6..8], &date[9..11], &date[11..13], &date[13..15]);
    let time: SystemTime =
        DateTime::from_str(&date, Format::DateTime).expect("a date").try_into().expect("a time of ours");
    let mut settings = SigningSettings::default();
    settings.percent_encoding_mode = PercentEncodingMode::Single;
    settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
    settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
    let identity = credentials().into();
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region("us-west-2")
        .name(name)
        .time(time)
        .settings(settings)
        .build()
        .expect("complete")
        .into();
    let url = format!("http://{}{path}", header(sent, "host").expect("it has a host"));
    let request = SignableRequest::new("GET", &url, headers.into_iter(), SignableBody::Bytes(b"")).expect("a request");
    sign(request, &params).expect("it can be signed").signature().to_owned()
}

#[tokio::test]
async fn the_path_is_signed_as_it_is_sent() {
    let server = Server::start([response(200, "", "body")]).await;
    let output = client(&server).invoke::<GetObject>(object("my-bucket", "a b//../é")).await.expect("it succeeds");
    let body = output.body.expect("there is a body").collect().await.expect("the body");
    assert_eq!(body.as_ref(), b"body");
    let [sent] = &server.requests()[..] else { panic!("one request") };
    assert!(sent.starts_with("GET /my-bucket/a%20b//../%C3%A9 HTTP/1.1\r\n"), "{sent}");
    assert_eq!(header(sent, "x-amz-content-sha256"), Some(EMPTY));
    let authorization = header(sent, "authorization").expect("it is signed");
    assert!(authorization.contains("/us-west-2/s3/aws4_request"), "{authorization}");
    assert!(authorization.ends_with(&format!("Signature={}", signature(sent, "s3"))), "{authorization}");
}

/// An endpoint of the client's own, and not of the call's, is signed likewise.
#[tokio::test]
async fn requests_without_a_bucket_are_signed_as_those_with_one() {
    let server = Server::start([response(200, "", "")]).await;
    client(&server).invoke::<ListBuckets>(Default::default()).await.expect("it succeeds");
    let [sent] = &server.requests()[..] else { panic!("one request") };
    assert_eq!(header(sent, "x-amz-content-sha256"), Some(EMPTY));
    let authorization = header(sent, "authorization").expect("it is signed");
    assert!(authorization.ends_with(&format!("Signature={}", signature(sent, "s3"))), "{authorization}");
}

#[tokio::test]
async fn the_location_of_a_bucket_is_the_root_of_the_response() {
    let body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                <LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">eu-west-1</LocationConstraint>";
    let server = Server::start([response(200, "", body)]).await;
    let input = get_bucket_location::GetBucketLocationInput::builder().bucket("my-bucket").build();
    let output = client(&server).invoke::<GetBucketLocation>(input).await.expect("it succeeds");
    assert_eq!(output.location_constraint(), Some("eu-west-1"));
    let [sent] = &server.requests()[..] else { panic!("one request") };
    assert!(sent.starts_with("GET /my-bucket/?location HTTP/1.1\r\n"), "{sent}");
}
