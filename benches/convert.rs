//! What a conversion costs, against scraper's bare parse of the same bytes.
//!
//! `cargo bench --bench convert` reads the pages in `../shared/corpus/pages/html`, or in the folder
//! that `REPOST_PAGES` names.

use std::path::{Path, PathBuf};

use divan::Bencher;
use divan::counter::BytesCount;
use repost::input::{Limits, open};

fn main() {
    divan::main();
}

/// The saved pages, as text.
fn pages() -> Vec<String> {
    let folder = std::env::var_os("REPOST_PAGES").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/pages/html"),
        PathBuf::from,
    );
    let mut files = Vec::new();
    collect(&folder, &mut files);
    files.sort();
    if files.is_empty() {
        println!("skipped: no pages in {}", folder.display());
    }
    let pages = files.iter().filter_map(|file| std::fs::read(file).ok());
    pages
        .filter_map(|bytes| String::from_utf8(bytes).ok())
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

mod parse {
    use super::{Bencher, BytesCount, Limits, open, pages};

    #[divan::bench]
    fn scraper_bare(bencher: Bencher) {
        let pages = pages();
        bencher
            .counter(BytesCount::new(
                pages.iter().map(String::len).sum::<usize>(),
            ))
            .bench(|| {
                for page in &pages {
                    divan::black_box(scraper::Html::parse_document(page));
                }
            });
    }

    #[divan::bench]
    fn input_open(bencher: Bencher) {
        let pages = pages();
        let limits = Limits::default();
        bencher
            .counter(BytesCount::new(
                pages.iter().map(String::len).sum::<usize>(),
            ))
            .bench(|| {
                for page in &pages {
                    let _ = divan::black_box(open(page.as_bytes(), &limits));
                }
            });
    }
}
