//! Migrates a whole blog.

pub mod assets;
