//! Cases of our own, `markdown/*.html`: each comes back from Markdown as it was.

use std::fs;
use std::path::Path;

use repost::write::markdown;

use crate::canonical::canonical;
use crate::roads::{comrak, pulldown, read};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/markdown");

/// A file holds cases: HTML, and after `=>` what it is once the reader has mended it, where that
/// is something else. Lines of dashes part them.
#[test]
fn every_case_comes_back_as_it_was() {
    let mut count = 0;
    for file in fs::read_dir(Path::new(CASES)).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        for case in text.split("\n----\n") {
            count += 1;
            let (html, expected) = case.split_once("\n=>\n").unwrap_or((case, case));
            let written = markdown::blocks(&read(html));
            let back = canonical(&comrak(&written));
            assert_eq!(canonical(expected), back, "{html}\n-->\n{written}");
            assert_eq!(
                canonical(&pulldown(&written)),
                back,
                "{html}\n-->\n{written}"
            );
        }
    }
    assert!(count > 40, "{count} cases");
}
