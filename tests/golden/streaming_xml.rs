#![deny(warnings)]

#[path = "streaming_xml/streaming_xml/mod.rs"]
pub mod streaming_xml;

fn main() {}
