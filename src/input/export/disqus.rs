//! Disqus: the comments of a blog without its posts.
//!
//! The file has threads first, each with the address of a page, then the comments, each with its
//! thread. One page may have several threads (`http` and `https`, an address from before the blog
//! moved): who joins comments to posts compares addresses, not threads.

use encoding_rs::Encoding;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::error::Error;
use crate::input::export::record::Reading;
use crate::input::export::xml::{self, Element, Record};
use crate::input::export::{
    Blog, Bytes, Comment, Context, Entry, Export, Form, Head, Kind, Place, Post, PostKey, Status,
    bad, record, root,
};
use crate::note::{Note, NoteKind};
use crate::read::date::{self, DateOrder};

/// The row in the table of forms.
pub(super) const FORM: Form = Form {
    name: "disqus",
    is,
    open,
};

/// What the scan does not need to hold.
const WITHOUT: &[&str] = &["message", "email", "ipAddress"];

fn is(head: &Head<'_>) -> bool {
    root::name(head.text) == Some("disqus")
}

fn open(bytes: Bytes, context: &Context) -> Result<Box<dyn Export>, Error> {
    let head = bytes.read(0, 1024)?;
    Ok(Box::new(Disqus {
        encoding: xml::encoding(&head),
        limit: context.limits.bytes,
        bytes,
    }))
}

struct Disqus {
    bytes: Bytes,
    encoding: &'static Encoding,
    /// Bytes of an entry.
    limit: u64,
}

/// What the scan remembers on its way.
#[derive(Default)]
struct Seen {
    /// The addresses of threads by their ids; none for a thread without one.
    threads: FxHashMap<String, Option<Box<str>>>,
    addresses: FxHashSet<Box<str>>,
    removed: usize,
}

impl Export for Disqus {
    fn scan(&self, found: &mut dyn FnMut(Entry) -> Result<(), Error>) -> Result<Blog, Error> {
        let mut seen = Seen::default();
        let mut last = 0;
        xml::records_of(&self.bytes, &["thread", "post"], self.limit, |record| {
            last = record.range.end;
            found(self.entry(&record, &mut seen))
        })?;
        let mut blog = Blog::default();
        let tail = self.bytes.read(last, 1 << 16)?;
        if memchr::memmem::find(&tail, b"</disqus").is_none() {
            let message = "the file ends in the middle: what came after it is not there";
            blog.notes
                .push(Note::new(NoteKind::Missing, "export.end", message));
        }
        if seen.removed > 0 {
            let message = format!(
                "the words of {} removed comments are left out; their places are kept",
                seen.removed
            );
            blog.notes.push(Note::new(
                NoteKind::Dropped,
                "export.disqus.removed",
                message,
            ));
        }
        Ok(blog)
    }

    fn post(&self, _: Place) -> Result<Post, Error> {
        Err(bad("Disqus keeps comments, not posts"))
    }

    fn comment(&self, place: Place) -> Result<Comment, Error> {
        record::element(&self.bytes, place, self.encoding).map(|element| read_comment(&element))
    }
}

impl Disqus {
    fn entry(&self, record: &Record<'_>, seen: &mut Seen) -> Entry {
        let reading = Reading {
            encoding: self.encoding,
            limit: self.limit,
            without: WITHOUT,
        };
        reading.entry(record, |element, place| match element.name.as_str() {
            "thread" => thread(element, place, seen),
            _ => comment(element, place, seen),
        })
    }
}

/// A thread is no post: what is to be known of it is its address.
fn thread(element: &Element, place: Place, seen: &mut Seen) -> Entry {
    let mut entry = Entry::new(Kind::Other, place);
    entry.url = address(element);
    entry.title = Some(match element.value("title") {
        Some(title) => format!("thread: {title}"),
        None => "thread".to_owned(),
    });
    entry.published = time(element);
    let link: Option<Box<str>> = entry.url.as_deref().map(Into::into);
    entry.reason = match &link {
        None => Some("it has no address".to_owned()),
        Some(link) if !seen.addresses.insert(link.clone()) => {
            Some("another thread has the same address".to_owned())
        }
        Some(_) => None,
    };
    entry.id = id(element);
    if let Some(id) = &entry.id {
        seen.threads.insert(id.clone(), link);
    }
    entry
}

fn comment(element: &Element, place: Place, seen: &mut Seen) -> Entry {
    let mut entry = Entry::new(Kind::Comment, place);
    entry.id = id(element);
    entry.published = time(element);
    entry.status = if is_true(element, "isSpam") {
        Status::Spam
    } else if element.value("isApproved") == Some("false") {
        Status::Draft
    } else {
        Status::Public
    };
    seen.removed += usize::from(is_true(element, "isDeleted"));
    let thread = element.child("thread").and_then(id);
    match thread.and_then(|thread| seen.threads.get(&thread)) {
        Some(Some(link)) => entry.post = Some(PostKey::Url(link.to_string())),
        Some(None) => entry.reason = Some("its thread has no address".to_owned()),
        None => entry.reason = Some("its thread is not in the file".to_owned()),
    }
    entry
}

/// `dsq:id`, whatever stands for `dsq`.
fn id(element: &Element) -> Option<String> {
    let mut attributes = element.attributes.iter();
    let (_, value) = attributes.find(|(name, _)| name == "dsq:id" || name.ends_with(":id"))?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// The address of a thread: its link, or what the page named it by where that is an address.
fn address(element: &Element) -> Option<String> {
    let name = element.value("id").filter(|id| id.starts_with("http"));
    element.value("link").or(name).map(str::to_owned)
}

fn time(element: &Element) -> Option<String> {
    date::parse(element.value("createdAt")?, DateOrder::Unknown, None)
}

fn is_true(element: &Element, name: &str) -> bool {
    element.value(name) == Some("true")
}

fn read_comment(element: &Element) -> Comment {
    let mut comment = Comment {
        id: id(element),
        reply_to: element.child("parent").and_then(id),
        published: time(element),
        deleted: is_true(element, "isDeleted"),
        ..Comment::default()
    };
    // What was removed is not published again, although the file still has it.
    if comment.deleted {
        return comment;
    }
    let message = element.child("message");
    comment.content = message.map_or_else(String::new, |message| message.text.clone());
    if let Some(author) = element.child("author") {
        comment.author = author
            .value("name")
            .or_else(|| author.value("username"))
            .map(str::to_owned);
        comment.author_url = author
            .value("link")
            .map(str::to_owned)
            .or_else(|| profile(author));
    }
    comment
}

/// The page that Disqus shows of a user.
fn profile(author: &Element) -> Option<String> {
    let name = author.value("username")?;
    let is_plain = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    (is_plain && !is_true(author, "isAnonymous")).then(|| format!("https://disqus.com/by/{name}/"))
}
