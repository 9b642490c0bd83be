//! Moves the standfirst under a linked headline into [`Document::dek`].
//!
//! The line that sums a story up is set apart on every page that has one, and a book or a feed
//! wants it beside the headline.
//!
//! Only where there is a linked headline: the first lines behind it, when they are bold or italic
//! throughout, no label ("My Comment:"), no link, not too long, and ordinary text or the quoted story follows.
//!
//! Where the page named the dek, its repetition at the top of the post is dropped.
//!
//! ```
//! use repost::document::{Block, Document, Headline, Inline};
//!
//! let mut post = Document {
//!     headline: Some(Headline {
//!         text: "Bridge Closed".into(),
//!         url: Some("https://news.example.org/1".into()),
//!         outlet: None,
//!     }),
//!     body: vec![
//!         Block::Paragraph {
//!             content: vec![Inline::Strong {
//!                 content: vec![Inline::text("Rust was found in two of its pillars")],
//!             }],
//!         },
//!         Block::text("The old bridge is closed."),
//!     ],
//!     ..Document::default()
//! };
//! repost::pass::run(&mut post, &[]);
//! let dek = [Inline::text("Rust was found in two of its pillars")];
//! assert_eq!(post.dek.as_deref(), Some(&dek[..]));
//! ```
//!
//! When it is wrong: where the blogger set his favourite sentence of the story in bold and quoted
//! it first.

use crate::document::{Block, Document, Inline};
use crate::note::{Note, NoteKind};
use crate::pass::top::{self, Line};
use crate::pass::{phrase, source_links, words};
use crate::walk;

/// Deks are no longer than this.
const MOST_WORDS: usize = 60;

/// Shorter lines are headings or labels.
const FEWEST_WORDS: usize = 4;

/// See the module.
pub(super) fn run(document: &mut Document) {
    drop_repetition(document);
    let linked = document
        .headline
        .as_ref()
        .is_some_and(|headline| headline.url.is_some());
    if !linked || document.dek.is_some() {
        return;
    }
    let lines = top::lines(&document.body);
    let Some(count) = dek_lines(&lines, &document.body) else {
        return;
    };
    let dek = walk::join_lines(lines[..count].iter().map(|line| line.content.clone()));
    let taken: Vec<usize> = lines[..count].iter().map(|line| line.index).collect();
    top::remove(&mut document.body, lines[0].block, &taken);
    document.dek = Some(unwrapped(dek));
    document.notes.push(Note::new(
        NoteKind::Guessed,
        "pass.dek",
        "the lines under the headline that are set apart were read as its dek",
    ));
}

/// Drops the first line that is not the title, where it is the dek again.
fn drop_repetition(document: &mut Document) {
    let Some(dek) = document.dek.as_deref().map(walk::plain_text) else {
        return;
    };
    let lines = top::lines(&document.body);
    let mut own = lines.iter().filter(|line| {
        let has_words = line.figure.is_none() && !line.text().is_empty();
        has_words && !top::is_title(line, document)
    });
    let first = own.next().filter(|line| line.text() == dek);
    let Some((block, index)) = first.map(|line| (line.block, line.index)) else {
        return;
    };
    top::remove(&mut document.body, block, &[index]);
    let message = "the post began with its dek again";
    document.notes.push(Note::dropped("pass.dek", message, dek));
}

/// How many lines the dek has; None where there is no dek.
fn dek_lines(lines: &[Line], body: &[Block]) -> Option<usize> {
    let first = lines.first()?;
    let count = lines
        .iter()
        .take_while(|line| line.block == first.block && is_dek(line))
        .count();
    let text: String = lines[..count].iter().map(Line::text).collect();
    let length = phrase::word_count(&text);
    let plain_below = match lines.get(count) {
        Some(next) => !next.is_set_off() && !next.is_picture(),
        None => matches!(body.get(first.block + 1), Some(Block::Quote { .. })),
    };
    let fits = (FEWEST_WORDS..=MOST_WORDS).contains(&length) && plain_below;
    (count > 0 && fits).then_some(count)
}

/// Whether a line can be part of a dek.
fn is_dek(line: &Line) -> bool {
    let text = line.text();
    let plain = walk::runs(&line.content)
        .iter()
        .all(|run| run.url.is_none() && matches!(run.leaf, walk::Leaf::Text(_)));
    plain
        && line.figure.is_none()
        && (line.heading || line.is_set_off())
        && !text.trim_end().ends_with([':', '：'])
        && !source_links::is_heading(&line.content)
        && phrase::starts_with(&text, &words::BY).is_none()
}

/// A dek whose bold or italic is all around it needs neither: it is a field of its own.
fn unwrapped(dek: Vec<Inline>) -> Vec<Inline> {
    let [Inline::Strong { content } | Inline::Emphasis { content }] = dek.as_slice() else {
        return dek;
    };
    unwrapped(content.clone())
}
