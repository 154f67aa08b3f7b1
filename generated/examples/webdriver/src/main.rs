//! A complete use of a remote access session: the program starts a session, controls the device by WebDriver, saves a
//! screenshot, and stops the session on every exit path. [`device`] uses the device.

mod device;

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, anyhow, bail};
use aws_config::BehaviorVersion;
use clap::Parser;
use generated::devicefarm::Client;
use generated::devicefarm::types::{DeviceFilter, DeviceFilterAttribute, RuleOperator};
use generated::runtime::require;

/// The deadline for the session to run.
const READY: Duration = Duration::from_secs(15 * 60);

/// The deadline for a stopped session to complete.
const OVER: Duration = Duration::from_secs(5 * 60);

/// Starts a remote access session, taps the middle of the device's screen by WebDriver, saves a screenshot, and stops the
/// session. This costs money by the minute, unless --endpoint-url names a fake Device Farm.
#[derive(Debug, Parser)]
#[command(name = "device-farm-webdriver", max_term_width = 100)]
struct Arguments {
    /// The file for the screenshot, in PNG format. It is overwritten
    #[arg(long, value_name = "FILE", default_value = "screenshot.png")]
    screenshot: PathBuf,

    /// The project's ARN; the first one that is listed, if it is not given
    #[arg(long, value_name = "ARN")]
    project: Option<String>,

    /// The device's ARN; the first one with remote access, if it is not given
    #[arg(long, value_name = "ARN")]
    device: Option<String>,

    /// The address of Device Farm, if it is not AWS's own
    #[arg(long, value_name = "URL")]
    endpoint_url: Option<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let Err(error) = run(&Arguments::parse()).await else { return ExitCode::SUCCESS };
    // Not `println!` or `eprintln!`, here and below: they panic if the output is closed, and the session would keep
    // running.
    drop(writeln!(io::stderr(), "error: {}", format!("{error:#}").replace(char::is_control, " ")));
    ExitCode::FAILURE
}

async fn run(arguments: &Arguments) -> Result<()> {
    let mut interrupted = tokio::spawn(interrupted());
    check_folder(&arguments.screenshot)?;
    let mut config = aws_config::defaults(BehaviorVersion::latest()).region("us-west-2");
    if let Some(url) = &arguments.endpoint_url {
        config = config.endpoint_url(url);
    }
    let client = Client::new(&config.load().await);
    let project = match &arguments.project {
        Some(arn) => arn.clone(),
        None => {
            let first =
                client.list_projects().items().next().await.context("there is no project; create one first")??;
            require!(move first.arn)?
        }
    };
    let device = match &arguments.device {
        Some(arn) => arn.clone(),
        None => first_device(&client).await?,
    };
    // Until here, ending the program costs nothing. From here on, nothing returns before the session is stopped.
    if interrupted.is_finished() {
        bail!("interrupted; no session was started");
    }
    let session = start(&client, &project, &device).await?;
    // A separate task, so that even a panic returns here and the session is stopped.
    let mut work = tokio::spawn(work(client.clone(), session.clone(), arguments.screenshot.clone()));
    let worked = tokio::select! {
        done = &mut work => done.unwrap_or_else(|panic| Err(anyhow!("the work failed: {panic}"))),
        _ = &mut interrupted => Err(anyhow!("interrupted")),
    };
    work.abort();
    match (worked, stop(&client, &session).await) {
        (Err(first), Err(second)) => Err(anyhow!("{first:#}; and then: {second:#}")),
        (worked, stopped) => worked.and(stopped),
    }
}

/// Checks that the folder of a file exists, before the session costs money.
fn check_folder(file: &Path) -> Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() || file.is_dir() {
        bail!("{} cannot be written: it is a folder, or its folder is not there", file.display());
    }
    Ok(())
}

/// Returns the ARN of the first device with remote access.
async fn first_device(client: &Client) -> Result<String> {
    let attribute = DeviceFilterAttribute::RemoteAccessEnabled;
    let remote = DeviceFilter::builder().attribute(attribute).operator(RuleOperator::Equals).values(["TRUE"]).build();
    let mut devices = client.list_devices().filters([remote]).items();
    let first = devices.next().await.context("there is no device with remote access")??;
    Ok(require!(move first.arn)?)
}

/// Starts a session. Without a valid response a session may exist all the same, which is found by its unique name.
async fn start(client: &Client, project: &str, device: &str) -> Result<String> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let name = format!("device-farm-webdriver-{}-{}", std::process::id(), now.as_nanos());
    let call = client.create_remote_access_session().project_arn(project).device_arn(device).name(&name);
    let error = match call.send().await {
        Ok(response) => match require!(move response.remote_access_session.arn) {
            Ok(arn) => return Ok(arn),
            Err(error) => anyhow::Error::from(error),
        },
        // The request was rejected, or never sent.
        Err(error) if !error.is_outcome_unknown() => return Err(error.into()),
        Err(error) => error.into(),
    };
    let mut sessions = client.list_remote_access_sessions().arn(project).items();
    while let Some(session) = sessions.next().await {
        let session = session.with_context(|| format!("{error:#}; look for a session {name} and stop it"))?;
        if session.name() == Some(&name) {
            return Ok(require!(move session.arn)?);
        }
    }
    Err(error.context(format!("there is no session {name}")))
}

/// Waits until the session runs, drives its device, and saves a screenshot.
async fn work(client: Client, session: String, screenshot: PathBuf) -> Result<()> {
    writeln!(io::stdout(), "{session} is started")?;
    let running = client
        .get_remote_access_session()
        .arn(session)
        .wait_until_remote_access_session_running(READY)
        .on_poll(|event| drop(writeln!(io::stderr(), "{event}")))
        .await?;
    let session = require!(running.remote_access_session)?;
    let endpoint = require!(session.endpoints.remote_driver_endpoint)?;
    let platform = session.device().and_then(|device| device.platform());
    let image = device::tap_and_see(endpoint, platform).await?;
    std::fs::write(&screenshot, image).with_context(|| format!("{} cannot be written", screenshot.display()))?;
    writeln!(io::stdout(), "the screenshot is in {}", screenshot.display())?;
    Ok(())
}

/// Stops a session, waits until it completes, and prints its cost.
async fn stop(client: &Client, session: &str) -> Result<()> {
    let stopped = client.stop_remote_access_session().arn(session).send().await;
    stopped.with_context(|| format!("{session} IS NOT STOPPED and costs money: stop it by other means"))?;
    let wait = client.get_remote_access_session().arn(session).wait_until_remote_access_session_completed(OVER);
    let over = wait.await.with_context(|| format!("{session} is stopped, and its end was not seen"))?;
    let minutes = require!(over.remote_access_session.device_minutes.total)?;
    drop(writeln!(io::stdout(), "the session is over, and took {minutes} device minutes"));
    Ok(())
}

/// Waits for Ctrl-C or SIGTERM.
async fn interrupted() {
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
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
