//! Block comments: `<!-- wp:image {"id":7} -->` … `<!-- /wp:image -->`.
//!
//! What is between them is HTML and needs nothing, but for a few blocks: those whose content is only
//! named in the comment, and those that WordPress fills when it shows the post.

use std::fmt::Write as _;

use memchr::memmem;
use serde_json::{Map, Value};

use crate::note::Note;

use super::content::{Sources, dropped, missing};
use super::embed;
use super::markup::{escaped, unescaped};

/// How deep reusable blocks may stand in one another.
const MAX_REUSED_DEPTH: usize = 4;

/// How much text reusable blocks may add to a post, in bytes.
const MAX_REUSED: usize = 8 << 20;

/// How many reusable blocks are looked for in a post.
const MAX_REUSES: usize = 1000;

/// How many notes a post's blocks leave.
const MAX_NOTES: usize = 200;

/// How deep blocks may stand in one another for what is in them to be looked at.
const MAX_DEPTH: usize = 32;

/// A part of the content.
#[derive(Debug, Default)]
pub(super) struct Piece {
    pub(super) html: String,
    /// Whether it is text whose paragraphs are still to be made.
    pub(super) is_text: bool,
}

/// Whether content is written in blocks.
pub(super) fn are_in(content: &str) -> bool {
    memmem::find(content.as_bytes(), b"<!-- wp:").is_some()
}

/// The content without its block comments.
pub(super) fn pieces(content: &str, sources: &Sources<'_>, notes: &mut Vec<Note>) -> Vec<Piece> {
    let mut reader = Reader {
        sources,
        notes,
        pieces: Vec::new(),
        reused: 0,
        reuses: 0,
        depth: 0,
    };
    reader.read(content);
    reader.pieces
}

/// A block that has begun.
struct Open<'a> {
    name: &'a str,
    attributes: Map<String, Value>,
    /// The piece that it begins in, and where.
    piece: usize,
    from: usize,
}

struct Reader<'s> {
    sources: &'s Sources<'s>,
    notes: &'s mut Vec<Note>,
    pieces: Vec<Piece>,
    /// How much text reusable blocks added, how often one was asked for, and how deep it is now.
    reused: usize,
    reuses: usize,
    depth: usize,
}

/// A block comment.
struct Comment<'a> {
    name: &'a str,
    attributes: Map<String, Value>,
    is_end: bool,
    /// A block without anything between two comments.
    is_empty: bool,
}

/// Reads what is between `<!--` and `-->`.
fn comment(inner: &str) -> Option<Comment<'_>> {
    let inner = inner.trim();
    let (is_end, rest) = match inner.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, inner),
    };
    let rest = rest.strip_prefix("wp:")?;
    let (rest, is_empty) = match rest.strip_suffix('/') {
        Some(rest) => (rest.trim_end(), true),
        None => (rest, false),
    };
    let (name, json) = rest
        .split_once(|c: char| c.is_whitespace())
        .unwrap_or((rest, ""));
    let attributes = match serde_json::from_str(json.trim()) {
        Ok(Value::Object(attributes)) => attributes,
        _ => Map::new(),
    };
    Some(Comment {
        name: name.strip_prefix("core/").unwrap_or(name),
        attributes,
        is_end,
        is_empty,
    })
}

impl Reader<'_> {
    fn read(&mut self, content: &str) {
        let mut open: Vec<Open<'_>> = Vec::new();
        let mut rest = content;
        while let Some(start) = memmem::find(rest.as_bytes(), b"<!--") {
            let Some(end) = memmem::find(&rest.as_bytes()[start..], b"-->") else {
                break;
            };
            let behind = start + end + 3;
            let inner = rest.get(start + 4..start + end).unwrap_or_default();
            match comment(inner) {
                Some(comment) => {
                    self.push(&rest[..start], is_text(&open));
                    self.take(comment, &mut open);
                }
                None => self.push(&rest[..behind], is_text(&open)),
            }
            rest = &rest[behind..];
        }
        self.push(rest, is_text(&open));
    }

    fn push(&mut self, html: &str, is_text: bool) {
        match self.pieces.last_mut() {
            Some(last) if last.is_text == is_text || html.trim().is_empty() => {
                last.html.push_str(html);
            }
            _ => self.pieces.push(Piece {
                html: html.to_owned(),
                is_text,
            }),
        }
    }

    fn take<'c>(&mut self, comment: Comment<'c>, open: &mut Vec<Open<'c>>) {
        if comment.is_empty {
            self.fill(comment.name, &comment.attributes);
        } else if comment.is_end {
            let from = open.len().saturating_sub(MAX_DEPTH);
            let place = open[from..]
                .iter()
                .rposition(|block| block.name == comment.name);
            if let Some(place) = place {
                let block = open.drain(from + place..).next();
                if open.len() < MAX_DEPTH {
                    self.end(block.as_ref());
                }
            }
        } else {
            let piece = self.pieces.len().saturating_sub(1);
            open.push(Open {
                name: comment.name,
                attributes: comment.attributes,
                piece,
                from: self.pieces.last().map_or(0, |piece| piece.html.len()),
            });
        }
    }

    /// A block is all there: changes what is in it where that is needed.
    fn end(&mut self, block: Option<&Open<'_>>) {
        let Some(block) = block else { return };
        let Some(change) = CHANGES.iter().find(|(name, _)| is_named(block.name, name)) else {
            return;
        };
        // What follows a text is a piece of its own.
        let is_last = block.piece + 1 == self.pieces.len();
        let (piece, from) = if is_last {
            (block.piece, block.from)
        } else {
            (block.piece + 1, 0)
        };
        if piece + 1 != self.pieces.len() {
            return;
        }
        let html = &mut self.pieces[piece].html;
        let inner = html.split_off(from);
        html.push_str(&change.1(&block.attributes, &inner));
    }

    /// A block of which there is only the comment.
    fn fill(&mut self, name: &str, attributes: &Map<String, Value>) {
        match name {
            "block" => self.reuse(attributes),
            "social-link" => {
                let html = social_link(attributes).unwrap_or_default();
                self.push(&html, false);
            }
            "footnotes" => {
                let html = self.sources.footnotes.map(footnotes).unwrap_or_default();
                self.push(&html, false);
            }
            _ if SILENT.contains(&name) => {}
            _ => self.leave_out(name, attributes),
        }
    }

    fn reuse(&mut self, attributes: &Map<String, Value>) {
        let number = attributes.get("ref").and_then(Value::as_u64);
        self.reuses += 1;
        let number = number.filter(|_| self.reuses <= MAX_REUSES);
        let content = number.and_then(|number| (self.sources.block)(number));
        let fits = |content: &String| {
            self.depth < MAX_REUSED_DEPTH && self.reused + content.len() <= MAX_REUSED
        };
        let Some(content) = content.filter(fits) else {
            let number = number.map_or_else(|| "?".to_owned(), |number| number.to_string());
            let message = format!("a reusable block (number {number}) is not in this export");
            self.note(missing("blocks", message));
            return;
        };
        self.reused += content.len();
        self.depth += 1;
        self.read(&content);
        self.depth -= 1;
    }

    /// A block that WordPress fills by itself. An address in it is kept as a link.
    fn leave_out(&mut self, name: &str, attributes: &Map<String, Value>) {
        if let Some(url) = address(attributes) {
            self.push(&embed::html(url), false);
            return;
        }
        let message = format!("a block that the blog fills by itself was left out: {name}");
        if attributes.is_empty() {
            self.note(missing("blocks", message));
        } else {
            let words = Value::Object(attributes.clone()).to_string();
            self.note(dropped("blocks", message, words));
        }
    }

    fn note(&mut self, note: Note) {
        if self.notes.len() < MAX_NOTES && !self.notes.contains(&note) {
            self.notes.push(note);
        } else if self.notes.len() == MAX_NOTES {
            let message = "more blocks were left out than are told of".to_owned();
            self.notes.push(missing("blocks", message));
        }
    }
}

/// Whether what stands here is text whose paragraphs are to be made.
fn is_text(open: &[Open<'_>]) -> bool {
    open.last()
        .is_none_or(|block| matches!(block.name, "shortcode" | "freeform"))
}

fn is_named(name: &str, row: &str) -> bool {
    match row.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == row,
    }
}

fn address(attributes: &Map<String, Value>) -> Option<&str> {
    let url = attributes.get("url").and_then(Value::as_str)?;
    embed::is_address(url).then_some(url)
}

/// Blocks without content, whose absence nobody notices.
const SILENT: &[&str] = &[
    "spacer",
    "separator",
    "paragraph",
    "post-title",
    "nextpage",
    "more",
];

/// What is done to the HTML in a block.
type Change = fn(&Map<String, Value>, &str) -> String;

/// Blocks whose HTML is changed; `*` stands for any end of a name.
const CHANGES: &[(&str, Change)] = &[
    ("embed", embedded),
    ("core-embed/*", embedded),
    ("cover", with_picture),
    ("code", with_language),
    ("preformatted", with_language),
    ("syntaxhighlighter/code", with_language),
    ("kevinbatdorf/code-block-pro", with_language),
    ("file", without_button),
    ("social-links", with_labels),
];

/// The address, which stands as text in its box, becomes a player.
fn embedded(attributes: &Map<String, Value>, inner: &str) -> String {
    let Some(url) = address(attributes) else {
        return inner.to_owned();
    };
    let url = &unescaped(url);
    let is_post = attributes.get("type").and_then(Value::as_str) == Some("wp-embed");
    let shown = if is_post {
        embed::link(url)
    } else {
        embed::frame(url)
    };
    for written in [url.to_owned(), escaped(url), url.replace('&', "&#038;")] {
        let mut places = inner.match_indices(&written);
        // Not the address in an attribute.
        let place = places.find(|(place, _)| !inner[..*place].ends_with(['"', '\'']));
        if let Some((place, _)) = place {
            let behind = &inner[place + written.len()..];
            return format!("{}{shown}{behind}", &inner[..place]);
        }
    }
    if inner.contains("<iframe") || inner.contains("<blockquote") {
        return inner.to_owned();
    }
    shown + inner
}

/// The picture of a cover, where it is only a background.
fn with_picture(attributes: &Map<String, Value>, inner: &str) -> String {
    let Some(url) = address(attributes) else {
        return inner.to_owned();
    };
    let url = escaped(url);
    if inner.contains(&format!("src=\"{url}\"")) || inner.contains("<video") {
        return inner.to_owned();
    }
    format!("<figure><img src=\"{url}\" alt=\"\"></figure>{inner}")
}

/// The language that the block names, where the reader of `<pre>` looks for it.
fn with_language(attributes: &Map<String, Value>, inner: &str) -> String {
    let language = attributes.get("language").and_then(Value::as_str);
    match language.filter(|language| !language.is_empty()) {
        Some(language) => {
            let tag = format!("<pre data-lang=\"{}\"", escaped(language));
            inner.replacen("<pre", &tag, 1)
        }
        None => inner.to_owned(),
    }
}

/// The second link to a file, which only says "Download".
fn without_button(_: &Map<String, Value>, inner: &str) -> String {
    let class = inner.find("wp-block-file__button");
    let start = class.and_then(|class| inner[..class].rfind("<a"));
    let Some((start, class)) = start.zip(class) else {
        return inner.to_owned();
    };
    match inner[class..].find("</a>") {
        Some(end) => format!("{}{}", &inner[..start], &inner[class + end + 4..]),
        None => inner.to_owned(),
    }
}

/// Links that show only a sign: what they are called becomes their text.
fn with_labels(_: &Map<String, Value>, inner: &str) -> String {
    const LABEL: &str = "aria-label=\"";
    let mut out = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(place) = rest.find("></a>") {
        let (before, behind) = rest.split_at(place + 1);
        out.push_str(before);
        let tag = before.rfind('<').map_or("", |start| &before[start..]);
        let label = tag
            .split_once(LABEL)
            .and_then(|(_, label)| label.split_once('"'));
        out.push_str(label.map_or("", |(label, _)| label));
        rest = behind;
    }
    out + rest
}

/// A link to a page of the author's, by the name of its site.
fn social_link(attributes: &Map<String, Value>) -> Option<String> {
    let url = escaped(address(attributes)?);
    let told = |name: &str| attributes.get(name).and_then(Value::as_str);
    let name = told("label").or_else(|| told("service")).unwrap_or(&url);
    let name = escaped(&unescaped(name));
    Some(format!("<li><a href=\"{url}\">{name}</a></li>"))
}

/// The list of footnotes, as WordPress shows it.
fn footnotes(json: &str) -> String {
    let Ok(Value::Array(notes)) = serde_json::from_str(json) else {
        return String::new();
    };
    let mut out = "<ol class=\"wp-block-footnotes\">".to_owned();
    for note in &notes {
        let part = |name| note.get(name).and_then(Value::as_str).unwrap_or_default();
        let (id, text) = (escaped(part("id")), part("content"));
        let _ = write!(out, "<li id=\"{id}\">{text}</li>");
    }
    out + "</ol>"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(content: &str) -> (String, Vec<Note>) {
        let block = |number| match number {
            1 => Some("<!-- wp:paragraph --><p>Again.</p><!-- /wp:paragraph -->".to_owned()),
            2 => Some("<!-- wp:block {\"ref\":2} /-->x<!-- wp:block {\"ref\":2} /-->".to_owned()),
            _ => None,
        };
        let sources = Sources {
            file: &|_| None,
            uploads: &Vec::new,
            block: &block,
            footnotes: Some(r#"[{"content":"A <b>note</b>.","id":"n1"}]"#),
        };
        let mut notes = Vec::new();
        let pieces = pieces(content, &sources, &mut notes);
        (pieces.into_iter().map(|piece| piece.html).collect(), notes)
    }

    #[test]
    fn comments_of_blocks_are_left_out_and_others_stay() {
        let content = "<!-- wp:core/paragraph {\"a\":1} -->\n<p>One</p>\n<!-- /wp:core/paragraph -->\
                       <!--more--><!-- mine -->";
        let (html, notes) = html(content);
        assert_eq!(html, "\n<p>One</p>\n<!--more--><!-- mine -->");
        assert_eq!(notes, []);
    }

    #[test]
    fn an_embed_is_its_address_as_a_player() {
        let content = "<!-- wp:core-embed/vimeo {\"url\":\"https://vimeo.com/1?a=2\\u0026b=3\"} -->\
                       <figure><div>\nhttps://vimeo.com/1?a=2&amp;b=3\n</div></figure>\
                       <!-- /wp:core-embed/vimeo -->";
        let player = "<iframe src=\"https://vimeo.com/1?a=2&amp;b=3\"></iframe>";
        let expected = format!("<figure><div>\n<div>{player}</div>\n</div></figure>");
        assert_eq!(html(content).0, expected);
    }

    #[test]
    fn a_cover_shows_its_picture_once() {
        let block = |inner: &str| {
            let begin = "<!-- wp:cover {\"url\":\"https://a.example/b.jpg\"} -->";
            html(&format!("{begin}{inner}<!-- /wp:cover -->")).0
        };
        let picture = "<figure><img src=\"https://a.example/b.jpg\" alt=\"\"></figure>";
        assert_eq!(block("<div>x</div>"), format!("{picture}<div>x</div>"));
        let shown = "<img src=\"https://a.example/b.jpg\">";
        assert_eq!(block(shown), shown);
    }

    #[test]
    fn a_reusable_block_stands_where_it_is_used() {
        let (html, notes) = html("<!-- wp:block {\"ref\":1} /--><!-- wp:block {\"ref\":9} /-->");
        assert_eq!(html, "<p>Again.</p>");
        assert_eq!(notes.len(), 1);
        assert!(notes[0].message.contains("number 9"));
    }

    #[test]
    fn a_block_that_uses_itself_comes_to_an_end() {
        let (html, notes) = html("<!-- wp:block {\"ref\":2} /-->");
        assert_eq!(html.matches('x').count(), 15);
        assert_eq!(notes.len(), 1);
    }

    #[test]
    fn what_the_blog_fills_in_leaves_a_note_with_its_words() {
        let (html, notes) = html(
            "<!-- wp:archives /--><!-- wp:acf/a {\"data\":{\"b\":\"Words.\"}} /-->\
             <!-- wp:spacer {\"height\":9} /-->",
        );
        assert_eq!(html, "");
        assert_eq!(notes.len(), 2);
        assert_eq!(notes[0].text, None);
        assert!(
            notes[1]
                .text
                .as_ref()
                .is_some_and(|text| text.contains("Words."))
        );
    }

    #[test]
    fn footnotes_are_a_list_that_the_marks_lead_to() {
        let expected = "<ol class=\"wp-block-footnotes\"><li id=\"n1\">A <b>note</b>.</li></ol>";
        assert_eq!(html("<!-- wp:footnotes /-->").0, expected);
    }

    #[test]
    fn a_link_that_is_only_a_sign_says_what_it_is() {
        let content = "<!-- wp:social-links --><ul><li><a href=\"b\" aria-label=\"Boats\"></a></li>\
                       <!-- wp:social-link {\"url\":\"https://c.example/\",\"service\":\"cups\"} /-->\
                       </ul><!-- /wp:social-links -->";
        let expected = "<ul><li><a href=\"b\" aria-label=\"Boats\">Boats</a></li>\
                        <li><a href=\"https://c.example/\">cups</a></li></ul>";
        assert_eq!(html(content).0, expected);
    }

    #[test]
    fn time_grows_with_the_content_and_not_faster() {
        for unit in [
            "<!--",
            "<!-- wp:cover -->",
            "<!-- wp:cover --><!-- /wp:a -->",
            "<!-- wp:a {",
        ] {
            let content = unit.repeat((1 << 20) / unit.len());
            let begun = std::time::Instant::now();
            html(&content);
            assert!(begun.elapsed().as_secs() < 5, "{unit}");
        }
    }
}
