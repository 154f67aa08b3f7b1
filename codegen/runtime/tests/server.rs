//! A server for HTTP/1.1 on the loopback interface that responds as a test says and keeps what it was
//! asked.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// The server's reaction to a request.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// Sends this and waits for the next request.
    Send(String),
    /// Sends this and hangs up.
    Cut(String),
    /// Sends nothing, and does not hang up either.
    Stall,
}

/// A response with a JSON body and some headers more, each with its line's end.
pub(crate) fn response(status: u16, headers: &str, body: &str) -> Act {
    let length = body.len();
    Act::Send(format!(
        "HTTP/1.1 {status} Status\r\nx-amzn-requestid: r-1\r\n{headers}content-length: {length}\r\n\r\n{body}"
    ))
}

pub(crate) struct Server {
    pub(crate) address: String,
    state: Arc<State>,
}

struct State {
    script: Vec<Act>,
    requests: Mutex<Vec<String>>,
    connections: Mutex<usize>,
}

impl Server {
    /// Responds by a script whose last line is repeated.
    pub(crate) async fn start(script: impl Into<Vec<Act>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let state =
            Arc::new(State { script: script.into(), requests: Mutex::default(), connections: Mutex::default() });
        let served = Arc::clone(&state);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                *served.connections.lock().expect("no panic") += 1;
                tokio::spawn(serve(stream, Arc::clone(&served)));
            }
        });
        Self { address, state }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests so far, each in full.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.state.requests.lock().expect("no panic").clone()
    }

    /// How many requests there were.
    pub(crate) fn count(&self) -> usize {
        self.requests().len()
    }

    pub(crate) fn connections(&self) -> usize {
        *self.state.connections.lock().expect("no panic")
    }
}

async fn serve(mut stream: TcpStream, state: Arc<State>) {
    while let Some(request) = read(&mut stream).await {
        let number = {
            let mut requests = state.requests.lock().expect("no panic");
            requests.push(request);
            requests.len() - 1
        };
        match &state.script[number.min(state.script.len() - 1)] {
            Act::Send(text) => stream.write_all(text.as_bytes()).await.unwrap_or_default(),
            Act::Cut(text) => {
                stream.write_all(text.as_bytes()).await.unwrap_or_default();
                return;
            }
            Act::Stall => std::future::pending().await,
        }
    }
}

/// A request in full, or nothing if the client hung up.
async fn read(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = header(head, "content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
            if body.len() >= length {
                return Some(text);
            }
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
}

/// The value of a header of a request.
pub(crate) fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    let lines = request.lines().skip(1).take_while(|line| !line.is_empty());
    let mut headers = lines.filter_map(|line| line.split_once(':'));
    headers.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}
