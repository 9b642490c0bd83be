//! `--explain`: where a document came from and what was done on the way, one line each.

use repost::document::Document;
use repost::{Note, NoteKind};

use crate::cli::printable::{excerpt, printable};

/// What the page was taken for.
pub(crate) fn origin(document: &Document) -> String {
    let source = &document.source;
    let told = |value: &Option<String>| printable(value.as_deref().unwrap_or("unknown"));
    format!(
        "platform {}, container {}, charset {}",
        told(&source.platform),
        told(&source.container),
        told(&source.charset),
    )
}

/// What a note says behind its verb.
pub(crate) fn line(note: &Note) -> String {
    let (rule, message) = (printable(&note.rule), excerpt(&note.message));
    match &note.text {
        Some(text) => format!("{rule}: {message}: \"{}\"", excerpt(text)),
        None => format!("{rule}: {message}"),
    }
}

/// What happened, in one word.
pub(crate) fn verb(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Dropped => "dropped",
        NoteKind::Guessed => "guessed",
        NoteKind::Repaired => "repaired",
        NoteKind::Missing => "missing",
        NoteKind::Chosen => "chosen",
    }
}
