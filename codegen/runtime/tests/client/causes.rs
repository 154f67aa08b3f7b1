//! A report of an error says each cause once: the message has the root cause, so that there is no source.

use std::io;

use codegen_runtime::client::Client;
use codegen_runtime::{Failure, ServiceError, service_error};

use super::config;
use crate::mini::{self, Make, MiniError, Read, SERVICE, Thing};
use crate::server::{Server, response};

service_error! {
    /// The errors of the service.
    pub(crate) enum ErrorKind {
        Missing = mini::Missing,
        Busy = mini::Busy,
    }
    pub(crate) type Error
}

/// An error of another service.
mod other {
    codegen_runtime::service_error! {
        /// The errors of the service.
        pub(crate) enum ErrorKind {}
        pub(crate) type Error
    }
}

/// A client whose connections are refused.
fn refused() -> Client {
    Client::new(&config().endpoint_url("http://127.0.0.1:1").build(), &SERVICE)
}

#[tokio::test]
async fn a_report_says_the_root_cause_once() {
    let error = refused().invoke::<Make>(Thing::default()).max_attempts(1).await.expect_err("nothing listens");
    let line = error.to_string();
    assert_eq!(line.matches("onnection refused").count(), 1, "{line}");
    let cause = error.cause().expect("a connection failed");
    let mut chain = std::iter::successors(Some(cause), |cause| cause.source());
    assert!(chain.any(<dyn std::error::Error>::is::<io::Error>), "{error:#?}");
    let report = anyhow::Error::from(error);
    assert_eq!(format!("{report:#}"), line);
    // There may be a backtrace behind the message.
    let long = format!("{report:?}");
    assert!(long.starts_with(&line) && !long.contains("Caused by"), "{long}");
    let with_context = report.context("no session");
    assert_eq!(format!("{with_context:#}"), format!("no session: {line}"));
    let found = with_context.downcast_ref::<codegen_runtime::Error<MiniError>>();
    assert!(found.is_some_and(|error| !error.is_outcome_unknown()));
}

#[tokio::test]
async fn an_error_of_the_service_keeps_everything() {
    async fn call(client: &Client) -> Result<Thing, Error> {
        client.invoke::<Read>(Thing::default()).await?;
        Ok(client.invoke::<Make>(Thing::default()).await?)
    }
    let body = r#"{"__type":"Missing","message":"no such thing"}"#;
    let server = Server::start([response(400, "", body)]).await;
    let client = Client::new(&config().endpoint_url(server.url()).build(), &SERVICE);
    let error = call(&client).await.expect_err("it is missing");
    let ErrorKind::Missing(missing) = error.kind() else { panic!("{error:#?}") };
    assert_eq!(missing.message.as_deref(), Some("no such thing"));
    assert!(error.is::<mini::Missing>() && !error.is::<mini::Busy>());
    assert_eq!(error.to_string(), "Read: Missing: no such thing (HTTP 400, request id r-1)");
    assert_eq!((error.operation(), error.request_id(), error.code()), ("Read", Some("r-1"), Some("Missing")));
    assert!(error.raw_response().is_some_and(|response| response.body() == body));

    let error = Error::from(refused().invoke::<Read>(Thing::default()).max_attempts(1).await.expect_err("refused"));
    assert!(matches!(error.kind(), ErrorKind::Other(Failure::Connection(_))), "{error:#?}");
    assert!(!error.is_outcome_unknown());
    let report = anyhow::Error::from(error);
    assert_eq!(format!("{report:#}"), report.to_string());
}

#[tokio::test]
async fn a_modelled_error_of_another_service_is_not_of_this_one() {
    let server = Server::start([response(400, "", r#"{"__type":"Missing"}"#)]).await;
    let client = Client::new(&config().endpoint_url(server.url()).build(), &SERVICE);
    let error = client.invoke::<Read>(Thing::default()).await.expect_err("it is missing");
    assert!(error.modelled::<mini::Missing>().is_some());
    let line = error.to_string();
    let error: ServiceError<other::ErrorKind<'_>> = error.into();
    assert_eq!((error.to_string(), format!("{error:?}")), (line.clone(), line));
    assert!(matches!(error.kind(), other::ErrorKind::Other(Failure::Service)), "{error:#?}");
}
