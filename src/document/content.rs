//! Blocks and inlines: what a post and a comment are written in.

use serde::{Deserialize, Serialize};

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
