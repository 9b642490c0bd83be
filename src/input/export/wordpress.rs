//! WordPress: exports (WXR 1.0 to 1.2), which are RSS with further elements, and plain RSS 2.0.
//!
//! | of an item | where it stands |
//! |---|---|
//! | kind | `wp:post_type` (`item`) |
//! | status | `wp:status`, `wp:post_password` |
//! | address | `link`, behind the blog's address where it is a path |
//! | time | `wp:post_date` and `wp:post_date_gmt`: local, with what lies between (`time`) |
//! | author | `dc:creator`, by the list of `wp:author` (`channel`) |
//! | labels | `category` |
//! | content | `content:encoded`: text whose paragraphs are to be made (`autop`), with short codes (`shortcode`) or in blocks (`blocks`) |
//! | lead image | the meta field `_thumbnail_id`, by the attachments (`library`) |
//! | comments | `wp:comment`, in the item (`comment`) |
//!
//! E-mail addresses, network addresses and passwords are never read.

use std::borrow::Cow;
use std::sync::OnceLock;

use encoding_rs::Encoding;
use percent_encoding::percent_decode_str;

use crate::error::Error;
use crate::input::export::xml::{self, Field, Record};
use crate::input::export::{
    Blog, Bytes, Comment, Context, Entry, Export, Form, Head, Kind, Place, Post, PostKey, Status,
    bad,
};
use crate::note::{Note, NoteKind};

use channel::Channel;
use item::Item;
use library::Library;

mod autop;
mod blocks;
mod channel;
mod clickable;
mod comment;
mod content;
mod embed;
mod item;
mod library;
mod markup;
mod name;
mod post;
mod shortcode;
mod time;

/// The row for exports in the table of forms.
pub(super) const FORM: Form = Form {
    name: "wordpress",
    is,
    open,
};

/// The row for feeds. They are RSS as well: it stands behind [`FORM`].
pub(super) const FEED: Form = Form {
    name: "rss",
    is: is_feed,
    open: open_feed,
};

const ITEM: &str = "item";

fn is(head: &Head<'_>) -> bool {
    let has = |words: &str| head.text.contains(words);
    is_rss(head.text) && (has("http://wordpress.org/export/") || has("<wp:"))
}

fn is_feed(head: &Head<'_>) -> bool {
    is_rss(head.text) && head.text.contains("<item")
}

/// Whether the first element is `rss`.
fn is_rss(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!") {
            ">"
        } else {
            return rest.starts_with("<rss");
        };
        let Some((_, behind)) = rest.split_once(end) else {
            return false;
        };
        rest = behind.trim_start();
    }
}

fn open(bytes: Bytes, context: &Context) -> Result<Box<dyn Export>, Error> {
    Ok(Box::new(WordPress::open(bytes, context, false)?))
}

fn open_feed(bytes: Bytes, context: &Context) -> Result<Box<dyn Export>, Error> {
    Ok(Box::new(WordPress::open(bytes, context, true)?))
}

struct WordPress {
    bytes: Bytes,
    encoding: &'static Encoding,
    /// Bytes of an item.
    limit: u64,
    channel: Channel,
    /// Filled by the first scan.
    library: OnceLock<Library>,
    /// Whether it is a feed: its content is finished HTML.
    is_feed: bool,
}

impl Export for WordPress {
    fn scan(&self, found: &mut dyn FnMut(Entry) -> Result<(), Error>) -> Result<Blog, Error> {
        let mut blog = self.channel.blog();
        let mut library = Library::default();
        let mut last = 0;
        xml::flat_records(&self.bytes, ITEM, self.limit, |record| {
            last = record.range.end;
            self.tell(&record, &mut library, found)
        })?;
        if !self.ends_well(last)? {
            let message = "the file ends in the middle: what came after it is not there";
            blog.notes
                .push(Note::new(NoteKind::Missing, "export.end", message));
        }
        // A second scan reads the same bytes and finds the same.
        let _ = self.library.set(library);
        Ok(blog)
    }

    fn post(&self, place: Place) -> Result<Post, Error> {
        let bytes = self.record(place)?;
        let item = Item::new(&bytes, &self.channel.names, self.encoding);
        Ok(self.read_post(&item))
    }

    fn comment(&self, place: Place) -> Result<Comment, Error> {
        let bytes = self.record(place)?;
        if self.is_feed {
            return Ok(self.feed_comment(&bytes));
        }
        let owner = self.library().author_around(place);
        Ok(comment::read(
            &bytes,
            &self.channel.names,
            self.encoding,
            owner,
        ))
    }
}

impl WordPress {
    fn open(bytes: Bytes, context: &Context, is_feed: bool) -> Result<Self, Error> {
        let encoding = xml::encoding(&bytes.read(0, 1024)?);
        Ok(Self {
            channel: Channel::read(&bytes, encoding, context)?,
            encoding,
            limit: context.limits.bytes.min(u64::from(u32::MAX)),
            bytes,
            library: OnceLock::new(),
            is_feed,
        })
    }

    /// What the scan noted; nothing before it.
    fn library(&self) -> &Library {
        static NOTHING: OnceLock<Library> = OnceLock::new();
        let nothing = || NOTHING.get_or_init(Library::default);
        self.library.get().unwrap_or_else(nothing)
    }

    /// The bytes of an item or a comment.
    fn record(&self, place: Place) -> Result<Vec<u8>, Error> {
        let bytes = self.bytes.read(place.start, place.len as usize)?;
        if bytes.is_empty() || u64::from(place.len) > self.limit {
            return Err(bad("there is nothing to be read"));
        }
        Ok(bytes)
    }

    fn ends_well(&self, last: u64) -> Result<bool, Error> {
        let tail = self.bytes.read(last, 1 << 16)?;
        Ok(memchr::memmem::find(&tail, b"</rss").is_some())
    }

    /// Tells an item and the comments in it.
    fn tell(
        &self,
        record: &Record<'_>,
        library: &mut Library,
        found: &mut dyn FnMut(Entry) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let start = record.range.start;
        let place = place(start, record.range.end - start);
        if record.bytes.is_empty() {
            let mut entry = Entry::new(Kind::Broken, place);
            entry.reason = Some(format!("longer than {} bytes", self.limit));
            return found(entry);
        }
        let item = Item::new(record.bytes, &self.channel.names, self.encoding);
        let mut entry = self.describe(&item, place);
        if !record.is_whole {
            mark_cut(&item, &mut entry);
        }
        self.note(&item, &entry, library);
        found(entry)?;
        for field in &item.comments {
            found(self.describe_comment(field, start))?;
        }
        Ok(())
    }

    fn describe(&self, item: &Item<'_>, place: Place) -> Entry {
        if self.is_feed
            && let Some(comment) = describe_feed_comment(item, place)
        {
            return comment;
        }
        let (kind, what, odd) = item.kind();
        let (status, reason) = item.status();
        let url = match kind {
            Kind::Attachment => item
                .value("wp:attachment_url")
                .map(|url| self.channel.resolve(&url)),
            _ => self.permalink(item, status),
        };
        Entry {
            kind,
            status,
            id: item.value("wp:post_id").or_else(|| self.feed_id(item)),
            post: None,
            slug: slug(item, url.as_deref()),
            url,
            title: what.or_else(|| item.value("title").map(|title| post::plain(&title))),
            published: item.published(),
            place,
            reason: odd.or(reason),
        }
    }

    /// The permalink. One by number is none for what was never published.
    fn permalink(&self, item: &Item<'_>, status: Status) -> Option<String> {
        let link = item.value("link")?;
        let by_number = ["?p=", "?page_id=", "?post_type=", "&p=", "preview=true"];
        let is_temporary = by_number.iter().any(|part| link.contains(part));
        let was_public = matches!(status, Status::Public | Status::Private | Status::Trashed);
        (was_public || !is_temporary).then(|| self.channel.resolve(&link))
    }

    /// Of a feed, what its items are known by.
    fn feed_id(&self, item: &Item<'_>) -> Option<String> {
        self.is_feed.then(|| item.value("guid")).flatten()
    }

    /// Keeps in mind what posts name by number.
    fn note(&self, item: &Item<'_>, entry: &Entry, library: &mut Library) {
        let id = || entry.id.as_deref()?.parse().ok();
        match entry.kind {
            Kind::Attachment => {
                if let Some(id) = id() {
                    library.add(id, item.number("wp:post_parent"), entry.place);
                }
            }
            Kind::Other if item.value("wp:post_type").as_deref() == Some("wp_block") => {
                if let Some(id) = id() {
                    library.add(id, None, entry.place);
                }
            }
            _ if !item.comments.is_empty() => {
                let creator = item.value("dc:creator");
                let author = creator.and_then(|login| self.channel.author_id(&login));
                // Zero is nobody: without it comments would be those of the post before.
                library.add_author(entry.place.start, author.unwrap_or_default());
            }
            _ => {}
        }
    }

    fn describe_comment(&self, field: &Field<'_>, start: u64) -> Entry {
        let place = place(start + field.start as u64, field.bytes.len() as u64);
        if !field.is_whole {
            return comment::cut(place, start);
        }
        let item = Item::new(field.bytes, &self.channel.names, self.encoding);
        comment::describe(&item, place, start)
    }

    fn feed_comment(&self, bytes: &[u8]) -> Comment {
        let item = Item::new(bytes, &self.channel.names, self.encoding);
        let name = if item.field("content:encoded").is_some() {
            "content:encoded"
        } else {
            "description"
        };
        let link = item.value("link");
        Comment {
            id: link.and_then(|link| Some(link.split_once("#comment-")?.1.to_owned())),
            author: item.value("dc:creator"),
            published: item.published(),
            content: item.text(name).0,
            ..Comment::default()
        }
    }
}

/// An item whose end is missing can be read as far as its content's end is there.
fn mark_cut(item: &Item<'_>, entry: &mut Entry) {
    let content = item.field("content:encoded");
    if !content.is_some_and(|content| content.is_whole) {
        entry.kind = Kind::Broken;
    }
    entry.reason = Some("its end is missing".to_owned());
}

/// An item of a feed of comments: its address leads to a comment on a page.
fn describe_feed_comment(item: &Item<'_>, place: Place) -> Option<Entry> {
    let link = item.value("link")?;
    let (page, id) = link.split_once("#comment-")?;
    let mut entry = Entry::new(Kind::Comment, place);
    entry.id = Some(id.to_owned());
    entry.post = Some(PostKey::Url(page.to_owned()));
    entry.published = item.published();
    entry.url = Some(link);
    Some(entry)
}

fn place(start: u64, len: u64) -> Place {
    Place {
        start,
        len: u32::try_from(len).unwrap_or(u32::MAX),
    }
}

/// The last part of the permalink: as it stands apart, or else in the address.
fn slug(item: &Item<'_>, url: Option<&str>) -> Option<String> {
    let told = item.value("wp:post_name");
    let path = || {
        let path = url?.split(['?', '#']).next()?;
        let (_, path) = path.split_once("://").unwrap_or(("", path));
        path.split_once('/').map(|(_, path)| path.to_owned())
    };
    let name = told.or_else(path)?;
    let last = name.trim_end_matches('/').rsplit('/').next()?;
    let slug = last.strip_suffix(".html").unwrap_or(last);
    // WordPress escapes what is not ASCII.
    let decoded = percent_decode_str(slug).decode_utf8();
    let decoded = decoded.unwrap_or(Cow::Borrowed(slug));
    (!decoded.is_empty()).then(|| decoded.into_owned())
}

#[cfg(test)]
mod tests;
