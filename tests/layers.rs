//! Who may use what: everything meets at the document, and nothing reaches around it.

use std::fs;
use std::path::{Path, PathBuf};

/// A layer, as the beginnings of its files' names, and the words that its code must not hold.
const RULES: &[(&[&str], &[&str])] = &[
    // The model knows nobody.
    (
        &["document", "note", "error", "walk"],
        &[
            "crate::input",
            "crate::read",
            "crate::profile",
            "crate::pass",
            "crate::write",
            "scraper",
        ],
    ),
    // Readers know nothing of writers. `input` opens documents that `write::json` wrote: both
    // directions of one form stand in one file.
    (&["read", "profile"], &["crate::write", "crate::pass"]),
    (
        &["input"],
        &[
            "crate::pass",
            "write::markdown",
            "write::xhtml",
            "write::text",
            "write::write",
        ],
    ),
    // Passes and writers know nothing of HTML.
    (
        &["pass"],
        &[
            "crate::input",
            "crate::profile",
            "crate::write",
            "scraper",
            "html5ever",
        ],
    ),
    (
        &["write"],
        &[
            "crate::input",
            "crate::profile",
            "crate::pass",
            "scraper",
            "html5ever",
            "ego_tree",
        ],
    ),
    // A migration reads and writes what is there already; the command line tells about it.
    (
        &["migrate"],
        &["clap", "anstream", "anstyle", "std::process", "std::env"],
    ),
    // The library knows nothing of the command line.
    (
        &[
            "lib", "document", "note", "error", "walk", "input", "read", "profile", "pass",
            "write", "name",
        ],
        &[
            "clap",
            "anstream",
            "anstyle",
            "std::process",
            "std::net",
            "std::env",
        ],
    ),
    // What comes out of an archive and is too large for the memory has a file without a name; the
    // others write none.
    (
        &[
            "lib", "document", "note", "error", "walk", "read", "profile", "pass", "write",
        ],
        &["tempfile"],
    ),
];

/// Every Rust file in src/, sorted, relative to it.
fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("src can be listed") {
            let path = entry.expect("src can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).expect("a source is text");
                files.push((
                    path.strip_prefix(&root).expect("it is in it").to_owned(),
                    text,
                ));
            }
        }
    }
    files.sort();
    files
}

/// The name of the layer that a file belongs to: `read` for `read.rs` and `read/blocks.rs`.
fn layer(file: &Path) -> String {
    let first = file
        .iter()
        .next()
        .expect("a path has a part")
        .to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

fn is_test(file: &Path) -> bool {
    file.iter()
        .any(|part| part == "tests.rs" || part == "tests")
}

/// Lines of code, without comments and without what follows `#[cfg(test)]`.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .take_while(|line| line.trim() != "#[cfg(test)]")
        .filter(|line| !line.trim_start().starts_with("//"))
}

#[test]
fn no_layer_reaches_around_the_document() {
    for (file, text) in sources().iter().filter(|(file, _)| !is_test(file)) {
        let layer = layer(file);
        let forbidden = RULES
            .iter()
            .filter(|(layers, _)| layers.contains(&layer.as_str()));
        for word in forbidden.flat_map(|(_, words)| *words) {
            let found = code(text).find(|line| line.contains(word));
            assert_eq!(found, None, "src/{} must not use {word}", file.display());
        }
    }
}

#[test]
fn only_the_fetcher_opens_connections() {
    for (file, text) in sources() {
        let is_fetcher = file.to_string_lossy().replace('\\', "/");
        if is_fetcher.starts_with("migrate/assets/fetch") {
            continue;
        }
        for word in ["std::net", "ureq"] {
            let found = code(&text).find(|line| line.contains(word));
            assert_eq!(found, None, "src/{} must not use {word}", file.display());
        }
    }
}

#[test]
fn what_is_used_of_the_crate_is_named_in_full() {
    for (file, text) in sources() {
        let found = text.lines().find(|line| line.contains("use crate::{"));
        assert_eq!(
            found,
            None,
            "src/{}: the layers could not be told",
            file.display()
        );
    }
}

#[test]
fn every_file_begins_with_what_it_is_for() {
    for (file, text) in sources() {
        assert!(
            text.starts_with("//! "),
            "src/{} has no module comment",
            file.display()
        );
    }
}

#[test]
fn modules_are_named_by_what_they_are() {
    for (file, _) in sources() {
        for name in [
            "mod.rs",
            "utils.rs",
            "util.rs",
            "helpers.rs",
            "common.rs",
            "misc.rs",
        ] {
            assert!(!file.ends_with(name), "src/{}", file.display());
        }
    }
}

#[test]
fn main_stays_short() {
    let main = include_str!("../src/main.rs");
    assert!(
        main.lines().count() <= 25,
        "main.rs dispatches, and nothing else"
    );
}
