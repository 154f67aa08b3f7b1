//! The service `Mini Test`, written as the generator would: `Read` only reads, `Make` costs something.

use codegen_runtime::{
    Endpoint, EndpointError, EndpointParams, Operation, RetrySafety, Service, modelled_error, operation_error,
    structure, union,
};

pub(crate) static SERVICE: Service = Service {
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
    match (&params.endpoint, &params.region) {
        (Some(url), _) => Ok(Endpoint::new(url)),
        (None, Some(region)) => Ok(Endpoint::new(format!("http://minitest.{region}.invalid"))),
        (None, None) => Err(EndpointError::new("the region is missing")),
    }
}

structure! {
    pub(crate) struct Thing = "Thing" {
        name: String = "name",
        token: String = "token",
        choice: Choice = "choice",
        names: Vec<String> = "names",
    }
}

union! {
    pub(crate) enum Choice = "Choice" {
        Left(String) = "left",
    }
}

structure! {
    pub(crate) struct Missing = "Missing" {
        message: String = "message",
    }
}

modelled_error! { Missing = "Missing", Client, Unspecified, message }

structure! {
    pub(crate) struct Busy = "Busy" {
        message: String = "message",
    }
}

modelled_error! { Busy = "Busy", Server, Throttling, message }

operation_error! {
    pub(crate) enum MiniError {
        Missing(Missing) = "Missing",
        Busy(Busy) = "Busy",
    }
}

#[derive(Debug)]
pub(crate) struct Read;

impl Operation for Read {
    type Input = Thing;
    type Output = Thing;
    type Error = MiniError;
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "Read";
    const RETRY_SAFETY: RetrySafety = RetrySafety::Idempotent;
}

#[derive(Debug)]
pub(crate) struct Make;

impl Operation for Make {
    type Input = Thing;
    type Output = Thing;
    type Error = MiniError;
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "Make";
    const RETRY_SAFETY: RetrySafety = RetrySafety::NotIdempotent;

    fn fill_token(input: &mut Thing, token: &mut dyn FnMut() -> String) {
        input.token.get_or_insert_with(token);
    }
}
