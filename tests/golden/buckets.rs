#![deny(warnings)]

#[path = "buckets/buckets/mod.rs"]
pub mod buckets;
#[path = "buckets/partitions.rs"]
mod partitions;

fn main() {}
