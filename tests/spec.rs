//! Markdown against the specification: what is written is read back as what it was.

#[path = "spec/canonical.rs"]
mod canonical;
#[path = "spec/commonmark.rs"]
mod commonmark;
#[path = "spec/files.rs"]
mod files;
#[path = "spec/laws.rs"]
mod laws;
#[path = "spec/pages.rs"]
mod pages;
#[path = "spec/roads.rs"]
mod roads;
