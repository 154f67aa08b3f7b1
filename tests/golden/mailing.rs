#![deny(warnings)]

#[path = "mailing/mailing/mod.rs"]
pub mod mailing;

fn main() {}
