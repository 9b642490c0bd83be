//! An EPUB 3.3 content document.
//!
//! Well-formed XML in the vocabulary and content models of EPUB, whatever the document holds: no
//! script, no form, nothing that is loaded from elsewhere, only links that a reading system may
//! follow. Pictures are not at hand, so each is a link with its alternative text.
//!
//! The class names are those of microformats (`h-entry`, `e-content`, `p-comment`, …), by which
//! any reader of them, this crate's own among them, finds the parts again.

use std::collections::BTreeSet;

use crate::document::{Block, Comment, Document};
use crate::walk;
use crate::write::escape::xml;
use crate::write::{CommentsMode, Options};

mod anchors;
mod block;
mod comment;
mod inline;
mod part;
mod table;

#[cfg(test)]
mod tests;

use anchors::Anchors;

/// Writes a document.
pub fn document(document: &Document, options: &Options) -> String {
    let mut writer = Writer::new(document, options.comments);
    writer.head();
    writer.chapter(options.comments);
    writer.out.push_str("</body>\n</html>\n");
    writer.out
}

/// The markup of a body alone.
#[cfg(feature = "html2md")]
pub(super) fn body(document: &Document) -> String {
    let mut writer = Writer::new(document, CommentsMode::None);
    writer.blocks(&document.body);
    writer.out
}

/// What is written so far, and what the rest must know of it.
struct Writer<'a> {
    document: &'a Document,
    out: String,
    anchors: Anchors,
    /// Ids that stand in `out`: each may stand there once.
    written: BTreeSet<String>,
    /// How many levels headings are moved down, so that they stand below the part's own.
    heading_shift: u8,
    /// Inside `<a>`, which may hold no other.
    in_link: bool,
    /// Inside `<th>`, which may hold neither headings nor sections.
    in_header_cell: bool,
}

impl<'a> Writer<'a> {
    fn new(document: &'a Document, comments: CommentsMode) -> Self {
        Self {
            document,
            out: String::new(),
            anchors: Anchors::new(document, comments),
            written: BTreeSet::new(),
            heading_shift: 0,
            in_link: false,
            in_header_cell: false,
        }
    }

    fn head(&mut self) {
        self.out.push_str(concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
            "<!DOCTYPE html>\n",
            "<html xmlns=\"http://www.w3.org/1999/xhtml\"",
            " xmlns:epub=\"http://www.idpf.org/2007/ops\"",
        ));
        let language = xml::language_tag(self.document.language.as_deref().unwrap_or_default());
        self.attribute("lang", &language);
        self.attribute("xml:lang", &language);
        if xml::is_right_to_left(&language) {
            self.attribute("dir", "rtl");
        }
        self.out
            .push_str(">\n<head>\n<meta charset=\"UTF-8\"/>\n<title>");
        let title = part::plain_title(self.document);
        self.text(&title);
        self.out.push_str("</title>\n");
        self.canonical();
        self.out.push_str("</head>\n<body>\n");
    }

    /// The permalink: what relative links are relative to, for who reads this again.
    fn canonical(&mut self) {
        if let Some(url) = self.anchors.page_href() {
            let url = url.to_owned();
            self.out.push_str("<link rel=\"canonical\"");
            self.attribute("href", &url);
            self.out.push_str("/>\n");
        }
    }

    /// The parts in the order of reading.
    fn chapter(&mut self, comments: CommentsMode) {
        let document = self.document;
        self.out
            .push_str("<section class=\"h-entry\" epub:type=\"chapter\" role=\"doc-chapter\">\n");
        self.title();
        if comments != CommentsMode::Only {
            let updates = document.updates.iter().map(|update| update.text.as_slice());
            self.heading_shift = shift(std::iter::once(document.body.as_slice()).chain(updates), 2);
            self.post();
        }
        if comments != CommentsMode::None {
            let mut bodies = Vec::new();
            comment_bodies(&document.comments.threads, &mut bodies);
            self.heading_shift = shift(bodies.into_iter(), 3);
            self.comments();
        }
        self.out.push_str("</section>\n");
    }

    fn post(&mut self) {
        let document = self.document;
        self.byline();
        self.photo();
        self.headline();
        self.dek();
        self.out.push_str("<div class=\"e-content\">\n");
        self.blocks(&document.body);
        self.out.push_str("</div>\n");
        self.read_more();
        self.source_links();
        self.updates();
        self.labels();
    }

    fn text(&mut self, text: &str) {
        xml::push_text(&mut self.out, text);
    }

    fn attribute(&mut self, name: &str, value: &str) {
        xml::push_pair(&mut self.out, name, value);
    }

    /// ` id="…"`, unless it stands somewhere already.
    fn id(&mut self, id: &str) {
        if self.written.insert(id.to_owned()) {
            self.attribute("id", id);
        }
    }

    /// `<tag>`, what `inside` writes, `</tag>`; `tag` may carry attributes of its own.
    fn element(&mut self, tag: &str, inside: impl FnOnce(&mut Self)) {
        self.out.push('<');
        self.out.push_str(tag);
        self.out.push('>');
        inside(self);
        let name = tag.split_once(' ').map_or(tag, |(name, _)| name);
        self.end(name);
    }

    /// `</name>`.
    fn end(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// Words inside a link where there is a target, the words alone where there is none.
    fn linked(&mut self, class: &str, href: Option<&str>, words: impl FnOnce(&mut Self)) {
        let name = if href.is_some() && !self.in_link {
            "a"
        } else {
            "span"
        };
        if name == "span" && class.is_empty() {
            return words(self);
        }
        self.out.push('<');
        self.out.push_str(name);
        if !class.is_empty() {
            self.attribute("class", class);
        }
        if let (Some(href), "a") = (href, name) {
            self.attribute("href", href);
        }
        self.out.push('>');
        let outer = self.in_link;
        self.in_link |= name == "a";
        words(self);
        self.in_link = outer;
        self.end(name);
    }
}

/// How far the headings in `parts` must move down so that none is above `floor`.
fn shift<'b>(parts: impl Iterator<Item = &'b [Block]>, floor: u8) -> u8 {
    let mut highest = floor;
    for part in parts {
        walk::blocks(part, &mut |block| {
            if let Block::Heading { level, .. } = block {
                highest = highest.min((*level).max(1));
            }
        });
    }
    floor - highest
}

fn comment_bodies<'b>(comments: &'b [Comment], bodies: &mut Vec<&'b [Block]>) {
    for comment in comments {
        bodies.push(&comment.body);
        comment_bodies(&comment.replies, bodies);
    }
}
