//! Documents that were written as JSON before.
//!
//! The parser stops at 128 levels of nesting, so that what comes out is safe to walk.

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::document::{Document, FORMAT};
use crate::error::{Error, ErrorKind};

/// What kind of JSON it is.
#[derive(Deserialize)]
struct Probe {
    format: Option<serde_json::Value>,
    /// A record of what a browser loaded (HAR).
    log: Option<IgnoredAny>,
}

/// Reads a document; None where the text is not JSON at all.
///
/// # Errors
///
/// [`ErrorKind::BadDocument`] with line and column; [`ErrorKind::NotHtml`] for other JSON.
pub(super) fn document(text: &str) -> Result<Option<Document>, Error> {
    let text = text.trim_start();
    if !text.starts_with(['{', '[']) {
        return Ok(None);
    }
    match serde_json::from_str::<Document>(text) {
        Ok(document) if document.format == FORMAT => Ok(Some(document)),
        Ok(document) => Err(other_format(&document.format.to_string())),
        Err(error) => why(text, &error),
    }
}

fn why(text: &str, error: &serde_json::Error) -> Result<Option<Document>, Error> {
    if text.starts_with('[') {
        // A text in brackets, or data.
        let is_data = serde_json::from_str::<IgnoredAny>(text).is_ok();
        return if is_data {
            Err(foreign("JSON of another kind"))
        } else {
            Ok(None)
        };
    }
    let probe = match serde_json::from_str::<Probe>(text) {
        Ok(probe) => probe,
        Err(_) if looks_like_a_document(text) => return Err(bad(error.to_string())),
        Err(probe) if probe.is_data() => return Err(foreign("JSON of another kind")),
        Err(_) => return Ok(None),
    };
    match probe.format {
        Some(format) if format == FORMAT => Err(bad(error.to_string())),
        Some(format) => Err(other_format(&format.to_string())),
        None if probe.log.is_some() => Err(foreign("a record of what a browser loaded (HAR)")),
        None => Err(foreign("JSON of another kind")),
    }
}

/// A document that was cut off, or nests too deep.
fn looks_like_a_document(text: &str) -> bool {
    let start: String = text
        .chars()
        .take(200)
        .filter(|c| !c.is_whitespace())
        .collect();
    start.starts_with("{\"format\":")
}

fn bad(why: String) -> Error {
    Error::new(ErrorKind::BadDocument(why), "")
}

fn other_format(format: &str) -> Error {
    let shown: String = format.chars().take(40).collect();
    bad(format!(
        "its format is {shown}, and this program reads format {FORMAT}"
    ))
}

fn foreign(what: &'static str) -> Error {
    let hint = "repost reads JSON that it wrote itself: see its form with repost schema";
    Error::new(ErrorKind::NotHtml { what, hint }, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Comment};

    fn error(text: &str) -> String {
        document(text).unwrap_err().to_string()
    }

    #[test]
    fn a_document_comes_back_as_it_was() {
        let written = Document {
            body: vec![Block::text("Rye.")],
            ..Document::default()
        };
        let text = serde_json::to_string_pretty(&written).unwrap();
        assert_eq!(document(&text).unwrap(), Some(written.clone()));
        assert_eq!(document(&format!("\n {text}\n")).unwrap(), Some(written));
    }

    #[test]
    fn a_field_that_is_not_known_is_told_with_its_place() {
        let text = serde_json::to_string_pretty(&Document::default()).unwrap();
        let text = text.replacen("\"title\"", "\"titel\"", 1);
        let error = error(&text);
        assert!(error.contains("unknown field `titel`"), "{error}");
        assert!(error.contains("line 11 column"), "{error}");
    }

    #[test]
    fn another_format_is_told() {
        let text = serde_json::to_string(&Document::default()).unwrap();
        for text in [
            text.replacen("\"format\":1", "\"format\":2", 1),
            "{\"format\": 2, \"other\": []}".to_owned(),
        ] {
            assert_eq!(
                error(&text),
                "not a repost document: its format is 2, and this program reads format 1"
            );
        }
    }

    #[test]
    fn threads_that_nest_a_thousand_deep_are_an_error() {
        let mut thread = Comment::default();
        for _ in 0..1000 {
            thread = Comment {
                replies: vec![thread],
                ..Comment::default()
            };
        }
        let mut written = Document::default();
        written.comments.threads.push(thread);
        // Written by hand: a writer may well refuse it.
        let text = serde_json::to_string(&written).unwrap();
        assert!(
            error(&text).contains("recursion limit exceeded"),
            "{}",
            error(&text)
        );
    }

    #[test]
    fn a_document_that_was_cut_off_is_told() {
        let text = serde_json::to_string(&Document::default()).unwrap();
        assert!(error(&text[..text.len() - 20]).contains("EOF while parsing"));
    }

    #[test]
    fn other_json_is_not_a_page() {
        for text in [
            "{}",
            "[1, 2]",
            "{\"log\": {\"version\": 1}}",
            "[]",
            "[{\"format\": 1}]",
        ] {
            assert!(error(text).starts_with("not a web page"), "{text}");
        }
    }

    #[test]
    fn a_text_in_brackets_is_a_text() {
        for text in ["[Edited to add] It rained.", "{ sic }", "<p>{}"] {
            assert!(matches!(document(text), Ok(None)), "{text}");
        }
    }
}
