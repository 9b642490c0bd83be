//! Laws: what holds for every page, whole or cut off anywhere, whatever it is.
//!
//! Over the samples, over the saved pages of the development corpus where they are at hand, and
//! over beginnings of both. What no page loses is tested beside the reader
//! (`src/read/law_tests.rs`), the specification of Markdown in `tests/spec`.

#[path = "laws/forms.rs"]
mod forms;
#[path = "laws/pages.rs"]
mod pages;

use std::panic::{AssertUnwindSafe, catch_unwind};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use repost::document::Document;
use repost::write::{Format, Options, json, write};

use pages::{Page, corpus, samples};

/// How many beginnings of each page are read.
const CUTS: u64 = 3;

/// Larger pages are cut no further than this, to bound the time of the test.
const LONGEST_CUT: usize = 150_000;

/// Every page, then beginnings of it.
fn pages_and_beginnings() -> impl Iterator<Item = Page> {
    samples().into_iter().chain(corpus()).flat_map(|page| {
        let cuts: Vec<Page> = (0..CUTS).map(|number| cut(&page, number)).collect();
        std::iter::once(page).chain(cuts)
    })
}

/// A beginning of a page: the same one on every run.
fn cut(page: &Page, number: u64) -> Page {
    // FNV-1a over the name and the number.
    let name = page.file.to_string_lossy();
    let hash = name
        .bytes()
        .chain(number.to_le_bytes())
        .rev()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    let longest = page.bytes.len().min(LONGEST_CUT) as u64;
    let end = usize::try_from(hash % (longest + 1)).expect("a cut is in the page");
    Page {
        file: page.file.with_extension(format!("until-{end}")),
        bytes: page.bytes[..end].to_vec(),
    }
}

/// The document of some bytes, or none where they are no post. Reading never panics.
fn convert(page: &Page) -> Option<Document> {
    let read = AssertUnwindSafe(|| repost::convert(&page.bytes, &repost::Options::default()));
    let Ok(read) = catch_unwind(read) else {
        panic!("reading {} panics", page.file.display());
    };
    if let Err(error) = &read {
        assert!(error.hint().is_some(), "{}: {error}", page.file.display());
    }
    read.ok()
}

const FORMATS: [Format; 4] = [Format::Json, Format::Markdown, Format::Xhtml, Format::Text];

/// Running the passes twice changes nothing.
fn passes_are_done_in_one_run(page: &Page) {
    if let Some(document) = convert(page) {
        let mut twice = document.clone();
        repost::pass::run(&mut twice, &[]);
        assert_eq!(twice, document, "{}: twice", page.file.display());
    }
}

/// Everything that must hold of one page.
fn hold(page: &Page) {
    let Some(document) = convert(page) else {
        return;
    };
    let place = page.file.display();
    let again = convert(page).expect("it was read a moment ago");
    for format in FORMATS {
        let text = write(&document, format, &Options::default());
        let ends = text.ends_with('\n') && !text.ends_with("\n\n");
        assert!(ends, "{place}: {format:?} ends with one line break");
        let same = text == write(&again, format, &Options::default());
        assert!(same, "{place}: {format:?} is the same on every run");
    }
    let text = write(&document, Format::Json, &Options::default());
    assert_eq!(json::read(&text).ok().as_ref(), Some(&document), "{place}");
    forms::xhtml_is_well_formed(&document, &place.to_string());
    forms::xhtml_is_read_back(&document, &place.to_string());
    forms::markdown_says_the_same(&document, &place.to_string());
}

#[test]
fn the_laws_hold_for_every_page_and_its_beginnings() {
    let mut broken = Vec::new();
    let mut count = 0;
    for page in pages_and_beginnings() {
        count += 1;
        if let Err(reason) = catch_unwind(|| {
            hold(&page);
            passes_are_done_in_one_run(&page);
        }) {
            let words = reason.downcast_ref::<String>().cloned();
            broken.push(words.unwrap_or_else(|| page.file.display().to_string()));
        }
    }
    assert!(
        broken.is_empty(),
        "{} of {count}:\n{}",
        broken.len(),
        broken.join("\n\n")
    );
}

#[cfg(feature = "schema")]
#[test]
fn every_beginning_fits_the_schema() {
    let schema = serde_json::from_str(&json::schema()).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    for page in pages_and_beginnings() {
        let Some(document) = convert(&page) else {
            continue;
        };
        let value = serde_json::to_value(&document).expect("a document is JSON");
        let error = validator
            .validate(&value)
            .err()
            .map(|error| error.to_string());
        assert_eq!(error, None, "{}", page.file.display());
    }
}

/// What pages are made of, whole and broken.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<br>",
    "<br><br>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<a href='/x'>",
    "<a name=m>",
    "</a>",
    "<div class='post-body'>",
    "<div class=comments id=comments>",
    "</div>",
    "<ul>",
    "<ol>",
    "<li>",
    "</ul>",
    "</ol>",
    "<table>",
    "<tr>",
    "<td>",
    "<th>",
    "</table>",
    "<blockquote>",
    "</blockquote>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<h1>",
    "</h1>",
    "<h3 class=post-title>",
    "</h3>",
    "<img src=a.jpg alt=boat>",
    "<figure>",
    "<figcaption>",
    "</figure>",
    "<hr>",
    "<dl>",
    "<dt class=comment-author>",
    "<dd class=comment-body>",
    "</dl>",
    "<li class=comment id=c7>",
    "<cite class=user>",
    "</cite>",
    "<p class=comment-content>",
    "<sup><a href='#fn1'>1</a></sup>",
    "<p id=fn1>tide</p>",
    "<script>",
    "</script>",
    "<style>",
    "<!--",
    "-->",
    "<svg>",
    "<math>",
    "<select>",
    "<template>",
    "<iframe src='//video.example/1'></iframe>",
    "<span style='font-weight:bold'>",
    "</span>",
    "<font color=red>",
    "<center>",
    "&nbsp;",
    "&#0;",
    "&lt;b&gt;",
    "Update:",
    "UPDATE II",
    "Read more ...",
    " -- ",
    " – ",
    " | ",
    "(Outlet)",
    "Posted by Jo",
    "June 12, 2009",
    "tide",
    "gull",
    "「灯」",
    "قارب",
    "\u{202e}",
    "*",
    "_",
    "#",
    "1.",
    "\\",
    "`",
    "[",
    "](",
    "<",
    ">",
    "\n",
    "\n\n",
    "  ",
    "\t",
    "\0",
];

fn snippets() -> impl Strategy<Value = String> {
    vec(select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_laws_hold_for_whatever_a_page_is_made_of(snippet in snippets()) {
        let body = format!("<html><body><article>{snippet}</article></body></html>");
        for bytes in [snippet.into_bytes(), body.into_bytes()] {
            hold(&Page { file: "snippet".into(), bytes });
        }
    }

    #[test]
    fn any_bytes_are_a_page_or_an_error(bytes in vec(any::<u8>(), 0..400)) {
        hold(&Page { file: "bytes".into(), bytes });
    }
}
