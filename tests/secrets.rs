//! Values that the model or the overlay calls sensitive are in no trace, no `Debug` and no message, whatever happens.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_types::SdkConfig;
use aws_types::region::Region;
use codegen::source::Source;
use codegen_runtime::test_util::{MockResponse, Script, Server};
use codegen_runtime::{Http, Operation, ParseOptions, RetrySafety, Service, require};
use device_farm_fake::{DeviceFarm, Fault, PHONE, PROJECT, Pace};
use generated::devicefarm::Client;
use generated::devicefarm::operation::{GetRemoteAccessSession, GetUpload};
use generated::devicefarm::types::UploadType;
use tracing::level_filters::LevelFilter;
use tracing::subscriber::DefaultGuard;

use crate::mini::{MiniError, SERVICE, Thing};

/// The beginning of every secret of these tests.
const SECRET: &str = "secret-of-";

/// Everything that this thread traces, and what a test prints itself.
#[derive(Clone, Default)]
struct Trace(Arc<Mutex<Vec<u8>>>);

impl Trace {
    fn record() -> (Self, DefaultGuard) {
        let trace = Self::default();
        let writer = trace.clone();
        let subscriber =
            tracing_subscriber::fmt().with_max_level(LevelFilter::TRACE).with_writer(move || writer.clone()).finish();
        (trace, tracing::subscriber::set_default(subscriber))
    }

    fn print(&self, it: &impl Debug) {
        let text = format!("{it:?}\n{it:#?}\n");
        self.0.lock().expect("no panic").extend_from_slice(text.as_bytes());
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().expect("no panic")).into_owned()
    }

    fn lines_with(&self, part: &str) -> Vec<String> {
        self.text().lines().filter(|line| line.contains(part)).map(str::to_owned).collect()
    }
}

impl io::Write for Trace {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no panic").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn config(url: &str) -> SdkConfig {
    let credentials =
        Credentials::from_keys("AKIDEXAMPLE", "secret-of-credentials", Some("secret-of-token".to_owned()));
    SdkConfig::builder()
        .region(Region::new("us-west-2"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .endpoint_url(url)
        .build()
}

/// An operation whose input may hold something sensitive.
#[derive(Debug)]
struct Keep;

impl Operation for Keep {
    type Input = Thing;
    type Output = Thing;
    type Error = MiniError;
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "Keep";
    const RETRY_SAFETY: RetrySafety = RetrySafety::Idempotent;
    const SENSITIVE: bool = true;
}

#[tokio::test]
async fn a_whole_session_leaves_none_in_the_trace() {
    let farm = DeviceFarm::new().pace(Pace::instant()).fault("GetRemoteAccessSession", Fault::ServerError, 1);
    let farm = farm.start().expect("a farm");
    let (trace, _guard) = Trace::record();
    let client = Client::new(&config(&farm.url()));

    let upload = client.create_upload().project_arn(PROJECT).name("a.apk").r#type(UploadType::AndroidApp).send().await;
    let upload = upload.expect("a place for an app");
    let url = require!(upload.upload.url).expect("a URL");
    assert!(url.contains(SECRET), "the test knows the secret: {url}");
    trace.print(&upload);

    let created = client.create_remote_access_session().project_arn(PROJECT).device_arn(PHONE).send().await;
    let created = created.expect("a session");
    let arn = require!(created.remote_access_session.arn).expect("an ARN");
    let wait = client.get_remote_access_session().arn(arn);
    let wait = wait.wait_until_remote_access_session_running(Duration::from_secs(20));
    let polled = trace.clone();
    let running = wait.on_poll(move |poll| polled.print(poll)).await.expect("it runs");
    let endpoint = require!(running.remote_access_session.endpoints.interactive_endpoint).expect("an endpoint");
    assert!(endpoint.contains(SECRET), "the test knows the secret: {endpoint}");
    trace.print(&running);
    client.stop_remote_access_session().arn(arn).send().await.expect("it is stopped");

    assert!(!trace.lines_with("transmitting request").is_empty(), "the trace is there: {}", trace.text());
    assert!(!trace.lines_with("interactive_endpoint").is_empty(), "{}", trace.text());
    assert_eq!(trace.lines_with(SECRET), Vec::<String>::new());
}

#[tokio::test]
async fn a_sensitive_input_is_sent_and_not_traced() {
    let server = Server::new(&SERVICE)
        .on::<Keep>(|input| Ok(Thing { name: input.name, ..Thing::default() }))
        .on::<crate::mini::Read>(|input| Ok(Thing { name: input.name, ..Thing::default() }))
        .start()
        .expect("a server");
    let client = codegen_runtime::client::Client::new(&config(&server.url()), &SERVICE);
    let thing = || Thing { name: Some("secret-of-thing".to_owned()), ..Thing::default() };
    let (trace, guard) = Trace::record();
    let kept = client.invoke::<Keep>(thing()).await.expect("it succeeds");
    assert_eq!(kept.name(), Some("secret-of-thing"), "the service has it");
    assert!(!trace.lines_with("transmitting request").is_empty(), "{}", trace.text());
    assert_eq!(trace.lines_with(SECRET), Vec::<String>::new());
    drop(guard);
    // What is not sensitive may be traced, which shows that the line above could fail.
    let (trace, _guard) = Trace::record();
    client.invoke::<crate::mini::Read>(thing()).await.expect("it succeeds");
    assert!(!trace.lines_with(SECRET).is_empty(), "{}", trace.text());
}

#[tokio::test]
async fn a_secret_in_the_wrong_place_is_not_quoted() {
    let (trace, _guard) = Trace::record();
    let script = Script::new();
    let lenient = Client::new(&script.config());
    let client = lenient.with_parse_options(ParseOptions::default().strict(true));
    for body in [
        r#"{"remoteAccessSession": "https://example.com/?sig=secret-of-url"}"#,
        r#"{"remoteAccessSession": {"endpoints": "https://example.com/?sig=\"secret-of-url"}}"#,
        r#"{"remoteAccessSession": {"created": "https://example.com/?sig=secret-of-url"}}"#,
    ] {
        script.step::<GetRemoteAccessSession>(|_| true, MockResponse::raw(200, body));
        let error = client.get_remote_access_session().arn("a").send().await.expect_err("it is not of the shape");
        assert!(error.to_string().contains("remoteAccessSession"), "{error}");
        trace.print(&error);
        trace.print(&error.cause().map(ToString::to_string));
        // Neither is it in the report of a lenient client, nor in what `require!` says.
        script.step::<GetRemoteAccessSession>(|_| true, MockResponse::raw(200, body));
        let read = lenient.get_remote_access_session().arn("a").send().with_metadata().await.expect("the rest");
        assert_eq!(read.metadata.unreadable_members().len(), 1);
        trace.print(&read);
        let missing = require!(read.output.remote_access_session.endpoints).map(drop);
        trace.print(&missing.map_err(|missing| missing.to_string()));
    }
    script.step::<GetUpload>(|_| true, MockResponse::raw(200, r#"{"upload": {"url": ["secret-of-url"]}}"#));
    trace.print(&client.get_upload().arn("a").send().await.expect_err("it is not of the shape"));
    assert_eq!(trace.lines_with(SECRET), Vec::<String>::new());
}

codegen_runtime::structure! {
    /// An input with secrets in the URI and in a header.
    struct Hidden = "Hidden" {
        label: String = "label" [label("label"), sensitive],
        query: String = "query" [query("query"), sensitive],
        header: String = "header" [header("x-header"), sensitive],
    }
}

static REST: Service = Service { protocol: &codegen_runtime::protocol::RestJson, ..SERVICE };

macro_rules! hiding {
    ($($name:ident: $sensitive:literal;)*) => {$(
        #[derive(Debug)]
        struct $name;

        impl Operation for $name {
            type Input = Hidden;
            type Output = Thing;
            type Error = MiniError;
            const SERVICE: &'static Service = &REST;
            const NAME: &'static str = stringify!($name);
            const RETRY_SAFETY: RetrySafety = RetrySafety::Idempotent;
            const SENSITIVE: bool = $sensitive;
            const HTTP: Http = Http { method: "GET", uri: "/hidden/{label}" };
        }
    )*};
}

hiding! {
    Hide: true;
    Show: false;
}

#[tokio::test]
async fn a_sensitive_uri_and_header_are_sent_and_not_traced() {
    let server = Server::new(&REST)
        .on::<Hide>(|input| {
            let all = [input.label, input.query, input.header].map(Option::unwrap_or_default).join(" ");
            Ok(Thing { name: Some(all), ..Thing::default() })
        })
        .start()
        .expect("a server");
    let client = codegen_runtime::client::Client::new(&config(&server.url()), &REST);
    let secret = |name: &str| Some(format!("secret-of-{name}"));
    let input = || Hidden { label: secret("label"), query: secret("query"), header: secret("header") };
    let (trace, guard) = Trace::record();
    let hidden = client.invoke::<Hide>(input()).await.expect("it succeeds");
    assert_eq!(hidden.name(), Some("secret-of-label secret-of-query secret-of-header"), "the service has them");
    assert_eq!(trace.lines_with(SECRET), Vec::<String>::new());
    drop(guard);
    // What is not sensitive may be traced, which shows that the line above could fail.
    let (trace, _guard) = Trace::record();
    client.invoke::<Show>(input()).await.expect("it has the same URI");
    for name in ["label", "query", "header"] {
        assert!(!trace.lines_with(&format!("secret-of-{name}")).is_empty(), "{name}: {}", trace.text());
    }
}

/// An operation with a host prefix.
#[derive(Debug)]
struct Prefixed;

impl Operation for Prefixed {
    type Input = Thing;
    type Output = Thing;
    type Error = MiniError;
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "Prefixed";
    const RETRY_SAFETY: RetrySafety = RetrySafety::Idempotent;
    const HOST_PREFIX: &'static str = "data.";
}

#[tokio::test]
async fn the_host_prefix_that_an_address_lacks_is_traced() {
    let server = Server::new(&SERVICE).on::<Prefixed>(|_| Ok(Thing::default())).start().expect("a server");
    let client = codegen_runtime::client::Client::new(&config(&server.url()), &SERVICE);
    let (trace, _guard) = Trace::record();
    let omitted = || trace.lines_with("the host prefix is left out");
    client.with_host_prefix(false).invoke::<Prefixed>(Thing::default()).await.expect("it succeeds");
    assert_eq!(omitted(), Vec::<String>::new(), "the caller wants it so");
    client.invoke::<Prefixed>(Thing::default()).await.expect("it succeeds");
    let lines = omitted();
    assert!(matches!(&lines[..], [line] if line.contains("data.")), "{lines:?}");
}

/// Returns the files of the package with all operations of Device Farm.
fn all_of_device_farm() -> impl Iterator<Item = String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../models/devicefarm/2015-06-23/");
    let read = |name: &str| std::fs::read(format!("{folder}{name}")).expect("the model can be read");
    let (model, overlay, retained) = (read("service-2.json"), read("overlay.json"), read("retained.json"));
    let inputs = codegen::Inputs {
        models: &[Source { name: "service-2.json", text: &model }],
        overlay: Some(Source { name: "overlay.json", text: &overlay }),
        retained: Some(Source { name: "retained.json", text: &retained }),
        ..codegen::Inputs::default()
    };
    let options = codegen::Options {
        package: "p",
        module: "devicefarm",
        service: None,
        operations: codegen::Selection::All,
        command: "c",
        label: "service-2.json",
    };
    let generated = codegen::generate(&inputs, &options).unwrap_or_else(|failed| panic!("{failed}"));
    generated.files.into_values()
}

/// Returns `Structure.member` for each member of a generated file, and whether it is sensitive.
fn members(file: &str) -> Vec<(String, bool)> {
    let mut structure = "";
    let mut members = Vec::new();
    for line in file.lines().map(str::trim) {
        if line.starts_with("pub struct ") {
            structure = line.split('"').nth(1).unwrap_or_default();
        } else if let Some((_, rest)) =
            line.split_once(" = \"").filter(|(row, _)| row.contains(": ") && !structure.is_empty())
        {
            let (name, traits) = rest.split_once('"').expect("the name ends");
            members.push((format!("{structure}.{name}"), traits.contains("sensitive")));
        }
    }
    members
}

/// The members of Device Farm that grant access to a file, a device or a session, and those whose values often are secrets.
const SENSITIVE: &[&str] = &[
    "Artifact.url",
    "CreateTestGridUrlResult.url",
    "EnvironmentVariable.value",
    "Job.videoEndpoint",
    "JobReport.jobDetailsUrl",
    "RemoteAccessEndpoints.interactiveEndpoint",
    "RemoteAccessEndpoints.remoteDriverEndpoint",
    "RemoteAccessSession.endpoint",
    "Run.parsingResultUrl",
    "Sample.url",
    "TestGridSessionArtifact.url",
    "TestReport.testDetailsUrl",
    "Upload.url",
];

#[test]
fn every_address_of_device_farm_that_grants_access_is_sensitive() {
    let all: Vec<_> = all_of_device_farm().flat_map(|file| members(&file)).collect();
    let names = |is_listed: &dyn Fn(&(String, bool)) -> bool| -> BTreeSet<String> {
        all.iter().filter(|it| is_listed(it)).map(|(name, _)| name.clone()).collect()
    };
    let sensitive: Vec<_> = names(&|(_, is_sensitive)| *is_sensitive).into_iter().collect();
    assert_eq!(sensitive, SENSITIVE);
    // A new address is noticed. One page is behind the sign-in of the console, one member holds the endpoints above.
    let is_address = |name: &str| name.to_lowercase().ends_with("url") || name.to_lowercase().contains("endpoint");
    let others = names(&|(name, is_sensitive)| is_address(name.rsplit('.').next().unwrap_or(name)) && !is_sensitive);
    assert_eq!(others.into_iter().collect::<Vec<_>>(), ["RemoteAccessSession.endpoints", "Run.webUrl"]);
}
