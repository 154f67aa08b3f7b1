//! The course of the program against a Device Farm on this machine. Both examples must do the same, so that it is asserted in
//! one place.

const PROGRAM: &str = env!("CARGO_BIN_EXE_device-farm-reqwest");

#[path = "../../both/course.rs"]
mod course;
