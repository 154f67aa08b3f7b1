#![deny(warnings)]

#[path = "endpoint_context/endpoint_context/mod.rs"]
pub mod endpoint_context;
#[path = "endpoint_context/partitions.rs"]
mod partitions;

fn main() {}
