//! `LiveJournal` and the sites that run its code: the monthly export (`livejournal/entry`), the
//! export of comments (`livejournal/comments/comment` with the number of its entry), and files of
//! programs that save a page with its comments (`entrypage/entry` and comments in comments).

use std::collections::BTreeMap;

use encoding_rs::Encoding;
use memchr::memmem;

use crate::error::Error;
use crate::input::export::record::Reading;
use crate::input::export::xml::{self, Element, Record};
use crate::input::export::{
    Blog, Bytes, Comment, Context, Entry, Export, Form, Head, Kind, Place, Post, PostKey, Status,
    labels, markup, record, root,
};
use crate::note::{Note, NoteKind};
use crate::read::date::{self, DateOrder};

/// The row in the table of forms.
pub(super) const FORM: Form = Form {
    name: "livejournal",
    is,
    open,
};

/// How deep comments in comments are followed.
const MAX_DEPTH: usize = 64;

/// What the scan does not need to hold.
const WITHOUT: &[&str] = &["event", "text", "body"];

fn is(head: &Head<'_>) -> bool {
    matches!(root::name(head.text), Some("livejournal" | "entrypage"))
}

fn open(bytes: Bytes, context: &Context) -> Result<Box<dyn Export>, Error> {
    let head = bytes.read(0, 1024)?;
    Ok(Box::new(LiveJournal {
        encoding: xml::encoding(&head),
        base_url: context.base_url.clone(),
        limit: context.limits.bytes,
        nested: nested(&bytes, context.limits.bytes)?,
        bytes,
    }))
}

struct LiveJournal {
    bytes: Bytes,
    encoding: &'static Encoding,
    base_url: Option<String>,
    /// Bytes of an entry.
    limit: u64,
    nested: Nested,
}

/// Comments in comments, by where they begin.
#[derive(Default)]
struct Nested {
    inner: BTreeMap<u64, Inner>,
    too_deep: usize,
}

/// A comment in a comment.
struct Inner {
    len: u64,
    /// The id of the comment that it stands in.
    parent: String,
}

/// Follows comments into comments.
fn nested(bytes: &Bytes, limit: u64) -> Result<Nested, Error> {
    let mut nested = Nested::default();
    // Where a comment begins, its bytes, and how deep it stands.
    let mut open: Vec<(u64, Vec<u8>, usize)> = Vec::new();
    xml::records(bytes, "comment", limit, |record| {
        open.push((record.range.start, record.bytes.to_vec(), 0));
        while let Some((start, outer, depth)) = open.pop() {
            let Some((id, inside)) = parted(&outer) else {
                continue;
            };
            if memmem::find(&outer[inside..], b"<comment").is_none() {
                continue;
            }
            if depth == MAX_DEPTH {
                nested.too_deep += 1;
                continue;
            }
            let base = start + inside as u64;
            let inner = Bytes::Memory(outer[inside..].into());
            xml::records::<std::io::Error>(&inner, "comment", limit, |record| {
                let at = base + record.range.start;
                let inner = Inner {
                    len: record.range.end - record.range.start,
                    parent: id.clone(),
                };
                nested.inner.insert(at, inner);
                open.push((at, record.bytes.to_vec(), depth + 1));
                Ok(())
            })?;
        }
        Ok::<(), std::io::Error>(())
    })?;
    Ok(nested)
}

/// A comment's id, and where its start tag ends.
fn parted(comment: &[u8]) -> Option<(String, usize)> {
    let end = memchr::memchr(b'>', comment)? + 1;
    let tag = xml::parse(&comment[..end], encoding_rs::UTF_8, &[]).ok()?;
    Some((tag.attribute("id").unwrap_or_default().to_owned(), end))
}

impl Export for LiveJournal {
    fn scan(&self, found: &mut dyn FnMut(Entry) -> Result<(), Error>) -> Result<Blog, Error> {
        let mut post = None;
        xml::records_of(&self.bytes, &["entry", "comment"], self.limit, |record| {
            let entry = self.entry(&record, post);
            if entry.kind == Kind::Post {
                post = Some(entry.place.start);
            }
            let outer = (entry.kind == Kind::Comment).then_some(entry.place);
            found(entry)?;
            outer.map_or(Ok(()), |place| self.tell_inner(place, post, found))
        })?;
        let mut blog = Blog {
            url: self.base_url.clone(),
            ..Blog::default()
        };
        if self.nested.too_deep > 0 {
            let message = format!(
                "the answers to {} comments are nested too deep and are not read",
                self.nested.too_deep
            );
            let rule = "export.livejournal.depth";
            blog.notes.push(Note::new(NoteKind::Dropped, rule, message));
        }
        Ok(blog)
    }

    fn post(&self, place: Place) -> Result<Post, Error> {
        let element = self.element(place)?;
        let mut notes = Vec::new();
        if let (_, Some(reason)) = status(&element) {
            notes.push(Note::new(
                NoteKind::Chosen,
                "export.livejournal.security",
                reason,
            ));
        }
        for name in ["current_mood", "current_music"] {
            if let Some(words) = element.value(name) {
                let message = format!("the entry's {}", name.replace('_', " "));
                notes.push(Note::dropped("export.livejournal.props", message, words));
            }
        }
        Ok(Post {
            id: element.value("itemid").map(str::to_owned),
            url: element.value("url").map(str::to_owned),
            title: element.value("subject").unwrap_or_default().to_owned(),
            author: first(&element, &["user", "poster"]).map(str::to_owned),
            published: time(&element),
            labels: labels(&element),
            content: content(first(&element, &["event", "text", "body"]).unwrap_or_default()),
            notes,
            ..Post::default()
        })
    }

    fn comment(&self, place: Place) -> Result<Comment, Error> {
        let element = self.element(place)?;
        let parent = element
            .attribute("parentid")
            .or_else(|| element.value("parentid"));
        let parent = parent.filter(|id| !id.is_empty() && *id != "0");
        let outer = self.nested.inner.get(&place.start);
        let author = first(&element, &["user", "poster", "author"]);
        let state = element.attribute("state").or(element.value("state"));
        let mut html = content(first(&element, &["body", "text"]).unwrap_or_default());
        if let Some(subject) = element.value("subject") {
            html.insert_str(0, &format!("<p><strong>{subject}</strong></p>\n"));
        }
        Ok(Comment {
            id: id(&element),
            reply_to: parent
                .map(str::to_owned)
                .or_else(|| outer.map(|inner| inner.parent.clone())),
            author: author.map(str::to_owned),
            published: time(&element),
            deleted: state == Some("D"),
            content: html,
            ..Comment::default()
        })
    }
}

impl LiveJournal {
    fn element(&self, place: Place) -> Result<Element, Error> {
        record::element(&self.bytes, place, self.encoding)
    }

    fn entry(&self, record: &Record<'_>, post: Option<u64>) -> Entry {
        let reading = Reading {
            encoding: self.encoding,
            limit: self.limit,
            without: WITHOUT,
        };
        reading.entry(record, |element, place| match element.name.as_str() {
            "entry" => describe(element, place),
            _ => describe_comment(element, place, post),
        })
    }

    /// Tells of the comments in a comment.
    fn tell_inner(
        &self,
        outer: Place,
        post: Option<u64>,
        found: &mut dyn FnMut(Entry) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let end = outer.start + u64::from(outer.len);
        for (start, inner) in self.nested.inner.range(outer.start..end) {
            let len = usize::try_from(inner.len).unwrap_or(usize::MAX);
            let bytes = self.bytes.read(*start, len)?;
            let record = Record {
                range: *start..*start + inner.len,
                bytes: &bytes,
                is_whole: true,
            };
            found(self.entry(&record, post))?;
        }
        Ok(())
    }
}

fn describe(element: &Element, place: Place) -> Entry {
    let mut entry = Entry::new(Kind::Post, place);
    (entry.status, entry.reason) = status(element);
    entry.id = element.value("itemid").map(str::to_owned);
    entry.url = element.value("url").map(str::to_owned);
    entry.title = element.value("subject").map(markup::plain);
    entry.published = time(element);
    entry
}

fn describe_comment(element: &Element, place: Place, post: Option<u64>) -> Entry {
    let mut entry = Entry::new(Kind::Comment, place);
    entry.id = id(element);
    entry.published = time(element);
    let number = element
        .attribute("jitemid")
        .or_else(|| element.value("jitemid"));
    let number = number.map(|number| PostKey::Id(number.to_owned()));
    entry.post = number.or(post.map(PostKey::Inside));
    if entry.post.is_none() {
        entry.reason = Some("nothing tells which entry it belongs to".to_owned());
    }
    // Screened by the journal's owner: only the two of them see it.
    let state = element.attribute("state").or(element.value("state"));
    if state == Some("S") {
        entry.status = Status::Private;
    }
    entry
}

fn first<'a>(element: &'a Element, names: &[&str]) -> Option<&'a str> {
    names.iter().find_map(|name| element.value(name))
}

fn id(element: &Element) -> Option<String> {
    let id = element.attribute("id").or(element.value("id"))?;
    (!id.is_empty()).then(|| id.to_owned())
}

fn time(element: &Element) -> Option<String> {
    let time = first(element, &["eventtime", "date", "logtime", "time"])?;
    date::parse(time, DateOrder::Unknown, None)
}

fn labels(element: &Element) -> Vec<String> {
    let list = first(element, &["taglist", "tags"]).unwrap_or_default();
    labels::each_once(list.split(','))
}

/// Who may see the entry, and what is odd about that.
fn status(element: &Element) -> (Status, Option<String>) {
    match element.value("security") {
        None | Some("public") => (Status::Public, None),
        Some("private") => (Status::Private, Some("only for its writer".to_owned())),
        Some(_) => (Status::Private, Some("only for friends".to_owned())),
    }
}

/// Tags of the site's own that only fold a text.
const TAGS: &[&str] = &[
    "<lj-cut", "</lj-cut", "<lj-raw", "</lj-raw", "<cut", "</cut",
];

/// An entry's text as HTML: line ends break lines, and the site's own tags are resolved.
fn content(text: &str) -> String {
    let mut html = users(text);
    for tag in TAGS {
        html = without_tag(&html, tag);
    }
    let has_breaks = ["<br", "<p>", "<p "].iter().any(|tag| html.contains(tag));
    if has_breaks {
        html
    } else {
        markup::paragraphs(&html)
    }
}

/// Takes out tags that begin so; what is between them stays.
fn without_tag(html: &str, tag: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, behind)) = rest.split_once(tag) {
        let Some((_, after)) = behind.split_once('>') else {
            break;
        };
        out.push_str(before);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// `<lj user="jori">` is a link to a journal, and shows its name.
fn users(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, behind)) = rest.split_once("<lj ") {
        let Some((tag, after)) = behind.split_once('>') else {
            break;
        };
        out.push_str(before);
        let name = tag.split_once('=').map_or("", |(_, name)| name);
        let name: String = name
            .trim_matches(['"', '\'', ' ', '/'])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
            .collect();
        let host = name.replace('_', "-");
        out += &journal(&host, &name);
        rest = after.strip_prefix("</lj>").unwrap_or(after);
    }
    out.push_str(rest);
    out
}

fn journal(host: &str, name: &str) -> String {
    format!("<a href=\"https://{host}.livejournal.com/\">{name}</a>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sites_own_tags_are_resolved() {
        let html = content("By <lj user=\"jori_k\" />.\n<lj-cut text=\"more\">Fog.</lj-cut>");
        assert_eq!(
            html,
            "<p>By <a href=\"https://jori-k.livejournal.com/\">jori_k</a>.<br>\nFog.</p>\n"
        );
    }
}
