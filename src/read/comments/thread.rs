//! Flat comments with parents to threads.

use crate::document::Comment;
use crate::read::MAX_THREAD_DEPTH;

/// Builds threads of comments, each with the place of its parent in the list. A parent that does
/// not stand before its reply is none. Says how many replies were nested too deep and became
/// siblings of the deepest.
pub(crate) fn assemble(flat: Vec<(Comment, Option<usize>)>) -> (Vec<Comment>, usize) {
    let (parents, too_deep) = bounded_parents(&flat);
    let mut waiting: Vec<Vec<Comment>> = flat.iter().map(|_| Vec::new()).collect();
    let mut threads = Vec::new();
    // From the last to the first: a comment's replies are complete before it is moved.
    for (place, (mut comment, _)) in flat.into_iter().enumerate().rev() {
        comment.replies = std::mem::take(&mut waiting[place]);
        comment.replies.reverse();
        match parents[place] {
            Some(parent) => waiting[parent].push(comment),
            None => threads.push(comment),
        }
    }
    threads.reverse();
    (threads, too_deep)
}

/// Each comment's parent, less those that would nest too deep.
fn bounded_parents(flat: &[(Comment, Option<usize>)]) -> (Vec<Option<usize>>, usize) {
    let mut depths = Vec::with_capacity(flat.len());
    let mut parents: Vec<Option<usize>> = Vec::with_capacity(flat.len());
    let mut too_deep = 0;
    for (place, (_, parent)) in flat.iter().enumerate() {
        let mut parent = parent.filter(|parent| *parent < place);
        if let Some(above) = parent.filter(|parent| depths[*parent] >= MAX_THREAD_DEPTH) {
            parent = parents[above];
            too_deep += 1;
        }
        depths.push(parent.map_or(1, |parent| depths[parent] + 1));
        parents.push(parent);
    }
    (parents, too_deep)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comment(id: usize) -> Comment {
        Comment {
            id: Some(id.to_string()),
            ..Comment::default()
        }
    }

    #[test]
    fn replies_keep_their_order_below_their_parent() {
        let parents = [None, Some(0), Some(1), Some(0), None];
        let flat = parents
            .into_iter()
            .enumerate()
            .map(|(id, parent)| (comment(id), parent));
        let (threads, too_deep) = assemble(flat.collect());
        assert_eq!((threads.len(), too_deep), (2, 0));
        let replies: Vec<_> = threads[0]
            .replies
            .iter()
            .map(|reply| reply.id.clone())
            .collect();
        assert_eq!(replies, [Some("1".to_owned()), Some("3".to_owned())]);
        assert_eq!(threads[0].replies[0].replies[0].id.as_deref(), Some("2"));
    }

    #[test]
    fn a_chain_of_replies_stops_at_the_deepest_allowed_level() {
        let chain = (0..1000_usize).map(|id| (comment(id), id.checked_sub(1)));
        let (threads, too_deep) = assemble(chain.collect());
        assert_eq!(too_deep, 1000 - MAX_THREAD_DEPTH);
        let mut level = &threads;
        let mut depth = 0;
        while let Some(first) = level.first() {
            level = &first.replies;
            depth += 1;
        }
        assert_eq!(depth, MAX_THREAD_DEPTH);
    }
}
