//! The same over a connection.

use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::thread;

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_types::SdkConfig;
use aws_types::region::Region;
use generated::devicefarm::Client;
use generated::devicefarm::types::{BillingMethod, CreateRemoteAccessSessionConfiguration};

#[tokio::main(flavor = "current_thread")]
pub async fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    let server = thread::spawn(move || respond_once(&listener));

    let credentials = Credentials::new("AKIDEXAMPLE", "secret", None, None, "consumer");
    let config = SdkConfig::builder()
        .region(Region::new("us-west-2"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .endpoint_url(url)
        .build();

    let client = Client::new(&config);
    let started = client
        .create_remote_access_session()
        .project_arn("p")
        .device_arn("d")
        .configuration(CreateRemoteAccessSessionConfiguration::builder().billing_method(BillingMethod::Metered).build())
        .send()
        .await?;
    let session = started.remote_access_session.ok_or("no session")?;

    println!("sent {}", server.join().expect("the server does not panic")?);
    println!("{} is started", session.arn().unwrap_or_default());
    Ok(())
}

/// Responds to one request, and gives its body.
fn respond_once(listener: &TcpListener) -> Result<String, std::io::Error> {
    let (stream, _) = listener.accept()?;
    let mut reader = BufReader::new(&stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        match line.trim_end().split_once(": ") {
            Some(("content-length", value)) => length = value.parse().unwrap_or(0),
            Some(_) => {}
            None if line.starts_with("POST ") => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let response = r#"{"remoteAccessSession":{"arn":"b"}}"#;
    write!(&stream, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{response}", response.len())?;
    Ok(String::from_utf8_lossy(&body).into_owned())
}
