//! Movable Type, and `TypePad`, which took its form over: a text file of entries.
//!
//! ```text
//! AUTHOR: Odalys Brandt
//! TITLE: The ferry
//! STATUS: Publish
//! CONVERT BREAKS: __default__
//! DATE: 06/12/2014 09:30:00 AM
//! -----
//! BODY:
//! The ferry came back at noon.
//! -----
//! COMMENT:
//! AUTHOR: Jori
//! DATE: 06/12/2014 10:00:00 AM
//! At last.
//! -----
//! --------
//! ```
//!
//! Comments have neither an id nor a parent: where a comment stands is its id. Times have no zone.

use encoding_rs::{Encoding, UTF_8};

use crate::document::CommentKind;
use crate::error::Error;
use crate::input::charset;
use crate::input::export::{
    Blog, Bytes, Comment, Context, Entry, Export, Form, Head, Kind, Place, Post, PostKey, bad,
    markup,
};
use crate::note::{Note, NoteKind};
use fields::Fields;
use split::{Piece, Section};

mod fields;
mod split;

/// The row in the table of forms.
pub(super) const FORM: Form = Form {
    name: "movable_type",
    is,
    open,
};

/// How much of what is not ASCII is looked at for the charset.
const SAMPLE: usize = 1 << 20;

fn is(head: &Head<'_>) -> bool {
    let text = head.text.trim_start_matches('\u{feff}').trim_start();
    let first = text.lines().next().unwrap_or_default();
    let begins = first
        .split_once(':')
        .is_some_and(|(name, _)| split::FIELDS.contains(&name));
    begins && split::sections(text.as_bytes()).len() > 1
}

fn open(bytes: Bytes, context: &Context) -> Result<Box<dyn Export>, Error> {
    Ok(Box::new(MovableType {
        encoding: charset::of_sample(&sample(&bytes)?),
        limit: context.limits.bytes,
        bytes,
    }))
}

/// What of a file tells its charset: up to a mebibyte of its parts that are not ASCII.
fn sample(bytes: &Bytes) -> Result<Vec<u8>, Error> {
    const PART: usize = 1 << 14;
    let mut sample = Vec::new();
    let mut at = 0;
    while sample.len() < SAMPLE {
        let part = bytes.read(at, PART)?;
        at += part.len() as u64;
        if part.is_empty() {
            break;
        }
        if !part.is_ascii() {
            sample.extend_from_slice(&part);
        }
    }
    Ok(sample)
}

struct MovableType {
    bytes: Bytes,
    encoding: &'static Encoding,
    /// Bytes of an entry.
    limit: u64,
}

impl Export for MovableType {
    fn scan(&self, found: &mut dyn FnMut(Entry) -> Result<(), Error>) -> Result<Blog, Error> {
        let mut blog = Blog::default();
        let mut is_closed = true;
        let mut addresses = 0;
        split::entries(&self.bytes, self.limit, |piece| {
            is_closed = piece.is_closed;
            self.tell(&piece, &mut addresses, found)
        })?;
        if !is_closed {
            let message = "the file ends without the line that ends an entry";
            blog.notes
                .push(Note::new(NoteKind::Missing, "export.end", message));
        }
        if addresses > 0 {
            let message = format!(
                "e-mail and IP addresses of the writers of {addresses} comments are left out"
            );
            blog.notes
                .push(Note::new(NoteKind::Dropped, "export.private", message));
        }
        Ok(blog)
    }

    fn post(&self, place: Place) -> Result<Post, Error> {
        let bytes = self.bytes.read(place.start, place.len as usize)?;
        let sections = split::sections(&bytes);
        let mut notes = Vec::new();
        let mut part = |name| self.joined(&bytes, &sections, name, &mut notes);
        let (head, body, extended) = (part(""), part("BODY"), part("EXTENDED BODY"));
        let (excerpt, keywords) = (part("EXCERPT"), part("KEYWORDS"));
        let (fields, others) = Fields::of_entry(&head);
        if !fields.is_entry() {
            return Err(bad("no field that an entry begins with"));
        }
        note_others(&others, &mut notes);
        let breaks = fields.value("CONVERT BREAKS");
        let mut content = converted(&body, breaks, &mut notes);
        content.push_str(&converted(&extended, breaks, &mut notes));
        let title = fields.value("TITLE").unwrap_or_default();
        let title = mended(title, 2, &mut notes);
        Ok(Post {
            url: fields.value("UNIQUE URL").map(str::to_owned),
            title,
            author: fields.value("AUTHOR").map(markup::plain),
            author_url: fields.value("AUTHOR URL").map(str::to_owned),
            published: fields.date(),
            labels: fields.labels(&keywords),
            dek: (!excerpt.trim().is_empty()).then_some(excerpt),
            image: fields.value("IMAGE").map(str::to_owned),
            content,
            notes,
            ..Post::default()
        })
    }

    fn comment(&self, place: Place) -> Result<Comment, Error> {
        let bytes = self.bytes.read(place.start, place.len as usize)?;
        let mut notes = Vec::new();
        let text = self.decode(&bytes, &mut notes);
        let (name, text) = text.split_once('\n').unwrap_or((&text, ""));
        let is_ping = name.trim_end() == "PING:";
        let (fields, text) = Fields::of_comment(text);
        let name = if is_ping { "BLOG NAME" } else { "AUTHOR" };
        let mut content = markup::paragraphs(&mended(text, 2, &mut notes));
        if let Some(title) = fields.value("TITLE") {
            content.insert_str(0, &format!("<p><strong>{title}</strong></p>\n"));
        }
        Ok(Comment {
            id: Some(comment_id(place)),
            kind: if is_ping {
                CommentKind::Trackback
            } else {
                CommentKind::Comment
            },
            author: fields.value(name).map(markup::plain),
            author_url: fields.value("URL").map(str::to_owned),
            published: fields.date(),
            content,
            notes,
            ..Comment::default()
        })
    }
}

impl MovableType {
    /// Tells of an entry and of the comments in it.
    fn tell(
        &self,
        piece: &Piece,
        addresses: &mut usize,
        found: &mut dyn FnMut(Entry) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let place = place(piece.range.start, piece.range.end - piece.range.start);
        if piece.is_too_long {
            let mut entry = Entry::new(Kind::Broken, place);
            entry.reason = Some(format!("longer than {} bytes", self.limit));
            return found(entry);
        }
        let sections = split::sections(&piece.bytes);
        found(self.describe(piece, &sections, place))?;
        let comments = sections
            .iter()
            .filter(|section| matches!(section.name, "COMMENT" | "PING"));
        for section in comments {
            let start = piece.range.start + section.range.start as u64;
            let bytes = &piece.bytes[section.range.clone()];
            let text = self.decode(bytes, &mut Vec::new());
            let (fields, _) = Fields::of_comment(after_name(&text));
            let is_private = fields.value("EMAIL").or(fields.value("IP")).is_some();
            *addresses += usize::from(is_private);
            let mut entry = Entry::new(Kind::Comment, self::place(start, bytes.len() as u64));
            entry.id = Some(comment_id(entry.place));
            entry.post = Some(PostKey::Inside(place.start));
            entry.published = fields.date();
            found(entry)?;
        }
        Ok(())
    }

    fn describe(&self, piece: &Piece, sections: &[Section], place: Place) -> Entry {
        let head = self.joined(&piece.bytes, sections, "", &mut Vec::new());
        let (fields, _) = Fields::of_entry(&head);
        let mut entry = Entry::new(Kind::Post, place);
        if !fields.is_entry() {
            entry.kind = Kind::Broken;
            entry.reason = Some("no field that an entry begins with".to_owned());
            return entry;
        }
        (entry.status, entry.reason) = fields.status();
        if !piece.is_closed && !split::is_complete(&piece.bytes) {
            entry.reason = Some("the file ends in the middle of it".to_owned());
        }
        entry.url = fields.value("UNIQUE URL").map(str::to_owned);
        entry.slug = fields.value("BASENAME").map(str::to_owned);
        entry.title = fields.value("TITLE").map(markup::plain);
        entry.published = fields.date();
        entry
    }

    /// The text of all sections of a name, without the lines that hold it.
    fn joined(
        &self,
        entry: &[u8],
        sections: &[Section],
        name: &str,
        notes: &mut Vec<Note>,
    ) -> String {
        let mut out = String::new();
        for section in sections.iter().filter(|section| section.name == name) {
            let text = self.decode(&entry[section.range.clone()], notes);
            let text = if name.is_empty() {
                text.as_str()
            } else {
                after_name(&text)
            };
            if !out.is_empty() {
                out.push_str("\n\n");
            }
            out.push_str(text);
        }
        out
    }

    /// Exports of blogs that changed their charset are of both: what is UTF-8 is read as such.
    fn decode(&self, bytes: &[u8], notes: &mut Vec<Note>) -> String {
        let may_be_utf8 = self.encoding == UTF_8 || self.encoding.is_single_byte();
        if may_be_utf8 && let Ok(text) = std::str::from_utf8(bytes) {
            return text.to_owned();
        }
        if self.encoding != UTF_8 {
            let (text, _) = self.encoding.decode_without_bom_handling(bytes);
            note_once(
                notes,
                NoteKind::Guessed,
                "input.charset",
                &format!("no charset declared: read as {}", self.encoding.name()),
            );
            return text.into_owned();
        }
        let decoded = charset::undeclared(bytes);
        for note in decoded.notes {
            note_once(notes, note.kind, &note.rule, &note.message);
        }
        decoded.text.into_owned()
    }
}

fn note_once(notes: &mut Vec<Note>, kind: NoteKind, rule: &str, message: &str) {
    if !notes
        .iter()
        .any(|note| note.rule == rule && note.message == message)
    {
        notes.push(Note::new(kind, rule, message));
    }
}

fn place(start: u64, len: u64) -> Place {
    Place {
        start,
        len: u32::try_from(len).unwrap_or(u32::MAX),
    }
}

/// The export gives no ids: where a comment stands names it.
fn comment_id(place: Place) -> String {
    format!("c{}", place.start)
}

/// A section without the line that holds its name.
fn after_name(section: &str) -> &str {
    section.split_once('\n').map_or("", |(_, text)| text)
}

/// Lines among the fields that are none of those that are known are not lost silently.
fn note_others(others: &[&str], notes: &mut Vec<Note>) {
    if others.is_empty() {
        return;
    }
    let message = format!("{} lines among the fields are not known", others.len());
    let words = others.join("; ");
    notes.push(Note::dropped("export.movable_type.field", message, words));
}

/// How the text of an entry becomes HTML.
enum Breaks {
    /// It is HTML.
    Html,
    /// Paragraphs are made of line breaks.
    Paragraphs,
    Markdown,
    /// A markup that is not read: its text is kept.
    Unknown,
}

/// The names of filters; of a name that goes on, the beginning.
const BREAKS: &[(&str, Breaks)] = &[
    ("0", Breaks::Html),
    ("none", Breaks::Html),
    ("richtext", Breaks::Html),
    ("wysiwyg", Breaks::Html),
    ("1", Breaks::Paragraphs),
    ("__default__", Breaks::Paragraphs),
    ("convert_breaks", Breaks::Paragraphs),
    ("markdown", Breaks::Markdown),
];

fn converted(text: &str, breaks: Option<&str>, notes: &mut Vec<Note>) -> String {
    if text.trim().is_empty() {
        return String::new();
    }
    let text = mended(text, 3, notes);
    let filter = breaks.map_or_else(
        || guessed(&text),
        |name| {
            let row = BREAKS
                .iter()
                .find(|(known, _)| name.starts_with(known) && !known.is_empty());
            row.map_or(&Breaks::Unknown, |(_, breaks)| breaks)
        },
    );
    match filter {
        Breaks::Html => text,
        Breaks::Paragraphs => markup::paragraphs(&text),
        Breaks::Markdown => markup::markdown(&text),
        Breaks::Unknown => {
            let name = breaks.unwrap_or_default();
            let message =
                format!("written in {name}, which is not read: its marks stand in the text");
            note_once(
                notes,
                NoteKind::Guessed,
                "export.movable_type.breaks",
                &message,
            );
            markup::paragraphs(&text)
        }
    }
}

/// Old exports do not tell: a text with paragraphs of its own needs no others.
fn guessed(text: &str) -> &'static Breaks {
    let has = |tag: &str| text.contains(tag) || text.contains(&tag.to_ascii_uppercase());
    if has("<p>") || has("<p ") || has("<br") {
        &Breaks::Html
    } else {
        &Breaks::Paragraphs
    }
}

/// Undoes what was escaped again and again: `&amp;amp;amp;lt;` is `&lt;`. From `times` on it is no
/// text about HTML any more.
fn mended(text: &str, times: usize, notes: &mut Vec<Note>) -> String {
    const AMP: &str = "amp;";
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut count = 0_usize;
    while let Some((before, behind)) = rest.split_once('&') {
        out.push_str(before);
        let mut tail = behind;
        let mut seen = 0;
        while let Some(next) = tail.strip_prefix(AMP) {
            tail = next;
            seen += 1;
        }
        if seen >= times {
            count += 1;
            out.push_str(if begins_reference(tail) { "&" } else { "&amp;" });
            rest = tail;
        } else {
            out.push('&');
            rest = behind;
        }
    }
    out.push_str(rest);
    if count > 0 {
        let message = "characters that were escaped several times were read as what they are";
        note_once(
            notes,
            NoteKind::Repaired,
            "export.movable_type.escapes",
            message,
        );
    }
    out
}

fn begins_reference(text: &str) -> bool {
    const NAMES: &[&str] = &["lt;", "gt;", "quot;", "apos;", "nbsp;"];
    let number = text.strip_prefix('#').and_then(|rest| rest.split_once(';'));
    NAMES.iter().any(|name| text.starts_with(name))
        || number.is_some_and(|(digits, _)| {
            (1..=7).contains(&digits.len())
                && digits.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_escaped_again_and_again_is_mended_and_told() {
        let mut notes = Vec::new();
        let text = mended(
            "a &amp;amp;amp;lt; b &amp;amp;amp;amp; c &amp;amp; d &lt;",
            3,
            &mut notes,
        );
        assert_eq!(text, "a &lt; b &amp; c &amp;amp; d &lt;");
        assert_eq!(notes.len(), 1);
    }

    #[test]
    fn markdown_becomes_html_and_textile_is_told() {
        let mut notes = Vec::new();
        let html = converted("A *word*.", Some("markdown_with_smartypants"), &mut notes);
        assert_eq!(html, "<p>A <em>word</em>.</p>\n");
        assert!(notes.is_empty());
        let html = converted("A _word_.", Some("textile_2"), &mut notes);
        assert_eq!(html, "<p>A _word_.</p>\n");
        assert_eq!(notes[0].rule, "export.movable_type.breaks");
    }
}
