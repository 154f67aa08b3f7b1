#![deny(warnings)]

#[path = "pages/pages/mod.rs"]
pub mod pages;

fn main() {}
