//! The tables of `.github/MIGRATING.md` for those who come from another SDK: each piece of code in the column `here` is in this file, so
//! that the compiler has read it.

use std::error::Error as StdError;
use std::time::{Duration, SystemTime};

use generated::devicefarm;
use generated::devicefarm::config::{Config, Credentials, Region};
use generated::devicefarm::config::{InterceptedResponse, Interceptor, SdkConfig};
use generated::devicefarm::error::NotFoundException;
use generated::devicefarm::operation::create_remote_access_session::CreateRemoteAccessSessionInput;
use generated::devicefarm::operation::get_device::{GetDevice, GetDeviceError, GetDeviceInput};
use generated::devicefarm::types::{Device, DeviceFilter, ExecutionStatus, RemoteAccessSession};
use generated::devicefarm::{Client, ErrorKind};
use generated::runtime::test_util::MockResponse;
use generated::runtime::{self, append};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

type Result<T> = std::result::Result<T, Box<dyn StdError>>;

struct Tracing;

impl Interceptor for Tracing {
    fn read_after_transmit(&self, response: &InterceptedResponse) {
        println!("{}", response.status());
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the page borrows the configurations")]
#[expect(unused_qualifications, reason = "the page writes the path where it explains a name")]
fn clients(sdk_config: SdkConfig, config: SdkConfig, keys: Credentials) -> [Client; 3] {
    let traced = Config::from(&sdk_config).to_builder().interceptor(Tracing).build();
    let by_hand = Config::builder().region(Region::new("us-west-2")).credentials_provider(keys).build();
    let first = devicefarm::Client::new(&config);
    let config: devicefarm::config::Config = by_hand;
    [first, devicefarm::Client::from_conf(config), Client::from_conf(traced)]
}

async fn requests(client: &Client, arn: &str, limit: Duration, deadline: Duration) -> Result<()> {
    let output = client.get_device().arn(arn).send().await?;
    println!("{:?}", output.device().and_then(|device| device.name()));
    println!("{:?}", client.list_projects().send().with_metadata().await?.metadata.request_id());
    let call = client.list_devices();
    call.send().max_attempts(1).timeout(limit).await?;
    let call = client.list_devices();
    #[rustfmt::skip]
    let traced = call.send().map_headers(|headers| { headers.insert("x-trace", "1".parse()?); Ok(()) });
    traced.await?;
    let session = client.get_remote_access_session().arn(arn);
    session.wait_until_remote_access_session_running(deadline).await?;
    let session = client.get_remote_access_session().arn(arn).send().await?.remote_access_session;
    let Some(session) = session else { return Ok(()) };
    println!("{:?}", runtime::require!(session.device.arn)?);
    states(&session);
    Ok(())
}

fn states(session: &RemoteAccessSession) {
    println!("{:?} {:?}", session.status(), session.status);
    if let Some(status @ ExecutionStatus::Unknown(_)) = session.status() {
        println!("{}", status.as_str());
    }
}

fn scripted() -> runtime::test_util::Script {
    runtime::test_util::Script::new()
}

async fn lists(client: &Client) -> Result<()> {
    let list = client.list_devices().send().await?;
    println!("{}", list.devices().len());
    let mut items = client.list_devices().items();
    println!("{:?}", items.next().await.transpose()?);
    let devices: Vec<Device> = client.list_devices().items().collect().await?;
    let pages = client.list_devices().pages().collect().await?;
    println!("{} {}", devices.len(), pages.len());
    Ok(())
}

fn inputs(arn: &str, name: Option<String>, option: Option<&str>, app: Option<&str>, a: &str, b: &str) {
    let call = CreateRemoteAccessSessionInput::builder().name(option);
    let call = call.name(name).app_arn(app);
    println!("{call:?} {:?}", GetDeviceInput::builder().arn(arn).build());
    let filter = DeviceFilter::builder().values([a, b]);
    let filter = filter.values(["ANDROID", "IOS"]);
    let filter = filter.values(append([b]));
    println!("{filter:?}");
}

#[expect(unused_qualifications, reason = "the page writes the path where it explains a name")]
#[expect(clippy::match_like_matches_macro, reason = "the page shows the match")]
async fn errors(client: &Client, arn: &str) -> Option<String> {
    let device = match client.get_device().arn(arn).send().await {
        Ok(output) => output.device,
        Err(error) if error.is::<NotFoundException>() => None,
        Err(error) => {
            #[rustfmt::skip]
            let is_gone = match error.kind() { GetDeviceError::NotFoundException(_) => true, _ => false };
            println!("{is_gone} {:?} {:?}", error.code(), error.cause());
            let error = devicefarm::Error::from(error);
            println!("{}", matches!(error.kind(), ErrorKind::LimitExceededException(_)));
            let kind: devicefarm::ErrorKind<'_> = error.kind();
            let text = error.to_string();
            return Some(format!("{kind:?}: {text}"));
        }
    };
    device.and_then(|device| device.name)
}

fn values(created: runtime::Timestamp, blob: &runtime::Blob) -> (SystemTime, usize) {
    let bytes: &[u8] = blob;
    assert_eq!(bytes.len(), blob.iter().count());
    (SystemTime::from(created), blob.len())
}

/// A program in one line: without white space and without the commas before a closing bracket.
fn compact(code: &str) -> String {
    let code: String = code.split_whitespace().collect();
    [",)", ",}", ",]"].into_iter().fold(code, |code, end| code.replace(end, &end[1..]))
}

/// The code in the last column of the page's tables. Names of types and `..` for arguments are none of it.
fn here(page: &str) -> Vec<String> {
    let (mut columns, mut column, mut is_head, mut code) = (0, 0, false, Vec::new());
    for event in Parser::new_ext(page, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
            Event::Start(Tag::TableHead) => is_head = true,
            Event::End(TagEnd::TableHead) => (is_head, column) = (false, 0),
            Event::End(TagEnd::TableRow) => column = 0,
            Event::End(TagEnd::TableCell) => column += 1,
            Event::Code(text) if column + 1 == columns && !is_head => code.push(text.into_string()),
            _ => {}
        }
    }
    code
}

#[test]
fn the_code_of_the_tables_is_compiled() {
    let page = std::fs::read_to_string(tests::root().join(".github/MIGRATING.md")).expect("the page is there");
    let all = here(&page);
    assert!(all.len() > 40, "the tables have {} pieces of code", all.len());
    let lines = include_str!("migration.rs").lines().filter(|line| !line.trim_start().starts_with("//"));
    let source = lines.take_while(|line| !line.starts_with("fn compact")).collect::<Vec<_>>().join("\n");
    let source = compact(&source);
    let is_compiled = |code: &String| source.contains(&compact(code.trim_end_matches("(..)")));
    let missing: Vec<_> = all.iter().filter(|code| !is_compiled(code)).collect();
    assert!(missing.is_empty(), "tests/migration.rs compiles none of these pieces of the page: {missing:#?}");
}

#[test]
fn bytes_and_times_are_those_of_the_standard_library() {
    let epoch = runtime::Timestamp::try_from(SystemTime::UNIX_EPOCH).expect("it is in range");
    let (time, length) = values(epoch, &runtime::Blob::from([1, 2, 3]));
    assert_eq!((time, length), (SystemTime::UNIX_EPOCH, 3));
    inputs("a", None, None, Some("b"), "c", "d");
}

#[tokio::test]
async fn the_calls_go_to_the_service() {
    let missing = GetDeviceError::NotFoundException(NotFoundException::default());
    let script = scripted();
    script.step::<GetDevice>(|_| true, MockResponse::error(missing));
    let [client, ..] = clients(script.config(), script.config(), Credentials::new("a", "b", None, None, "test"));
    assert_eq!(errors(&client, "arn:device").await, None);
    script.verify();
    // The others are compiled.
    let _ = (requests(&client, "a", Duration::ZERO, Duration::ZERO), lists(&client));
}
