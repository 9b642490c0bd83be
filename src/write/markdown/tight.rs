//! Tight lists: which blocks may follow each other in an item without a blank line.

use crate::document::{Block, ListItem};

/// Whether the items can be written without blank lines and still be read as they are.
pub(super) fn can_be(items: &[ListItem]) -> bool {
    let mut pairs = items.iter().flat_map(|item| item.blocks.windows(2));
    pairs.all(|pair| ends(&pair[0]).is_some_and(|end| may_follow(end, &pair[1])))
}

/// How a block ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// With its last line.
    Closed,
    /// With a paragraph, which the next line could continue.
    Paragraph,
    /// With a quote's paragraph: a quote below would continue it, too.
    Quote,
}

fn ends(block: &Block) -> Option<End> {
    match block {
        Block::Heading { .. } | Block::Code { .. } | Block::Rule => Some(End::Closed),
        Block::Paragraph { .. } | Block::List { .. } => Some(End::Paragraph),
        Block::Quote { .. } => Some(End::Quote),
        Block::Figure { .. }
        | Block::Table { .. }
        | Block::Embed { .. }
        | Block::DefinitionList { .. }
        | Block::Footnotes { .. }
        | Block::Raw { .. } => None,
    }
}

fn may_follow(end: End, next: &Block) -> bool {
    match next {
        Block::Heading { .. } | Block::Code { .. } | Block::Rule => true,
        Block::Quote { .. } => end != End::Quote,
        // Only a list that begins with 1 and with words can interrupt a paragraph.
        Block::List { start, items, .. } => {
            let begins = |item: &ListItem| !item.blocks.is_empty();
            end == End::Closed
                || (start.is_none_or(|start| start == 1) && items.first().is_some_and(begins))
        }
        Block::Paragraph { .. } => end == End::Closed,
        Block::Figure { .. }
        | Block::Table { .. }
        | Block::Embed { .. }
        | Block::DefinitionList { .. }
        | Block::Footnotes { .. }
        | Block::Raw { .. } => false,
    }
}
