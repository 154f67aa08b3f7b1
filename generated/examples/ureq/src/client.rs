//! A Device Farm client on top of ureq. The generated core serializes the request and parses the response. This
//! module sends it. For another HTTP client, change `send`.

use std::time::{Duration, SystemTime};
use std::{env, thread};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign};
use aws_sigv4::sign::v4;
use generated::runtime::{
    BoxError, Bytes, Endpoint, EndpointError, EndpointParams, Error, Failure, Operation, Service,
};
use ureq::Agent;

/// The timeout for connecting.
const CONNECT: Duration = Duration::from_secs(5);

/// The timeout of a request, including connecting and the whole response.
const WHOLE: Duration = Duration::from_secs(30);

/// The pauses before retries.
const PAUSES: &[Duration] = &[Duration::from_millis(500), Duration::from_secs(2)];

/// The environment variables of the credentials, for messages.
const CREDENTIALS: &str =
    "they are AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, where they are temporary, AWS_SESSION_TOKEN";

/// The result of an operation.
pub(crate) type OperationResult<O> = Result<<O as Operation>::Output, Error<<O as Operation>::Error>>;

/// The client: the state that all requests share.
pub(crate) struct Client {
    agent: Agent,
    credentials: Credentials,
    region: String,
    endpoint_url: Option<String>,
}

impl Client {
    /// Creates a client with the credentials and the region of the environment.
    pub(crate) fn from_env(endpoint_url: Option<String>) -> Result<Self, BoxError> {
        let needed = |name| variable(name)?.ok_or_else(|| format!("no credentials: {name} is not set; {CREDENTIALS}"));
        let (id, secret) = (needed("AWS_ACCESS_KEY_ID")?, needed("AWS_SECRET_ACCESS_KEY")?);
        let agent = Agent::config_builder()
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(WHOLE))
            // An error status is a response, too, which the core parses.
            .http_status_as_error(false)
            // A signature is valid for one URL.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
            .build();
        let endpoint_url = match endpoint_url {
            None => variable("AWS_ENDPOINT_URL_DEVICE_FARM")?.or(variable("AWS_ENDPOINT_URL")?),
            given => given,
        };
        Ok(Self {
            agent: agent.into(),
            credentials: Credentials::new(id, secret, variable("AWS_SESSION_TOKEN")?, None, "environment"),
            // Device Farm exists in this region only.
            region: variable("AWS_REGION")?.unwrap_or_else(|| "us-west-2".to_owned()),
            endpoint_url,
        })
    }

    /// Sends a request of any operation, in five steps.
    ///
    /// Device Farm has no idempotency tokens. For a service that has them, call `O::fill_token` first.
    pub(crate) fn call<O: Operation>(&self, input: &O::Input) -> OperationResult<O> {
        let failed = |failure| Error::from_failure(O::NAME, failure);

        // 1. The request: method, path, headers and body.
        let (head, body) = O::request(input)?.into_parts();
        // Device Farm has no streams, so that every body is in memory already.
        let body = body.into_bytes().map_err(|e| failed(Failure::Request(e.into())))?;
        let request = http::Request::from_parts(head, body);

        // 2. The endpoint, by the service's endpoint ruleset. The rulesets of some services depend on the input, too.
        let mut params = EndpointParams::region(&self.region);
        params.endpoint.clone_from(&self.endpoint_url);
        O::endpoint_params(input, &mut params);
        let no_endpoint = |e: EndpointError| failed(Failure::Endpoint(e.into()));
        let endpoint = (O::SERVICE.resolve_endpoint)(&params).map_err(no_endpoint)?;
        let request = endpoint.apply(request).map_err(no_endpoint)?;

        let mut pauses = PAUSES.iter();
        loop {
            // 3. The signature. It contains the time, so that each attempt has its own.
            let mut signed = request.clone();
            self.sign(O::SERVICE, &endpoint, &mut signed).map_err(|e| failed(Failure::Request(e)))?;

            // 4. Send the request and receive the response.
            let response = self.send(signed);

            // 5. Parse the response.
            let outcome = match response {
                Ok(response) => O::parse(&response),
                Err(error) => Err(failed(no_response(&endpoint.url, &error))),
            };

            // Retry if that may succeed. The request of an operation that is not idempotent is retried only if the
            // service did nothing: if its response is lost, the caller has to find out whether it had an effect.
            match (&outcome, pauses.next()) {
                (Err(error), Some(pause)) if error.is_retryable(O::RETRY_SAFETY) => thread::sleep(*pause),
                _ => return outcome,
            }
        }
    }

    /// Signs a request with SigV4, which is the `Operation::AUTH` of all operations of Device Farm.
    fn sign(&self, service: &Service, to: &Endpoint, request: &mut http::Request<Bytes>) -> Result<(), BoxError> {
        let identity = self.credentials.clone().into();
        let params = v4::SigningParams::builder()
            .identity(&identity)
            // The endpoint takes precedence: the rulesets of some services set another region or service name.
            .region(to.signing_region.as_deref().unwrap_or(&self.region))
            .name(to.signing_name.as_deref().unwrap_or(service.signing_name))
            .time(SystemTime::now())
            .settings(SigningSettings::default())
            .build()?;
        let (method, url) = (request.method().as_str(), request.uri().to_string());
        let headers = request.headers().iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
        let signable = SignableRequest::new(method, url, headers, SignableBody::Bytes(request.body()))?;
        let (instructions, _) = sign(signable, &params.into())?.into_parts();
        instructions.apply_to_request_http1x(request);
        Ok(())
    }

    /// Sends a request and returns the response. Only this function depends on ureq.
    fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Vec<u8>>, ureq::Error> {
        let (head, mut body) = self.agent.run(request.map(Vec::from))?.into_parts();
        Ok(http::Response::from_parts(head, body.read_to_vec()?))
    }
}

/// Converts an error without a response into a [`Failure`]. A failed connection is the only error of ureq that proves
/// that nothing was sent.
fn no_response(place: &str, error: &ureq::Error) -> Failure {
    let message = format!("no response from {place}: {error}").into();
    match error {
        ureq::Error::Timeout(_) => Failure::Timeout(message),
        _ => Failure::Connection(message),
    }
}

/// Returns an environment variable. An empty one counts as unset.
fn variable(name: &str) -> Result<Option<String>, String> {
    let value = env::var(name).unwrap_or_default();
    // The values become headers, and the signer does not expect characters that are not valid in headers.
    if value.chars().any(char::is_control) {
        return Err(format!("{name} has a line break or another control character in it"));
    }
    Ok(Some(value).filter(|value| !value.is_empty()))
}
