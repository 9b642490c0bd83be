//! Elements to blocks.
//!
//! [`build`] walks the tree; [`phrase`], [`container`] and [`media`] say what each element does
//! to the [`line`] of text and the [`frame`]s of blocks under construction; [`tag`] is the table
//! of elements.

use ego_tree::{NodeId, NodeRef};
use rustc_hash::FxHashSet;
use scraper::node::Element;
use scraper::{ElementRef, Node};

use crate::document::{Block, Inline};
use crate::note::{Note, NoteKind};
use crate::read::address::Addresses;
use crate::read::blocks::attributes::Attributes;
use crate::read::blocks::build::Builder;
use crate::read::blocks::whitespace::SOFT_HYPHEN;

mod attributes;
mod build;
mod code;
mod component;
mod container;
mod embed;
mod footnote;
mod frame;
mod image;
mod line;
mod media;
mod own;
mod phrase;
mod style;
mod table;
mod tag;
#[cfg(test)]
mod tests;
mod whitespace;
mod words;

/// Nodes that the locating and pruning steps took out: they and what is in them are passed over.
/// Their words are in notes already.
#[derive(Debug, Default)]
pub struct Dropped {
    nodes: FxHashSet<NodeId>,
    /// What the page hides and is to be read all the same.
    shown: FxHashSet<NodeId>,
}

/// Whether a page hides an element by its own attributes.
pub(crate) fn is_hidden(element: &Element) -> bool {
    let mut attributes = element.attrs();
    attributes.any(|(name, _)| matches!(name, "hidden" | "style")) && Attributes::of(element).hidden
}

impl Dropped {
    /// Takes a node and what is in it out.
    pub fn insert(&mut self, node: NodeId) {
        self.nodes.insert(node);
    }

    /// Takes in what the page hides.
    pub(crate) fn show(&mut self, node: NodeId) {
        self.shown.insert(node);
    }

    /// Whether this very node is to be read although the page hides it.
    fn is_shown(&self, node: NodeId) -> bool {
        self.shown.contains(&node)
    }

    /// Whether this very node was taken out (ancestors are not looked at).
    pub fn contains(&self, node: NodeId) -> bool {
        self.nodes.contains(&node)
    }
}

/// Makes blocks of elements, and keeps notes of what it could not say.
#[derive(Debug)]
pub struct Reader<'a> {
    addresses: &'a Addresses,
    dropped: &'a Dropped,
    notes: Vec<Note>,
    /// How many footnotes have a label.
    footnotes: usize,
    /// It was noted that something was made flat.
    flattened: bool,
    /// It was noted that words lost their soft hyphens.
    joined: bool,
}

impl<'a> Reader<'a> {
    /// A reader for one page.
    pub fn new(addresses: &'a Addresses, dropped: &'a Dropped) -> Self {
        Self {
            addresses,
            dropped,
            notes: Vec::new(),
            footnotes: 0,
            flattened: false,
            joined: false,
        }
    }

    /// The content of an element.
    pub fn blocks(&mut self, element: ElementRef<'_>) -> Vec<Block> {
        let mut builder = Builder::new(self);
        builder.visit_children(*element);
        builder.finish()
    }

    /// Nodes in a row, with what is in them: what stands between two others on the page.
    pub fn blocks_of_nodes<'n>(
        &mut self,
        nodes: impl IntoIterator<Item = NodeRef<'n, Node>>,
    ) -> Vec<Block> {
        let mut builder = Builder::new(self);
        for node in nodes {
            builder.visit(node);
        }
        builder.finish()
    }

    /// The content of an element that holds running text only (a title, a caption). Blocks in it
    /// become spaces.
    pub fn inlines(&mut self, element: ElementRef<'_>) -> Vec<Inline> {
        let mut builder = Builder::new(self);
        builder.flat += 1;
        builder.visit_children(*element);
        builder.finish_line()
    }

    /// Says once that words were put together.
    fn note_soft_hyphens(&mut self, text: &str) {
        if !self.joined && text.contains(SOFT_HYPHEN) {
            self.joined = true;
            self.notes.push(Note::new(
                NoteKind::Repaired,
                "read.soft_hyphen",
                "soft hyphens inside words were taken out",
            ));
        }
    }

    /// What was noted on the way.
    pub fn into_notes(self) -> Vec<Note> {
        self.notes
    }
}
