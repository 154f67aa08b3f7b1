//! The memory that 1 GiB needs. The test takes a while, and no other may run beside it, since it looks at the whole process:
//!
//! ```text
//! cargo test --release -p clientsmith-runtime stream::memory -- --ignored --nocapture
//! ```

use std::io;
use std::time::Instant;

use super::server::Server;
use super::service::PutPart;
use super::{blocking, client};

/// 1 GiB.
const GIB: u64 = 1 << 30;

/// The most memory that was resident in this process, in KiB.
fn peak() -> io::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok());
    peak.ok_or_else(|| io::Error::other("the system does not report the memory of a process"))
}

#[track_caller]
fn check(name: &str, began: Instant) -> io::Result<()> {
    let peak = peak()?;
    println!(
        "{name}: 1 GiB up and down in {:.1?}, peak {:.1} MiB with the server",
        began.elapsed(),
        peak as f64 / 1024.0
    );
    assert!(peak < 64 * 1024, "{name}: {peak} KiB");
    Ok(())
}

#[test]
#[ignore = "it sends 4 GiB over the loopback"]
fn a_gibibyte_fits_into_64_mebibytes() -> io::Result<()> {
    let server = Server::start();
    let began = Instant::now();
    blocking::put_and_get(&server.url(), GIB)?;
    check("ureq", began)?;
    let began = Instant::now();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime.block_on(client::put_and_get::<PutPart>(&server.url(), GIB));
    check("client", began)
}
