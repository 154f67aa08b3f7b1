//! `cargo run -p device-farm-fake`: the fake Device Farm as a program, for any client.

use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;
use std::time::Duration;

use anstream::{eprintln, println};
use anstyle::Style;
use clap::{Parser, ValueEnum};
use device_farm_fake::{DeviceFarm, Fate, Fault, OPERATIONS, PHONE, PRIVATE_PHONE, PROJECT, Pace, WEBDRIVER};

/// The part of the help below the options.
const LIMITS: &str = "\
WebDriver: a running session's remoteDriverEndpoint accepts status, new session, window rect, screenshot, pointer actions \
and the end of the session.

Limits: Other operations are a NotImplemented error. Signatures are not verified. A session never waits for a free device. \
interactiveEndpoint has nothing behind it. generated/fake/README.md has the whole list.";

/// A fake AWS Device Farm on 127.0.0.1: a project, some devices, uploads, and remote access sessions that count minutes
/// and leave artifacts. It runs until it is interrupted, and forgets everything then. It prints each call with its input.
#[derive(Debug, Parser)]
#[command(name = "device-farm-fake", version, max_term_width = 100, after_help = help())]
struct Arguments {
    /// The port; 0 takes any that is free
    #[arg(long, default_value_t = 8010)]
    port: u16,

    /// How much faster than usual everything goes; usually, a session is ready after 7 seconds
    #[arg(long, default_value_t = 1.0, value_parser = speed, value_name = "FACTOR")]
    speed: f64,

    /// The length of a device minute in seconds, before FACTOR is applied
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..), value_name = "SECONDS")]
    minute: u32,

    /// The fault, and how often: `CreateRemoteAccessSession=lose-response` or `GetDevice=throttle:2`. The kinds are
    /// throttle, server-error, cut, lose-response, garble, and delay-SECONDS. `WebDriver` stands for all WebDriver commands,
    /// and any fault of theirs is an error of that protocol
    #[arg(long, value_parser = parse_fault, value_name = "OPERATION=KIND[:TIMES]")]
    fault: Vec<(String, Fault, u32)>,

    /// The fate of the next session; each use of the option applies to one session
    #[arg(long, value_enum)]
    fate: Vec<Chosen>,
}

/// Returns the part of the help below the options.
fn help() -> String {
    format!("Operations: {}\n\n{LIMITS}", OPERATIONS.join(", "))
}

/// A session's fate, as it is written on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Chosen {
    /// It runs until it is stopped
    Runs,
    /// It never starts, because there is no device
    WaitsForEver,
    /// It fails before it starts
    Fails,
    /// It is deleted while it runs
    Vanishes,
}

impl From<Chosen> for Fate {
    fn from(chosen: Chosen) -> Self {
        match chosen {
            Chosen::Runs => Self::Runs,
            Chosen::WaitsForEver => Self::WaitsForEver,
            Chosen::Fails => Self::Fails,
            Chosen::Vanishes => Self::Vanishes,
        }
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, arguments.port));
    let mut farm = DeviceFarm::new().pace(pace(&arguments)).on_call(|call| println!("{call}"));
    for (operation, fault, times) in arguments.fault {
        farm = farm.fault(&operation, fault, times);
    }
    for chosen in arguments.fate {
        farm = farm.fate(chosen.into());
    }
    match farm.start_at(address) {
        Ok(open) => {
            greet(&open.url());
            open.join();
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!(
                "error: {address} cannot be listened at: {error}\nhelp: choose another port with --port, or 0 for any"
            );
            ExitCode::FAILURE
        }
    }
}

fn greet(url: &str) {
    let bold = Style::new().bold();
    println!(
        "{bold}A fake Device Farm is at {url}{bold:#}; stop it with Ctrl-C. Any credentials and any region will do.\n"
    );
    println!("  project  {PROJECT}");
    println!("  device   {PHONE}");
    println!("  private  {PRIVATE_PHONE}\n");
    println!("  aws devicefarm list-devices --region us-west-2 --endpoint-url {url}");
    println!("  boto3.client(\"devicefarm\", \"us-west-2\", endpoint_url=\"{url}\")");
    println!("  AWS_ENDPOINT_URL_DEVICE_FARM={url}\n\nCalls:");
}

fn pace(arguments: &Arguments) -> Pace {
    let usual = Pace::watchable();
    let fast = |duration: Duration| duration.div_f64(arguments.speed).max(Duration::from_millis(1));
    Pace {
        pending: fast(usual.pending),
        preparing: fast(usual.preparing),
        stopping: fast(usual.stopping),
        processing: fast(usual.processing),
        minute: fast(Duration::from_secs(arguments.minute.into())),
        ..usual
    }
}

fn speed(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(factor) if (0.001..=1e6).contains(&factor) => Ok(factor),
        _ => Err("it is a number from 0.001 to 1000000".to_owned()),
    }
}

fn parse_fault(text: &str) -> Result<(String, Fault, u32), String> {
    let (operation, rest) = text.split_once('=').ok_or("write OPERATION=KIND")?;
    let (kind, times) = rest.split_once(':').unwrap_or((rest, "1"));
    let times = times.parse().map_err(|_| format!("`{times}` is not a number of times"))?;
    let fault = match kind {
        "throttle" => Fault::Throttle,
        "server-error" => Fault::ServerError,
        "cut" => Fault::Cut,
        "lose-response" => Fault::LoseResponse,
        "garble" => Fault::Garble,
        _ => match kind.strip_prefix("delay-").and_then(|seconds| seconds.parse().ok()) {
            Some(seconds) => Fault::Delay(Duration::from_secs(seconds)),
            None => {
                let kinds = "throttle, server-error, cut, lose-response, garble, delay-SECONDS";
                return Err(format!("there is no kind of fault `{kind}`; it is one of {kinds}"));
            }
        },
    };
    if !OPERATIONS.contains(&operation) && operation != WEBDRIVER {
        return Err(format!("the farm has no operation `{operation}`; it has {}", OPERATIONS.join(", ")));
    }
    Ok((operation.to_owned(), fault, times))
}
