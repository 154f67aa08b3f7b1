//! Remote access sessions with another HTTP client: reqwest, which is async. The program starts a session on the
//! first device with remote access, waits until it runs, and stops it on every exit path. [`client`] sends the
//! requests.

mod client;

use std::env;
use std::io::{self, Write as _};
use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use generated::devicefarm::operation::create_remote_access_session::CreateRemoteAccessSessionInput;
use generated::devicefarm::operation::get_remote_access_session::{
    GetRemoteAccessSessionInput, RemoteAccessSessionCompleted, RemoteAccessSessionRunning,
};
use generated::devicefarm::operation::list_devices::ListDevicesInput;
use generated::devicefarm::operation::list_projects::ListProjectsInput;
use generated::devicefarm::operation::list_remote_access_sessions::ListRemoteAccessSessionsInput;
use generated::devicefarm::operation::stop_remote_access_session::StopRemoteAccessSessionInput;
use generated::devicefarm::operation::{
    CreateRemoteAccessSession, GetRemoteAccessSession, ListDevices, ListProjects, ListRemoteAccessSessions,
    StopRemoteAccessSession,
};
use generated::devicefarm::types::{DeviceFilter, DeviceFilterAttribute, RuleOperator};
use generated::runtime::{BoxError, OutputOf, PaginatedItems, Paginator, Waiter, WaiterLoop, WaiterStep, require};
#[cfg(unix)]
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::{sleep, timeout};

use client::Client;

const HELP: &str = "\
Starts a remote access session on the first device that offers them, waits until it runs, and stops it.

Usage: device-farm-reqwest [--project ARN] [--endpoint-url URL] [--show-endpoints]

  --project ARN       the project; else the first one
  --endpoint-url URL  where Device Farm is; else AWS_ENDPOINT_URL_DEVICE_FARM, AWS_ENDPOINT_URL, or AWS's own
  --show-endpoints    print the session's endpoints, which let whoever knows them onto the device

Credentials: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN. Region: AWS_REGION, else us-west-2.
";

/// The deadline for the session to run.
const READY: Duration = Duration::from_secs(15 * 60);

/// The deadline for a stopped session to complete.
const OVER: Duration = Duration::from_secs(5 * 60);

#[derive(Default)]
struct Arguments {
    project: Option<String>,
    endpoint_url: Option<String>,
    show_endpoints: bool,
}

impl Arguments {
    /// Parses the command line. Returns `None` for `--help`.
    fn parse(mut words: impl Iterator<Item = String>) -> Result<Option<Self>, String> {
        let mut arguments = Self::default();
        while let Some(word) = words.next() {
            let value = match word.as_str() {
                "-h" | "--help" => return Ok(None),
                "--show-endpoints" => {
                    arguments.show_endpoints = true;
                    continue;
                }
                "--project" => &mut arguments.project,
                "--endpoint-url" => &mut arguments.endpoint_url,
                _ => return Err(format!("there is no argument `{word}`; --help shows those that there are")),
            };
            *value = Some(words.next().ok_or_else(|| format!("{word} needs a value; see --help"))?);
        }
        Ok(Some(arguments))
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let words = env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned());
    let outcome = match Arguments::parse(words) {
        Ok(Some(arguments)) => run(&arguments).await,
        Ok(None) => write!(io::stdout(), "{HELP}").map_err(BoxError::from),
        Err(error) => Err(error.into()),
    };
    let Err(error) = outcome else { return ExitCode::SUCCESS };
    // Not `println!` or `eprintln!`, here and below: they panic if the output is closed, and the session would keep
    // running.
    drop(writeln!(io::stderr(), "error: {}", error.to_string().replace(char::is_control, " ")));
    ExitCode::FAILURE
}

async fn run(arguments: &Arguments) -> Result<(), BoxError> {
    let mut interrupted = tokio::spawn(interrupted());
    let client = Client::from_env(arguments.endpoint_url.clone())?;

    let project = match &arguments.project {
        Some(arn) => arn.clone(),
        None => {
            let projects = list::<ListProjects>(&client, ListProjectsInput::default()).await?;
            let first = projects.first().ok_or("there is no project; make one in the console of Device Farm")?;
            require!(first.arn)?.clone()
        }
    };
    let attribute = DeviceFilterAttribute::RemoteAccessEnabled;
    let remote = DeviceFilter::builder().attribute(attribute).operator(RuleOperator::Equals).values(["TRUE"]).build();
    let devices = list::<ListDevices>(&client, ListDevicesInput::builder().filters([remote]).build()).await?;
    let device = devices.first().ok_or("there is no device that offers remote access")?;
    let (name, count) = (device.name().unwrap_or("a device without a name"), devices.len());
    writeln!(io::stdout(), "{count} devices offer remote access; this is the first: {name}")?;

    // Until here, ending the program costs nothing. From here on, nothing returns before the session is stopped.
    if interrupted.is_finished() {
        return Err("interrupted".into());
    }
    let arn = start(&client, &project, require!(device.arn)?).await?;
    // The first of the two. If `work` is cancelled, only reading requests are aborted.
    let used = tokio::select! {
        used = work(&client, &arn, arguments.show_endpoints) => used,
        _ = &mut interrupted => Err("interrupted".into()),
    };
    let ended = end(&client, &arn).await;
    match (used, ended) {
        (Err(first), Err(second)) => Err(format!("{first}; and then: {second}").into()),
        (used, ended) => used.and(ended),
    }
}

/// Returns the items of all pages.
async fn list<O: PaginatedItems>(client: &Client, input: O::Input) -> Result<Vec<O::Item>, BoxError> {
    let mut paginator = Paginator::<O>::new(input);
    let mut all = Vec::new();
    while let Some(input) = paginator.next_input()? {
        let page = client.call::<O>(input).await?;
        paginator.advance(&page);
        all.extend(O::into_items(page));
    }
    Ok(all)
}

/// Starts a session with one request. Without a valid response, a session may exist all the same. It is found by its
/// unique name.
async fn start(client: &Client, project: &str, device: &str) -> Result<String, BoxError> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let name = format!("device-farm-reqwest-{}-{}", now.as_nanos(), std::process::id());
    let input = CreateRemoteAccessSessionInput::builder().project_arn(project).device_arn(device).name(&name).build();
    let create = async || -> Result<String, BoxError> {
        let response = client.call::<CreateRemoteAccessSession>(&input).await?;
        Ok(require!(response.remote_access_session.arn)?.clone())
    };
    let error = match create().await {
        Ok(arn) => return Ok(arn),
        Err(error) => error,
    };
    let input = ListRemoteAccessSessionsInput::builder().arn(project).build();
    let sessions = list::<ListRemoteAccessSessions>(client, input)
        .await
        .map_err(|e| format!("{error}; and whether there is a session {name} now could not be found out: {e}"))?;
    let found = sessions.into_iter().find(|session| session.name() == Some(&name));
    found.and_then(|session| session.arn).ok_or_else(|| format!("{error}; there is no session {name}").into())
}

/// Waits until a session runs, and uses it.
async fn work(client: &Client, arn: &str, show_endpoints: bool) -> Result<(), BoxError> {
    writeln!(io::stdout(), "{arn} is started")?;
    let running = wait::<RemoteAccessSessionRunning>(client, arn, READY).await?;
    let interactive = require!(running.remote_access_session.endpoints.interactive_endpoint)?;
    let driver = require!(running.remote_access_session.endpoints.remote_driver_endpoint)?;
    // The endpoints grant access to the device, so that they must not be in a log.
    if show_endpoints {
        writeln!(io::stdout(), "it runs; its endpoints are {interactive} and {driver}")?;
    } else {
        writeln!(io::stdout(), "it runs and has its endpoints, which --show-endpoints prints")?;
    }
    // Use the device here.
    Ok(())
}

/// Stops a session, waits until it completes, and prints its cost.
async fn end(client: &Client, arn: &str) -> Result<(), BoxError> {
    let input = StopRemoteAccessSessionInput::builder().arn(arn).build();
    let stopped = client.call::<StopRemoteAccessSession>(&input).await;
    stopped.map_err(|e| format!("{arn} could not be stopped, and may go on to cost minutes: {e}"))?;
    let over = tokio::select! {
        over = wait::<RemoteAccessSessionCompleted>(client, arn, OVER) => over,
        () = interrupted() => Err("interrupted".into()),
    };
    let over = over.map_err(|e| format!("{arn} is stopped; whether it is over yet is not known: {e}"))?;
    let minutes = require!(over.remote_access_session.device_minutes.total)?;
    writeln!(io::stdout(), "it is over, and took {minutes} device minutes")?;
    Ok(())
}

/// Waits for a state of a session, and prints each poll.
async fn wait<W: Waiter<Operation = GetRemoteAccessSession>>(
    client: &Client,
    arn: &str,
    deadline: Duration,
) -> Result<OutputOf<W>, BoxError> {
    let input = GetRemoteAccessSessionInput::builder().arn(arn).build();
    let began = Instant::now();
    let mut waiter = WaiterLoop::<W>::new(deadline);
    loop {
        // The deadline also ends a request that hangs.
        let response = timeout(waiter.remaining(), client.call::<GetRemoteAccessSession>(&input)).await;
        let response = response.map_err(|_| waiter.timed_out())?;
        waiter.record_elapsed(began.elapsed());
        drop(writeln!(io::stderr(), "{}", waiter.poll_event(response.as_ref())));
        // Programs that wait at the same time pass a random number from 0 to 1, so that they do not poll at the same
        // time.
        match waiter.handle_response(response, 0.5) {
            WaiterStep::Done(output) => return Ok(output),
            WaiterStep::Failed(error) => return Err(error.into()),
            WaiterStep::Pause(time) => sleep(time).await,
        }
        waiter.record_elapsed(began.elapsed());
    }
}

/// Waits for Ctrl-C or SIGTERM.
async fn interrupted() {
    #[cfg(unix)]
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signals) => signals.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<Option<()>>();
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated => {}
    }
}
