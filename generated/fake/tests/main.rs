//! The tests of the mock and of its program, in one program. `cargo test -p device-farm-fake life::` runs those of one module.

mod boto3;
mod life;
mod members;
mod program;
mod refusals;
mod support;
mod webdriver;
