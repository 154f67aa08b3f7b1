#![deny(warnings)]

#[path = "waiters/waiters/mod.rs"]
pub mod waiters;

fn main() {}
