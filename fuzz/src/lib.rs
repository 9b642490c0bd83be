//! What the fuzz targets share: documents out of bytes, and the laws that every output keeps.
//!
//! `cargo fuzz run TARGET` runs one: `read` feeds the bytes to the reader as a saved page, the
//! others make a document of them and write it in their form.

mod law;
mod tape;

pub use law::{json, markdown, text, xhtml};

use repost::Document;

/// A document out of bytes. The first byte chooses: a page or a JSON document as anybody may send
/// it, or a tree of the model's own that no page need be able to say.
pub fn document(bytes: &[u8]) -> Option<Document> {
    let (kind, rest) = bytes.split_first()?;
    if kind % 2 == 0 {
        return Some(tape::Tape::new(rest).document());
    }
    repost::convert(rest, &repost::Options::default()).ok()
}

/// Reads bytes as the command line does and writes what came out in every form.
pub fn read(bytes: &[u8]) {
    if let Ok(document) = repost::convert(bytes, &repost::Options::default()) {
        json(&document);
        markdown(&document);
        xhtml(&document);
        text(&document);
    }
}
