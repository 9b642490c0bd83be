//! JSON of any document.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some(document) = repost_fuzz::document(bytes) {
        repost_fuzz::json(&document);
    }
});
