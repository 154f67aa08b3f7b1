//! Settings of a single operation: another signature, or none, and an endpoint of its own.

use aws_types::SdkConfig;
use codegen_runtime::client::Client;
use codegen_runtime::{Auth, Endpoint, EndpointError, EndpointParams, Failure, Operation, RetrySafety, Service};

use super::{OK, Outcome, call, config, failure, line};
use crate::mini::{MiniError, Read, SERVICE, Thing};
use crate::server::{Server, header, response};

macro_rules! operation {
    ($name:ident of $service:ident: $($rest:tt)*) => {
        #[derive(Debug)]
        struct $name;

        impl Operation for $name {
            type Input = Thing;
            type Output = Thing;
            type Error = MiniError;
            const SERVICE: &'static Service = &$service;
            const NAME: &'static str = stringify!($name);
            const RETRY_SAFETY: RetrySafety = RetrySafety::Idempotent;
            $($rest)*
        }
    };
}

operation! { Open of SERVICE: const AUTH: Auth = Auth::None; }
operation! { Upload of SERVICE: const AUTH: Auth = Auth::SigV4UnsignedPayload; }

/// Its rules find the endpoint of each shard, and of none without one.
static SHARDED: Service = Service {
    id: "Mini Test",
    api_version: "2020-01-01",
    signing_name: "minitest",
    protocol: &codegen_runtime::protocol::AwsJson {
        version: "1.1",
        target_prefix: "Mini_20200101",
        query_compatible: false,
    },
    resolve_endpoint,
};

fn resolve_endpoint(params: &EndpointParams) -> Result<Endpoint, EndpointError> {
    let base = params.endpoint.as_deref().ok_or_else(|| EndpointError::new("no endpoint"))?;
    let shard = params.text("Shard").ok_or_else(|| EndpointError::new("no shard"))?;
    if shard == "lost" {
        return Err(EndpointError::new("the shard is lost"));
    }
    let colour = params.text("Colour").unwrap_or("none");
    let colour = match (params.use_fips, params.use_dual_stack) {
        (false, false) => colour.to_owned(),
        (fips, dual_stack) => format!("{colour}-{}-{fips}-{dual_stack}", params.region.as_deref().unwrap_or("nowhere")),
    };
    Ok(Endpoint::new(format!("{base}/{shard}/{colour}")).signed_for("eu-north-7").signed_as("shards"))
}

operation! { Sharded of SHARDED:
    fn endpoint_params(input: &Thing, to: &mut EndpointParams) {
        if let Some(value) = input.name.as_deref() {
            to.set("Shard", value);
        }
    }
}
operation! { Whole of SHARDED: }

fn named(name: &str) -> Thing {
    Thing { name: Some(name.to_owned()), ..Thing::default() }
}

#[tokio::test]
async fn an_operation_without_authentication_is_sent_unsigned_and_needs_no_credentials() {
    let server = Server::start([response(200, "", OK)]).await;
    let nobody = || SdkConfig::builder().endpoint_url(server.url());
    call::<Open>(nobody()).await.expect("it needs neither credentials nor a region");
    call::<Open>(config().endpoint_url(server.url())).await.expect("nor does it use them");
    for request in &server.requests() {
        assert_eq!(header(request, "authorization"), None, "{request}");
        assert_eq!(header(request, "x-amz-date"), None, "{request}");
        assert_eq!(header(request, "x-amz-target"), Some("Mini_20200101.Open"));
    }
    let signed = call::<Read>(nobody()).await;
    assert!(line(&signed).contains("cannot be signed without a region"), "{signed:?}");
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn a_payload_that_is_not_signed_is_said_to_be_so() {
    let server = Server::start([response(200, "", OK)]).await;
    call::<Upload>(config().endpoint_url(server.url())).await.expect("it succeeds");
    call::<Read>(config().endpoint_url(server.url())).await.expect("it succeeds");
    let [unsigned, signed] = &server.requests()[..] else { panic!("two requests") };
    assert_eq!(header(unsigned, "x-amz-content-sha256"), Some("UNSIGNED-PAYLOAD"));
    let authorization = header(unsigned, "authorization").expect("it is signed");
    assert!(authorization.contains("/us-west-2/minitest/aws4_request"), "{authorization}");
    assert!(authorization.contains("x-amz-content-sha256"), "{authorization}");
    assert_eq!(header(signed, "x-amz-content-sha256"), None);
}

#[tokio::test]
async fn a_call_goes_to_the_endpoint_that_its_input_asks_for() {
    let server = Server::start([response(200, "", OK)]).await;
    let params = EndpointParams::default().with("Colour", "red").with("Shard", "none");
    let client = Client::with_endpoint_params(&config().endpoint_url(server.url()).build(), &SHARDED, params);
    client.invoke::<Sharded>(named("one")).await.expect("it succeeds");
    client.invoke::<Whole>(named("two")).await.expect("it succeeds");
    let requests = server.requests();
    for (request, path) in requests.iter().zip(["/one/red/", "/none/red/"]) {
        assert!(request.starts_with(&format!("POST {path} HTTP/1.1\r\n")), "{request}");
        let authorization = header(request, "authorization").expect("it is signed");
        assert!(authorization.contains("/eu-north-7/shards/aws4_request"), "{authorization}");
    }
}

#[tokio::test]
async fn a_call_without_an_endpoint_fails_alone() {
    let server = Server::start([response(200, "", OK)]).await;
    let client = Client::new(&config().endpoint_url(server.url()).build(), &SHARDED);
    let lost: Outcome = client.invoke::<Sharded>(named("lost")).await;
    assert!(matches!(failure(&lost), Failure::Endpoint(_)), "{lost:?}");
    assert!(line(&lost).contains("the shard is lost"), "{}", line(&lost));
    let whole: Outcome = client.invoke::<Whole>(named("lost")).await;
    assert!(line(&whole).contains("no shard"), "{}", line(&whole));
    client.invoke::<Sharded>(named("one")).await.expect("it succeeds");
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_call_with_parameters_of_its_own_keeps_the_settings_of_the_client() {
    for (fips, dual_stack) in [(true, false), (false, true), (true, true)] {
        let server = Server::start([response(200, "", OK)]).await;
        let config = config().endpoint_url(server.url()).use_fips(fips).use_dual_stack(dual_stack).build();
        let params = EndpointParams::default().with("Colour", "red");
        let client = Client::with_endpoint_params(&config, &SHARDED, params);
        client.invoke::<Sharded>(named("one")).await.expect("it succeeds");
        let path = format!("POST /one/red-us-west-2-{fips}-{dual_stack}/ HTTP/1.1\r\n");
        assert!(server.requests()[0].starts_with(&path), "{:?}", server.requests());
    }
}
