//! A complete remote access session: find a project and a device, start a session, wait until it runs, print its
//! endpoints, stop it, wait until it completes, print its minutes, list its artifacts and save them.
//!
//! `cargo run -p generated --example remote_session` runs against a fake Device Farm in this process, at no cost.
//! With `--aws` it runs against the real service, which costs money. `--help` lists the other options.
//!
//! The service charges by the minute. The program therefore stops the session on every exit path: errors, panics,
//! Ctrl-C, and a lost response, after which it finds the session by its name.

/// Writes a line. `println!` would panic on a closed pipe, and the session would go on.
macro_rules! say {
    (out, $($line:tt)+) => { say!(@ std::io::stdout(), $($line)+) };
    (err, $($line:tt)+) => { say!(@ std::io::stderr(), $($line)+) };
    (@ $to:expr, $($line:tt)+) => { drop(std::io::Write::write_fmt(&mut $to, format_args!("{}\n", format_args!($($line)+)))) };
}

#[path = "remote_session/arguments.rs"]
mod arguments;
#[path = "remote_session/artifacts.rs"]
mod artifacts;
#[path = "remote_session/progress.rs"]
mod progress;
#[path = "remote_session/signals.rs"]
mod signals;
#[path = "remote_session/upload.rs"]
mod upload;

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};
use clap::Parser as _;
use generated::devicefarm::Client;
use generated::devicefarm::types::{
    Device, DeviceFilter, DeviceFilterAttribute, DeviceMinutes, RemoteAccessSession, RuleOperator,
};
use generated::runtime::require;

use arguments::Arguments;
use progress::Progress;
use signals::Signals;

/// The deadline for the session to run. A device that is in demand takes some time.
const READY: Duration = Duration::from_secs(20 * 60);

/// The deadline for a stopped session to complete.
const OVER: Duration = Duration::from_secs(10 * 60);

/// The exit code of an interrupted program, as in shells.
const INTERRUPTED: u8 = 130;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut signals = Signals::listen();
    match run(&arguments, &mut signals).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say!(err, "error: {}", message_of(&error));
            if signals.came() { ExitCode::from(INTERRUPTED) } else { ExitCode::FAILURE }
        }
    }
}

/// Formats an error and its sources, without repeating text.
fn message_of(error: &anyhow::Error) -> String {
    let mut message = String::new();
    for layer in error.chain() {
        let layer = layer.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
        if message.contains(&layer) {
            break;
        }
        message.push_str(if message.is_empty() { "" } else { ": " });
        message.push_str(&layer);
    }
    message
}

async fn run(arguments: &Arguments, signals: &mut Signals) -> Result<()> {
    let service = arguments.service().await?;
    let client = service.client();
    let ready = tokio::select! {
        ready = prepare(&client, arguments) => ready?,
        () = signals.next() => bail!("interrupted; no session was started"),
    };
    let session = Session::start(&client, &ready).await?;
    // A separate task, so that even a panic returns here and the session is stopped.
    let mut work = tokio::spawn(work(client.clone(), session.arn.clone(), arguments.hold()));
    let worked = tokio::select! {
        done = &mut work => done.unwrap_or_else(|panic| Err(anyhow!("the work failed: {panic}"))),
        () = signals.next() => Err(anyhow!("interrupted")),
    };
    work.abort();
    let stopped = session.stop(&client).await;
    let saved = match &stopped {
        Ok(over) if over.started().is_some() => tokio::select! {
            biased;
            () = signals.next() => {
                // A download removes its unfinished file.
                tokio::time::sleep(Duration::from_millis(200)).await;
                Err(anyhow!("interrupted; the session is stopped, and not all of its artifacts are saved"))
            }
            saved = artifacts::report(&client, &session.arn, arguments.artifacts.as_deref()) => saved,
        },
        // A session that never ran has no artifacts.
        _ => Ok(()),
    };
    worked.and(stopped.map(drop)).and(saved)
}

/// The parameters of a session.
struct Ready {
    project: String,
    device: String,
    app: Option<String>,
    /// A unique name, to find the session if a response is lost.
    name: String,
}

/// Runs the steps that cost nothing.
async fn prepare(client: &Client, arguments: &Arguments) -> Result<Ready> {
    if let Some(folder) = &arguments.artifacts {
        artifacts::prepare(folder)?;
    }
    let project = match &arguments.project {
        Some(arn) => arn.clone(),
        None => {
            let first =
                client.list_projects().items().next().await.context("there is no project: make one first")??;
            say!(out, "project  {}", first.name().unwrap_or_default());
            require!(move first.arn)?
        }
    };
    let device = find_device(client, arguments).await?;
    say!(out, "device   {} ({})", device.name().unwrap_or_default(), device.os().unwrap_or_default());
    let app = match &arguments.app {
        Some(path) => Some(upload::app(client, &project, path, arguments.app_type.as_ref()).await?),
        None => None,
    };
    Ok(Ready { project, device: require!(move device.arn)?, app, name: arguments.name() })
}

/// Returns the first device with remote access that matches the arguments.
async fn find_device(client: &Client, arguments: &Arguments) -> Result<Device> {
    let equals = |attribute, value: &str| {
        DeviceFilter::builder().attribute(attribute).operator(RuleOperator::Equals).values([value]).build()
    };
    let mut filters = vec![equals(DeviceFilterAttribute::RemoteAccessEnabled, "TRUE")];
    filters.extend(arguments.platform.as_deref().map(|it| equals(DeviceFilterAttribute::Platform, it)));
    filters.extend(arguments.form_factor.as_deref().map(|it| equals(DeviceFilterAttribute::FormFactor, it)));
    let mut devices = client.list_devices().filters(filters).items();
    devices.next().await.context("no matching device offers remote access")?.context("no device was found")
}

/// Uses the session: waits until it runs, and prints its endpoints.
async fn work(client: Client, arn: String, hold: Duration) -> Result<()> {
    let progress = Progress::begin("waiting for the device");
    let reported = progress.clone();
    let running = client
        .get_remote_access_session()
        .arn(arn)
        .wait_until_remote_access_session_running(READY)
        .on_poll(move |event| reported.state(event.state().unwrap_or("unknown"), event.elapsed))
        .await;
    progress.end();
    let response = running?;
    // These URLs grant access to the device. They are printed because the user runs this example to see them.
    say!(out, "driver   {}", require!(response.remote_access_session.endpoints.remote_driver_endpoint)?);
    say!(out, "browser  {}", require!(response.remote_access_session.endpoints.interactive_endpoint)?);
    say!(out, "ready; it is stopped in {} seconds, or by Ctrl-C", hold.as_secs_f64());
    tokio::time::sleep(hold).await;
    Ok(())
}

/// A session that may cost money until it is stopped.
struct Session {
    arn: String,
}

impl Session {
    /// Starts a session. The request is not cancelled, not even by Ctrl-C, because the session would go on.
    async fn start(client: &Client, ready: &Ready) -> Result<Self> {
        let call = client
            .create_remote_access_session()
            .project_arn(&ready.project)
            .device_arn(&ready.device)
            .app_arn(ready.app.as_deref())
            .name(&ready.name);
        let started = match call.send().await {
            Ok(response) => require!(move response.remote_access_session.arn).map_err(anyhow::Error::from),
            // The request was rejected, or never sent.
            Err(error) if !error.is_outcome_unknown() => return Err(error.into()),
            Err(error) => Err(error.into()),
        };
        match started {
            Ok(arn) => {
                say!(out, "session  {arn}");
                Ok(Self { arn })
            }
            Err(error) => {
                say!(err, "it is not known whether the session was started; looking for it");
                let found = Self::find(client, ready).await;
                match found.with_context(|| format!("look for a session called {} and stop it", ready.name))? {
                    Some(session) => drop(session.stop(client).await?),
                    None => say!(err, "it was not started"),
                }
                Err(error)
            }
        }
    }

    /// Returns the session with this name.
    async fn find(client: &Client, ready: &Ready) -> Result<Option<Self>> {
        let mut sessions = client.list_remote_access_sessions().arn(&ready.project).items();
        while let Some(session) = sessions.next().await {
            let session = session?;
            if session.name() == Some(&ready.name) {
                return Ok(Some(Self { arn: require!(move session.arn)? }));
            }
        }
        Ok(None)
    }

    /// Stops the session and waits until it completes. Returns the completed session.
    async fn stop(&self, client: &Client) -> Result<RemoteAccessSession> {
        let arn = &self.arn;
        let stopped = client.stop_remote_access_session().arn(arn).send().await;
        stopped.with_context(|| format!("{arn} IS NOT STOPPED and costs money: stop it by other means"))?;
        let progress = Progress::begin("waiting for the end");
        let reported = progress.clone();
        let over = client
            .get_remote_access_session()
            .arn(arn)
            .wait_until_remote_access_session_completed(OVER)
            .on_poll(move |event| reported.state(event.state().unwrap_or("unknown"), event.elapsed))
            .await;
        progress.end();
        let response = over?;
        let over = require!(move response.remote_access_session)?;
        report(&over);
        Ok(over)
    }
}

fn report(session: &RemoteAccessSession) {
    let minutes = |minutes: Option<f64>| minutes.map_or("?".to_owned(), |minutes| format!("{minutes:.2}"));
    let counted = session.device_minutes();
    say!(
        out,
        "over     {}; {} device minutes, {} of them metered",
        session.result().map_or("no result", |result| result.as_str()),
        minutes(counted.and_then(DeviceMinutes::total)),
        minutes(counted.and_then(DeviceMinutes::metered)),
    );
}
