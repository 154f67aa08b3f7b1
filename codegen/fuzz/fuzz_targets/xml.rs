//! Calls libFuzzer with the target `xml`, whose inputs are bytes to it.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tests::fuzz::xml(data));
