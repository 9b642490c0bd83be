//! The top of a post, line by line: where its photo, its headline and its dek stand.

use crate::document::{Block, Document, Image, Inline};
use crate::pass::phrase;
use crate::walk::{self, Leaf};

/// How many blocks are looked at.
const MOST_BLOCKS: usize = 8;

/// A line at the top of a post, or a picture with its caption.
#[derive(Debug)]
pub(super) struct Line {
    /// The block that it stands in.
    pub(super) block: usize,
    /// Which of that block's lines it is.
    pub(super) index: usize,
    /// Whether the block is a heading.
    pub(super) heading: bool,
    /// Its words and pictures; a figure's caption.
    pub(super) content: Vec<Inline>,
    /// The figure's picture.
    pub(super) figure: Option<Image>,
}

impl Line {
    /// Its words.
    pub(super) fn text(&self) -> String {
        walk::plain_text(&self.content)
    }

    /// Whether it begins with a picture.
    pub(super) fn is_picture(&self) -> bool {
        let image = |run: &walk::Run<'_>| matches!(run.leaf, Leaf::Image);
        self.figure.is_some() || walk::runs(&self.content).first().is_some_and(image)
    }

    /// Whether all of its words are bold, or all italic.
    pub(super) fn is_set_off(&self) -> bool {
        is_set_off(&self.content)
    }
}

/// Whether all words are bold, or all italic.
pub(super) fn is_set_off(content: &[Inline]) -> bool {
    let runs = walk::runs(content);
    let mut words = runs.iter().filter(|run| match run.leaf {
        Leaf::Text(text) => !phrase::bare(text).is_empty(),
        Leaf::Image | Leaf::Footnote => true,
        Leaf::Break => false,
    });
    let all = |test: fn(&walk::Run<'_>) -> bool| words.clone().all(test);
    let set_off = all(|run| run.strong) || all(|run| run.emphasis);
    set_off && words.next().is_some()
}

/// The lines of the first blocks, as far as they are paragraphs, headings and pictures. Blocks
/// without words are passed over.
pub(super) fn lines(body: &[Block]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (number, block) in body.iter().take(MOST_BLOCKS).enumerate() {
        let at = |index, heading, content, figure| Line {
            block: number,
            index,
            heading,
            content,
            figure,
        };
        match block {
            Block::Paragraph { content } | Block::Heading { content, .. } => {
                let heading = matches!(block, Block::Heading { .. });
                for (index, content) in walk::lines(content.clone()).into_iter().enumerate() {
                    lines.push(at(index, heading, content, None));
                }
            }
            Block::Figure { image, caption } => {
                lines.push(at(0, false, caption.clone(), Some(image.clone())));
            }
            Block::Rule => {}
            Block::List { .. }
            | Block::Quote { .. }
            | Block::Code { .. }
            | Block::Table { .. }
            | Block::Embed { .. }
            | Block::DefinitionList { .. }
            | Block::Footnotes { .. }
            | Block::Raw { .. } => break,
        }
    }
    lines
}

/// Takes lines of one block out of the body, and the block with its last line.
pub(super) fn remove(body: &mut Vec<Block>, block: usize, taken: &[usize]) {
    let empty = match &mut body[block] {
        Block::Paragraph { content } | Block::Heading { content, .. } => {
            let lines = walk::lines(std::mem::take(content)).into_iter().enumerate();
            let kept = lines.filter(|(line, _)| !taken.contains(line));
            *content = walk::join_lines(kept.map(|(_, line)| line));
            content.is_empty()
        }
        Block::Figure { .. } => true,
        Block::List { .. }
        | Block::Quote { .. }
        | Block::Code { .. }
        | Block::Table { .. }
        | Block::Embed { .. }
        | Block::Rule
        | Block::DefinitionList { .. }
        | Block::Footnotes { .. }
        | Block::Raw { .. } => false,
    };
    if empty {
        body.remove(block);
    }
}

/// Whether a line repeats the post's title.
pub(super) fn is_title(line: &Line, document: &Document) -> bool {
    let title = walk::plain_text(&document.title).to_lowercase();
    let text = line.text().to_lowercase();
    let same = walk::words(&title).eq(walk::words(&text));
    let certain = line.heading || line.is_set_off() || phrase::word_count(&title) > 2;
    line.figure.is_none() && same && certain && walk::words(&title).next().is_some()
}
