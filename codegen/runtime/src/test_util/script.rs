//! A client that is answered by a script, and never opens a socket.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_async::rt::sleep::{AsyncSleep as _, SharedAsyncSleep};
use aws_smithy_async::time::{SharedTimeSource, TimeSource as _};
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::stalled_stream_protection::StalledStreamProtectionConfig;
use aws_smithy_types::body::SdkBody;
use aws_types::SdkConfig;
use aws_types::region::Region;
use http_body_util::{BodyExt as _, Full};

use super::MockResponse;
use super::mock_response::Action;
use super::received_request::ReceivedRequest;
use super::time::Clock;
use crate::{BoxError, Operation, Service};

/// What a client in a test is asked and answers: for each step an operation, what its input must be like, and a reply.
///
/// A request takes the first step that fits and has not been used. One that none fits fails with an error that says what
/// was expected, and is not sent again. When the script is dropped, it panics if that has happened, or if a step was not
/// used; [`verify`](Self::verify) does so earlier.
///
/// Clients are made from [`config`](Self::config). They have no socket: the script is the only connection that they know.
/// Nor do their pauses and time limits take time: a waiter that asks for ten minutes is done in a moment.
///
/// ```
/// # use codegen_runtime::{Operation, Service, client::Client, test_util::{MockResponse, Script}};
/// # async fn example<GetDevice: Operation>(input: GetDevice::Input) {
/// let script = Script::new();
/// script.step::<GetDevice>(|_input| true, MockResponse::throttled());
/// script.step::<GetDevice>(|_input| true, MockResponse::output(Default::default()));
/// let client = Client::new(&script.config(), GetDevice::SERVICE);
/// assert!(client.invoke::<GetDevice>(input).await.is_ok());
/// # }
/// ```
#[must_use = "a script that is dropped at once has not been used"]
pub struct Script {
    state: Arc<Mutex<State>>,
    clock: Clock,
    began: SystemTime,
}

#[derive(Default)]
struct State {
    steps: Vec<Step>,
    /// Requests that no step fits.
    unexpected: Vec<String>,
}

struct Step {
    service: &'static Service,
    operation: &'static str,
    fits: Box<Fits>,
    action: Action,
    delay: Duration,
    used: bool,
}

/// Whether a request asks for the step's operation with an input that is as it must be; an error where it cannot be read.
type Fits = dyn Fn(&ReceivedRequest) -> Result<bool, BoxError> + Send;

impl Script {
    /// A script without steps.
    pub fn new() -> Self {
        let clock = Clock::new();
        let began = clock.now();
        Self { state: Arc::default(), clock, began }
    }

    /// Adds a step: a request of this operation, whose input the function agrees to, is answered so.
    pub fn step<O: Operation>(
        &self,
        fits: impl Fn(&O::Input) -> bool + Send + 'static,
        reply: MockResponse<O>,
    ) -> &Self {
        let (action, delay) = reply.into_parts();
        let fits: Box<Fits> = Box::new(move |request| match request.input::<O>() {
            None => Ok(false),
            Some(input) => Ok(fits(&input?)),
        });
        state(&self.state).steps.push(Step {
            service: O::SERVICE,
            operation: O::NAME,
            fits,
            action,
            delay,
            used: false,
        });
        self
    }

    /// A configuration for clients that this script answers: a region, credentials that are none, its connection and its
    /// time. It can be changed by [`to_builder`](SdkConfig::to_builder), to other retries say.
    #[must_use]
    pub fn config(&self) -> SdkConfig {
        let connector =
            SharedHttpConnector::new(Connection { state: Arc::clone(&self.state), clock: self.clock.clone() });
        let credentials = Credentials::new("test", "test", None, None, "script");
        SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::from_static("us-west-2"))
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .http_client(http_client_fn(move |_, _| connector.clone()))
            .sleep_impl(SharedAsyncSleep::new(self.clock.clone()))
            .time_source(SharedTimeSource::new(self.clock.clone()))
            // It watches a body being sent, which the script's connection takes as a whole.
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
            .build()
    }

    /// How much time has passed for its clients.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.clock.now().duration_since(self.began).unwrap_or_default()
    }

    /// The operations of the steps that are not used yet.
    #[must_use]
    pub fn unused_steps(&self) -> Vec<&'static str> {
        state(&self.state).unused_steps()
    }

    /// Asserts that all steps were used, and nothing else was asked for.
    ///
    /// # Panics
    /// If that is not so, with a message that says what is left and what was not expected.
    #[track_caller]
    pub fn verify(&self) {
        if let Some(mismatch) = state(&self.state).mismatch() {
            panic!("{mismatch}");
        }
    }
}

impl Default for Script {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Script").field("left", &self.unused_steps()).finish_non_exhaustive()
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        // A test that has failed already is not helped by a second panic, which would abort it.
        if !std::thread::panicking() {
            self.verify();
        }
    }
}

fn state(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl State {
    fn unused_steps(&self) -> Vec<&'static str> {
        self.steps.iter().filter(|step| !step.used).map(|step| step.operation).collect()
    }

    fn mismatch(&self) -> Option<String> {
        let unused = self.unused_steps();
        let unused = (!unused.is_empty()).then(|| format!("steps were not used: {}", unused.join(", ")));
        let all: Vec<_> = self.unexpected.iter().cloned().chain(unused).collect();
        (!all.is_empty()).then(|| format!("the script was not followed: {}", all.join("; ")))
    }

    /// The first step that fits, which is used by that; a mismatch where there is none.
    fn take(&mut self, request: &ReceivedRequest) -> Result<(Action, Duration), String> {
        let mut unreadable = None;
        for step in self.steps.iter_mut().filter(|step| !step.used) {
            match (step.fits)(request) {
                Ok(true) => {
                    step.used = true;
                    return Ok((step.action.clone(), step.delay));
                }
                Ok(false) => {}
                Err(error) => unreadable = Some(error),
            }
        }
        // A script without steps knows no service, and so no operation.
        let path = || format!("{} {}", request.0.method(), request.0.uri().path());
        let called = self.steps.first().map_or_else(path, |step| request.operation_name(step.service));
        let left = match &self.unused_steps()[..] {
            [] => "no step is left".to_owned(),
            left => format!("the steps left are {}", left.join(", ")),
        };
        let mismatch = match unreadable {
            Some(error) => format!("the input of {called} cannot be read: {error}"),
            None => format!("no step fits a request of {called}: {left}"),
        };
        self.unexpected.push(mismatch.clone());
        Err(mismatch)
    }
}

/// The script as a connection.
#[derive(Clone)]
struct Connection {
    state: Arc<Mutex<State>>,
    clock: Clock,
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection").finish_non_exhaustive()
    }
}

impl HttpConnector for Connection {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let Self { state, clock } = self.clone();
        HttpConnectorFuture::new(async move {
            let request = request.try_into_http1x().map_err(|e| ConnectorError::user(e.into()))?;
            let (head, body) = request.into_parts();
            let body = body.collect().await.map_err(ConnectorError::io)?.to_bytes();
            let request = ReceivedRequest(http::Request::from_parts(head, body.into()));
            // Bound first, for the lock must not be held during the pause.
            let found = self::state(&state).take(&request);
            let (action, delay) = found.map_err(|mismatch| ConnectorError::user(mismatch.into()))?;
            if !delay.is_zero() {
                clock.sleep(delay).await;
            }
            match action {
                Action::Respond(response) => {
                    // As from a true connection, the trace does not see what is in it.
                    let response = response.map(|bytes| SdkBody::from_body_1_x(Full::from(bytes)));
                    HttpResponse::try_from(response).map_err(|e| ConnectorError::user(e.into()))
                }
                Action::Disconnect => Err(ConnectorError::io("the connection is cut".into())),
            }
        })
    }
}
