//! Short codes: `[gallery ids="1,2"]`, `[caption]…[/caption]`.
//!
//! A word in brackets is a short code where its name is known, where it has a value with a key, or
//! where there is an end tag for it; `[sic]`, `[1]` and `[...]` are words. Those that nobody knows
//! are left out with a note, and what they enclose stays. Nothing is looked for in preformatted
//! text, in code, in scripts and within tags.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use memchr::{memchr2, memmem};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::note::Note;

use super::content::{Sources, dropped, missing};
use super::library::File;
use super::markup::{Markup, Scanner};
use known::{Call, Known};
use tag::{Attributes, Finder, Tag};

mod known;
mod player;
mod tag;

/// How deep short codes are looked for in one another.
const MAX_DEPTH: usize = 4;

/// Elements in which brackets are only brackets.
const VERBATIM: &[&str] = &[
    "pre", "code", "script", "style", "textarea", "kbd", "samp", "tt",
];

/// Makes HTML of the short codes of a post.
pub(super) struct Maker<'a> {
    sources: &'a Sources<'a>,
    pub(super) notes: Vec<Note>,
    /// The texts of footnotes.
    footnotes: Vec<String>,
    /// The tags that were left out, by their name.
    dropped: BTreeMap<String, Vec<String>>,
    depth: usize,
    /// Files that were asked for.
    files: FxHashMap<u64, Option<File>>,
    /// How much files may still add to the post, in bytes.
    room: usize,
    /// Whether there was no room for one.
    is_full: bool,
}

/// What is known of a text before its short codes are made.
struct Text<'t> {
    /// Where end tags stand, by their name.
    ends: FxHashMap<&'t str, Vec<usize>>,
    /// The names of unknown short codes that were begun.
    begun: FxHashSet<&'t str>,
    finder: Finder,
    scanner: Scanner,
}

impl<'a> Maker<'a> {
    pub(super) fn new(sources: &'a Sources<'a>) -> Self {
        Self {
            sources,
            notes: Vec::new(),
            footnotes: Vec::new(),
            dropped: BTreeMap::new(),
            depth: 0,
            files: FxHashMap::default(),
            room: MAX_ADDED,
            is_full: false,
        }
    }

    /// A file of the library, which is read once, while there is room for it.
    fn file(&mut self, number: u64) -> Option<File> {
        let read = || (self.sources.file)(number);
        let file = self.files.entry(number).or_insert_with(read).as_ref()?;
        // Its tags cost something as well.
        let cost = 64 + file.url.len() + file.alt.len() + file.caption.len();
        let file = file.clone();
        let left = self.room.checked_sub(cost);
        self.is_full |= left.is_none();
        self.room = left?;
        Some(file)
    }

    /// What is within a short code.
    fn expand_inner(&mut self, inner: &str) -> String {
        if self.depth >= MAX_DEPTH {
            return inner.to_owned();
        }
        self.depth += 1;
        let html = self.expand(inner);
        self.depth -= 1;
        html
    }

    /// The text with HTML in the place of its short codes.
    pub(super) fn expand(&mut self, content: &str) -> String {
        let mut out = String::with_capacity(content.len());
        let mut text = Text {
            ends: ends(content),
            begun: FxHashSet::default(),
            finder: Finder::default(),
            scanner: Scanner::default(),
        };
        let mut at = 0;
        while let Some(found) = memchr2(b'[', b'<', &content.as_bytes()[at..]) {
            out.push_str(&content[at..at + found]);
            at += found;
            let here = &content[at..];
            let len = if here.starts_with('<') {
                let len = markup_len(here, &mut text.scanner);
                out.push_str(&here[..len]);
                len
            } else {
                self.bracket(content, at, &mut text, &mut out)
            };
            at += len;
        }
        out.push_str(&content[at..]);
        out
    }

    /// Takes what begins at a `[`, and answers how much that is.
    fn bracket<'t>(
        &mut self,
        content: &'t str,
        at: usize,
        text: &mut Text<'t>,
        out: &mut String,
    ) -> usize {
        let here = &content[at..];
        if let Some(literal) = escaped(content, at, text) {
            out.push_str(&here[1..literal - 1]);
            return literal;
        }
        let Some(tag) = text.finder.tag(here) else {
            out.push('[');
            return 1;
        };
        if tag.is_end {
            return self.end(&tag, text, out);
        }
        let name = tag.name.to_ascii_lowercase();
        let inside = at + tag.text.len();
        let is_empty = tag.rest.ends_with('/') && !tag.rest.contains("://");
        let end = text.end_behind(tag.name, inside).filter(|_| !is_empty);
        let known = known::known(&name, end.is_some());
        if let Some(known) = known
            && let Some((html, len)) = self.make(known, &name, &tag, content, at, end)
        {
            out.push_str(&html);
            return len;
        }
        let attributes = Attributes::read(tag.rest);
        let counts = known.is_some_and(|known| !known.encloses)
            || known::is_filled(&name)
            || attributes.has_named()
            || end.is_some();
        if !counts {
            out.push('[');
            return 1;
        }
        text.begun.insert(tag.name);
        if known::is_box(&name) {
            out.push_str("\n\n");
        }
        self.leave_out(name, tag.text);
        tag.text.len()
    }

    /// The HTML of a known short code, and how much of the text it took.
    fn make(
        &mut self,
        known: &Known,
        name: &str,
        tag: &Tag<'_>,
        content: &str,
        at: usize,
        end: Option<usize>,
    ) -> Option<(String, usize)> {
        let inside = at + tag.text.len();
        let end = end.filter(|_| known.encloses);
        let call = Call {
            name,
            attributes: Attributes::read(tag.rest),
            inner: end.map(|end| &content[inside..end]),
        };
        let html = (known.make)(&call, self)?;
        // `[/name]` has three signs beside the name.
        let behind = end.map_or(inside, |end| end + tag.name.len() + 3);
        Some((html, behind - at))
    }

    /// An end tag that no short code took.
    fn end(&mut self, tag: &Tag<'_>, text: &Text<'_>, out: &mut String) -> usize {
        let name = tag.name.to_ascii_lowercase();
        if text.begun.contains(tag.name) {
            if known::is_box(&name) {
                out.push_str("\n\n");
            }
            return tag.text.len();
        }
        if known::known(&name, true).is_some() {
            self.leave_out(name, tag.text);
            return tag.text.len();
        }
        out.push('[');
        1
    }

    fn leave_out(&mut self, name: String, tag: &str) {
        let is_new = !self.dropped.contains_key(&name);
        let name = if is_new && self.dropped.len() >= MAX_NAMES {
            "…".to_owned()
        } else {
            name
        };
        let tags = self.dropped.entry(name).or_default();
        if !tags.iter().any(|known| known == tag) && tags.len() < MAX_TOLD {
            tags.push(tag.to_owned());
        }
    }

    /// A mark that leads to a footnote at the end of the post.
    fn footnote(&mut self, html: String) -> String {
        self.footnotes.push(html);
        let number = self.footnotes.len();
        format!("<sup><a href=\"#wp-fn-{number}\" id=\"wp-fnref-{number}\">{number}</a></sup>")
    }

    /// The footnotes, and what is to be noted.
    pub(super) fn finish(self) -> (String, Vec<Note>) {
        let mut html = String::new();
        for (place, footnote) in self.footnotes.iter().enumerate() {
            let number = place + 1;
            let _ = write!(html, "<li id=\"wp-fn-{number}\">{footnote}</li>");
        }
        if !html.is_empty() {
            html = format!("<ol>{html}</ol>");
        }
        let mut notes = self.notes;
        if self.is_full {
            let message = format!("files beyond {MAX_ADDED} bytes of tags were left out");
            notes.push(missing("gallery", message));
        }
        for (name, tags) in self.dropped {
            let message = format!("the short code “{name}” was left out");
            notes.push(dropped("shortcode", message, tags.join(" ")));
        }
        (html, notes)
    }
}

/// How many different tags of one name a note tells.
const MAX_TOLD: usize = 100;

/// How many names have a note of their own.
const MAX_NAMES: usize = 200;

/// How much files of the library may add to a post, in bytes: a few words can name very many.
const MAX_ADDED: usize = 8 << 20;

impl Text<'_> {
    /// The first end tag of this name behind a place.
    fn end_behind(&self, name: &str, at: usize) -> Option<usize> {
        let ends = self.ends.get(name)?;
        let next = ends.partition_point(|end| *end < at);
        ends.get(next).copied()
    }
}

/// Where the end tags of a text stand, by their name.
fn ends(content: &str) -> FxHashMap<&str, Vec<usize>> {
    let mut ends: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for at in memmem::find_iter(content.as_bytes(), b"[/") {
        let rest = &content[at + 2..];
        let len = rest
            .bytes()
            .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')));
        let Some(len) = len else { continue };
        if len > 0 && rest[len..].starts_with(']') {
            ends.entry(&rest[..len]).or_default().push(at);
        }
    }
    ends
}

/// How much of the text is markup in which no short code is looked for: a tag, a comment, or a whole
/// verbatim element.
fn markup_len(here: &str, scanner: &mut Scanner) -> usize {
    match scanner.markup(here) {
        Markup::Comment(text) => text.len(),
        Markup::End { tag, .. } => tag.len(),
        Markup::Start { name, tag } => {
            let is_verbatim = VERBATIM
                .iter()
                .any(|known| known.eq_ignore_ascii_case(name));
            let end = is_verbatim.then(|| scanner.end(here, name, tag)).flatten();
            end.unwrap_or(tag.len())
        }
        Markup::Sign => 1,
    }
}

/// The length of a short code that is only shown: `[[name]]`, `[[name]…[/name]]`. It loses its
/// outer brackets.
fn escaped(content: &str, at: usize, text: &mut Text<'_>) -> Option<usize> {
    let here = &content[at..];
    let inner = here.strip_prefix('[')?;
    if !inner.starts_with('[') {
        return None;
    }
    let tag = text.finder.tag(inner)?;
    let behind = 1 + tag.text.len();
    let end = text.end_behind(tag.name, at + behind);
    let name = tag.name.to_ascii_lowercase();
    let is_code = known::known(&name, true).is_some()
        || known::is_filled(&name)
        || Attributes::read(tag.rest).has_named();
    if here[behind..].starts_with(']') {
        return is_code.then_some(behind + 1);
    }
    let end = end? + tag.name.len() + 3;
    content[end..].starts_with(']').then(|| end + 1 - at)
}

#[cfg(test)]
mod tests;
