//! Inputs: which kind of thing is this, and how does it become a [`Page`].

use crate::document::{Document, Source};
use crate::error::{Error, ErrorKind};
use crate::note::{Note, NoteKind};

pub(crate) mod archive;
mod charset;
mod cut;
mod date;
#[cfg(feature = "migrate")]
pub mod export;
mod html;
mod json;
mod snapshot;
mod sniff;
mod tag;
mod text;
#[cfg(feature = "migrate")]
pub mod zip;

use charset::Decoded;
use snapshot::wayback;

/// What an input may cost. Every limit has a flag on the command line.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of an input.
    pub bytes: u64,
    /// Nodes of a page's tree, with some allowance for attributes and for the pieces that text is
    /// read in; what is behind them is not read.
    pub nodes: usize,
    /// Depth of a page's tree; deeper elements become siblings.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            nodes: 1_500_000,
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
/// [`ErrorKind::Empty`],
/// [`ErrorKind::NotHtml`],
/// [`ErrorKind::TooLarge`],
/// [`ErrorKind::BadDocument`].
pub fn open(bytes: &[u8], limits: &Limits) -> Result<Input, Error> {
    if bytes.len() as u64 > limits.bytes {
        let limit = limits.bytes;
        return Err(Error::new(ErrorKind::TooLarge { limit }, ""));
    }
    sniff::refuse_bytes(bytes)?;
    if let Some(document) = own_document(bytes)? {
        return Ok(Input::Document(Box::new(document)));
    }
    let decoded = charset::decode(bytes);
    if decoded.text.chars().all(is_blank) {
        return Err(Error::new(ErrorKind::Empty, ""));
    }
    if let Some(document) = json::document(&decoded.text)? {
        return Ok(Input::Document(Box::new(document)));
    }
    sniff::refuse_text(&decoded.text)?;
    Ok(Input::Page(page(decoded, limits)))
}

/// JSON is UTF-8, whatever the strings in it say about charsets.
fn own_document(bytes: &[u8]) -> Result<Option<Document>, Error> {
    let is_object = bytes.trim_ascii_start().starts_with(b"{");
    if !is_object {
        return Ok(None);
    }
    std::str::from_utf8(bytes).map_or(Ok(None), json::document)
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\0' || c == '\u{feff}'
}

fn page(decoded: Decoded<'_>, limits: &Limits) -> Page {
    if text::is_plain(&decoded.text) {
        text_page(decoded, limits)
    } else {
        html_page(decoded, limits)
    }
}

fn text_page(decoded: Decoded<'_>, limits: &Limits) -> Page {
    let mut notes = decoded.notes;
    let html = html::parse(&text::to_html(&decoded.text), limits, &mut notes);
    let source = Source {
        container: Some("text".to_owned()),
        charset: Some(decoded.charset.to_owned()),
        ..Source::default()
    };
    Page {
        html,
        source,
        notes,
    }
}

fn html_page(decoded: Decoded<'_>, limits: &Limits) -> Page {
    let mut snapshot = snapshot::find(&decoded.text);
    let mut notes = decoded.notes;
    notes.append(&mut snapshot.notes);
    if cut::is_cut(&decoded.text) {
        let message = "the file ends in the middle of the page: the rest is not in it";
        notes.push(Note::new(NoteKind::Missing, "input.html.end", message));
    }
    let html = if snapshot.is_wayback {
        let message = "the banner and the scripts of the Wayback Machine were taken out";
        notes.push(Note::new(NoteKind::Dropped, "input.wayback", message));
        let text = wayback::without_additions(&decoded.text);
        let mut html = html::parse(&text, limits, &mut notes);
        wayback::remove_additions(&mut html);
        html
    } else {
        html::parse(&decoded.text, limits, &mut notes)
    };
    let source = Source {
        url: snapshot.url,
        container: Some("html".to_owned()),
        saved_at: snapshot.saved_at,
        charset: Some(decoded.charset.to_owned()),
        ..Source::default()
    };
    Page {
        html,
        source,
        notes,
    }
}

/// Parses HTML that a page keeps in a script, within the limits that a page has by default.
pub(crate) fn parse_part(text: &str) -> scraper::Html {
    html::parse(text, &Limits::default(), &mut Vec::new())
}

#[cfg(test)]
mod tests;
