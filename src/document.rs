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
//!   (`2014-06-12`) where it gave no more. Nothing is invented.
//! * URLs are absolute where the page's own address is known. The address of an archive's copy is
//!   unwrapped to the original's.
//! * Nesting is bounded (see [`crate::read::MAX_CONTENT_DEPTH`] and
//!   [`crate::read::MAX_THREAD_DEPTH`]), so that plain recursion over a document is safe.

use serde::{Deserialize, Serialize};

use crate::note::Note;

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
    /// When the post was published.
    pub published: Option<String>,
    /// When the post was last changed, where the page tells.
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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
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

/// A picture.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Image {
    /// The file that the page showed.
    pub url: String,
    /// The text that stands for the picture; empty where the page gave none.
    pub alt: String,
    /// The tooltip.
    pub title: Option<String>,
    /// Width in CSS pixels, as given.
    pub width: Option<u32>,
    /// Height in CSS pixels, as given.
    pub height: Option<u32>,
    /// In a figure or caption: where the picture linked to, often its full-size file. An inline
    /// picture that links is an [`Inline::Link`] around an [`Inline::Image`] instead.
    pub link: Option<String>,
}

/// A block of content. Each variant names the HTML it comes from and the Markdown it becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Block {
    /// `<p>`, text between `<br><br>`, a `<div>` of text. A paragraph in Markdown.
    Paragraph {
        /// Never empty.
        content: Vec<Inline>,
    },
    /// `<h1>` … `<h6>`. `#` … `######`.
    Heading {
        /// 1 to 6, as on the page.
        level: u8,
        /// The fragment that links point to.
        id: Option<String>,
        /// The words.
        content: Vec<Inline>,
    },
    /// `<ul>`, `<ol>`, `<menu>`. `-` or `1.`.
    List {
        /// The first number of an ordered list; null for bullets.
        start: Option<u32>,
        /// True where items are set without space between them.
        tight: bool,
        /// The items.
        items: Vec<ListItem>,
    },
    /// `<blockquote>`. `>`.
    Quote {
        /// The address that the quote is from (`cite`).
        cite: Option<String>,
        /// What is quoted.
        blocks: Vec<Block>,
    },
    /// `<pre>`. A fenced code block.
    Code {
        /// The language, as a fence's info string can hold it: letters, digits, `+ - . # _`.
        language: Option<String>,
        /// The lines without a final line break.
        text: String,
    },
    /// `<figure>` or a platform's caption markup around one picture.
    Figure {
        /// The picture.
        image: Image,
        /// What stands below it; empty where nothing does.
        caption: Vec<Inline>,
    },
    /// A data `<table>`; a layout table is unwrapped by the reader.
    Table {
        /// `<caption>`.
        caption: Vec<Inline>,
        /// One entry for each column.
        columns: Vec<Alignment>,
        /// Heading rows.
        head: Vec<Row>,
        /// The other rows.
        rows: Vec<Row>,
    },
    /// A video, a sound, another site's post: something that lives elsewhere.
    Embed {
        /// What kind of thing it is.
        kind: EmbedKind,
        /// Where it is.
        url: String,
        /// What the page calls it.
        title: Option<String>,
        /// What the page shows of it (a tweet's text); empty where nothing is in the file.
        blocks: Vec<Block>,
    },
    /// `<hr>`. `---`.
    Rule,
    /// `<dl>`.
    DefinitionList {
        /// Terms with their definitions.
        items: Vec<Definition>,
    },
    /// The notes at a post's end that [`Inline::FootnoteReference`]s point to.
    Footnotes {
        /// The notes in order.
        notes: Vec<Footnote>,
    },
    /// What this model cannot say (a drawing, a formula, a form's words): its visible text.
    Raw {
        /// The element's name: `math`, `svg`, `form`.
        element: String,
        /// Its visible words.
        text: String,
    },
}

/// One item of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ListItem {
    /// Whether its box is ticked; null where it has none.
    pub checked: Option<bool>,
    /// The item's content.
    pub blocks: Vec<Block>,
}

/// How a column is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Alignment {
    /// The page does not say.
    #[default]
    None,
    /// Left.
    Left,
    /// Centred.
    Center,
    /// Right.
    Right,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The cells in order.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// True for `<th>`.
    pub header: bool,
    /// Columns that it covers, 1 or more.
    pub colspan: u16,
    /// Rows that it covers, 1 or more.
    pub rowspan: u16,
    /// Its content.
    pub blocks: Vec<Block>,
}

/// What an embed shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EmbedKind {
    /// A moving picture.
    Video,
    /// A sound.
    Audio,
    /// A post of a social network.
    Post,
    /// Anything else in a frame.
    Frame,
}

/// Terms and what they mean.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// `<dt>`, each its own inlines.
    pub terms: Vec<Vec<Inline>>,
    /// `<dd>`, each its own blocks.
    pub definitions: Vec<Vec<Block>>,
}

/// A footnote.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Footnote {
    /// The name that references use: letters, digits and `-`, unique in the document.
    pub label: String,
    /// The note, without its number and its link back.
    pub blocks: Vec<Block>,
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Inline {
    /// Words. Never empty.
    Text {
        /// The words, decoded.
        text: String,
    },
    /// `<em>`, `<i>`, `<cite>`, `<dfn>`, `<var>`, italic styles. `*…*`.
    Emphasis {
        /// What is stressed.
        content: Vec<Inline>,
    },
    /// `<strong>`, `<b>`, bold styles. `**…**`.
    Strong {
        /// What is stressed.
        content: Vec<Inline>,
    },
    /// `<del>`, `<s>`, `<strike>`. `~~…~~`.
    Strike {
        /// What is struck out.
        content: Vec<Inline>,
    },
    /// `<sub>`.
    Subscript {
        /// What is set low.
        content: Vec<Inline>,
    },
    /// `<sup>`.
    Superscript {
        /// What is set high.
        content: Vec<Inline>,
    },
    /// `<code>`, `<kbd>`, `<samp>`, `<tt>`. `` `…` ``.
    Code {
        /// The words as they stand.
        text: String,
    },
    /// `<a href>`. `[…](…)`.
    Link {
        /// The target.
        url: String,
        /// The tooltip.
        title: Option<String>,
        /// The link's text; holds no other link.
        content: Vec<Inline>,
    },
    /// `<img>`. `![…](…)`.
    Image(Image),
    /// `<br>` inside a paragraph. A backslash or two spaces at a line's end.
    LineBreak,
    /// A reference to one of the [`Block::Footnotes`]. `[^label]`.
    FootnoteReference {
        /// The note's label.
        label: String,
    },
}

impl Inline {
    /// Plain words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }
}

impl Block {
    /// A paragraph of plain words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Paragraph {
            content: vec![Inline::text(text)],
        }
    }
}
