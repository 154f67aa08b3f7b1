#![deny(warnings)]

#[path = "endpoints/endpoints/mod.rs"]
pub mod endpoints;
#[path = "endpoints/partitions.rs"]
mod partitions;

fn main() {}
