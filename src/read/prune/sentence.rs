//! Which phrases are parts of a sentence: those with text beside them.

use std::cell::RefCell;

use ego_tree::{NodeId, NodeRef};
use rustc_hash::FxHashMap;
use scraper::{ElementRef, Node};

/// The elements that hold text of their own, each looked at once: one may have thousands of
/// phrases in it.
#[derive(Debug, Default)]
pub(crate) struct Sentences {
    known: RefCell<FxHashMap<NodeId, bool>>,
}

impl Sentences {
    /// Whether an element is a part of a line: a phrase with text beside it.
    pub(super) fn hold(&self, element: ElementRef<'_>) -> bool {
        is_phrase(element) && element.parent().is_some_and(|parent| self.speaks(parent))
    }

    fn speaks(&self, node: NodeRef<'_, Node>) -> bool {
        let mut known = self.known.borrow_mut();
        *known
            .entry(node.id())
            .or_insert_with(|| node.children().any(is_text))
    }
}

fn is_text(node: NodeRef<'_, Node>) -> bool {
    let text = node.value().as_text();
    text.is_some_and(|text| text.trim().chars().any(char::is_alphanumeric))
}

/// Whether an element is a phrase, not a block.
pub(super) fn is_phrase(element: ElementRef<'_>) -> bool {
    matches!(
        element.value().name(),
        "a" | "abbr"
            | "b"
            | "button"
            | "cite"
            | "em"
            | "font"
            | "i"
            | "label"
            | "small"
            | "span"
            | "strong"
            | "time"
            | "u"
    )
}
