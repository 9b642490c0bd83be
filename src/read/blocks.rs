//! Elements to blocks.

use ego_tree::NodeId;
use rustc_hash::FxHashSet;
use scraper::ElementRef;

use crate::document::{Block, Inline};
use crate::note::Note;
use crate::read::address::Addresses;

/// Nodes that the locating and pruning steps took out: they and what is in them are passed over.
/// Their words are in notes already.
#[derive(Debug, Default)]
pub struct Dropped {
    nodes: FxHashSet<NodeId>,
}

impl Dropped {
    /// Takes a node and what is in it out.
    pub fn insert(&mut self, node: NodeId) {
        self.nodes.insert(node);
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
}

impl<'a> Reader<'a> {
    /// A reader for one page.
    pub fn new(addresses: &'a Addresses, dropped: &'a Dropped) -> Self {
        Self {
            addresses,
            dropped,
            notes: Vec::new(),
        }
    }

    /// The content of an element.
    pub fn blocks(&mut self, element: ElementRef<'_>) -> Vec<Block> {
        let _ = (self.addresses, self.dropped.contains(element.id()));
        let words: Vec<&str> = element.text().flat_map(str::split_whitespace).collect();
        if words.is_empty() {
            Vec::new()
        } else {
            vec![Block::text(words.join(" "))]
        }
    }

    /// The content of an element that holds running text only (a title, a caption).
    pub fn inlines(&mut self, element: ElementRef<'_>) -> Vec<Inline> {
        let words: Vec<&str> = element.text().flat_map(str::split_whitespace).collect();
        if words.is_empty() {
            Vec::new()
        } else {
            vec![Inline::text(words.join(" "))]
        }
    }

    /// What was noted on the way.
    pub fn into_notes(self) -> Vec<Note> {
        self.notes
    }
}
