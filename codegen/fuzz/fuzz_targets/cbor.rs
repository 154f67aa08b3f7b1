//! Calls libFuzzer with the target `cbor`, whose inputs are bytes to it.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tests::fuzz::cbor(data));
