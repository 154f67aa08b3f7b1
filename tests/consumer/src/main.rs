//! Starts a remote access session: without features by itself, for any HTTP client to carry, and with
//! `client` by the generated client, from a server of its own.

#![deny(warnings)]

#[cfg(feature = "client")]
mod online;

use std::error::Error;

use generated::devicefarm::endpoint;
use generated::devicefarm::operation::CreateRemoteAccessSession;
use generated::devicefarm::operation::create_remote_access_session::{
    CreateRemoteAccessSessionError, CreateRemoteAccessSessionInput,
};
use generated::runtime::{EndpointParams, Operation};

fn main() -> Result<(), Box<dyn Error>> {
    let input = CreateRemoteAccessSessionInput::builder().project_arn("p").device_arn("d").build();
    let request = CreateRemoteAccessSession::request(&input)?;
    let request = endpoint::resolve(&EndpointParams::region("us-west-2"))?.apply(request)?;
    println!("{} {}", request.method(), request.uri());
    println!("{}", request.headers()["x-amz-target"].to_str()?);
    println!("{}", str::from_utf8(request.body().bytes().unwrap_or_default())?);

    let response = http::Response::new(r#"{"remoteAccessSession":{"arn":"a","status":"PENDING"}}"#);
    let output = CreateRemoteAccessSession::parse(&response)?;
    let session = output.remote_access_session().ok_or("no session")?;
    println!("{} is {}", session.arn().unwrap_or_default(), session.status().ok_or("no status")?);

    let refusal = r#"{"__type":"LimitExceededException","message":"no free slot"}"#;
    let response = http::Response::builder().status(400).body(refusal)?;
    match CreateRemoteAccessSession::parse(&response).map_err(|error| error.into_kind()) {
        Err(CreateRemoteAccessSessionError::LimitExceededException(error)) => println!("refused: {error}"),
        other => return Err(format!("not refused: {other:?}").into()),
    }

    #[cfg(feature = "client")]
    online::main()?;
    Ok(())
}
