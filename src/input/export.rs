//! Exports: files in which a platform hands over a whole blog.
//!
//! An export is read twice. [`Export::scan`] goes through it once, in its own order, and tells of
//! every entry what is needed to plan by: what it is, whose comment it is, where it is to be found
//! again. [`Export::post`] and [`Export::comment`] then read single entries, in any order and on
//! any thread, so that a blog never has to fit into memory although in some exports all comments
//! stand behind all posts.
//!
//! A form of export is a row of [`FORMS`] and one file; it is recognised by content, never by name.

use std::path::Path;

use url::Url;

use crate::error::{Error, ErrorKind};
use crate::input::Limits;
use crate::note::Note;

mod blogger;
mod blogger_api;
pub mod bytes;
mod commento;
mod disqus;
mod ghost;
mod json;
mod labels;
mod livejournal;
pub(crate) mod markup;
mod medium;
mod movable_type;
mod neighbours;
mod record;
mod root;
mod substack;
mod table;
mod tumblr;
mod wix;
mod wordpress;
pub mod xml;

pub use bytes::Bytes;
pub use neighbours::Neighbours;

/// A form of export: how it is recognised, and how it is opened.
pub struct Form {
    /// The name of the form, as [`crate::document::Source::container`] has it.
    pub name: &'static str,
    /// Whether a file is of this form: told by its first bytes.
    pub is: fn(&Head<'_>) -> bool,
    /// Opens it. Small forms are read whole, large ones stay in their file.
    pub open: Open,
}

/// Opens a file of one form.
pub type Open = fn(Bytes, &Context) -> Result<Box<dyn Export>, Error>;

/// All forms of export. The first that recognises a file reads it.
pub const FORMS: &[Form] = &[
    blogger::FORM,
    wordpress::FORM,
    movable_type::FORM,
    disqus::FORM,
    ghost::FORM,
    substack::FORM,
    wix::FORM,
    livejournal::FORM,
    tumblr::XML,
    tumblr::JSON,
    blogger_api::FORM,
    commento::FORM,
    medium::FORM,
    wordpress::FEED,
];

/// The beginning of a file.
#[derive(Debug, Clone, Copy)]
pub struct Head<'a> {
    /// The first bytes: up to 64 KiB.
    pub bytes: &'a [u8],
    /// The same as text; what is no UTF-8 is replaced.
    pub text: &'a str,
    /// The file's name, for a form without any mark of its own (a CSV file's neighbours).
    pub path: &'a Path,
}

/// What reading an export depends on besides its bytes.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The blog's address, for exports that name only paths.
    pub base_url: Option<String>,
    /// What an entry may cost: [`Limits::bytes`] holds for each.
    pub limits: Limits,
    /// How many threads a scan may use; none counts as one.
    pub threads: usize,
    /// The files beside the export, for forms that keep bodies in files of their own.
    pub neighbours: Neighbours,
}

/// A file in which a platform handed over a blog.
pub trait Export: Send + Sync {
    /// Tells every entry in the order of the file, those that are not taken as well. An entry that
    /// is broken is told as [`Kind::Broken`] and does not stop the others.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] where the file cannot be read on; whatever `found`
    /// answers.
    fn scan(&self, found: &mut dyn FnMut(Entry) -> Result<(), Error>) -> Result<Blog, Error>;

    /// Reads a post or a page that the scan told of.
    ///
    /// # Errors
    ///
    /// As of [`Export::scan`], and [`ErrorKind::BadExport`] for an
    /// entry that is broken.
    fn post(&self, place: Place) -> Result<Post, Error>;

    /// Reads a comment that the scan told of. A form without comments tells of none.
    ///
    /// # Errors
    ///
    /// As of [`Export::post`].
    fn comment(&self, _place: Place) -> Result<Comment, Error> {
        Err(bad("an export of this form holds no comments"))
    }
}

/// Where an entry stands in its export. What the numbers count is the form's own business: bytes
/// in a large file, places in a list for one that was read whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Where it begins.
    pub start: u64,
    /// How long it is.
    pub len: u32,
}

/// What an export says of the blog as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Blog {
    /// The blog's name.
    pub title: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
    /// What was repaired or left out on the way through the file.
    pub notes: Vec<Note>,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A post of the blog.
    Post,
    /// A page beside the posts ("About").
    Page,
    /// A comment on a post.
    Comment,
    /// A file of the blog's library.
    Attachment,
    /// Settings, a template, a menu entry, …: no content.
    Other,
    /// What could not be read.
    Broken,
}

/// Whether the public saw an entry.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Status {
    /// It is public.
    #[default]
    Public,
    /// Not published yet, or waiting for approval.
    Draft,
    /// Only for some readers, or behind a password.
    Private,
    /// To be published later.
    Scheduled,
    /// Thrown away.
    Trashed,
    /// Recognised as spam.
    Spam,
}

/// An entry as the scan sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Who may see it.
    pub status: Status,
    /// The platform's id: of a post or a comment, unique in its export.
    pub id: Option<String>,
    /// Of a comment, which post it belongs to.
    pub post: Option<PostKey>,
    /// The permalink; of an attachment, the file's address.
    pub url: Option<String>,
    /// The last part of the permalink, where the export has it apart.
    pub slug: Option<String>,
    /// The title as plain text; of what is not content, what it is ("template").
    pub title: Option<String>,
    /// When it was published, as [`crate::document::Document::published`].
    pub published: Option<String>,
    /// Where it stands.
    pub place: Place,
    /// Why it is not taken, where it is not, or what is odd about it: one line.
    pub reason: Option<String>,
}

/// How a comment names its post.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PostKey {
    /// By the platform's id.
    Id(String),
    /// By the post's address (Disqus).
    Url(String),
    /// It stands inside the entry of a post that begins there.
    Inside(u64),
}

impl Entry {
    /// An entry of which nothing is known but its place.
    pub fn new(kind: Kind, place: Place) -> Self {
        Self {
            kind,
            status: Status::Public,
            id: None,
            post: None,
            url: None,
            slug: None,
            title: None,
            published: None,
            place,
            reason: None,
        }
    }
}

/// A post as its export has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Post {
    /// The platform's id.
    pub id: Option<String>,
    /// The permalink.
    pub url: Option<String>,
    /// The title as HTML: characters and entities, rarely tags.
    pub title: String,
    /// Who wrote it; several names are joined with `, `.
    pub author: Option<String>,
    /// The author's own page.
    pub author_url: Option<String>,
    /// As [`crate::document::Document::published`].
    pub published: Option<String>,
    /// As [`crate::document::Document::updated`].
    pub updated: Option<String>,
    /// Labels, tags and categories, each once.
    pub labels: Vec<String>,
    /// BCP 47.
    pub language: Option<String>,
    /// The standfirst as HTML: an excerpt that the author wrote.
    pub dek: Option<String>,
    /// The address of the lead image.
    pub image: Option<String>,
    /// What the lead image shows, for those who do not see it.
    pub image_alt: String,
    /// The caption of the lead image as HTML.
    pub image_caption: Option<String>,
    /// The content as HTML, with the paragraphs that the platform would have made and without its
    /// short codes.
    pub content: String,
    /// What was dropped, guessed or repaired.
    pub notes: Vec<Note>,
}

/// A comment as its export has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Comment {
    /// The platform's id.
    pub id: Option<String>,
    /// The id of the comment that it answers.
    pub reply_to: Option<String>,
    /// Comment, pingback or trackback.
    pub kind: crate::document::CommentKind,
    /// The commenter's name.
    pub author: Option<String>,
    /// The commenter's profile or site.
    pub author_url: Option<String>,
    /// True where the export marks the commenter as the post's author.
    pub is_owner: bool,
    /// As [`crate::document::Comment::published`].
    pub published: Option<String>,
    /// What was written, as HTML.
    pub content: String,
    /// True for a placeholder of a comment that was removed.
    pub deleted: bool,
    /// What was dropped, guessed or repaired.
    pub notes: Vec<Note>,
}

/// The error of an entry that cannot be read.
pub(crate) fn bad(words: impl Into<String>) -> Error {
    Error::new(ErrorKind::BadExport(words.into()), "")
}

/// An address that an export gives as a path, behind the blog's own.
fn resolved(base_url: Option<&str>, path: &str) -> Option<String> {
    let base = Url::parse(base_url?).ok()?;
    base.join(path).ok().map(String::from)
}

/// The form of export that a file is in; none where it is something else.
pub fn form(head: &Head<'_>) -> Option<&'static Form> {
    FORMS.iter().find(|form| (form.is)(head))
}
