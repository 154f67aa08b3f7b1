#![deny(warnings)]

#[path = "collisions/collisions/mod.rs"]
pub mod collisions;

fn main() {}
