//! What must be escaped where: one file per language, each a question asked of a character.

pub(crate) mod markdown;
