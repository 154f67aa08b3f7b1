//! The client against a server that misbehaves on purpose: what is sent, what is sent again, and how each
//! failure reads.

mod causes;
mod failures;
mod interceptors;
mod paging;
mod per_call;
mod requests;
mod rest;
mod retries;
mod settings;
mod shown;

use std::time::Duration;

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_types::retry::RetryConfig;
use aws_types::SdkConfig;
use aws_types::region::Region;
use aws_types::sdk_config::Builder;
use codegen_runtime::client::Client;
use codegen_runtime::{Error, Failure, Operation, OperationError as _};

use crate::mini::{Make, MiniError, Read, SERVICE, Thing};
use crate::server::{Act, Server};

const OK: &str = r#"{"name":"x"}"#;

/// A configuration that is complete but for the endpoint.
fn config() -> Builder {
    let credentials = Credentials::from_keys("AKIDEXAMPLE", "secret", None);
    SdkConfig::builder()
        .region(Region::new("us-west-2"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .retry_config(RetryConfig::standard().with_initial_backoff(Duration::from_millis(5)))
}

type Outcome = Result<Thing, Error<MiniError>>;

async fn call<O>(config: Builder) -> Outcome
where
    O: Operation<Input = Thing, Output = Thing, Error = MiniError>,
{
    let input = Thing { name: Some("in".to_owned()), ..Thing::default() };
    Client::new(&config.build(), &SERVICE).invoke::<O>(input).await
}

/// Calls both operations, each with a server of its own, and gives the outcomes and the numbers of requests.
async fn both(script: &[Act], config: fn() -> Builder) -> [(Outcome, usize); 2] {
    let (read, make) = (Server::start(script).await, Server::start(script).await);
    let outcomes =
        tokio::join!(call::<Read>(config().endpoint_url(read.url())), call::<Make>(config().endpoint_url(make.url())));
    [(outcomes.0, read.count()), (outcomes.1, make.count())]
}

fn failure(outcome: &Outcome) -> &Failure {
    outcome.as_ref().expect_err("it fails").kind().failure().expect("no modelled error")
}

fn line(outcome: &Outcome) -> String {
    outcome.as_ref().expect_err("it fails").to_string()
}
