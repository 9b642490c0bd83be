//! What must be escaped where: one file per language, each a question asked of a character.

pub(crate) mod href;
pub(crate) mod markdown;
pub(crate) mod xml;
