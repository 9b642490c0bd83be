//! The examples of the CommonMark specification and of GFM: their HTML, read and written.

use std::fs;

use repost::write::markdown;
use serde_json::Value;

use crate::canonical::canonical;
use crate::roads::{comrak, pulldown, read};

/// The corpus beside the repository; not part of it.
const CASES: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../shared/corpus/markdown/commonmark.json"
);

/// Examples that must come back as they were: of the specification, of GFM.
const BAR: (usize, usize) = (579, 29);

#[test]
fn the_examples_of_the_specification_come_back_as_they_were() {
    let Ok(text) = fs::read_to_string(CASES) else {
        println!("skipped: no {CASES}");
        return;
    };
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
    let mut kept = (0, 0);
    let mut all = (0, 0);
    let mut agreed = 0;
    for case in &cases {
        let html = case["html"].as_str().unwrap();
        let written = markdown::blocks(&read(html));
        let back = comrak(&written);
        let same = canonical(html) == canonical(&back);
        if !same {
            println!("{}: {html}\n--> {written}\n--> {back}\n", case["id"]);
        }
        let other = canonical(&pulldown(&written));
        if canonical(&back) == other {
            agreed += 1;
        } else {
            println!(
                "{}: disagree about {written}\n{back}\n{other}\n",
                case["id"]
            );
        }
        let (kept, all) = if case["set"] == "commonmark" {
            (&mut kept.0, &mut all.0)
        } else {
            (&mut kept.1, &mut all.1)
        };
        *kept += usize::from(same);
        *all += 1;
    }
    println!(
        "CommonMark {}/{}, GFM {}/{}, parsers agree on {agreed}",
        kept.0, all.0, kept.1, all.1
    );
    assert!(kept.0 >= BAR.0 && kept.1 >= BAR.1, "{kept:?} of {all:?}");
    assert_eq!(agreed, cases.len());
}
