//! Comments that the page carries as data besides their markup: what the markup lacks.

use rustc_hash::FxHashMap;

use crate::document::{Comment, CommentAuthor};
use crate::read::date;
use crate::read::embedded::CommentItem;

/// Adds what the data knows of comments with the same id: the exact time, the parent, the
/// commenter's profile, whether the owner wrote it.
pub(super) fn complete(flat: &mut [(Comment, Option<usize>)], items: &[CommentItem]) {
    if items.is_empty() {
        return;
    }
    let ids = flat.iter().enumerate();
    let places: FxHashMap<String, usize> = ids
        .filter_map(|(place, (comment, _))| Some((comment.id.clone()?, place)))
        .collect();
    for item in items {
        let Some(place) = places.get(&item.id).copied() else {
            continue;
        };
        let (comment, parent) = &mut flat[place];
        comment.published = item
            .millis
            .and_then(date::from_millis)
            .or(comment.published.take());
        if let Some(author) = &mut comment.author {
            complete_author(author, item);
        }
        let known = item.parent.as_ref().and_then(|parent| places.get(parent));
        // A reply stands behind what it replies to.
        *parent = parent.or(known.copied().filter(|parent| *parent < place));
    }
}

fn complete_author(author: &mut CommentAuthor, item: &CommentItem) {
    author.url = author.url.take().or_else(|| item.author_url.clone());
    author.is_owner |= item.is_owner;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comment(id: &str) -> (Comment, Option<usize>) {
        let author = CommentAuthor {
            name: "Odalys".to_owned(),
            ..CommentAuthor::default()
        };
        let comment = Comment {
            id: Some(id.to_owned()),
            author: Some(author),
            ..Comment::default()
        };
        (comment, None)
    }

    #[test]
    fn data_adds_time_parent_and_owner() {
        let mut flat = [comment("11"), comment("12")];
        let item = CommentItem {
            id: "12".to_owned(),
            millis: Some(1_378_227_647_737),
            parent: Some("11".to_owned()),
            author_url: Some("http://a.example/odalys".to_owned()),
            is_owner: true,
        };
        complete(&mut flat, &[item]);
        let (reply, parent) = &flat[1];
        assert_eq!(reply.published.as_deref(), Some("2013-09-03T17:00:47Z"));
        assert_eq!(*parent, Some(0));
        assert!(reply.author.as_ref().unwrap().is_owner);
        assert_eq!(flat[0].0.published, None);
    }

    #[test]
    fn a_parent_that_stands_behind_is_none() {
        let mut flat = [comment("11"), comment("12")];
        let item = CommentItem {
            id: "11".to_owned(),
            millis: None,
            parent: Some("12".to_owned()),
            author_url: None,
            is_owner: false,
        };
        complete(&mut flat, &[item]);
        assert_eq!(flat[0].1, None);
    }
}
