//! Migrates a whole blog.
