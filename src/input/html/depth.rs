//! Makes a tree no deeper than its limit, where the tree builder's own rules made it deeper: the
//! adoption agency wraps what is closed already, and a template is one level more than its tags.

use ego_tree::{NodeId, Tree};
use scraper::Node;

/// Moves elements that are deeper than `limit` up, behind their parent, and tells how many were
/// moved.
pub(super) fn flatten(tree: &mut Tree<Node>, limit: usize) -> usize {
    let mut moved = 0;
    let mut at = tree.root().id();
    let mut depth = 0;
    loop {
        if depth >= limit {
            moved += move_up(tree, at);
        }
        match next(tree, at, depth) {
            Some((node, level)) => (at, depth) = (node, level),
            None => return moved,
        }
    }
}

/// The next node in reading order, with its depth.
fn next(tree: &Tree<Node>, at: NodeId, mut depth: usize) -> Option<(NodeId, usize)> {
    let mut node = tree.get(at)?;
    if let Some(child) = node.first_child() {
        return Some((child.id(), depth + 1));
    }
    loop {
        if let Some(sibling) = node.next_sibling() {
            return Some((sibling.id(), depth));
        }
        node = node.parent()?;
        depth -= 1;
    }
}

/// Moves the children from the first one that is an element behind their parent.
fn move_up(tree: &mut Tree<Node>, parent: NodeId) -> usize {
    let children: Vec<NodeId> = tree.get(parent).map_or_else(Vec::new, |node| {
        node.children()
            .skip_while(|child| !child.value().is_element() && !child.has_children())
            .map(|child| child.id())
            .collect()
    });
    for &child in children.iter().rev() {
        if let Some(mut parent) = tree.get_mut(parent) {
            parent.insert_id_after(child);
        }
    }
    children.len()
}
