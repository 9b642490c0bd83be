//! Drops a repetition of the title at the top of the post.
//!
//! Some templates and many writers set the title again above the text; an ordinary post shows
//! its title once.
//!
//! ```
//! use repost::document::{Block, Document, Inline};
//!
//! let mut post = Document {
//!     title: vec![Inline::text("The Old Bridge")],
//!     body: vec![Block::text("The Old Bridge"), Block::text("It is closed.")],
//!     ..Document::default()
//! };
//! repost::pass::run(&mut post, &[]);
//! assert_eq!(post.body, [Block::text("It is closed.")]);
//! assert_eq!(post.notes[0].text.as_deref(), Some("The Old Bridge"));
//! ```
//!
//! When it is wrong: where a poem's first line is its title.

use crate::document::Document;
use crate::note::Note;
use crate::pass::top;
use crate::walk::{self, Leaf};

/// See the module.
pub(super) fn run(document: &mut Document) {
    while let Some((block, line, text)) = repetition(document) {
        top::remove(&mut document.body, block, &[line]);
        document.notes.push(Note::dropped(
            "pass.title",
            "the post began with its title again",
            text,
        ));
    }
}

/// The line that repeats the title, with nothing but pictures before it.
fn repetition(document: &Document) -> Option<(usize, usize, String)> {
    let lines = top::lines(&document.body);
    let mut words = lines.iter().filter(|line| !line.text().is_empty());
    let first = words.next()?;
    words.next()?;
    let plain = walk::runs(&first.content)
        .iter()
        .all(|run| run.url.is_none() && matches!(run.leaf, Leaf::Text(_)));
    let repeats = plain && top::is_title(first, document);
    repeats.then(|| (first.block, first.index, first.text()))
}
