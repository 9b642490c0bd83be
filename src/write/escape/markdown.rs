//! Markdown: what must be escaped where.
