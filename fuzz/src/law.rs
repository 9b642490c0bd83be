//! What must hold of every document in every form. A broken law is a panic.

use pulldown_cmark::{Event, Options as Extensions, Parser, Tag};
use repost::write::{CommentsMode, Format, FrontMatter, Options, write};
use repost::{Document, convert};

/// The tags that the Markdown form writes, by its module's table.
const TAGS: &[&str] = &[
    "sub", "sup", "em", "strong", "del", "code", "br", "table", "thead", "tbody", "tr", "td", "th",
];

/// The attributes that cells have.
const ATTRIBUTES: &[&str] = &["align=", "colspan=", "rowspan="];

/// The elements of the XHTML form that could run or load something.
const ACTIVE: &[&str] = &[
    "script", "iframe", "object", "embed", "form", "input", "button", "svg", "math", "img",
    "video", "audio", "source", "base",
];

/// JSON is read back as the document that was written.
pub fn json(document: &Document) {
    for compact in [false, true] {
        let options = Options {
            compact,
            ..Options::default()
        };
        let text = write(document, Format::Json, &options);
        assert_ends_once(&text);
        match convert(text.as_bytes(), &repost::Options::default()) {
            Ok(read) => assert!(read == *document, "another document came back:\n{text}"),
            Err(error) => panic!("{error}:\n{text}"),
        }
    }
}

/// Plain text has no control characters and no stray white space.
pub fn text(document: &Document) {
    for comments in [CommentsMode::Full, CommentsMode::None, CommentsMode::Only] {
        let text = write(document, Format::Text, &with(comments, FrontMatter::None));
        assert_ends_once(&text);
        assert!(text.chars().all(is_shown), "{text:?}");
        assert!(text.lines().all(|line| line.trim_end() == line), "{text:?}");
    }
}

/// Markdown holds no markup but the writer's own and leads nowhere dangerous; its front matter is
/// YAML.
pub fn markdown(document: &Document) {
    let front = write(
        document,
        Format::Markdown,
        &with(CommentsMode::None, FrontMatter::Yaml),
    );
    assert_front_matter(&front);
    for comments in [CommentsMode::Full, CommentsMode::Only] {
        let text = write(
            document,
            Format::Markdown,
            &with(comments, FrontMatter::None),
        );
        assert_ends_once(&text);
        assert!(text.chars().all(is_shown), "{text:?}");
        assert_markdown(&text);
    }
}

fn assert_front_matter(text: &str) {
    let rest = text
        .strip_prefix("---\n")
        .expect("front matter stands first");
    let end = rest.find("\n---\n").expect("front matter ends");
    let block = &rest[..=end];
    let value: serde_yaml_ng::Value =
        serde_yaml_ng::from_str(block).unwrap_or_else(|error| panic!("{error}:\n{block}"));
    assert!(value.is_mapping(), "{block}");
}

fn assert_markdown(text: &str) {
    let extensions = Extensions::ENABLE_STRIKETHROUGH
        | Extensions::ENABLE_TABLES
        | Extensions::ENABLE_TASKLISTS
        | Extensions::ENABLE_FOOTNOTES;
    for event in Parser::new_ext(text, extensions) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => assert_tags(&html, text),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                assert!(!is_active(&dest_url), "{dest_url}:\n{text}");
            }
            _ => {}
        }
    }
    // The other parser is to end, too.
    let mut options = comrak::Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    comrak::markdown_to_html(text, &options);
}

/// Only the writer's tags, and no attributes but those of cells.
fn assert_tags(html: &str, text: &str) {
    for piece in html.split('<').skip(1) {
        let tag = piece.split('>').next().unwrap_or_default();
        let tag = tag.strip_prefix('/').unwrap_or(tag);
        let mut words = tag.split_whitespace();
        let name = words.next().unwrap_or_default();
        assert!(TAGS.contains(&name), "{html:?}:\n{text}");
        for word in words {
            let is_known = ATTRIBUTES.iter().any(|start| word.starts_with(start));
            assert!(is_known, "{html:?}:\n{text}");
        }
    }
}

/// XHTML is well-formed, runs and loads nothing and leads nowhere dangerous; no id stands twice.
pub fn xhtml(document: &Document) {
    for comments in [CommentsMode::Full, CommentsMode::None, CommentsMode::Only] {
        let text = write(document, Format::Xhtml, &with(comments, FrontMatter::None));
        assert_ends_once(&text);
        assert_xhtml(&text);
    }
}

fn assert_xhtml(text: &str) {
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        ..roxmltree::ParsingOptions::default()
    };
    let tree = roxmltree::Document::parse_with_options(text, options)
        .unwrap_or_else(|error| panic!("not well-formed: {error}\n{text}"));
    let mut ids: Vec<&str> = Vec::new();
    for node in tree.descendants().filter(roxmltree::Node::is_element) {
        let name = node.tag_name().name();
        assert!(!ACTIVE.contains(&name), "<{name}>:\n{text}");
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on"), "{text}");
            assert!(
                !is_active(attribute.value()) || is_shown_only(attribute.name()),
                "{text}"
            );
        }
        ids.extend(node.attribute("id"));
    }
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id stands twice:\n{text}");
}

/// Attributes that hold words and no address.
fn is_shown_only(name: &str) -> bool {
    ["title", "data-alt", "aria-label"].contains(&name)
}

/// Whether following this address could run something.
fn is_active(url: &str) -> bool {
    let start: String = url
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .take(16)
        .flat_map(char::to_lowercase)
        .collect();
    let is_picture = start.starts_with("data:image/") && !start.starts_with("data:image/svg");
    ["javascript:", "vbscript:", "data:"]
        .iter()
        .any(|scheme| start.starts_with(scheme))
        && !is_picture
}

/// No control characters, and none that turns the direction of what follows it.
fn is_shown(c: char) -> bool {
    let turns = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    c == '\n' || c == '\t' || !(c.is_control() || turns)
}

fn assert_ends_once(text: &str) {
    assert!(
        text.ends_with('\n') && !text.ends_with("\n\n"),
        "the text ends otherwise: {text:?}"
    );
}

fn with(comments: CommentsMode, front_matter: FrontMatter) -> Options {
    Options {
        comments,
        front_matter,
        ..Options::default()
    }
}
