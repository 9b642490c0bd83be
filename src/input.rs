//! Inputs: which kind of thing is this, and how does it become a [`Page`].

use crate::document::{Document, Source};
use crate::error::{Error, ErrorKind};
use crate::note::Note;

mod charset;
mod html;
mod tag;

/// What an input may cost. Every limit has a flag on the command line.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of an input.
    pub bytes: u64,
    /// Nodes of a page's tree.
    pub nodes: usize,
    /// Depth of a page's tree; deeper elements become siblings.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            nodes: 2_000_000,
            depth: 512,
        }
    }
}

/// An input, opened.
#[derive(Debug)]
pub enum Input {
    /// A page or a plain text, still to be read.
    Page(Page),
    /// A document that was written as JSON before.
    Document(Box<Document>),
}

/// One page, decoded and parsed.
#[derive(Debug)]
pub struct Page {
    /// The tree.
    pub html: scraper::Html,
    /// What the container told: where the page was saved from, when, in which charset. `url` is
    /// the address that the copy was saved from, unwrapped from any archive.
    pub source: Source,
    /// What was repaired while it was opened.
    pub notes: Vec<Note>,
}

/// Recognises `bytes` by content and opens it.
///
/// # Errors
///
/// [`ErrorKind::Empty`](crate::ErrorKind::Empty),
/// [`ErrorKind::NotHtml`](crate::ErrorKind::NotHtml),
/// [`ErrorKind::TooLarge`](crate::ErrorKind::TooLarge),
/// [`ErrorKind::BadDocument`](crate::ErrorKind::BadDocument).
pub fn open(bytes: &[u8], limits: &Limits) -> Result<Input, Error> {
    if bytes.len() as u64 > limits.bytes {
        let limit = limits.bytes;
        return Err(Error::new(ErrorKind::TooLarge { limit }, ""));
    }
    let decoded = charset::decode(bytes);
    if decoded.text.trim().is_empty() {
        return Err(Error::new(ErrorKind::Empty, ""));
    }
    let mut notes = decoded.notes;
    let html = html::parse(&decoded.text, limits, &mut notes);
    let source = Source {
        container: Some("html".to_owned()),
        charset: Some(decoded.charset.to_owned()),
        ..Source::default()
    };
    Ok(Input::Page(Page {
        html,
        source,
        notes,
    }))
}
