//! Starts a remote access session: without features by itself, for any HTTP client to carry, and with
//! `client` by the generated client, from a server of its own.

#![deny(warnings)]

#[cfg(feature = "client")]
mod online;

use std::error::Error;

use generated::devicefarm::endpoint;
use generated::devicefarm::operation::create_remote_access_session::{
    CreateRemoteAccessSessionError, CreateRemoteAccessSessionInput, CreateRemoteAccessSessionOutput,
};
use generated::devicefarm::operation::get_device::GetDeviceOutput;
use generated::devicefarm::operation::{CreateRemoteAccessSession, GetDevice};
use generated::runtime::{EndpointParams, Operation, serde_json};

/// Reads numbers and times with the codec and with serde, and writes them again.
fn numbers() -> Result<(), Box<dyn Error>> {
    let members = r#""cpu":{"clock":1785.6},"heapSize":0,"memory":9007199254740993"#;
    let text = format!(r#"{{"device":{{{members},"new":[1e400,{{"z":1,"a":2}}]}}}}"#);
    let read = GetDevice::parse(&http::Response::new(text))?;
    let text = format!(r#"{{"device":{{{members},"new":{{"z":1,"a":2}}}}}}"#);
    assert_eq!(serde_json::from_str::<GetDeviceOutput>(&text)?, read);
    println!("{}", serde_json::to_string(&read)?);

    let text = r#"{"remoteAccessSession":{"created":1700000000.125,"started":"2023-11-14T22:13:20Z"}}"#;
    let read = CreateRemoteAccessSession::parse(&http::Response::new(text))?;
    assert_eq!(serde_json::from_str::<CreateRemoteAccessSessionOutput>(text)?, read);
    println!("{}", serde_json::to_string(&read)?);
    Ok(())
}

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

    numbers()?;

    #[cfg(feature = "client")]
    online::main()?;
    Ok(())
}
