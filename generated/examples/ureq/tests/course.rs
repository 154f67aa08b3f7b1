//! Runs the program against the fake Device Farm. Both examples must behave in the same way, so that they share the
//! tests.

const PROGRAM: &str = env!("CARGO_BIN_EXE_device-farm-ureq");

#[path = "../../both/course.rs"]
mod course;
