//! The pages that the tests read: the samples of this repository, and others where they are at
//! hand.

use std::fs;
use std::path::{Path, PathBuf};

/// The repository's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder, sorted; none where it is missing.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut folders = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(folder) else {
            continue;
        };
        for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// A saved page.
pub(crate) struct Page {
    /// Its file.
    pub(crate) file: PathBuf,
    /// What is in it.
    pub(crate) bytes: Vec<u8>,
}

/// Every file below a folder.
fn pages(folder: &Path) -> Vec<Page> {
    let page = |file: PathBuf| Page {
        bytes: fs::read(&file).expect("a page can be read"),
        file,
    };
    files(folder).into_iter().map(page).collect()
}

/// The saved pages among the samples of this repository; exports have a test of their own.
pub(crate) fn samples() -> Vec<Page> {
    let exports = root().join("samples/exports");
    let mut samples = pages(&root().join("samples"));
    samples.retain(|page| !page.file.starts_with(&exports));
    assert!(!samples.is_empty(), "samples/ holds pages");
    samples
}

/// The saved pages of the development corpus; none where it is not at hand.
#[allow(dead_code, reason = "the snapshots are of the samples alone")]
pub(crate) fn corpus() -> Vec<Page> {
    let folder = root().join("../shared/corpus/pages/html");
    if !folder.exists() {
        println!("skipped: {} is not there", folder.display());
    }
    pages(&folder)
}
