//! A mock server on localhost that speaks a service's protocol.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::MockResponse;
use super::mock_response::{Action, error_response};
use super::received_request::ReceivedRequest;
use crate::{Operation, Service};

/// The largest accepted request body, in bytes.
const MAX_BODY_SIZE: usize = 1 << 30;

/// A mock server on localhost that speaks a service's protocol. Operations without a handler get an error response.
///
/// The server verifies neither signatures nor required members.
///
/// ```no_run
/// # use codegen_runtime::{Operation, Service, test_util::Server};
/// # fn example<GetDevice: Operation>(service: &'static Service) -> std::io::Result<()> {
/// let server = Server::new(service).on::<GetDevice>(|_input| Ok(Default::default())).start()?;
/// println!("call it at {}", server.url());
/// # Ok(())
/// # }
/// ```
#[must_use = "a server does nothing until it is started"]
pub struct Server {
    service: &'static Service,
    routes: Vec<Box<Route>>,
    fallback: Box<Fallback>,
}

type Route = dyn Fn(&ReceivedRequest) -> Option<(Action, Duration)> + Send + Sync;
type Fallback = dyn Fn(&http::Request<Vec<u8>>) -> Option<http::Response<Vec<u8>>> + Send + Sync;

impl Server {
    /// Creates a server without handlers.
    pub fn new(service: &'static Service) -> Self {
        Self { service, routes: Vec::new(), fallback: Box::new(|_| None) }
    }

    /// Adds a handler that returns an output or an error.
    pub fn on<O: Operation>(
        self,
        handler: impl Fn(O::Input) -> Result<O::Output, O::Error> + Send + Sync + 'static,
    ) -> Self {
        self.respond_with::<O>(move |input| handler(input).into())
    }

    /// Adds a handler that returns any [`MockResponse`], such as a delayed one or a closed connection.
    ///
    /// The last handler of an operation wins.
    pub fn respond_with<O: Operation>(
        mut self,
        handler: impl Fn(O::Input) -> MockResponse<O> + Send + Sync + 'static,
    ) -> Self {
        self.routes.push(Box::new(move |request| {
            Some(match request.input::<O>()? {
                Ok(input) => handler(input).into_parts(),
                Err(error) => {
                    let message = format!("the input of {} cannot be deserialized: {error}", O::NAME);
                    (
                        Action::Respond(error_response(O::SERVICE, 400, "SerializationException", &message)),
                        Duration::ZERO,
                    )
                }
            })
        }));
        self
    }

    /// Sets the handler for requests of no operation, such as uploads to a presigned URL.
    pub fn fallback(
        mut self,
        handler: impl Fn(&http::Request<Vec<u8>>) -> Option<http::Response<Vec<u8>>> + Send + Sync + 'static,
    ) -> Self {
        self.fallback = Box::new(handler);
        self
    }

    /// Starts the server in its own thread on a free port of 127.0.0.1. It stops when the return value is dropped.
    ///
    /// # Errors
    /// Errors of the operating system, such as no free port.
    pub fn start(self) -> io::Result<RunningServer> {
        self.start_at((Ipv4Addr::LOCALHOST, 0).into())
    }

    /// Starts the server on this address. Port 0 selects a free port.
    ///
    /// # Errors
    /// Errors of the operating system, such as an address in use.
    pub fn start_at(self, address: SocketAddr) -> io::Result<RunningServer> {
        let listener = std::net::TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let log = Arc::<Log>::default();
        let served = Arc::new(Served { server: self, log: Arc::clone(&log) });
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new().name("test server".to_owned()).spawn(move || {
            runtime.block_on(async move {
                tokio::select! {
                    () = accept(listener, served) => {}
                    _ = stopped => {}
                }
            });
        })?;
        Ok(RunningServer { address, log, stop: Some(stop), thread: Some(thread) })
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("service", &self.service.id).finish_non_exhaustive()
    }
}

/// A running server. Dropping it stops the server.
pub struct RunningServer {
    address: SocketAddr,
    log: Arc<Log>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Log {
    requests: Mutex<Vec<String>>,
    count: AtomicU64,
}

impl RunningServer {
    /// Returns the server's URL, for `endpoint_url` of a configuration.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the server's address.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the requested operations in order. Other requests appear as method and path.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        self.log.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Blocks until the server's thread ends, which happens only if it fails.
    pub fn join(mut self) {
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

impl Drop for RunningServer {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

impl fmt::Debug for RunningServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RunningServer").field("address", &self.address).finish_non_exhaustive()
    }
}

struct Served {
    server: Server,
    log: Arc<Log>,
}

async fn accept(listener: std::net::TcpListener, served: Arc<Served>) {
    // The listener is already nonblocking, so the conversion does not fail.
    let Ok(listener) = TcpListener::from_std(listener) else { return };
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(tokio::spawn(serve(stream, Arc::clone(&served)))),
            // Usually a temporary error such as too many open files.
            Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
}

/// Serves a connection until it ends. Errors of the connection are ignored.
async fn serve(stream: TcpStream, served: Arc<Served>) {
    let service = service_fn(move |request| {
        let served = Arc::clone(&served);
        async move { served.respond(request).await }
    });
    let connection = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    drop(connection.await);
}

/// The error that makes hyper close a connection.
#[derive(Debug)]
struct ConnectionCut;

impl fmt::Display for ConnectionCut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection is closed")
    }
}

impl std::error::Error for ConnectionCut {}

impl Served {
    async fn respond(&self, request: http::Request<Incoming>) -> Result<http::Response<Full<Bytes>>, ConnectionCut> {
        let (head, body) = request.into_parts();
        let body = Limited::new(body, MAX_BODY_SIZE).collect().await.map_err(|_| ConnectionCut)?.to_bytes();
        let request = ReceivedRequest(http::Request::from_parts(head, body.into()));
        let (action, delay) = self.action(&request);
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
        match action {
            Action::Respond(response) => Ok(self.identified(response).map(|body| Full::new(Bytes::from(body)))),
            Action::Disconnect => Err(ConnectionCut),
        }
    }

    fn action(&self, request: &ReceivedRequest) -> (Action, Duration) {
        self.log
            .requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(request.operation_name(self.server.service));
        if let Some(found) = self.server.routes.iter().rev().find_map(|route| route(request)) {
            return found;
        }
        let response = (self.server.fallback)(&request.0).unwrap_or_else(|| {
            let message = format!(
                "this server of {} has no handler for {}",
                self.server.service.id,
                request.operation_name(self.server.service)
            );
            error_response(self.server.service, 501, "NotImplemented", &message)
        });
        (Action::Respond(response), Duration::ZERO)
    }

    /// Adds a request id to a response that has none.
    fn identified(&self, mut response: http::Response<Vec<u8>>) -> http::Response<Vec<u8>> {
        let number = self.log.count.fetch_add(1, Ordering::Relaxed) + 1;
        if let Ok(id) = format!("test-{number}").parse() {
            response.headers_mut().entry("x-amzn-requestid").or_insert(id);
        }
        response
    }
}
