//! What documents are in Markdown.
