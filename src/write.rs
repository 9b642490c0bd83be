//! Document to text: JSON, Markdown, XHTML, plain text.

use crate::document::Document;

pub mod front_matter;
pub mod json;
pub mod markdown;
pub mod text;
pub mod xhtml;

pub(crate) mod date;
pub(crate) mod escape;
mod label;

#[cfg(test)]
pub(crate) mod arbitrary;

/// A form that a document can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The document itself; can be read again.
    Json,
    /// CommonMark with GFM's tables, strikethrough, task lists and footnotes.
    Markdown,
    /// An EPUB 3.3 content document.
    Xhtml,
    /// Plain text.
    Text,
}

/// How a document is written. The default is what the command line does without options.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// JSON on one line.
    pub compact: bool,
    /// What stands before Markdown.
    pub front_matter: FrontMatter,
    /// Whether comments are written. JSON always has them.
    pub comments: CommentsMode,
    /// What writes Markdown.
    #[cfg(feature = "html2md")]
    pub engine: MarkdownEngine,
}

/// The metadata block before a Markdown text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FrontMatter {
    /// Between `---` lines.
    #[default]
    Yaml,
    /// Between `+++` lines.
    Toml,
    /// One JSON object.
    Json,
    /// None: title and byline stand in the text instead.
    None,
}

/// What of the comments is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CommentsMode {
    /// Post and comments.
    #[default]
    Full,
    /// The post alone.
    None,
    /// The comments alone.
    Only,
}

/// What writes Markdown.
#[cfg(feature = "html2md")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MarkdownEngine {
    /// The writer over the document.
    #[default]
    Repost,
    /// html2md over the XHTML form. It keeps none of [`markdown`]'s promises: words can become
    /// markup.
    Html2md,
}

/// Writes `document`; the text ends with exactly one line break.
pub fn write(document: &Document, format: Format, options: &Options) -> String {
    match format {
        Format::Json => json::document(document, options),
        Format::Markdown => markdown::document(document, options),
        Format::Xhtml => xhtml::document(document, options),
        Format::Text => text::document(document, options),
    }
}
