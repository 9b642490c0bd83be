//! Blogger: the backup of 2008 to 2024 and the feeds of a blog (Atom with kinds as categories),
//! and Takeout's `feed.atom` (Atom with the namespace `http://schemas.google.com/blogger/2018`).
//!
//! | | backup and feeds | Takeout |
//! |---|---|---|
//! | kind | `category[scheme$="#kind"]` | `blogger:type` |
//! | status | `app:control/app:draft` | `blogger:status`, `blogger:trashed` |
//! | address | `link[rel=alternate]` | `blogger:filename` and the blog's address |
//! | labels | `category[scheme="http://www.blogger.com/atom/ns#"]` | `category[scheme^="tag:blogger.com"]` |
//! | a comment's post | `thr:in-reply-to` | `blogger:parent` |
//! | the comment that it answers | `link[rel=related]` | `blogger:inReplyTo` |

use std::borrow::Cow;

use encoding_rs::Encoding;
use memchr::memmem;

use crate::error::Error;
use crate::input::export::record::{self, Reading};
use crate::input::export::xml::{self, Element, Record};
use crate::input::export::{
    Blog, Bytes, Comment, Context, Entry, Export, Form, Head, Kind, Place, Post, PostKey, Status,
    labels, markup, resolved,
};
use crate::note::{Note, NoteKind};
use crate::read::date::{self, DateOrder};

/// The row in the table of forms.
pub(super) const FORM: Form = Form {
    name: "blogger",
    is,
    open,
};

const ENTRY: &str = "entry";

/// What the scan does not need to hold.
const WITHOUT: &[&str] = &["content", "summary"];

fn is(head: &Head<'_>) -> bool {
    let has = |words: &str| head.text.contains(words);
    let is_atom = has("<feed") && has("http://www.w3.org/2005/Atom");
    let is_of_blogger = has("blogger.com") || has("schemas.google.com/blogger");
    // An entry that was taken out of an export by itself.
    let is_entry = head.text.trim_start().starts_with("<entry") && has("tag:blogger.com,");
    (is_atom && is_of_blogger) || is_entry
}

fn open(bytes: Bytes, context: &Context) -> Result<Box<dyn Export>, Error> {
    let head = bytes.read(0, 1024)?;
    Ok(Box::new(Blogger {
        encoding: xml::encoding(&head),
        base_url: context.base_url.clone(),
        limit: context.limits.bytes,
        threads: context.threads,
        bytes,
    }))
}

struct Blogger {
    bytes: Bytes,
    encoding: &'static Encoding,
    base_url: Option<String>,
    /// Bytes of an entry.
    limit: u64,
    threads: usize,
}

impl Export for Blogger {
    fn scan(&self, found: &mut dyn FnMut(Entry) -> Result<(), Error>) -> Result<Blog, Error> {
        let mut blog = self.blog()?;
        let (mut last, mut has_posts) = (0, false);
        let describe = |record: Record<'_>| (record.range.end, self.entry(&record));
        let file = xml::Source {
            bytes: &self.bytes,
            name: ENTRY,
            limit: self.limit,
        };
        xml::parsed_records(&file, self.threads, describe, |(end, entry)| {
            last = end;
            has_posts |= matches!(entry.kind, Kind::Post | Kind::Page);
            found(entry)
        })?;
        if !has_posts {
            // A feed of comments: its title is "Comments on" a post.
            blog.title = None;
        }
        if !self.ends_well(last)? {
            let message = "the file ends in the middle: what came after it is not there";
            blog.notes
                .push(Note::new(NoteKind::Missing, "export.end", message));
        }
        Ok(blog)
    }

    fn post(&self, place: Place) -> Result<Post, Error> {
        record::element(&self.bytes, place, self.encoding).map(|element| self.read_post(&element))
    }

    fn comment(&self, place: Place) -> Result<Comment, Error> {
        record::element(&self.bytes, place, self.encoding).map(|element| read_comment(&element))
    }
}

impl Blogger {
    /// What stands before the first entry.
    fn blog(&self) -> Result<Blog, Error> {
        let head = self.bytes.read(0, 1 << 16)?;
        let end = memchr::memmem::find(&head, b"<entry").unwrap_or(head.len());
        let start = memchr::memmem::find(&head[..end], b"<feed").unwrap_or(0);
        let Ok(feed) = xml::parse(&head[start..end], self.encoding, &[]) else {
            return Ok(Blog::default());
        };
        Ok(Blog {
            title: feed.value("title").map(str::to_owned),
            url: alternate(&feed).or_else(|| self.base_url.clone()),
            ..Blog::default()
        })
    }

    fn ends_well(&self, last: u64) -> Result<bool, Error> {
        let head = self.bytes.read(0, 1 << 16)?;
        let tail = self.bytes.read(last, 1 << 16)?;
        let holds = |part: &[u8], tag: &[u8]| memchr::memmem::find(part, tag).is_some();
        Ok(holds(&tail, b"</feed") || !holds(&head, b"<feed"))
    }

    fn entry(&self, record: &Record<'_>) -> Entry {
        let reading = Reading {
            encoding: self.encoding,
            limit: self.limit,
            without: WITHOUT,
        };
        let outline = without_content(record.bytes);
        let read = reading.read(&Record {
            range: record.range.clone(),
            bytes: &outline,
            is_whole: record.is_whole,
        });
        let mut entry = match &read.element {
            Some(element) => self.describe(element, read.place),
            None => Entry::new(Kind::Broken, read.place),
        };
        if read.problem.is_some() {
            entry.kind = Kind::Broken;
            entry.reason = read.problem;
        }
        entry
    }

    fn describe(&self, element: &Element, place: Place) -> Entry {
        let (kind, what) = kind(element);
        let url = self.address(element).or_else(|| answered(element));
        let post = (kind == Kind::Comment)
            .then(|| parent_post(element))
            .flatten();
        Entry {
            kind,
            status: status(element),
            id: element.value("id").map(number),
            post: post.map(PostKey::Id),
            slug: url.as_deref().and_then(slug),
            url,
            title: what.or_else(|| element.value("title").map(str::to_owned)),
            published: published(element, "published"),
            place,
            reason: None,
        }
    }

    /// The permalink: as it stands, or as a path behind the blog's address.
    fn address(&self, element: &Element) -> Option<String> {
        let path = element.value("blogger:filename");
        path.and_then(|path| resolved(self.base_url.as_deref(), path))
            .or_else(|| alternate(element))
            .or_else(|| path.map(str::to_owned))
    }

    fn read_post(&self, element: &Element) -> Post {
        let mut notes = Vec::new();
        let author = element.child("author");
        Post {
            id: element.value("id").map(number),
            url: self.address(element),
            title: title(element, &mut notes),
            author: author
                .and_then(|author| author.value("name"))
                .map(str::to_owned),
            author_url: author
                .and_then(|author| author.value("uri"))
                .map(str::to_owned),
            published: published(element, "published"),
            updated: published(element, "updated"),
            labels: labels(element),
            content: content(element),
            notes,
            ..Post::default()
        }
    }
}

/// An entry without what stands in its content, which is most of it: the scan does not need it.
fn without_content(entry: &[u8]) -> Cow<'_, [u8]> {
    let range = || {
        let start = memmem::find(entry, b"<content")?;
        let start = start + memchr::memchr(b'>', &entry[start..])? + 1;
        let end = memmem::rfind(entry, b"</content")?;
        (start < end).then_some((start, end))
    };
    match range() {
        Some((start, end)) => Cow::Owned([&entry[..start], &entry[end..]].concat()),
        None => Cow::Borrowed(entry),
    }
}

/// What an entry is; for what is no content, its name.
fn kind(element: &Element) -> (Kind, Option<String>) {
    let old = element.all("category").find_map(|category| {
        let scheme = category.attribute("scheme")?;
        let term = category.attribute("term")?;
        scheme
            .ends_with("#kind")
            .then(|| term.rsplit('#').next().unwrap_or(term))
    });
    let name = element.value("blogger:type").or(old);
    match name.map(str::to_ascii_lowercase).as_deref() {
        Some("post") => (Kind::Post, None),
        Some("page") => (Kind::Page, None),
        Some("comment") => (Kind::Comment, None),
        Some(other) => (Kind::Other, Some(other.to_owned())),
        // A feed without kinds: what answers something is a comment.
        None if element.child("thr:in-reply-to").is_some() => (Kind::Comment, None),
        None if element.value("id").is_some_and(|id| id.contains(".page-")) => (Kind::Page, None),
        None => (Kind::Post, None),
    }
}

fn status(element: &Element) -> Status {
    let is_draft = element
        .child("app:control")
        .and_then(|control| control.value("app:draft"))
        .is_some_and(|draft| draft.eq_ignore_ascii_case("yes"));
    if element.value("blogger:trashed").is_some() {
        return Status::Trashed;
    }
    match element.value("blogger:status") {
        Some("SOFT_TRASHED" | "TRASHED" | "DELETED") => Status::Trashed,
        Some("DRAFT" | "PENDING") => Status::Draft,
        Some("SCHEDULED") => Status::Scheduled,
        Some("SPAM" | "SPAMMED") => Status::Spam,
        // A removed comment keeps its place: its replies stand below it.
        _ if is_draft && !is_removed(element) => Status::Draft,
        _ => Status::Public,
    }
}

/// `tag:blogger.com,1999:blog-1.post-2` is 2.
fn number(id: &str) -> String {
    let last = id.rsplit(['-', '/']).next().unwrap_or(id);
    let is_number = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { last } else { id }.to_owned()
}

fn parent_post(element: &Element) -> Option<String> {
    let old = element
        .child("thr:in-reply-to")
        .and_then(|to| to.attribute("ref"));
    element.value("blogger:parent").or(old).map(number)
}

/// The address of the post that a comment is about.
fn answered(element: &Element) -> Option<String> {
    let to = element.child("thr:in-reply-to")?;
    to.attribute("href")
        .filter(|href| !href.is_empty())
        .map(str::to_owned)
}

fn parent_comment(element: &Element) -> Option<String> {
    let related = element
        .all("link")
        .find(|link| link.attribute("rel") == Some("related"))
        .and_then(|link| link.attribute("href"))
        .filter(|href| href.contains("/comments/default/"));
    element.value("blogger:inReplyTo").or(related).map(number)
}

fn alternate(element: &Element) -> Option<String> {
    let link = element
        .all("link")
        .find(|link| link.attribute("rel") == Some("alternate"))?;
    link.attribute("href")
        .filter(|href| !href.is_empty())
        .map(str::to_owned)
}

/// The last part of a permalink without its ending.
fn slug(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?;
    let last = path.trim_end_matches('/').rsplit('/').next()?;
    let slug = last.strip_suffix(".html").unwrap_or(last);
    (!slug.is_empty()).then(|| slug.to_owned())
}

/// The time as it stands, which is RFC 3339.
fn published(element: &Element, name: &str) -> Option<String> {
    date::parse(element.value(name)?, DateOrder::Unknown, None)
}

fn labels(element: &Element) -> Vec<String> {
    let categories = element.all("category").filter(|category| {
        let scheme = category.attribute("scheme").unwrap_or_default();
        scheme == "http://www.blogger.com/atom/ns#" || scheme.starts_with("tag:blogger.com")
    });
    labels::each_once(categories.filter_map(|category| category.attribute("term")))
}

/// Whether it stands for a comment that was removed.
fn is_removed(element: &Element) -> bool {
    let mut properties = element.all("gd:extendedProperty");
    properties.any(|property| property.attribute("name") == Some("blogger.contentRemoved"))
}

/// The title as HTML. Takeout escapes a title's characters twice, the older forms its text once.
fn title(element: &Element, notes: &mut Vec<Note>) -> String {
    let Some(title) = element.child("title") else {
        return String::new();
    };
    let text = title.text.trim();
    let is_html =
        title.attribute("type") == Some("html") || element.child("blogger:type").is_some();
    if is_html && text.contains('&') {
        let message = "the title's characters were escaped twice";
        notes.push(Note::new(
            NoteKind::Repaired,
            "export.blogger.title",
            message,
        ));
        return text.to_owned();
    }
    if is_html {
        text.to_owned()
    } else {
        markup::text(text)
    }
}

/// The content as HTML: escaped, as CDATA or as XHTML.
fn content(element: &Element) -> String {
    let found = element
        .child("content")
        .or_else(|| element.child("summary"));
    let Some(content) = found else {
        return String::new();
    };
    match content.attribute("type") {
        Some("text") => markup::text(&content.text).replace('\n', "<br>"),
        _ => content.text.clone(),
    }
}

fn read_comment(element: &Element) -> Comment {
    let author = element.child("author");
    Comment {
        id: element.value("id").map(number),
        reply_to: parent_comment(element),
        author: author
            .and_then(|author| author.value("name"))
            .map(str::to_owned),
        author_url: author
            .and_then(|author| author.value("uri"))
            .map(str::to_owned),
        published: published(element, "published"),
        content: content(element),
        deleted: is_removed(element),
        ..Comment::default()
    }
}
