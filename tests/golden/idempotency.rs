#![deny(warnings)]

#[path = "idempotency/idempotency/mod.rs"]
pub mod idempotency;

fn main() {}
