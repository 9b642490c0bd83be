//! `--explain`: a document's origin and notes, one line each.

use repost::document::Document;
use repost::{Note, NoteKind};

use crate::cli::printable::{excerpt, printable};

/// The lines about one document, in the order in which things happened.
pub(crate) fn lines(document: &Document) -> Vec<String> {
    std::iter::once(origin(document))
        .chain(document.notes.iter().map(line))
        .collect()
}

fn origin(document: &Document) -> String {
    let source = &document.source;
    let told = |value: &Option<String>| printable(value.as_deref().unwrap_or("unknown"));
    format!(
        "platform {}, container {}, charset {}",
        told(&source.platform),
        told(&source.container),
        told(&source.charset),
    )
}

fn line(note: &Note) -> String {
    let (verb, rule) = (verb(note.kind), printable(&note.rule));
    let words = note
        .text
        .as_deref()
        .map(|text| format!(": \"{}\"", excerpt(text)));
    format!(
        "{verb} by {rule}: {}{}",
        excerpt(&note.message),
        words.unwrap_or_default()
    )
}

fn verb(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Dropped => "dropped",
        NoteKind::Guessed => "guessed",
        NoteKind::Repaired => "repaired",
        NoteKind::Missing => "found missing",
        NoteKind::Chosen => "chosen",
    }
}
