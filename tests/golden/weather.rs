#![deny(warnings)]

#[path = "weather/weather/mod.rs"]
pub mod weather;

fn main() {}
