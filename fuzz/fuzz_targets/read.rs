//! Bytes to a document and on to every form.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| repost_fuzz::read(bytes));
