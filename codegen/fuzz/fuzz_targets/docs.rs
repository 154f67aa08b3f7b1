//! Calls libFuzzer with the target `docs`, whose inputs are bytes to it.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tests::fuzz::docs(data));
