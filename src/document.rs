//! The document model: read this file first.
//!
//! One plain tree in the middle. Readers make it, passes rewrite it, writers print it. Fields are
//! public and owned, so a [`Document`] may cross threads and live as long as it likes.
//!
//! # Conventions that every reader and writer keeps
//!
//! * Text is what a reader would see: entities are decoded, runs of white space are one space,
//!   and a block's inline content neither begins nor ends with white space or a line break.
//! * Fields that a page can mark up (`title`, `dek`, caption text) are inlines; names, outlets and
//!   the texts of collected links are plain strings.
//! * Times are RFC 3339 with the offset that the page gave (`2014-06-12T09:30:00-07:00`); a local
//!   time whose zone the page does not tell has no offset (`2014-06-12T09:30:00`); a bare date
//!   (`2014-06-12`) where it gave no more. Nothing is invented: an age in weeks or months ("5
//!   months ago") gives the month (`2014-01`), one in years the year (`2011`) that lies so far
//!   before the day on which the page was saved, and nothing where that is not known.
//! * URLs are absolute where the page's own address is known. The address of an archive's copy is
//!   unwrapped to the original's.
//! * Nesting is bounded (see [`crate::read::MAX_CONTENT_DEPTH`] and
//!   [`crate::read::MAX_THREAD_DEPTH`]), so that plain recursion over a document is safe.

use serde::{Deserialize, Serialize};

use crate::note::Note;

mod content;

pub use content::{
    Alignment, Block, Cell, Definition, EmbedKind, Footnote, Image, Inline, ListItem, Row,
};

/// The version of the JSON form, [`Document::format`].
pub const FORMAT: u32 = 1;

/// One post: what was written, who wrote it and what was said below it.
///
/// The order of the fields is the order of the keys in JSON, which is a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The version of this form: 1.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 1)))]
    pub format: u32,
    /// Where the post came from.
    pub source: Source,
    /// The post's own title on the page, without the blog's name.
    pub title: Vec<Inline>,
    /// Who wrote the post; several names are joined with `, `.
    pub author: Option<Author>,
    /// When the post was published: RFC 3339, less the offset or the time where the page gave
    /// none.
    pub published: Option<String>,
    /// When the post was last changed, where the page tells; as `published`.
    pub updated: Option<String>,
    /// Labels, tags and categories in the page's order, each once.
    pub labels: Vec<String>,
    /// BCP 47 (`en`, `pt-BR`, `zh-Hant`).
    pub language: Option<String>,
    /// The lead photo with its caption.
    pub caption: Option<Caption>,
    /// The story's headline: on a link blog the linked headline inside the post, else the title.
    pub headline: Option<Headline>,
    /// The standfirst under the headline.
    pub dek: Option<Vec<Inline>>,
    /// The post itself, less what the fields around it hold.
    pub body: Vec<Block>,
    /// The link that continues the excerpt at its source ("Read more ....").
    pub read_more: Option<TextLink>,
    /// Lists of further sources ("More News On …").
    pub source_links: Vec<SourceGroup>,
    /// Update notes in the order of the page.
    pub updates: Vec<Update>,
    /// What was said below the post.
    pub comments: Comments,
    /// What was dropped, guessed, repaired or found missing.
    pub notes: Vec<Note>,
}

impl Default for Document {
    fn default() -> Self {
        Self {
            format: FORMAT,
            source: Source::default(),
            title: Vec::new(),
            author: None,
            published: None,
            updated: None,
            labels: Vec::new(),
            language: None,
            caption: None,
            headline: None,
            dek: None,
            body: Vec::new(),
            read_more: None,
            source_links: Vec::new(),
            updates: Vec::new(),
            comments: Comments::default(),
            notes: Vec::new(),
        }
    }
}

/// Where a document came from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The post's permalink, or else the address that the page was saved from.
    pub url: Option<String>,
    /// The name of the profile that read the page: `blogger`, `wordpress`, … `generic`.
    pub platform: Option<String>,
    /// What the page was found in: `html`, `text`, ….
    pub container: Option<String>,
    /// The input's file name, without its folder.
    pub file: Option<String>,
    /// When the page was saved or captured, where the copy tells.
    pub saved_at: Option<String>,
    /// The character encoding that was used, by its WHATWG name (`UTF-8`, `windows-1252`).
    pub charset: Option<String>,
}

/// A person or a group that wrote something.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Author {
    /// The name as shown, without "By" or "Posted by".
    pub name: String,
    /// The author's own page.
    pub url: Option<String>,
}

/// The lead photo of a post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Caption {
    /// The photo; null where only its caption was in the file.
    pub image: Option<Image>,
    /// The caption, with its credit: the words as they stood.
    pub text: Vec<Inline>,
    /// The part of the caption that names photographer and agency: `REUTERS/Jane Roe`.
    pub credit: Option<String>,
}

/// The headline of the story that a post tells or quotes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Headline {
    /// The headline without its outlet.
    pub text: String,
    /// The story's address.
    pub url: Option<String>,
    /// The newspaper, agency or site that published it.
    pub outlet: Option<String>,
}

/// A link with a plain text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TextLink {
    /// The link's text as it stood.
    pub text: String,
    /// Its target.
    pub url: String,
}

/// A heading and the sources below it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SourceGroup {
    /// The heading as it stood ("More News On The Elections").
    pub heading: Option<String>,
    /// The sources in order.
    pub links: Vec<SourceLink>,
}

/// One source: "Title -- Author Name, Outlet".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SourceLink {
    /// The title of the source.
    pub title: String,
    /// Its address; null where the page gave none.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
}

/// A note that was added to the post later.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Update {
    /// The label as it stood, without its colon: `Update`, `UPDATE II`, `Edited to add`.
    pub label: String,
    /// The day that the label names, where it names one.
    pub date: Option<String>,
    /// What was added, without the label.
    pub text: Vec<Block>,
}

/// What was said below a post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Comments {
    /// The number of comments that the page claims; null where it claims none.
    pub declared: Option<u32>,
    /// Top-level comments in the page's order, each with its replies.
    pub threads: Vec<Comment>,
}

/// One comment and the replies to it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Comment {
    /// The platform's id of the comment.
    pub id: Option<String>,
    /// Comment, pingback or trackback.
    #[serde(default)]
    pub kind: CommentKind,
    /// Who wrote it; null where the page does not tell.
    pub author: Option<CommentAuthor>,
    /// When it was written.
    pub published: Option<String>,
    /// What was written.
    pub body: Vec<Block>,
    /// True for a placeholder of a comment that was removed: the replies keep their parent.
    pub deleted: bool,
    /// Replies in the page's order.
    pub replies: Vec<Comment>,
}

/// What kind of comment it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CommentKind {
    /// Written by a person.
    #[default]
    Comment,
    /// Left by another blog that linked here (XML-RPC pingback).
    Pingback,
    /// Left by another blog that linked here (trackback).
    Trackback,
}

/// Who wrote a comment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CommentAuthor {
    /// The name as shown.
    pub name: String,
    /// The commenter's profile or site.
    pub url: Option<String>,
    /// True where the page marks the commenter as the post's author or the blog's owner.
    pub is_owner: bool,
}
