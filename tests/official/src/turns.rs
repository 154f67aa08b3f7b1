//! Takes turns between two clients, and prints how long each takes.
//!
//! The two take turns, and who begins changes from round to round, so that whatever else the machine does meets both.
//! That is written by hand: criterion and divan measure one thing to its end and then the next, and on a shared machine
//! the ratio of figures that were taken seconds apart says little; tango takes turns, but between two builds of one
//! benchmark. What is measured is the processor's time, for nothing waits here, and other programs that come between would
//! meet whatever takes longer more often.
//!
//! It fails where the clients do not say the same, and never for being slow.

use std::io::Write as _;
use std::time::{Duration, Instant};

use crate::scenes::Scene;

/// How long each scene is measured.
const PATIENCE: Duration = Duration::from_secs(8);

/// How often each client does it before it is measured.
const WARM_UP: u32 = 50;

/// Measures scenes and prints a line for each: medians and least times in microseconds.
pub fn compare(title: &str, scenes: &[Scene]) {
    println!("{title}, in microseconds");
    let (ours, official) = ("ours: median", "official: median");
    println!("{:40}{ours:>14}{:>8}{official:>18}{:>8}{:>8}", "", "least", "least", "ratio");
    for scene in scenes {
        let [ours, official] = take_turns(scene);
        println!(
            "{:40}{:>14.1}{:>8.1}{:>18.1}{:>8.1}{:>8.2}",
            scene.name,
            median(&ours),
            least(&ours),
            median(&official),
            least(&official),
            median(&ours) / median(&official)
        );
        record(scene.name, median(&ours), median(&official));
    }
}

/// Adds a figure to the file that `cargo xtask figures measure` collects, if the environment variable FIGURES names it.
fn record(name: &str, ours: f64, official: f64) {
    let Some(path) = std::env::var_os("FIGURES") else { return };
    let file = std::fs::OpenOptions::new().append(true).create(true).open(&path);
    let mut file = file.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    writeln!(file, "{{\"name\":\"{name}\",\"ours\":{ours:.1},\"official\":{official:.1}}}")
        .expect("a figure is written");
}

/// The times that it took ours, and those that it took the official client.
fn take_turns(scene: &Scene) -> [Vec<f64>; 2] {
    let sides = [&scene.ours, &scene.official];
    for side in sides {
        (0..WARM_UP).for_each(|_| side());
    }
    let mut times = [Vec::new(), Vec::new()];
    let mut order = [0, 1];
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        for side in order {
            times[side].push(time(sides[side], scene.calls));
        }
        order.reverse();
    }
    times
}

/// The microseconds that one call takes.
fn time(side: &dyn Fn(), calls: u32) -> f64 {
    let began = worked();
    (0..calls).for_each(|_| side());
    (worked() - began).as_secs_f64() * 1e6 / f64::from(calls)
}

/// How long this thread has had a processor.
#[cfg(unix)]
fn worked() -> Duration {
    use nix::time::{ClockId, clock_gettime};
    clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).expect("there is such a clock").into()
}

/// Elsewhere, how long it is there.
#[cfg(not(unix))]
fn worked() -> Duration {
    static BEGAN: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    BEGAN.elapsed()
}

fn median(all: &[f64]) -> f64 {
    let mut all = all.to_vec();
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

fn least(all: &[f64]) -> f64 {
    all.iter().copied().fold(f64::INFINITY, f64::min)
}
