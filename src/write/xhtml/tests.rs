//! Laws for every document, then one case for each rule.

use std::collections::BTreeSet;

use proptest::prelude::*;
use roxmltree::{Node, ParsingOptions};

use super::*;
use crate::document::{Cell, Comments, Footnote, Headline, Image, Inline, ListItem, Row, Update};
use crate::read::address::Addresses;
use crate::read::blocks::{Dropped, Reader};
use crate::write::escape::href;
use crate::write::{arbitrary, json};

fn full(document: &Document) -> String {
    super::document(document, &Options::default())
}

/// The markup of a body alone, without what stands around it.
fn body(blocks: Vec<Block>) -> String {
    let document = Document {
        title: vec![Inline::text("T")],
        body: blocks,
        ..Document::default()
    };
    let text = full(&document);
    let (_, after) = text
        .split_once("<div class=\"e-content\">\n")
        .expect("every post has a body");
    let (body, _) = after
        .split_once("</div>\n</section>")
        .expect("nothing follows the body here");
    body.to_owned()
}

fn parse(text: &str) -> roxmltree::Document<'_> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    roxmltree::Document::parse_with_options(text, options)
        .unwrap_or_else(|error| panic!("not well-formed: {error}\n{text}"))
}

/// Elements that hold running text only.
const RUNNING: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "em",
    "strong",
    "s",
    "sub",
    "sup",
    "code",
    "a",
    "span",
    "time",
    "dt",
    "pre",
    "title",
    "figcaption",
    "caption",
];

/// Elements that may stand in running text.
const PHRASING: &[&str] = &[
    "em", "strong", "s", "sub", "sup", "code", "a", "span", "time", "br",
];

/// Elements that must stand in certain others.
const PARENTS: &[(&str, &[&str])] = &[
    ("li", &["ul", "ol"]),
    ("tr", &["thead", "tbody"]),
    ("td", &["tr"]),
    ("th", &["tr"]),
    ("thead", &["table"]),
    ("tbody", &["table"]),
    ("caption", &["table"]),
    ("dt", &["dl"]),
    ("dd", &["dl"]),
    ("figcaption", &["figure"]),
];

const ATTRIBUTES: &[&str] = &[
    "aria-label",
    "aria-labelledby",
    "charset",
    "cite",
    "class",
    "colspan",
    "data-alt",
    "data-cite",
    "data-height",
    "data-kind",
    "data-level",
    "data-src",
    "data-width",
    "datetime",
    "dir",
    "href",
    "id",
    "lang",
    "rel",
    "role",
    "rowspan",
    "start",
    "style",
    "title",
    "type",
];

fn assert_valid(text: &str) {
    let tree = parse(text);
    let ids: Vec<&str> = tree
        .descendants()
        .filter_map(|node| node.attribute("id"))
        .collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an id stands twice:\n{text}");
    for node in tree.descendants().filter(Node::is_element) {
        assert_place(node, text);
        for attribute in node.attributes() {
            assert!(
                ATTRIBUTES.contains(&attribute.name()),
                "{}:\n{text}",
                attribute.name()
            );
        }
        if let Some(href) = node.attribute("href") {
            let inside = href.strip_prefix('#').is_some_and(|id| unique.contains(id));
            assert!(inside || is_web(href), "{href}:\n{text}");
        }
        for name in ["cite", "data-cite", "data-src"] {
            assert!(node.attribute(name).is_none_or(is_web), "{name}:\n{text}");
        }
    }
    assert!(text.ends_with(">\n"));
}

fn is_web(href: &str) -> bool {
    ["http://", "https://", "mailto:", "tel:", "ftp://"]
        .iter()
        .any(|start| href.starts_with(start))
}

fn assert_place(node: Node<'_, '_>, text: &str) {
    let name = node.tag_name().name();
    let above: Vec<&str> = node
        .ancestors()
        .skip(1)
        .map(|node| node.tag_name().name())
        .collect();
    let parent = above.first().copied().unwrap_or_default();
    if RUNNING.contains(&parent) && parent != "figcaption" {
        assert!(PHRASING.contains(&name), "<{name}> in <{parent}>:\n{text}");
    }
    if let Some((_, parents)) = PARENTS.iter().find(|(child, _)| *child == name) {
        assert!(parents.contains(&parent), "<{name}> in <{parent}>:\n{text}");
    }
    if ["ul", "ol", "tr", "thead", "tbody", "dl", "table"].contains(&parent) {
        assert!(
            PARENTS.iter().any(|(child, _)| *child == name),
            "<{name}> in <{parent}>:\n{text}"
        );
    }
    if name == "a" {
        assert!(!above.contains(&"a"), "a link in a link:\n{text}");
    }
    if above.contains(&"th") {
        let sections = [
            "h1", "h2", "h3", "h4", "h5", "h6", "aside", "section", "article", "header", "footer",
        ];
        assert!(
            !sections.contains(&name),
            "<{name}> in a heading cell:\n{text}"
        );
    }
}

/// The words that `text` shows.
fn words(text: &str) -> Vec<String> {
    let shown: String = text
        .chars()
        .filter_map(|c| match c {
            c if xml::is_writable(c) => Some(c),
            c if c.is_whitespace() => Some(' '),
            _ => None,
        })
        .collect();
    shown
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Every word of `blocks` in the order of reading.
fn block_words(blocks: &[Block]) -> Vec<String> {
    let mut out = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph { content } | Block::Heading { content, .. } => {
                out.extend(inline_words(content));
            }
            Block::Code { text, .. } | Block::Raw { text, .. } => out.extend(words(text)),
            Block::Figure { image, caption } => {
                out.extend(words(&image.alt));
                out.extend(inline_words(caption));
            }
            Block::Table { caption, .. } => out.extend(inline_words(caption)),
            Block::Embed { title, .. } => out.extend(words(title.as_deref().unwrap_or_default())),
            Block::List { .. } | Block::Quote { .. } | Block::Rule | Block::Footnotes { .. } => {}
            Block::DefinitionList { items } => {
                for item in items {
                    out.extend(item.terms.iter().flat_map(|term| inline_words(term)));
                    out.extend(
                        item.definitions
                            .iter()
                            .flat_map(|blocks| block_words(blocks)),
                    );
                }
                continue;
            }
        }
        for children in walk::child_blocks(block) {
            out.extend(block_words(children));
        }
    }
    out
}

fn inline_words(inlines: &[Inline]) -> Vec<String> {
    let mut shown = String::new();
    push_shown(inlines, &mut shown);
    words(&shown)
}

fn push_shown(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { text } | Inline::Code { text } => out.push_str(text),
            Inline::Emphasis { content }
            | Inline::Strong { content }
            | Inline::Strike { content }
            | Inline::Subscript { content }
            | Inline::Superscript { content }
            | Inline::Link { content, .. } => push_shown(content, out),
            Inline::Image(image) => {
                out.push('[');
                out.push_str(&image.alt);
                out.push(']');
            }
            // A known note shows its number, an unknown one its label.
            Inline::FootnoteReference { .. } | Inline::LineBreak => out.push('\n'),
        }
    }
}

/// Whether `words` stand in `text` in their order, others between them. Parts of running text
/// that meet (`<em>a</em>b`) make other words, so letters are compared.
fn stand_in(words: &[String], text: &str) -> bool {
    let mut shown = text.chars();
    words
        .iter()
        .flat_map(|word| word.chars())
        .all(|wanted| shown.any(|c| c == wanted))
}

proptest! {
    #![proptest_config(arbitrary::config())]

    #[test]
    fn any_document_is_a_valid_content_document(document in arbitrary::document()) {
        for comments in [CommentsMode::Full, CommentsMode::None, CommentsMode::Only] {
            let options = Options { comments, ..Options::default() };
            assert_valid(&super::document(&document, &options));
        }
    }

    #[test]
    fn every_word_of_the_body_is_kept_in_its_place(document in arbitrary::document()) {
        let text = full(&document);
        let tree = parse(&text);
        let content = tree.descendants().find(|node| node.attribute("class") == Some("e-content")).unwrap();
        let shown: String = content.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
        prop_assert!(stand_in(&block_words(&document.body), &shown), "{text}");
    }

    #[test]
    fn reading_our_own_xhtml_gives_the_same_body(document in arbitrary::document()) {
        let read = Document { body: read_back(&full(&document)), ..Document::default() };
        let value = serde_json::to_value(&read.body).unwrap();
        prop_assume!(is_sayable(&value));
        let text = full(&read);
        prop_assert_eq!(read_back(&text), read.body, "{}", text);
    }
}

/// Inlines that become one where two of a kind meet.
const PHRASES: &[&str] = &[
    "code",
    "emphasis",
    "strong",
    "strike",
    "subscript",
    "superscript",
    "link",
];

/// Whether XHTML can say a body: every address may stand as it is, no cell covers columns that are
/// set differently, no code is empty, no phrase meets one of its kind, no heading has the name
/// that the writer gives to a footnote.
fn is_sayable(value: &serde_json::Value) -> bool {
    use serde_json::Value;
    match value {
        Value::Object(fields) => {
            let is_empty_code = fields.get("type") == Some(&"code".into())
                && fields.get("text") == Some(&"".into());
            let is_wide = fields.get("colspan").is_some_and(|span| *span != 1);
            let is_ours = fields
                .get("id")
                .is_some_and(|id| id.as_str().is_some_and(|id| id.starts_with("fn-")));
            !is_empty_code
                && !is_wide
                && !is_ours
                && fields.iter().all(|(name, value)| {
                    let is_address = ["url", "link", "cite"].contains(&name.as_str());
                    let address = value.as_str().filter(|_| is_address);
                    address.is_none_or(|url| href::href(url).as_deref() == Some(url))
                        && is_sayable(value)
                })
        }
        Value::Array(values) => {
            let meets = |two: &[Value]| {
                let kind = two[0].get("type").and_then(Value::as_str);
                kind.is_some_and(|kind| PHRASES.contains(&kind)) && two[1]["type"] == two[0]["type"]
            };
            values.iter().all(is_sayable) && !values.windows(2).any(meets)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
    }
}

/// The body of a content document, read as any page's.
fn read_back(text: &str) -> Vec<Block> {
    let page = scraper::Html::parse_document(text);
    let content = scraper::Selector::parse(".e-content").unwrap();
    let element = page.select(&content).next().unwrap();
    let addresses = Addresses::new(None);
    let dropped = Dropped::default();
    Reader::new(&addresses, &dropped).blocks(element)
}

/// `REPOST_XHTML=FOLDER cargo test --lib random_documents`, then `tests/epub/check.sh FOLDER`.
#[test]
fn random_documents_are_put_where_the_checker_finds_them() {
    use proptest::strategy::ValueTree as _;
    let Some(folder) = std::env::var_os("REPOST_XHTML").map(std::path::PathBuf::from) else {
        println!("skipped: REPOST_XHTML names no folder");
        return;
    };
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for number in 0..300 {
        let document = arbitrary::document()
            .new_tree(&mut runner)
            .unwrap()
            .current();
        std::fs::write(folder.join(format!("{number:03}.xhtml")), full(&document)).unwrap();
    }
}

fn link(url: &str, text: &str) -> Inline {
    Inline::Link {
        url: url.to_owned(),
        title: None,
        content: vec![Inline::text(text)],
    }
}

fn heading(level: u8, id: Option<&str>, text: &str) -> Block {
    Block::Heading {
        level,
        id: id.map(str::to_owned),
        content: vec![Inline::text(text)],
    }
}

fn paragraph(content: Vec<Inline>) -> Block {
    Block::Paragraph { content }
}

fn photo() -> Image {
    Image {
        url: "https://img.example.com/s320/boat.jpg".to_owned(),
        alt: "A boat".to_owned(),
        width: Some(320),
        ..Image::default()
    }
}

#[test]
fn a_post_stands_in_the_order_of_reading() {
    let document = json::read(include_str!("tests/whole.json")).unwrap();
    let text = full(&document);
    assert_valid(&text);
    assert_eq!(text, include_str!("tests/whole.xhtml"));
}

#[test]
fn a_headline_that_is_the_title_is_shown_once_with_its_link() {
    let document = Document {
        title: vec![Inline::text("Boats  float")],
        headline: Some(Headline {
            text: "Boats float".to_owned(),
            url: Some("https://news.example.com/boats".to_owned()),
            outlet: Some("Daily Boat".to_owned()),
        }),
        ..Document::default()
    };
    let text = full(&document);
    assert_eq!(text.matches("float").count(), 2, "in head and h1: {text}");
    assert!(text.contains("<a href=\"https://news.example.com/boats\">Boats  float</a></h1>\n<p class=\"outlet\">Daily Boat</p>"));
}

#[test]
fn a_document_without_anything_has_a_title_still() {
    let text = full(&Document::default());
    assert!(text.contains("<title>Untitled</title>"));
    assert!(text.contains("lang=\"und\" xml:lang=\"und\">"));
    assert_valid(&text);
}

#[test]
fn right_to_left_languages_say_so() {
    let document = Document {
        language: Some("fa".to_owned()),
        ..Document::default()
    };
    assert!(full(&document).contains("lang=\"fa\" xml:lang=\"fa\" dir=\"rtl\""));
}

#[test]
fn headings_move_below_the_title_together() {
    let text = body(vec![
        heading(1, None, "a"),
        heading(2, None, "b"),
        heading(6, None, "c"),
    ]);
    assert_eq!(
        text,
        "<h2 class=\"repost-h1\">a</h2>\n<h3 class=\"repost-h2\">b</h3>\n<h6>c</h6>\n"
    );
    let text = body(vec![heading(3, None, "a"), heading(4, None, "b")]);
    assert_eq!(text, "<h3>a</h3>\n<h4>b</h4>\n");
}

#[test]
fn dangerous_and_relative_links_keep_their_words_alone() {
    for url in [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///x",
        "/about",
        "",
        "#nowhere",
        "a.html",
    ] {
        assert_eq!(
            body(vec![paragraph(vec![link(url, "words")])]),
            "<p>words</p>\n",
            "{url}"
        );
    }
}

#[test]
fn a_link_into_the_post_is_local_and_one_to_what_is_gone_leads_to_the_page() {
    let page = "https://blog.example.com/post.html";
    let document = Document {
        source: crate::document::Source {
            url: Some(page.to_owned()),
            ..crate::document::Source::default()
        },
        body: vec![
            heading(2, Some("a b"), "Part"),
            paragraph(vec![
                link("#a%20b", "one"),
                link("https://blog.example.com/post.html#a b", "two"),
                link("#gone", "three"),
                link("https://blog.example.com/other.html#a b", "four"),
            ]),
        ],
        ..Document::default()
    };
    let text = full(&document);
    assert!(text.contains("<h2 id=\"a-b\">Part</h2>"), "{text}");
    assert!(
        text.contains("<a href=\"#a-b\">one</a><a href=\"#a-b\">two</a>"),
        "{text}"
    );
    assert!(
        text.contains("<a href=\"https://blog.example.com/post.html#gone\">three</a>"),
        "{text}"
    );
    assert!(
        text.contains("<a href=\"https://blog.example.com/other.html#a%20b\">four</a>"),
        "{text}"
    );
}

#[test]
fn links_to_comments_are_local_only_where_comments_are_written() {
    let document = Document {
        body: vec![paragraph(vec![link("#c7", "see")])],
        comments: Comments {
            declared: None,
            threads: vec![Comment {
                id: Some("7".to_owned()),
                ..Comment::default()
            }],
        },
        ..Document::default()
    };
    assert!(full(&document).contains("<a href=\"#comment-7\">see</a>"));
    let options = Options {
        comments: CommentsMode::None,
        ..Options::default()
    };
    let text = super::document(&document, &options);
    assert!(text.contains("<p>see</p>"));
    assert_valid(&text);
}

#[test]
fn equal_ids_become_different_ones() {
    let text = body(vec![
        heading(2, Some("a?"), "x"),
        heading(2, Some("a!"), "y"),
        heading(2, Some("a?"), "z"),
    ]);
    assert_eq!(
        text,
        "<h2 id=\"a-\">x</h2>\n<h2 id=\"a--2\">y</h2>\n<h2>z</h2>\n"
    );
}

#[test]
fn a_picture_is_a_link_with_its_text_and_no_link_in_a_link() {
    let text = body(vec![paragraph(vec![Inline::Image(photo())])]);
    assert_eq!(
        text,
        "<p><a class=\"repost-image\" href=\"https://img.example.com/s320/boat.jpg\" data-alt=\"A boat\" \
         data-width=\"320\">[image: A boat]</a></p>\n"
    );
    let large = Inline::Link {
        url: "https://img.example.com/s1600/boat.jpg".to_owned(),
        title: None,
        content: vec![
            Inline::Image(photo()),
            link("https://example.com/", "inner"),
        ],
    };
    assert_eq!(
        body(vec![paragraph(vec![large])]),
        "<p><a href=\"https://img.example.com/s1600/boat.jpg\"><span class=\"repost-image\" \
         data-src=\"https://img.example.com/s320/boat.jpg\" data-alt=\"A boat\" data-width=\"320\">\
         [image: A boat]</span>inner</a></p>\n"
    );
}

#[test]
fn footnotes_and_their_references_lead_to_each_other() {
    let note = |label: &str| Inline::FootnoteReference {
        label: label.to_owned(),
    };
    let text = body(vec![
        paragraph(vec![
            Inline::text("One"),
            note("x"),
            note("x"),
            note("lost"),
        ]),
        Block::Footnotes {
            notes: vec![Footnote {
                label: "x".to_owned(),
                blocks: vec![Block::text("The note.")],
            }],
        },
    ]);
    let reference = "<a epub:type=\"noteref\" role=\"doc-noteref\" href=\"#fn-x\">1</a></sup>";
    let expected = format!(
        "<p>One<sup id=\"fn-x-ref\">{reference}<sup>{reference}<sup>lost</sup></p>\n\
         <aside epub:type=\"footnote\" role=\"doc-footnote\" id=\"fn-x\">\n\
         <p class=\"note-number\"><a href=\"#fn-x-ref\">1</a></p>\n<p>The note.</p>\n</aside>\n"
    );
    assert_eq!(text, expected);
}

#[test]
fn heading_cells_hold_neither_headings_nor_asides() {
    let cell = Cell {
        header: true,
        colspan: 1,
        rowspan: 1,
        blocks: vec![
            heading(2, Some("x"), "Head"),
            Block::Footnotes {
                notes: vec![Footnote::default()],
            },
        ],
    };
    let text = body(vec![Block::Table {
        caption: Vec::new(),
        columns: Vec::new(),
        head: vec![Row { cells: vec![cell] }],
        rows: Vec::new(),
    }]);
    assert!(
        text.contains("<p id=\"x\"><strong>Head</strong></p>"),
        "{text}"
    );
    assert!(text.contains("<div epub:type=\"footnote\""), "{text}");
}

#[test]
fn columns_are_counted_past_cells_that_reach_down_or_across() {
    use crate::document::Alignment::{Center, None, Right};
    let cell = |colspan, rowspan, text: &str| Cell {
        header: false,
        colspan,
        rowspan,
        blocks: vec![Block::text(text)],
    };
    let text = body(vec![Block::Table {
        caption: Vec::new(),
        columns: vec![None, Center, Right],
        head: Vec::new(),
        rows: vec![
            Row {
                cells: vec![cell(1, 2, "a"), cell(1, 1, "b"), cell(1, 1, "c")],
            },
            Row {
                cells: vec![cell(1, 1, "d"), cell(1, 1, "e")],
            },
            Row {
                cells: vec![cell(2, 1, "f"), cell(1, 1, "g")],
            },
        ],
    }]);
    for (text_of_cell, alignment) in [
        ("b", "center"),
        ("c", "right"),
        ("d", "center"),
        ("e", "right"),
        ("g", "right"),
    ] {
        assert!(
            text.contains(&format!(
                "style=\"text-align: {alignment}\">{text_of_cell}</td>"
            )),
            "{text}"
        );
    }
    assert!(
        text.contains("<td rowspan=\"2\">a</td>") && text.contains("<td colspan=\"2\">f</td>"),
        "{text}"
    );
}

#[test]
fn tight_items_hold_bare_words_and_loose_ones_paragraphs() {
    let list = |tight| Block::List {
        start: Some(3),
        tight,
        items: vec![ListItem {
            checked: None,
            blocks: vec![
                Block::text("a"),
                Block::List {
                    start: None,
                    tight: true,
                    items: vec![ListItem {
                        checked: None,
                        blocks: vec![Block::text("b")],
                    }],
                },
            ],
        }],
    };
    assert_eq!(
        body(vec![list(true)]),
        "<ol start=\"3\">\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ol>\n"
    );
    assert_eq!(
        body(vec![list(false)]),
        "<ol start=\"3\">\n<li>\n<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ol>\n"
    );
}

#[test]
fn an_update_of_several_blocks_is_one_division() {
    let document = Document {
        updates: vec![Update {
            label: "UPDATE II".to_owned(),
            date: None,
            text: vec![Block::text("One."), Block::text("Two.")],
        }],
        ..Document::default()
    };
    let expected = "<div epub:type=\"errata\" role=\"doc-errata\">\n<p><strong>UPDATE II</strong>: One.</p>\n\
                    <p>Two.</p>\n</div>\n";
    assert!(full(&document).contains(expected));
}

#[test]
fn comments_alone_leave_the_post_out() {
    let document = Document {
        title: vec![Inline::text("T")],
        body: vec![Block::text("post")],
        comments: Comments {
            declared: None,
            threads: vec![Comment {
                body: vec![heading(1, None, "loud")],
                ..Comment::default()
            }],
        },
        ..Document::default()
    };
    let options = Options {
        comments: CommentsMode::Only,
        ..Options::default()
    };
    let text = super::document(&document, &options);
    assert!(!text.contains(">post<"), "{text}");
    assert!(text.contains("<h3 class=\"repost-h1\">loud</h3>"), "{text}");
}

/// Every page of the development corpus, where it is at hand.
#[test]
fn every_corpus_page_is_a_valid_content_document() {
    let root = std::path::Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../shared/corpus/pages/html"
    ));
    let Ok(kinds) = std::fs::read_dir(root) else {
        println!("skipped: no corpus at {}", root.display());
        return;
    };
    for kind in kinds {
        for file in std::fs::read_dir(kind.unwrap().path()).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            if let Ok(document) = crate::convert(&bytes, &crate::Options::default()) {
                assert_valid(&full(&document));
            }
        }
    }
}
