//! Visits and rewrites blocks and inlines, so that no pass writes its own recursion.
//!
//! Everything here recurses over a *document*, whose depth is bounded (see
//! [`crate::read::MAX_CONTENT_DEPTH`]); nothing here knows HTML.

use crate::document::{Block, Inline};

mod addresses;
mod rewrite;

pub use addresses::{Role, addresses_mut};

pub(crate) use rewrite::{
    join_lines, lines, split_at, take_image, tidy_blocks, tidy_inlines, trim,
};

/// The words of inlines: text, code and the alternative text of nothing; a line break is a space.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_plain(inlines, &mut out);
    out
}

fn push_plain(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { text } | Inline::Code { text } => out.push_str(text),
            Inline::Emphasis { content }
            | Inline::Strong { content }
            | Inline::Strike { content }
            | Inline::Subscript { content }
            | Inline::Superscript { content }
            | Inline::Link { content, .. } => push_plain(content, out),
            Inline::LineBreak => out.push(' '),
            Inline::Image(_) | Inline::FootnoteReference { .. } => {}
        }
    }
}

/// Calls `visit` for every block, outermost first, in reading order.
pub fn blocks<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Block)) {
    for block in blocks {
        visit(block);
        for children in child_blocks(block) {
            self::blocks(children, visit);
        }
    }
}

/// The lists of blocks that a block holds, in reading order.
pub fn child_blocks(block: &Block) -> Vec<&[Block]> {
    match block {
        Block::Paragraph { .. }
        | Block::Heading { .. }
        | Block::Code { .. }
        | Block::Figure { .. }
        | Block::Rule
        | Block::Raw { .. } => Vec::new(),
        Block::Quote { blocks, .. } | Block::Embed { blocks, .. } => vec![blocks],
        Block::List { items, .. } => items.iter().map(|item| item.blocks.as_slice()).collect(),
        Block::Table { head, rows, .. } => head
            .iter()
            .chain(rows)
            .flat_map(|row| &row.cells)
            .map(|c| c.blocks.as_slice())
            .collect(),
        Block::DefinitionList { items } => items
            .iter()
            .flat_map(|item| &item.definitions)
            .map(Vec::as_slice)
            .collect(),
        Block::Footnotes { notes } => notes.iter().map(|note| note.blocks.as_slice()).collect(),
    }
}

/// [`child_blocks`], to be changed.
pub fn child_blocks_mut(block: &mut Block) -> Vec<&mut Vec<Block>> {
    match block {
        Block::Paragraph { .. }
        | Block::Heading { .. }
        | Block::Code { .. }
        | Block::Figure { .. }
        | Block::Rule
        | Block::Raw { .. } => Vec::new(),
        Block::Quote { blocks, .. } | Block::Embed { blocks, .. } => vec![blocks],
        Block::List { items, .. } => items.iter_mut().map(|item| &mut item.blocks).collect(),
        Block::Table { head, rows, .. } => head
            .iter_mut()
            .chain(rows)
            .flat_map(|row| &mut row.cells)
            .map(|cell| &mut cell.blocks)
            .collect(),
        Block::DefinitionList { items } => items
            .iter_mut()
            .flat_map(|item| &mut item.definitions)
            .collect(),
        Block::Footnotes { notes } => notes.iter_mut().map(|note| &mut note.blocks).collect(),
    }
}

/// The running texts that a block itself holds, without those of the blocks inside it.
pub fn texts(block: &Block) -> Vec<&[Inline]> {
    match block {
        Block::Paragraph { content } | Block::Heading { content, .. } => vec![content],
        Block::Figure { caption, .. } | Block::Table { caption, .. } => vec![caption],
        Block::DefinitionList { items } => items
            .iter()
            .flat_map(|item| &item.terms)
            .map(Vec::as_slice)
            .collect(),
        Block::List { .. }
        | Block::Quote { .. }
        | Block::Code { .. }
        | Block::Embed { .. }
        | Block::Rule
        | Block::Footnotes { .. }
        | Block::Raw { .. } => Vec::new(),
    }
}

/// [`texts`], to be changed.
pub fn texts_mut(block: &mut Block) -> Vec<&mut Vec<Inline>> {
    match block {
        Block::Paragraph { content } | Block::Heading { content, .. } => vec![content],
        Block::Figure { caption, .. } | Block::Table { caption, .. } => vec![caption],
        Block::DefinitionList { items } => {
            items.iter_mut().flat_map(|item| &mut item.terms).collect()
        }
        Block::List { .. }
        | Block::Quote { .. }
        | Block::Code { .. }
        | Block::Embed { .. }
        | Block::Rule
        | Block::Footnotes { .. }
        | Block::Raw { .. } => Vec::new(),
    }
}

/// All words of blocks, one line for each running text.
pub fn block_text(content: &[Block]) -> String {
    let mut out = String::new();
    blocks(content, &mut |block| {
        for text in texts(block) {
            push_plain(text, &mut out);
            out.push('\n');
        }
        if let Block::Code { text, .. } | Block::Raw { text, .. } = block {
            out.push_str(text);
            out.push('\n');
        }
    });
    out.truncate(out.trim_end().len());
    out
}

/// The last place up to `most` at which a text may be cut.
#[cfg(feature = "migrate")]
pub(crate) fn boundary(text: &str, most: usize) -> usize {
    let most = most.min(text.len());
    (0..=most)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

/// The words of a text: runs of letters and digits.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// Whether blocks hold any word. Stops at the first.
pub fn has_words(content: &[Block]) -> bool {
    content.iter().any(|block| {
        let own = match block {
            Block::Code { text, .. } | Block::Raw { text, .. } => words(text).next().is_some(),
            Block::Paragraph { .. }
            | Block::Heading { .. }
            | Block::List { .. }
            | Block::Quote { .. }
            | Block::Figure { .. }
            | Block::Table { .. }
            | Block::Embed { .. }
            | Block::Rule
            | Block::DefinitionList { .. }
            | Block::Footnotes { .. } => texts(block)
                .iter()
                .any(|text| words(&plain_text(text)).next().is_some()),
        };
        own || child_blocks(block).into_iter().any(has_words)
    })
}

/// A piece of running text that looks the same throughout, with what stands around it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run<'a> {
    /// What it is.
    pub(crate) leaf: Leaf<'a>,
    /// Where it links to.
    pub(crate) url: Option<&'a str>,
    /// Whether it is bold.
    pub(crate) strong: bool,
    /// Whether it is italic.
    pub(crate) emphasis: bool,
}

/// What a [`Run`] shows.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Leaf<'a> {
    /// Words.
    Text(&'a str),
    /// A picture.
    Image,
    /// The end of a line.
    Break,
    /// A footnote's number.
    Footnote,
}

/// How much of a line [`any_line`] looks at, in bytes: what begins a line is near its beginning.
const MOST_OF_LINE: usize = 400;

/// Whether `holds` is true of a line of running text, told by its words and by how many bytes of
/// them are set apart at its start. Takes nothing apart, so that most text is done with quickly.
pub(crate) fn any_line(inlines: &[Inline], holds: impl Fn(&str, usize) -> bool) -> bool {
    let mut text = String::new();
    let mut set_apart = 0;
    for run in runs(inlines) {
        match run.leaf {
            Leaf::Text(_) if text.len() > MOST_OF_LINE => {}
            Leaf::Text(words) => {
                if (run.strong || run.emphasis) && set_apart == text.len() {
                    set_apart += words.len();
                }
                text.push_str(words);
            }
            Leaf::Break if holds(text.trim(), set_apart) => return true,
            Leaf::Break => {
                text.clear();
                set_apart = 0;
            }
            Leaf::Image | Leaf::Footnote => {}
        }
    }
    holds(text.trim(), set_apart)
}

/// Running text without its nesting.
pub(crate) fn runs(inlines: &[Inline]) -> Vec<Run<'_>> {
    let mut out = Vec::new();
    let around = Run {
        leaf: Leaf::Break,
        url: None,
        strong: false,
        emphasis: false,
    };
    push_runs(inlines, around, &mut out);
    out
}

fn push_runs<'a>(inlines: &'a [Inline], around: Run<'a>, out: &mut Vec<Run<'a>>) {
    for inline in inlines {
        let mut run = around;
        match inline {
            Inline::Text { text } | Inline::Code { text } => {
                run.leaf = Leaf::Text(text);
                out.push(run);
            }
            Inline::Image(_) => {
                run.leaf = Leaf::Image;
                out.push(run);
            }
            Inline::LineBreak => out.push(run),
            Inline::FootnoteReference { .. } => {
                run.leaf = Leaf::Footnote;
                out.push(run);
            }
            Inline::Strong { content } => {
                run.strong = true;
                push_runs(content, run, out);
            }
            Inline::Emphasis { content } => {
                run.emphasis = true;
                push_runs(content, run, out);
            }
            Inline::Link { url, content, .. } => {
                run.url = Some(url);
                push_runs(content, run, out);
            }
            Inline::Strike { content }
            | Inline::Subscript { content }
            | Inline::Superscript { content } => push_runs(content, run, out),
        }
    }
}
