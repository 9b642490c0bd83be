//! A writer.

use crate::document::Document;
use crate::walk;
use crate::write::Options;

/// Writes a document.
pub fn document(document: &Document, _options: &Options) -> String {
    let mut out = walk::plain_text(&document.title);
    out.push('\n');
    out
}
