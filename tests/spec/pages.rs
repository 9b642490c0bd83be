//! Real pages: both parsers must read the same in what is written.

use std::fs;
use std::path::{Path, PathBuf};

use repost::write::{self, Format};

use crate::canonical::canonical;
use crate::roads::{comrak, pulldown};

/// The corpus beside the repository; not part of it.
const PAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus/pages/html");

#[test]
fn two_parsers_agree_on_every_page() {
    if !Path::new(PAGES).exists() {
        println!("skipped: no {PAGES}");
        return;
    }
    let mut wrong = Vec::new();
    let mut count = 0;
    for path in pages() {
        let bytes = fs::read(&path).expect("a page can be read");
        let Ok(document) = repost::convert(&bytes, &repost::Options::default()) else {
            continue;
        };
        count += 1;
        let options = write::Options {
            front_matter: write::FrontMatter::None,
            ..write::Options::default()
        };
        let markdown = write::write(&document, Format::Markdown, &options);
        let (left, right) = (
            canonical(&comrak(&markdown)),
            canonical(&pulldown(&markdown)),
        );
        if left != right {
            let differs = left.lines().zip(right.lines()).find(|(a, b)| a != b);
            println!("{}: {differs:?}", path.display());
            wrong.push(path);
        }
    }
    println!("{count} pages, {} with two readings", wrong.len());
    assert!(count > 0 && wrong.is_empty(), "{wrong:?}");
}

fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = inside(Path::new(PAGES))
        .iter()
        .flat_map(|kind| inside(kind))
        .collect();
    pages.sort();
    pages
}

fn inside(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the corpus can be listed");
    entries
        .map(|entry| entry.expect("the corpus can be listed").path())
        .collect()
}
