//! Tests of the passes together: the cases of `tests/passes`, and laws over documents that are
//! put together from the fragments that such posts are made of.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proptest::prelude::*;

use crate::document::Document;
use crate::pass;
use crate::walk;

mod notation;

/// Every case: a comment that says what it shows, a document, `====`, what becomes of it.
#[test]
fn every_case_becomes_what_its_file_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/passes");
    let mut count = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let (input, expected) = text.split_once("\n====\n").expect("a line of four =");
        let mut document = notation::document(input);
        pass::run(&mut document, &[]);
        assert_eq!(notation::show(&document), expected, "{}", path.display());
        count += 1;
    }
    assert!(count > 20, "{count} cases");
}

#[test]
fn a_skipped_pass_does_not_run() {
    let text = "title: A day out\n\nIt rained.\n\nUpdate: it is dry.";
    let mut document = notation::document(text);
    pass::run(&mut document, &["updates".to_owned()]);
    assert!(document.updates.is_empty());
    pass::run(&mut document, &[]);
    assert_eq!(document.updates.len(), 1);
}

#[test]
fn every_guess_leaves_a_note() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/passes/link-blog.txt");
    let text = fs::read_to_string(path).unwrap();
    let mut document = notation::document(text.split_once("\n====\n").unwrap().0);
    pass::run(&mut document, &[]);
    let mut rules: Vec<&str> = document
        .notes
        .iter()
        .map(|note| note.rule.as_str())
        .collect();
    rules.dedup();
    let expected = [
        "pass.updates",
        "pass.source_links",
        "pass.read_more",
        "pass.captions",
        "pass.headline",
        "pass.dek",
    ];
    assert_eq!(rules, expected);
    assert!(
        document
            .notes
            .iter()
            .all(|note| !note.message.contains('\n'))
    );
}

/// Words that part fields, and are not kept in them.
const SEPARATORS: &[&str] = &["by", "and", "und", "et", "y", "e"];

/// How often each word is in a document, its notes' dropped words included.
fn words(document: &Document) -> BTreeMap<String, usize> {
    let mut text = walk::block_text(&document.body);
    let mut add = |words: &str| {
        text.push('\n');
        text.push_str(words);
    };
    if let Some(caption) = &document.caption {
        add(&walk::plain_text(&caption.text));
    }
    if let Some(headline) = document
        .headline
        .as_ref()
        .filter(|headline| headline.url.is_some())
    {
        add(&headline.text);
        add(headline.outlet.as_deref().unwrap_or_default());
    }
    add(&walk::plain_text(
        document.dek.as_deref().unwrap_or_default(),
    ));
    add(document.read_more.as_ref().map_or("", |link| &link.text));
    for group in &document.source_links {
        add(group.heading.as_deref().unwrap_or_default());
        for link in &group.links {
            add(&link.title);
            add(link.outlet.as_deref().unwrap_or_default());
            add(&link.authors.join(" "));
        }
    }
    for update in &document.updates {
        add(&update.label);
        add(&walk::block_text(&update.text));
    }
    for note in &document.notes {
        add(note.text.as_deref().unwrap_or_default());
    }
    let mut counts = BTreeMap::new();
    for word in
        walk::words(&text).filter(|word| !SEPARATORS.contains(&word.to_lowercase().as_str()))
    {
        *counts.entry(word.to_owned()).or_default() += 1;
    }
    counts
}

/// What link-blog posts and essays are made of.
const FRAGMENTS: &[&str] = &[
    "![](bridge.jpg)",
    "[![](bridge.jpg)](large.jpg)",
    "!![The bridge in May. Photo: Jane Roe](bridge.jpg)",
    "!![](bridge.jpg)",
    "_The bridge on Monday. REUTERS/Jane Roe_",
    "The bridge at night (AP Photo/John Doe)",
    "_A quiet morning at the river_",
    "**[Old Bridge Closed For Good](https://valley.example.org/1) -- Valley News**",
    "[Old Bridge Closed For Good](https://valley.example.org/1) – Jane Roe, Valley News",
    "[Old Bridge Closed For Good](https://valley.example.org/1)",
    "Reuters: [Old Bridge Closed For Good](https://www.reuters.com/1)",
    "**Rust was found in two of the pillars**",
    "Trouble On The River",
    "**Trouble On The River**",
    "## Trouble On The River",
    "The bridge was closed on Monday, and nobody knows why.",
    "> The bridge was closed on Monday, the mayor said.\n>\n> [Read more](https://valley.example.org/1)",
    "[Read more ....](https://valley.example.org/1)",
    "It was closed. [Weiterlesen](https://valley.example.org/1)",
    "**My Comment:** They should have known.",
    "**More News On The Bridge**",
    "See also:",
    "[Second Bridge Closed](https://hill.example.org/2) -- Jane Roe and John Doe, Hill Gazette",
    "[Third Bridge Closed](https://hill.example.org/3) (Hill Gazette)",
    "- [Fourth Bridge Closed](https://hill.example.org/4)\n- [Fifth Bridge](https://hill.example.org/5) -- AP",
    "Related: [Sixth Bridge Closed](https://hill.example.org/6)",
    "Update: it is open again.",
    "**UPDATE II**",
    "## Update vom 3. Mai 2014",
    "[Update 10:15AM: the mayor is gone]",
    "Update your software now, the mayor said:",
    "## The next chapter",
    "---",
];

fn documents() -> impl Strategy<Value = Document> {
    let piece = (
        prop::sample::select(FRAGMENTS),
        prop::sample::select(&["\n", "\n\n", "\n\n"][..]),
    );
    prop::collection::vec(piece, 0..12).prop_map(|pieces| {
        let body: String = pieces
            .into_iter()
            .flat_map(|(text, end)| [text, end])
            .collect();
        let head = "title: Trouble On The River\nurl: https://blog.example.com/1";
        notation::document(&format!("{head}\n\n{body}"))
    })
}

/// The saved pages at hand, none where the folder is absent.
fn real_pages() -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/pages/html");
    let Ok(kinds) = fs::read_dir(&root) else {
        println!("skipped: {} is not there", root.display());
        return Vec::new();
    };
    let files = kinds.flat_map(|kind| fs::read_dir(kind.unwrap().path()).unwrap());
    files
        .map(|file| fs::read(file.unwrap().path()).unwrap())
        .collect()
}

#[test]
fn real_pages_lose_no_word_and_are_done_in_one_run() {
    let names = pass::names().into_iter().map(str::to_owned).collect();
    let options = crate::Options {
        skip: names,
        ..crate::Options::default()
    };
    for bytes in real_pages() {
        let Ok(mut document) = crate::convert(&bytes, &options) else {
            continue;
        };
        let before = words(&document);
        pass::run(&mut document, &[]);
        assert_eq!(before, words(&document), "{:?}", document.source.url);
        let mut twice = document.clone();
        pass::run(&mut twice, &[]);
        assert_eq!(document, twice, "{:?}", document.source.url);
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn running_the_passes_twice_changes_nothing(document in documents()) {
        let mut once = document;
        pass::run(&mut once, &[]);
        let mut twice = once.clone();
        pass::run(&mut twice, &[]);
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn no_word_is_lost_or_added(document in documents()) {
        let before = words(&document);
        let mut after = document;
        pass::run(&mut after, &[]);
        prop_assert_eq!(before, words(&after));
    }
}
