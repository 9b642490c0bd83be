//! Moves the link that continues an excerpt at its source into [`Document::read_more`].
//!
//! "Read more ...." is no sentence of the post but a door of it: in a book it is a line of its
//! own, and its target is the story's address.
//!
//! It is a link whose whole text is in the word list, that stands on a line of its own or ends a
//! paragraph, and that leads to another site. In a quote it ends the quote. There must be exactly
//! one in the post: a post that tells several stories keeps them where they are.
//!
//! ```
//! use repost::document::{Block, Document, Inline};
//!
//! let jump = Inline::Link {
//!     url: "https://news.example.org/1".into(),
//!     title: None,
//!     content: vec![Inline::text("Read more ....")],
//! };
//! let mut post = Document {
//!     body: vec![
//!         Block::text("The bridge is closed."),
//!         Block::Paragraph { content: vec![jump] },
//!     ],
//!     ..Document::default()
//! };
//! repost::pass::run(&mut post, &[]);
//! let read_more = post.read_more.unwrap();
//! assert_eq!(read_more.text, "Read more ....");
//! assert_eq!(post.body, [Block::text("The bridge is closed.")]);
//! ```
//!
//! When it is wrong: "Full story" at the end of an advertisement.

use crate::document::{Block, Document, Inline, TextLink};
use crate::note::{Note, NoteKind};
use crate::pass::{address, phrase, words};
use crate::walk::{self, Leaf, Run};

/// See the module.
pub(super) fn run(document: &mut Document) {
    if document.read_more.is_some() {
        return;
    }
    let mut found = document
        .body
        .iter()
        .enumerate()
        .flat_map(|(index, block)| links(block).into_iter().map(move |link| (index, link)));
    let (Some((index, link)), None) = (found.next(), found.next()) else {
        return;
    };
    if !address::is_elsewhere(&link.url, document) || !leaves_words(&document.body, &link) {
        return;
    }
    remove(&mut document.body, index, &link);
    let message = format!(
        "“{}” was read as the link to the rest of the story",
        link.text
    );
    document
        .notes
        .push(Note::new(NoteKind::Guessed, "pass.read_more", message));
    document.read_more = Some(link);
}

fn leaves_words(body: &[Block], link: &TextLink) -> bool {
    let all = walk::words(&walk::block_text(body)).count();
    all > walk::words(&link.text).count()
}

/// Whether a paragraph is nothing but such a link.
pub(super) fn is_read_more(content: &[Inline]) -> bool {
    phrase::is_one_of(&walk::plain_text(content), &words::READ_MORE)
}

/// The running text of a block that can hold such a link: a paragraph's, or that of the last
/// paragraph of a quote.
fn content(block: &Block) -> Option<&Vec<Inline>> {
    match block {
        Block::Paragraph { content } | Block::Heading { content, .. } => Some(content),
        Block::Quote { blocks, .. } => content(blocks.last()?),
        Block::List { .. }
        | Block::Code { .. }
        | Block::Figure { .. }
        | Block::Table { .. }
        | Block::Embed { .. }
        | Block::Rule
        | Block::DefinitionList { .. }
        | Block::Footnotes { .. }
        | Block::Raw { .. } => None,
    }
}

/// [`content`], to be changed.
fn content_mut(block: &mut Block) -> Option<&mut Vec<Inline>> {
    match block {
        Block::Paragraph { content } | Block::Heading { content, .. } => Some(content),
        Block::Quote { blocks, .. } => content_mut(blocks.last_mut()?),
        Block::List { .. }
        | Block::Code { .. }
        | Block::Figure { .. }
        | Block::Table { .. }
        | Block::Embed { .. }
        | Block::Rule
        | Block::DefinitionList { .. }
        | Block::Footnotes { .. }
        | Block::Raw { .. } => None,
    }
}

/// The links of the word list at the ends of a block's lines.
fn links(block: &Block) -> Vec<TextLink> {
    let Some(content) = content(block) else {
        return Vec::new();
    };
    let runs = walk::runs(content);
    runs.split(|run| matches!(run.leaf, Leaf::Break))
        .filter_map(line_link)
        .collect()
}

/// The link that a line ends with, when its text is in the word list.
fn line_link(line: &[Run<'_>]) -> Option<TextLink> {
    let last = line.iter().rposition(|run| shows_words(run))?;
    let url = line[last].url?;
    let first = line[..last]
        .iter()
        .rposition(|run| run.url != Some(url))
        .map_or(0, |before| before + 1);
    let mut text = String::new();
    for run in &line[first..=last] {
        if let Leaf::Text(words) = run.leaf {
            text.push_str(words);
        } else {
            return None;
        }
    }
    phrase::is_one_of(&text, &words::READ_MORE).then(|| TextLink {
        text: text.trim().to_owned(),
        url: url.to_owned(),
    })
}

/// Whether a run is more than dots and brackets. A picture or a footnote's number is.
fn shows_words(run: &Run<'_>) -> bool {
    match run.leaf {
        Leaf::Text(text) => !phrase::bare(text).is_empty(),
        Leaf::Image | Leaf::Footnote => true,
        Leaf::Break => false,
    }
}

/// Takes the link out of the line that it ends; a block that is empty then goes, too.
fn remove(body: &mut Vec<Block>, index: usize, link: &TextLink) {
    let Some(content) = content_mut(&mut body[index]) else {
        return;
    };
    let lines = walk::lines(std::mem::take(content));
    let kept = lines.into_iter().filter_map(|line| {
        let ends = line_link(&walk::runs(&line)).as_ref() == Some(link);
        let mut kept = if ends {
            without_link(line, &link.text)
        } else {
            line
        };
        walk::trim(&mut kept);
        (!kept.is_empty()).then_some(kept)
    });
    *content = walk::join_lines(kept);
    if content.is_empty() {
        drop_empty(body, index);
    }
}

/// What stands before the link in its line, less the marks that led to it ("… [", "("): they
/// part nothing any more.
fn without_link(line: Vec<Inline>, jump: &str) -> Vec<Inline> {
    let text = walk::plain_text(&line);
    let at = text.rfind(jump).unwrap_or(text.len());
    let marks = |c: char| matches!(c, '(' | '[' | '→' | '>' | '»' | '-' | '–' | '—') || c == ' ';
    let kept = text[..at].trim_end_matches(marks).len();
    walk::split_at(line, kept).0
}

/// Drops a paragraph without content, alone or at the end of a quote.
fn drop_empty(body: &mut Vec<Block>, index: usize) {
    if let Block::Quote { blocks, .. } = &mut body[index] {
        let last = blocks.len().saturating_sub(1);
        if !blocks.is_empty() {
            drop_empty(blocks, last);
        }
        if !blocks.is_empty() {
            return;
        }
    }
    body.remove(index);
}
