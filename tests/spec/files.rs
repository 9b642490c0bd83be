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
    let mut wrong = 0;
    for file in fs::read_dir(Path::new(CASES)).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        for case in text.split("\n----\n") {
            count += 1;
            let (html, expected) = case.split_once("\n=>\n").unwrap_or((case, case));
            let written = markdown::blocks(&read(html));
            let expected = canonical(expected);
            for back in [comrak(&written), pulldown(&written)] {
                if canonical(&back) != expected {
                    println!(
                        "{html}\n-->\n{written}\n{expected}\nis not\n{}\n",
                        canonical(&back)
                    );
                    wrong += 1;
                }
            }
        }
    }
    assert!(count > 40, "{count} cases");
    assert_eq!(wrong, 0);
}
