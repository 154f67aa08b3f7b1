#![deny(warnings)]

#[path = "queues/queues/mod.rs"]
pub mod queues;

fn main() {}
