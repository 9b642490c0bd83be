//! The JSON of every sample, and of every saved page at hand, fits the schema and comes back as
//! the same document.
#![cfg(feature = "schema")]

use std::fs;
use std::path::{Path, PathBuf};

use repost::write::{Format, Options, json};

/// All files below a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
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

/// Checks every page below a folder; how many there were.
fn check(folder: &Path) -> usize {
    let schema = serde_json::from_str(&json::schema()).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    let mut checked = 0;
    for file in files(folder) {
        let bytes = fs::read(&file).expect("a sample can be read");
        let Ok(document) = repost::convert(&bytes, &repost::Options::default()) else {
            continue;
        };
        let text = repost::write::write(&document, Format::Json, &Options::default());
        let value = serde_json::from_str(&text).expect("JSON is JSON");
        if let Err(error) = validator.validate(&value) {
            panic!("{}: {error} at {}", file.display(), error.instance_path());
        }
        assert_eq!(
            json::read(&text).expect("it can be read"),
            document,
            "{}",
            file.display()
        );
        checked += 1;
    }
    checked
}

#[test]
fn every_sample_fits_the_schema() {
    assert!(check(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/samples"))) > 0);
}

#[test]
fn every_page_at_hand_fits_the_schema() {
    let pages = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../shared/corpus/pages"
    ));
    if !pages.exists() {
        println!("skipped: {} is not there", pages.display());
        return;
    }
    assert!(check(pages) > 0);
}
