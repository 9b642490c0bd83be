//! Visits blocks and inlines, so that no pass writes its own recursion.

use crate::document::{Block, Inline};

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
