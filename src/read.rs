//! Page to document: the only place that knows HTML.

use crate::document::{Block, Document};
use crate::error::{Error, ErrorKind};
use crate::input::Page;
use crate::profile::Profile;

pub mod address;
pub mod blocks;

/// How deep content may nest, counted in levels of the JSON form, so that a document stays
/// readable by parsers that stop at 128 levels. Deeper content is flattened, with a note.
pub const MAX_CONTENT_DEPTH: usize = 60;

/// How deep comments may nest. Deeper replies are attached to the deepest allowed ancestor, with
/// a note.
pub const MAX_THREAD_DEPTH: usize = 30;

/// Reads a page.
///
/// # Errors
///
/// [`ErrorKind::NoPost`], [`ErrorKind::FrontPage`], [`ErrorKind::DynamicView`].
pub fn read(page: &Page, _profiles: &[Profile]) -> Result<Document, Error> {
    let mut document = Document {
        source: page.source.clone(),
        ..Document::default()
    };
    document.notes.clone_from(&page.notes);
    let addresses = address::Addresses::for_page(page);
    let dropped = blocks::Dropped::default();
    let mut reader = blocks::Reader::new(&addresses, &dropped);
    let body: Vec<Block> = reader.blocks(page.html.root_element());
    document.notes.append(&mut reader.into_notes());
    if body.is_empty() {
        return Err(Error::new(
            ErrorKind::NoPost("the page shows no text".to_owned()),
            "",
        ));
    }
    document.body = body;
    Ok(document)
}
