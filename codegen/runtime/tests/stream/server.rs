//! A server that counts what is put and makes up what is got, and has neither in memory. It blocks, with a thread for
//! each connection.

use std::io::{self, BufRead as _, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A server on 127.0.0.1, which runs as long as the program.
#[derive(Debug, Default)]
pub(crate) struct Server {
    port: u16,
    heads: Arc<Mutex<Vec<String>>>,
}

/// The bytes that repeat. Their number is prime, so that no chunk is like the one before it.
static PATTERN: [u8; 4099] = {
    let mut pattern = [0; 4099];
    let mut at = 0;
    while at < pattern.len() {
        pattern[at] = (at % 253) as u8;
        at += 1;
    }
    pattern
};

/// An endless source of bytes.
#[derive(Debug, Default)]
pub(crate) struct Pattern(u64);

impl Pattern {
    pub(crate) fn of(len: u64) -> io::Take<Self> {
        Self::default().take(len)
    }
}

impl Read for Pattern {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let from = &PATTERN[usize::try_from(self.0 % 4099).map_err(io::Error::other)?..];
        let count = from.len().min(to.len());
        to[..count].copy_from_slice(&from[..count]);
        self.0 += count as u64;
        Ok(count)
    }
}

/// The number of bytes and the sum of every 61st, by which two bodies are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    pub(crate) count: i64,
    pub(crate) sum: i64,
}

impl Sum {
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        let len = i64::try_from(bytes.len()).expect("a length");
        let first = usize::try_from((61 - self.count % 61) % 61).expect("a small number");
        self.sum += bytes.iter().skip(first).step_by(61).map(|&byte| i64::from(byte)).sum::<i64>();
        self.count += len;
    }

    pub(crate) fn of(mut from: impl Read) -> io::Result<Self> {
        let (mut sum, mut buffer) = (Self::default(), vec![0; 64 * 1024]);
        loop {
            match from.read(&mut buffer)? {
                0 => return Ok(sum),
                count => sum.add(&buffer[..count]),
            }
        }
    }
}

impl Server {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let heads = Arc::<Mutex<Vec<String>>>::default();
        let seen = Arc::clone(&heads);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let seen = Arc::clone(&seen);
                // A client may go away whenever it likes.
                std::thread::spawn(move || drop(serve(stream, &seen)));
            }
        });
        Self { port, heads }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The heads of all requests, in lower case.
    pub(crate) fn heads(&self) -> Vec<String> {
        self.heads.lock().expect("the lock").clone()
    }
}

fn serve(stream: TcpStream, seen: &Mutex<Vec<String>>) -> io::Result<()> {
    let (mut from, mut to) = (BufReader::new(stream.try_clone()?), stream);
    loop {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if from.read_line(&mut head)? == 0 {
                return Ok(());
            }
        }
        let head = head.to_ascii_lowercase();
        let is_first = {
            let mut seen = seen.lock().expect("the lock");
            seen.push(head.clone());
            seen.iter().filter(|other| other.lines().next() == head.lines().next()).count() == 1
        };
        if head.starts_with("put ") {
            let sum = receive(&head, &mut from)?;
            let status = if head.contains("/flaky") && is_first { "503 Slow Down" } else { "200 OK" };
            let Sum { count, sum } = sum;
            write!(to, "HTTP/1.1 {status}\r\nx-count: {count}\r\nx-sum: {sum}\r\ncontent-length: 0\r\n\r\n")?;
        } else {
            send(&head, &mut to)?;
        }
    }
}

fn receive(head: &str, from: &mut BufReader<TcpStream>) -> io::Result<Sum> {
    if let Some(len) = header(head, "content-length") {
        return Sum::of(from.take(len.parse().map_err(io::Error::other)?));
    }
    let (mut sum, mut buffer) = (Sum::default(), Vec::new());
    loop {
        let mut line = String::new();
        from.read_line(&mut line)?;
        let len = u64::from_str_radix(line.trim(), 16).map_err(io::Error::other)?;
        buffer.clear();
        from.take(len + 2).read_to_end(&mut buffer)?;
        match len {
            0 => return Ok(sum),
            _ => sum.add(&buffer[..buffer.len() - 2]),
        }
    }
}

/// Sends as many bytes as the path says, or an error whose body is cut off after 2 MiB: whoever reads more than 1 MiB of
/// it sees a connection that breaks.
fn send(head: &str, to: &mut TcpStream) -> io::Result<()> {
    let path = head.split([' ', '/']).find(|part| !part.is_empty() && *part != "get").unwrap_or_default();
    let Ok(len) = path.parse::<u64>() else {
        let error = r#"{"message":"there is no such key"}"#;
        let (errortype, len) = ("x-amzn-errortype: NoSuchKey", 1_u64 << 30);
        write!(to, "HTTP/1.1 404 Not Found\r\n{errortype}\r\ncontent-length: {len}\r\n\r\n{error}")?;
        io::copy(&mut io::repeat(b' ').take(2 << 20), to)?;
        return Err(io::ErrorKind::ConnectionAborted.into());
    };
    write!(to, "HTTP/1.1 200 OK\r\nx-sum: {}\r\ncontent-length: {len}\r\n\r\n", len % 1000)?;
    let mut buffer = vec![0; 64 * 1024];
    let mut from = Pattern::of(len);
    loop {
        match from.read(&mut buffer)? {
            0 => return Ok(()),
            count => to.write_all(&buffer[..count])?,
        }
    }
}

/// The value of a header of a head in lower case.
pub(crate) fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}
