//! Moves the notes that were added to a post later into [`Document::updates`].
//!
//! A post that is set again in a book, or searched, should tell what was known on its day from
//! what was added; and bloggers add at the top as often as at the end.
//!
//! A paragraph (or a line of one) that begins with a label (see [`label`]) is an update: the
//! text behind the label is its text. A label on its own, in a paragraph or a heading, takes the
//! blocks below it up to the next label, heading, rule or list of sources. Where that would be
//! more than half of the post, it takes only the next block: the label stood at the top. A text
//! that ends with a colon takes the quote, list or picture that it announces.
//!
//! ```
//! use repost::document::{Block, Document};
//!
//! let mut post = Document {
//!     body: vec![
//!         Block::text("The bridge is closed."),
//!         Block::text("UPDATE II: It is open again."),
//!     ],
//!     ..Document::default()
//! };
//! repost::pass::run(&mut post, &[]);
//! assert_eq!(post.body, [Block::text("The bridge is closed.")]);
//! assert_eq!(post.updates[0].label, "UPDATE II");
//! assert_eq!(post.updates[0].text, [Block::text("It is open again.")]);
//! ```
//!
//! When it is wrong: where an update of several paragraphs has its label in the first of them,
//! the others stay in the body. A post that is nothing but updates is left as it is.

mod date;
mod label;

use std::mem;
use std::ops::Range;

use crate::document::{Block, Document, Inline, Update};
use crate::note::{Note, NoteKind};
use crate::pass::{read_more, source_links};
use crate::walk::{self, Leaf};

use label::{Label, label};

/// See the module.
pub(super) fn run(document: &mut Document) {
    let places = places(&document.body);
    if places.is_empty() || !leaves_words(&document.body, &places) {
        return;
    }
    let mut kept = Vec::new();
    let mut blocks = mem::take(&mut document.body).into_iter().enumerate();
    let mut places = places.into_iter().peekable();
    let mut found: Vec<(usize, Update)> = Vec::new();
    while let Some((index, block)) = blocks.next() {
        let Some(place) = places.next_if(|place| place.start == index) else {
            kept.push(block);
            continue;
        };
        let mut updates = take(block, &mut kept);
        let follow = blocks.by_ref().take(place.len() - 1);
        if let Some(last) = updates.last_mut() {
            last.text.extend(follow.map(|(_, block)| block));
        }
        found.extend(updates.into_iter().map(|update| (kept.len(), update)));
    }
    let last = kept
        .iter()
        .rposition(|block| walk::has_words(std::slice::from_ref(block)));
    for (at, update) in found {
        let inside = last.is_some_and(|last| at <= last);
        document.notes.push(note(&update, inside));
        document.updates.push(update);
    }
    document.body = kept;
}

fn note(update: &Update, inside: bool) -> Note {
    let place = if inside {
        "stood before other text"
    } else {
        "stood at the end"
    };
    let message = format!(
        "“{}” was read as the label of a note that was added later; it {place}",
        update.label
    );
    Note::new(NoteKind::Guessed, "pass.updates", message)
}

/// The blocks of every update: its label's block and those that it takes.
fn places(body: &[Block]) -> Vec<Range<usize>> {
    let mut places: Vec<Range<usize>> = Vec::new();
    let mut words = None;
    for (index, block) in body.iter().enumerate() {
        if places.last().is_some_and(|last| index < last.end) {
            continue;
        }
        let taken = match last_label(block) {
            None => continue,
            Some(Last::Alone) => {
                let words = *words.get_or_insert_with(|| count_words(body));
                section(body, index, words)
            }
            Some(Last::Announces) => usize::from(body.get(index + 1).is_some_and(is_announced)),
            Some(Last::Complete) => 0,
        };
        if taken > 0 || last_label(block) != Some(Last::Alone) {
            places.push(index..index + 1 + taken);
        }
    }
    places
}

/// What the last label of a block has behind it in that block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Alone,
    Announces,
    Complete,
}

fn last_label(block: &Block) -> Option<Last> {
    let content = content(block)?;
    if !may_hold_label(content) {
        return None;
    }
    let lines = walk::lines(content.to_vec());
    let labels: Vec<_> = lines.iter().map(|line| line_label(line)).collect();
    let last = labels.iter().rposition(Option::is_some)?;
    if is_heading(block) && labels[0].is_none() {
        return None;
    }
    let text = walk::plain_text(lines.last()?);
    let alone = last + 1 == lines.len()
        && labels[last]
            .as_ref()
            .is_some_and(|found| text[found.rest..found.stop].trim().is_empty());
    Some(if alone {
        Last::Alone
    } else if text.ends_with([':', '：']) {
        Last::Announces
    } else {
        Last::Complete
    })
}

/// The running text of a block that can begin with a label.
fn content(block: &Block) -> Option<&[Inline]> {
    match block {
        Block::Paragraph { content } | Block::Heading { content, .. } => Some(content),
        Block::List { .. }
        | Block::Quote { .. }
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

fn is_heading(block: &Block) -> bool {
    matches!(block, Block::Heading { .. })
}

/// What a label may stand above or announce.
fn is_announced(block: &Block) -> bool {
    match block {
        Block::List { .. }
        | Block::Quote { .. }
        | Block::Code { .. }
        | Block::Figure { .. }
        | Block::Table { .. }
        | Block::Embed { .. } => true,
        Block::Paragraph { .. }
        | Block::Heading { .. }
        | Block::Rule
        | Block::DefinitionList { .. }
        | Block::Footnotes { .. }
        | Block::Raw { .. } => false,
    }
}

/// A look at the lines without taking them apart: most paragraphs are done with here.
fn may_hold_label(content: &[Inline]) -> bool {
    walk::any_line(content, |text, bold| label(text, bold).is_some())
}

/// The label at the beginning of a line, where nothing but words stands in it: a link or a
/// picture there would be lost.
fn line_label(line: &[Inline]) -> Option<Label> {
    let runs = walk::runs(line);
    let set_apart = runs.iter().take_while(|run| run.strong || run.emphasis);
    let found = label(&walk::plain_text(line), set_apart.map(length).sum())?;
    let mut at = 0;
    for run in &runs {
        if at >= found.rest {
            break;
        }
        let plain = matches!(run.leaf, Leaf::Text(_)) && run.url.is_none();
        if !plain {
            return None;
        }
        at += length(run);
    }
    Some(found)
}

fn length(run: &walk::Run<'_>) -> usize {
    match run.leaf {
        Leaf::Text(text) => text.len(),
        Leaf::Image | Leaf::Break | Leaf::Footnote => 0,
    }
}

/// How many blocks the label on its own at `index` takes, in a post of so many words.
fn section(body: &[Block], index: usize, words: usize) -> usize {
    let level = if let Block::Heading { level, .. } = &body[index] {
        *level
    } else {
        6
    };
    let taken = body[index + 1..]
        .iter()
        .take_while(|block| !ends_section(block, level))
        .count();
    let inside = count_words(&body[index + 1..index + 1 + taken]);
    if inside * 2 > words { 1 } else { taken }
}

fn count_words(blocks: &[Block]) -> usize {
    walk::words(&walk::block_text(blocks)).count()
}

fn ends_section(block: &Block, level: u8) -> bool {
    match block {
        Block::Rule | Block::Footnotes { .. } => true,
        Block::Heading { level: other, .. } => *other <= level || last_label(block).is_some(),
        Block::Paragraph { content } => {
            may_hold_label(content)
                || source_links::is_heading(content)
                || read_more::is_read_more(content)
        }
        Block::List { .. }
        | Block::Quote { .. }
        | Block::Code { .. }
        | Block::Figure { .. }
        | Block::Table { .. }
        | Block::Embed { .. }
        | Block::DefinitionList { .. }
        | Block::Raw { .. } => false,
    }
}

/// Whether a post is left when its updates are gone.
fn leaves_words(body: &[Block], places: &[Range<usize>]) -> bool {
    let starts = places.iter().map(|place| place.start);
    let ends = std::iter::once(0).chain(places.iter().map(|place| place.end));
    let mut between = ends.zip(starts.chain([body.len()]));
    between.any(|(end, start)| walk::has_words(&body[end..start]))
        || places
            .iter()
            .any(|place| !begins_with_label(&body[place.start]))
}

fn begins_with_label(block: &Block) -> bool {
    let lines = content(block).map(|content| walk::lines(content.to_vec()));
    lines.is_none_or(|lines| lines.first().is_none_or(|line| line_label(line).is_some()))
}

/// The updates in one block; what stands before the first of them goes to `kept`.
fn take(block: Block, kept: &mut Vec<Block>) -> Vec<Update> {
    let (Block::Paragraph { content } | Block::Heading { content, .. }) = block else {
        kept.push(block);
        return Vec::new();
    };
    let mut before = Vec::new();
    let mut updates: Vec<(Update, Vec<Vec<Inline>>)> = Vec::new();
    for line in walk::lines(content) {
        match (line_label(&line), updates.last_mut()) {
            (Some(found), _) => updates.push(cut(line, &found)),
            (None, Some((_, lines))) => lines.push(line),
            (None, None) => before.push(line),
        }
    }
    if !before.is_empty() {
        kept.push(Block::Paragraph {
            content: walk::join_lines(before),
        });
    }
    let finish = |(mut update, lines): (Update, Vec<Vec<Inline>>)| {
        let content = walk::join_lines(lines);
        if !content.is_empty() {
            update.text.push(Block::Paragraph { content });
        }
        update
    };
    updates.into_iter().map(finish).collect()
}

/// The update that a line begins, and the rest of that line.
fn cut(line: Vec<Inline>, found: &Label) -> (Update, Vec<Vec<Inline>>) {
    let text = walk::plain_text(&line);
    let name = text[found.start..found.end].trim();
    let update = Update {
        label: name.to_owned(),
        date: date::day(name),
        text: Vec::new(),
    };
    let (_, rest) = walk::split_at(line, found.rest);
    let (mut rest, _) = walk::split_at(rest, found.stop - found.rest);
    walk::trim(&mut rest);
    let lines = if rest.is_empty() {
        Vec::new()
    } else {
        vec![rest]
    };
    (update, lines)
}
