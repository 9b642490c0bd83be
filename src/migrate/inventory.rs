//! What the inputs hold: posts and comments with their places, nothing read yet.

use std::hash::{DefaultHasher, Hasher as _};
use std::sync::{Arc, Mutex};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::Document;
use crate::input::export::{Blog, Entry, Export, Kind, Place, PostKey, Status};
use crate::migrate::files::InputFile;
use crate::migrate::identity;
use crate::migrate::ledger::{Outcome, Record};
use crate::migrate::moved::Moved;

/// Everything that a run has found.
#[derive(Default)]
pub struct Inventory {
    /// All input files.
    pub files: Vec<InputFile>,
    /// The exports among them.
    pub exports: Vec<Opened>,
    /// Posts and pages in the order of the inputs.
    pub items: Vec<Item>,
    /// Comments in the order of the inputs.
    pub comments: Vec<CommentRef>,
    /// Files that are neither exports nor pages, and what they seem to be.
    pub leftovers: Vec<(usize, &'static str)>,
    /// Addresses that have changed.
    pub moved: Moved,
    /// The addresses that comments name, by their keys: of posts that may not be there.
    pub answered: FxHashMap<u64, String>,
    /// The keys of posts that are there, by the platform's ids.
    pub known: FxHashSet<u64>,
    /// The keys of posts that were thrown away.
    pub trashed: FxHashSet<u64>,
    /// The names of files that exports have read beside them.
    pub neighbours: Arc<Mutex<FxHashSet<String>>>,
    /// What the inputs say of the blog: the first that says something counts.
    pub blog: Blog,
}

/// An export that is open.
pub struct Opened {
    /// Its place in [`Inventory::files`].
    pub file: usize,
    /// The name of its form.
    pub form: &'static str,
    /// What reads its entries.
    pub export: Arc<dyn Export>,
}

/// A post that was found, or a further copy of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Where it is.
    pub origin: Origin,
    /// A page beside the posts.
    pub is_page: bool,
    /// Not public.
    pub is_draft: bool,
    /// The platform's id.
    pub id: Option<String>,
    /// The permalink.
    pub url: Option<String>,
    /// The last part of the permalink, where the platform has it apart.
    pub slug: Option<String>,
    /// The title as plain text.
    pub title: String,
    /// As [`Document::published`].
    pub published: Option<String>,
}

/// Where a post is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// In an export.
    Entry {
        /// Its place in [`Inventory::exports`].
        export: u32,
        /// Its place in that.
        place: Place,
    },
    /// A saved page.
    Page {
        /// Its place in [`Inventory::files`].
        file: u32,
        /// Where its document waits; none where the page was not read again, because it is the
        /// same as in the last run.
        spooled: Option<Place>,
    },
    /// Nowhere: only its comments are in the inputs.
    Missing,
}

/// A comment of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommentRef {
    /// The post that it names, as [`post_key`] has it; where it names none, a number that all such
    /// comments of its export have.
    pub post: u64,
    /// The address that it has itself, as [`url_key`] has it: its post's, where that is there as a
    /// page only; zero where it has none.
    pub url: u64,
    /// Its place in [`Inventory::exports`].
    pub export: u32,
    /// Its place in that.
    pub place: Place,
}

impl Inventory {
    /// Takes an entry that a scan told of, or says in a record why not.
    pub fn take(&mut self, export: usize, entry: Entry) -> Option<Record> {
        let number = u32::try_from(export).expect("there are fewer exports than that");
        let reason = why_not(&entry);
        self.remember(export, &entry);
        let is_taken = reason.is_none();
        match entry.kind {
            Kind::Post | Kind::Page if is_taken => {
                self.items.push(item(number, entry));
                None
            }
            Kind::Comment if is_taken => {
                let comment = self.comment(export, number, &entry);
                self.comments.push(comment);
                None
            }
            _ => Some(self.left_out(export, &entry, reason)),
        }
    }

    /// A number for where an address is now; none for what is no address of a page.
    pub fn url_key(&self, url: &str) -> Option<u64> {
        url_key(url).map(|key| self.moved.key(key))
    }

    /// Remembers what is needed to know later why a comment has no post.
    fn remember(&mut self, export: usize, entry: &Entry) {
        match (entry.kind, entry.status) {
            (Kind::Post | Kind::Page, Status::Trashed) => {
                let form = self.exports[export].form;
                let id = entry.id.clone().map(PostKey::Id);
                let inside = Some(PostKey::Inside(entry.place.start));
                let keys = id.into_iter().chain(inside);
                self.trashed
                    .extend(keys.map(|key| post_key(export, form, &key)));
            }
            (Kind::Post | Kind::Page, _) => {
                let form = self.exports[export].form;
                let id = entry.id.clone().map(PostKey::Id);
                self.known.extend(id.map(|id| post_key(export, form, &id)));
            }
            _ => {}
        }
    }

    /// Where a comment is, and whose it is. Its address is looked at only where its post was not
    /// told of before: in most exports it was.
    fn comment(&mut self, export: usize, number: u32, entry: &Entry) -> CommentRef {
        let form = self.exports[export].form;
        let post = entry.post.as_ref().map_or_else(
            || key(&("nowhere", export)),
            |post| post_key(export, form, post),
        );
        let url = about(entry).filter(|_| !self.known.contains(&post));
        let url_key = url.and_then(|url| self.url_key(url)).unwrap_or(0);
        if let Some(url) = url.filter(|_| url_key != 0) {
            let url = url.split(['?', '#']).next().unwrap_or(url);
            self.answered
                .entry(url_key)
                .or_insert_with(|| url.to_owned());
        }
        CommentRef {
            post,
            url: url_key,
            export: number,
            place: entry.place,
        }
    }

    fn left_out(&self, export: usize, entry: &Entry, reason: Option<String>) -> Record {
        let is_broken = entry.kind == Kind::Broken;
        Record {
            input: self.label(self.exports[export].file).to_owned(),
            entry: Some(entry_name(entry.id.as_deref(), entry.place)),
            kind: kind_name(entry).to_owned(),
            status: Some(if is_broken {
                Outcome::Failed
            } else {
                Outcome::Skipped
            }),
            reason: reason.or_else(|| entry.reason.clone()),
            title: entry.title.clone().filter(|_| entry.kind != Kind::Other),
            url: entry.url.clone(),
            published: entry.published.clone(),
            ..Record::default()
        }
    }

    /// The name of an input file.
    pub fn label(&self, file: usize) -> &str {
        &self.files[file].label
    }

    /// Keeps what is said of the blog, where nothing was said before.
    pub fn take_blog(&mut self, blog: Blog) {
        self.blog.title = self.blog.title.take().or(blog.title);
        self.blog.url = self.blog.url.take().or(blog.url);
        self.blog.language = self.blog.language.take().or(blog.language);
    }
}

/// The address of the post that a comment is about: the comment's own, less what chooses the
/// comment.
fn about(entry: &Entry) -> Option<&str> {
    let named = match &entry.post {
        Some(PostKey::Url(url)) => Some(url.as_str()),
        _ => None,
    };
    entry.url.as_deref().or(named)
}

/// Why an entry is left out; none where it is taken.
fn why_not(entry: &Entry) -> Option<String> {
    let words = match (entry.kind, entry.status) {
        (Kind::Other, _) => entry.title.as_deref().unwrap_or("no content"),
        (Kind::Attachment, _) => "a file of the blog's library: it is taken where a post shows it",
        (Kind::Broken, _) => return entry.reason.clone(),
        (_, Status::Trashed) => "it was thrown away on the old blog",
        (_, Status::Spam) => "spam",
        (Kind::Comment, Status::Draft) => "it was waiting for approval on the old blog",
        (Kind::Comment, Status::Private | Status::Scheduled) => "it was not public on the old blog",
        _ => return None,
    };
    Some(words.to_owned())
}

fn kind_name(entry: &Entry) -> &str {
    match entry.kind {
        Kind::Post => "post",
        Kind::Page => "page",
        Kind::Comment => "comment",
        Kind::Attachment => "attachment",
        Kind::Other => "other",
        Kind::Broken => "broken",
    }
}

/// How the ledger calls an entry.
pub fn entry_name(id: Option<&str>, place: Place) -> String {
    id.map_or_else(|| format!("@{}", place.start), str::to_owned)
}

fn item(export: u32, entry: Entry) -> Item {
    Item {
        is_page: entry.kind == Kind::Page,
        is_draft: entry.status != Status::Public,
        id: entry.id,
        url: entry.url,
        slug: entry.slug,
        title: entry.title.unwrap_or_default(),
        published: entry.published,
        origin: Origin::Entry {
            export,
            place: entry.place,
        },
    }
}

/// The item of a saved page.
pub fn page_item(file: usize, document: &Document, spooled: Option<Place>) -> Item {
    Item {
        origin: Origin::Page {
            file: u32::try_from(file).expect("there are fewer files than that"),
            spooled,
        },
        is_page: is_page(document),
        is_draft: false,
        id: None,
        url: document.source.url.clone(),
        slug: None,
        title: crate::walk::plain_text(&document.title),
        published: document.published.clone(),
    }
}

/// Blogger has its pages under `/p/`.
fn is_page(document: &Document) -> bool {
    let path = document.source.url.as_deref().and_then(|url| {
        let url = url::Url::parse(url).ok()?;
        Some(url.path().starts_with("/p/"))
    });
    document.source.platform.as_deref() == Some("blogger") && path == Some(true)
}

/// A number for what names a post. An id of twelve digits and more is unique over all blogs of a
/// platform; a shorter one only in its own export.
pub fn post_key(export: usize, form: &str, post: &PostKey) -> u64 {
    match post {
        PostKey::Id(id) if id.len() >= 12 => key(&("id", form, id)),
        PostKey::Id(id) => key(&("id in", export, id)),
        PostKey::Url(url) => url_key(url).unwrap_or(0),
        PostKey::Inside(start) => key(&("inside", export, start)),
    }
}

/// A number for an address; none for what is no address of a page.
pub fn url_key(url: &str) -> Option<u64> {
    identity::key(url).map(|address| address_key(&address))
}

/// A number for an address as [`identity::key`] has it.
pub(super) fn address_key(address: &str) -> u64 {
    key(&("url", address))
}

/// Of 64 bits: two of a million are the same by chance once in thirty million blogs.
pub fn key(value: &impl std::hash::Hash) -> u64 {
    // The hasher without a random beginning: it counts the same on every run.
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
