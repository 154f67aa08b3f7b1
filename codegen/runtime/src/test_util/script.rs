//! A script of requests and responses for a client without a socket.

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

/// The expected requests of a client in a test, and their responses. Each step has an operation, a condition for its
/// input, and a response.
///
/// A request takes the first unused step that matches it. A request without a matching step fails with an error that
/// lists the unused steps, and is not retried. If that happens, or if a step is unused, the script panics when it is
/// dropped. [`verify`](Self::verify) panics earlier.
///
/// [`config`](Self::config) returns the configuration for clients. They open no socket. Their pauses and timeouts
/// take no time: a waiter with a deadline of ten minutes ends at once.
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
    /// The messages about requests without a matching step.
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

/// The condition of a step: whether a request matches it, or an error if the input cannot be deserialized.
type Fits = dyn Fn(&ReceivedRequest) -> Result<bool, BoxError> + Send;

impl Script {
    /// Creates a script without steps.
    pub fn new() -> Self {
        let clock = Clock::new();
        let began = clock.now();
        Self { state: Arc::default(), clock, began }
    }

    /// Adds a step: an operation, a condition for its input, and a response.
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

    /// Returns the configuration for clients: a region, fake credentials, the script's connection and the script's
    /// clock. [`to_builder`](SdkConfig::to_builder) changes it, for example the retries.
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
            // The connector takes request bodies as a whole, which stalled stream protection would not see.
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
            .build()
    }

    /// Returns the time that has passed on the script's clock.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.clock.now().duration_since(self.began).unwrap_or_default()
    }

    /// Returns the operations of the unused steps.
    #[must_use]
    pub fn unused_steps(&self) -> Vec<&'static str> {
        state(&self.state).unused_steps()
    }

    /// Asserts that every step was used, and that every request matched a step.
    ///
    /// # Panics
    /// If the assertion fails. The message lists the unused steps and the unexpected requests.
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
        // A second panic would abort a test that has already failed.
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
        let unused = (!unused.is_empty()).then(|| format!("unused steps: {}", unused.join(", ")));
        let all: Vec<_> = self.unexpected.iter().cloned().chain(unused).collect();
        (!all.is_empty()).then(|| format!("the requests do not match the script: {}", all.join("; ")))
    }

    /// Uses the first step that matches the request. Returns a message if there is none.
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
            [] => "all steps are used".to_owned(),
            left => format!("the unused steps are {}", left.join(", ")),
        };
        let mismatch = match unreadable {
            Some(error) => format!("the input of {called} cannot be deserialized: {error}"),
            None => format!("no step matches the request {called}: {left}"),
        };
        self.unexpected.push(mismatch.clone());
        Err(mismatch)
    }
}

/// The HTTP connector that sends the script's responses.
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
            // A separate statement, so that the lock is not held during the delay.
            let found = self::state(&state).take(&request);
            let (action, delay) = found.map_err(|mismatch| ConnectorError::user(mismatch.into()))?;
            if !delay.is_zero() {
                clock.sleep(delay).await;
            }
            match action {
                Action::Respond(response) => {
                    // `Debug` of this body shows nothing, as with a real connection.
                    let response = response.map(|bytes| SdkBody::from_body_1_x(Full::from(bytes)));
                    HttpResponse::try_from(response).map_err(|e| ConnectorError::user(e.into()))
                }
                Action::Disconnect => Err(ConnectorError::io("the connection is closed".into())),
            }
        })
    }
}
