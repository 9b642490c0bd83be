//! Notes: what a conversion dropped, guessed, repaired or found missing.

use serde::{Deserialize, Serialize};

/// One thing that a reader of the output should be able to learn.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// What happened.
    pub kind: NoteKind,
    /// The rule that did it: a profile row (`blogger.drop[3]`) or a step (`pass.dek`).
    pub rule: String,
    /// One plain sentence without a line break.
    pub message: String,
    /// The visible words that were dropped, where words were dropped.
    pub text: Option<String>,
}

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// Left out of the document on purpose.
    Dropped,
    /// Decided on evidence that can be wrong.
    Guessed,
    /// Broken in the input and mended.
    Repaired,
    /// Announced by the input but not in it.
    Missing,
    /// Which source or row a value came from; told by `--explain`.
    Chosen,
}

impl Note {
    /// A note without words of the page.
    pub fn new(kind: NoteKind, rule: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            kind,
            rule: rule.into(),
            message: message.into(),
            text: None,
        }
    }

    /// A note about words that are not in the document.
    pub fn dropped(
        rule: impl Into<String>,
        message: impl Into<String>,
        text: impl Into<String>,
    ) -> Self {
        Self {
            kind: NoteKind::Dropped,
            rule: rule.into(),
            message: message.into(),
            text: Some(text.into()),
        }
    }
}
