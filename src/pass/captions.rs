//! Moves the lead photo with its caption and credit into [`Document::caption`].
//!
//! A link blog opens with a news photo; below it stands what it shows and whose it is, often in
//! small italics behind a line break, and reads like the first paragraph of the post when the
//! page's style is gone.
//!
//! Only the first picture is looked at, and only where no prose stands before it. Its caption is
//! that of its figure; or the lines behind it in its paragraph, where they end with a credit (see
//! [`photo`]) or are italic throughout; or the next paragraph, where it is short and ends with a
//! credit, or is italic with the headline below it. A picture without a caption stays in the
//! body.
//!
//! ```
//! use repost::document::{Block, Document, Image, Inline};
//!
//! let mut post = Document {
//!     body: vec![
//!         Block::Paragraph {
//!             content: vec![
//!                 Inline::Image(Image { url: "bridge.jpg".into(), ..Image::default() }),
//!                 Inline::LineBreak,
//!                 Inline::text("The bridge on June 12, 2009. REUTERS/Jane Roe"),
//!             ],
//!         },
//!         Block::text("The bridge is closed."),
//!     ],
//!     ..Document::default()
//! };
//! repost::pass::run(&mut post, &[]);
//! let caption = post.caption.unwrap();
//! assert_eq!(caption.credit.as_deref(), Some("REUTERS/Jane Roe"));
//! assert_eq!(post.body, [Block::text("The bridge is closed.")]);
//! ```
//!
//! When it is wrong: an italic introduction behind a picture in one paragraph.

use crate::document::{Block, Caption, Document};
use crate::note::{Note, NoteKind};
use crate::pass::top::{self, Line};
use crate::pass::{headline, photo, phrase};
use crate::walk;

/// Captions are no longer than this.
const MOST_WORDS: usize = 90;

/// Captions without a credit are no longer than this.
const MOST_WORDS_IN_ITALICS: usize = 60;

/// See the module.
pub(super) fn run(document: &mut Document) {
    if document.caption.is_some() {
        return;
    }
    let lines = top::lines(&document.body);
    let Some(picture) = first_picture(&lines, document) else {
        return;
    };
    let Some(taken) = caption_lines(&lines, picture, document) else {
        return;
    };
    let taken = &lines[picture..taken];
    let text = walk::join_lines(taken.iter().map(|line| line.content.clone()));
    if !leaves_words(&document.body, &walk::plain_text(&text)) {
        return;
    }
    let caption = caption(taken);
    remove(&mut document.body, taken);
    let message = match &caption.credit {
        Some(credit) => format!("the first picture's caption was known by its credit, {credit}"),
        None => "the text at the first picture was read as its caption".to_owned(),
    };
    document
        .notes
        .push(Note::new(NoteKind::Guessed, "pass.captions", message));
    document.caption = Some(caption);
}

fn leaves_words(body: &[Block], text: &str) -> bool {
    let all = walk::words(&walk::block_text(body)).count();
    all > walk::words(text).count()
}

/// The first picture, where only the title and the headline stand before it.
fn first_picture(lines: &[Line], document: &Document) -> Option<usize> {
    let picture = lines.iter().position(Line::is_picture)?;
    let above = &lines[..picture];
    above
        .iter()
        .all(|line| is_passed_over(line, document))
        .then_some(picture)
}

fn is_passed_over(line: &Line, document: &Document) -> bool {
    top::is_title(line, document) || headline::is_candidate(line, document)
}

/// Where the lines of the caption end; None where the picture has none.
fn caption_lines(lines: &[Line], picture: usize, document: &Document) -> Option<usize> {
    let first = &lines[picture];
    if !phrase::bare(&first.text()).is_empty() {
        let whole = first.figure.is_some();
        return (whole || is_caption(&first.content, &first.text())).then_some(picture + 1);
    }
    let next = lines.get(picture + 1)?;
    if next.is_picture() || is_passed_over(next, document) {
        return None;
    }
    if next.block == first.block {
        return lines_in_paragraph(lines, picture + 1);
    }
    let alone = lines
        .get(picture + 2)
        .is_none_or(|line| line.block != next.block);
    let text = next.text();
    let short = phrase::word_count(&text) <= MOST_WORDS_IN_ITALICS;
    let above_headline = || {
        let below = lines[picture + 2..].iter();
        let mut below = below.filter(|line| !top::is_title(line, document));
        below
            .next()
            .is_some_and(|line| headline::is_candidate(line, document))
    };
    let caption = ends_with_credit(&text) || (short && next.is_set_off() && above_headline());
    (caption && alone && !next.heading).then_some(picture + 2)
}

/// The lines of a caption behind its picture in one paragraph: up to the credit, or as far as
/// they are italic.
fn lines_in_paragraph(lines: &[Line], start: usize) -> Option<usize> {
    let block = lines[start].block;
    let behind = lines[start..]
        .iter()
        .take_while(|line| line.block == block && !line.is_picture());
    let texts: Vec<String> = behind.map(Line::text).collect();
    let credit = texts.iter().take(3).position(|text| ends_with_credit(text));
    if let Some(line) = credit {
        return Some(start + line + 1);
    }
    let italic = lines[start..start + texts.len()]
        .iter()
        .take_while(|line| is_italic(&line.content))
        .count();
    let words: usize = texts[..italic]
        .iter()
        .map(|text| phrase::word_count(text))
        .sum();
    (italic > 0 && words <= MOST_WORDS_IN_ITALICS).then_some(start + italic)
}

/// Whether the words on a picture's own line are its caption.
fn is_caption(content: &[crate::document::Inline], text: &str) -> bool {
    ends_with_credit(text)
        || (is_italic(content) && phrase::word_count(text) <= MOST_WORDS_IN_ITALICS)
}

fn ends_with_credit(text: &str) -> bool {
    phrase::word_count(text) <= MOST_WORDS && photo::credit(text).is_some()
}

/// Whether all words are italic; a picture among them does not count.
fn is_italic(content: &[crate::document::Inline]) -> bool {
    walk::runs(content).iter().all(|run| match run.leaf {
        walk::Leaf::Text(text) => run.emphasis || phrase::bare(text).is_empty(),
        walk::Leaf::Image | walk::Leaf::Break => true,
        walk::Leaf::Footnote => false,
    })
}

/// The caption that lines are.
fn caption(lines: &[Line]) -> Caption {
    let mut image = None;
    let mut texts = Vec::new();
    for line in lines {
        let mut content = line.content.clone();
        if image.is_none() {
            image = line
                .figure
                .clone()
                .or_else(|| walk::take_image(&mut content));
        }
        walk::trim(&mut content);
        texts.push(content);
    }
    let credit = texts.iter().rev().find_map(|text| {
        let text = walk::plain_text(text);
        photo::credit(&text).map(str::to_owned)
    });
    Caption {
        image,
        text: walk::join_lines(texts),
        credit,
    }
}

/// Takes the caption's lines out, from the last block to the first.
fn remove(body: &mut Vec<Block>, lines: &[Line]) {
    let mut rest = lines;
    while let Some(last) = rest.last() {
        let first = rest.iter().position(|line| line.block == last.block);
        let (above, same) = rest.split_at(first.unwrap_or(0));
        let taken: Vec<usize> = same.iter().map(|line| line.index).collect();
        top::remove(body, last.block, &taken);
        rest = above;
    }
}
