//! Calls libFuzzer with the target `botocore`, whose inputs are changed as JSON.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tests::fuzz::botocore(data));
libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max: usize, seed: u32| {
    tests::fuzz::mutate::json(data, size, max, seed, libfuzzer_sys::fuzzer_mutate)
});
