#![deny(warnings)]

#[path = "metrics/metrics/mod.rs"]
pub mod metrics;

fn main() {}
