#![deny(warnings)]

#[path = "hostile/hostile/mod.rs"]
pub mod hostile;
#[path = "hostile/partitions.rs"]
mod partitions;

fn main() {}
