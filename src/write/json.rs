//! The document as JSON, JSON as a document again, and the schema of that JSON.

use std::fmt::Write as _;

use crate::document::{Document, FORMAT};
use crate::error::{Error, ErrorKind};
use crate::write::Options;

/// Writes a document: indented, or with [`Options::compact`] on one line.
pub fn document(document: &Document, options: &Options) -> String {
    let text = if options.compact {
        serde_json::to_string(document)
    } else {
        serde_json::to_string_pretty(document)
    };
    let text = text.expect("a document has string keys only");
    let mut text = without_commands(text);
    text.push('\n');
    text
}

/// Escapes what JSON need not escape, but a terminal that shows it would obey. Such characters
/// stand in strings only, where an escape is the same character.
fn without_commands(text: String) -> String {
    if !text.contains(is_command) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 64);
    for c in text.chars() {
        if is_command(c) {
            write!(out, "\\u{:04x}", u32::from(c)).expect("a String takes everything");
        } else {
            out.push(c);
        }
    }
    out
}

/// DEL, the C1 controls, and what turns the direction of writing.
fn is_command(c: char) -> bool {
    matches!(c, '\u{7F}'..='\u{9F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Reads a document.
///
/// # Errors
///
/// [`ErrorKind::BadDocument`] with the place in the text.
pub fn read(text: &str) -> Result<Document, Error> {
    let bad = |why: String| Error::new(ErrorKind::BadDocument(why), "");
    let document: Document = serde_json::from_str(text).map_err(|error| bad(error.to_string()))?;
    if document.format == FORMAT {
        Ok(document)
    } else {
        Err(bad(format!(
            "its format is {}, and this program knows {FORMAT}",
            document.format
        )))
    }
}

/// A short post with everything in it, which the schema shows.
#[cfg(feature = "schema")]
const EXAMPLE: &str = include_str!("json/example.json");

/// The JSON Schema (draft 2020-12) of what [`document`] writes, indented. It is made from the
/// types, so that it can't say anything else than they do.
#[cfg(feature = "schema")]
pub fn schema() -> String {
    let mut schema = schemars::schema_for!(Document);
    let example: serde_json::Value = serde_json::from_str(EXAMPLE).expect("the example is tested");
    schema.insert(
        "$id".to_owned(),
        format!("urn:repost:document:{FORMAT}").into(),
    );
    schema.insert("title".to_owned(), "repost document".into());
    schema.insert("examples".to_owned(), vec![example].into());
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema has string keys only");
    text.push('\n');
    text
}

#[cfg(test)]
#[cfg(feature = "schema")]
mod tests;
