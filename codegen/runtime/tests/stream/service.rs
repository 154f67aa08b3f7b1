//! A service that stores objects, written as the generator would.

use codegen_runtime::{
    Auth, Endpoint, EndpointError, EndpointParams, Http, Operation, RetrySafety, Service, modelled_error,
    operation_error, structure,
};

pub(crate) static SERVICE: Service = Service {
    id: "Objects",
    api_version: "2020-01-01",
    signing_name: "objects",
    protocol: &codegen_runtime::protocol::RestJson,
    resolve_endpoint,
};

fn resolve_endpoint(params: &EndpointParams) -> Result<Endpoint, EndpointError> {
    let url = params.endpoint.as_ref().ok_or_else(|| EndpointError::new("the tests set the endpoint"))?;
    Ok(Endpoint::new(url))
}

structure! {
    /// An object that is stored.
    pub(crate) struct PutInput = "PutInput" {
        key: String = "key" [label("key")],
        body: codegen_runtime::ByteStream = "body" [payload, streaming],
    }
}

structure! {
    /// The request as the service received it.
    pub(crate) struct PutOutput = "PutOutput" {
        count: i64 = "count" [header("x-count")],
        sum: i64 = "sum" [header("x-sum")],
    }
}

structure! {
    /// The object that is asked for.
    pub(crate) struct GetInput = "GetInput" {
        key: String = "key" [label("key")],
    }
}

structure! {
    /// An object.
    pub(crate) struct GetOutput = "GetOutput" {
        sum: i64 = "sum" [header("x-sum")],
        body: codegen_runtime::ByteStream = "body" [payload, streaming],
    }
}

structure! {
    /// There is no such object.
    pub(crate) struct NoSuchKey = "NoSuchKey" {
        message: String = "message",
    }
}

modelled_error! { NoSuchKey = "NoSuchKey", Client, Unspecified, message }

operation_error! {
    /// The errors of all operations.
    pub(crate) enum ObjectError {
        NoSuchKey(NoSuchKey) = "NoSuchKey",
    }
}

macro_rules! operation {
    ($name:ident: $input:ty => $output:ty, $method:literal, $auth:ident, $requires_length:literal) => {
        #[derive(Debug)]
        pub(crate) struct $name;

        impl Operation for $name {
            type Input = $input;
            type Output = $output;
            type Error = ObjectError;
            const SERVICE: &'static Service = &SERVICE;
            const NAME: &'static str = stringify!($name);
            const RETRY_SAFETY: RetrySafety = RetrySafety::Idempotent;
            const AUTH: Auth = Auth::$auth;
            const HTTP: Http = Http { method: $method, uri: "/{key+}" };
            const REQUIRES_LENGTH: bool = $requires_length;
        }
    };
}

operation! { PutObject: PutInput => PutOutput, "PUT", SigV4, false }
operation! { PutPart: PutInput => PutOutput, "PUT", SigV4UnsignedPayload, true }
operation! { GetObject: GetInput => GetOutput, "GET", SigV4, false }

impl PutInput {
    pub(crate) fn new(key: &str, body: impl Into<codegen_runtime::ByteStream>) -> Self {
        Self { key: Some(key.to_owned()), body: Some(body.into()) }
    }
}

impl GetInput {
    pub(crate) fn new(key: &str) -> Self {
        Self { key: Some(key.to_string()) }
    }
}
