//! The document as JSON, and JSON as a document again.

use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::write::Options;

/// Writes a document.
pub fn document(document: &Document, options: &Options) -> String {
    let text = if options.compact {
        serde_json::to_string(document)
    } else {
        serde_json::to_string_pretty(document)
    };
    let mut text = text.expect("a document has string keys only");
    text.push('\n');
    text
}

/// Reads a document.
///
/// # Errors
///
/// [`ErrorKind::BadDocument`] with the place in the text.
pub fn read(text: &str) -> Result<Document, Error> {
    serde_json::from_str(text)
        .map_err(|error| Error::new(ErrorKind::BadDocument(error.to_string()), ""))
}
