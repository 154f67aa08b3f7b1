//! The service `Mini Test`, written as the generator would: `Read` only reads, `Make` costs something.

use codegen_runtime::{
    Endpoint, EndpointError, EndpointParams, Failure, Operation, Protocol, RetrySafety, Service, modelled_error,
    operation_error, structure, union,
};

pub(crate) static SERVICE: Service = Service {
    id: "Mini Test",
    api_version: "2020-01-01",
    signing_name: "minitest",
    protocol: Protocol::AwsJson { version: "1.1", target_prefix: "Mini_20200101" },
    resolve_endpoint,
};

fn resolve_endpoint(params: &EndpointParams) -> Result<Endpoint, EndpointError> {
    match (&params.endpoint, &params.region) {
        (Some(url), _) => Ok(Endpoint::new(url)),
        (None, Some(region)) => Ok(Endpoint::new(format!("http://minitest.{region}.invalid"))),
        (None, None) => Err(EndpointError::new("the region is missing")),
    }
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Thing {
    pub(crate) name: Option<String>,
    pub(crate) token: Option<String>,
    pub(crate) choice: Option<Choice>,
    pub(crate) names: Option<Vec<String>>,
}

structure! { Thing = "Thing" { name: str = "name", token: str = "token", choice: borrow[Choice] = "choice",
names: list[String] = "names" } }

#[derive(Clone, Debug)]
pub(crate) enum Choice {
    Left(String),
    Unknown,
}

union! { Choice = "Choice" { Left = "left" } }

#[derive(Clone, Debug, Default)]
pub(crate) struct Missing {
    pub(crate) message: Option<String>,
}

structure! { Missing = "Missing" { message: str = "message" } }
modelled_error! { Missing = "Missing", Client, Unspecified, message }

#[derive(Clone, Debug, Default)]
pub(crate) struct Busy {
    pub(crate) message: Option<String>,
}

structure! { Busy = "Busy" { message: str = "message" } }
modelled_error! { Busy = "Busy", Server, Throttling, message }

#[derive(Debug)]
pub(crate) enum MiniError {
    Missing(Missing),
    Busy(Busy),
    Other(Failure),
}

operation_error! { MiniError { Missing = "Missing", Busy = "Busy" } }

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
