//! Comments that the page carries as data besides their markup: what the markup lacks.

use rustc_hash::FxHashMap;

use crate::document::{Block, Comment, CommentAuthor};
use crate::input;
use crate::note::{Note, NoteKind};
use crate::read::Context;
use crate::read::blocks::{Dropped, Reader};
use crate::read::embedded::CommentItem;

/// Adds what the data knows: of comments in the markup what that lacks, and other comments.
pub(super) fn add(
    context: &mut Context<'_>,
    flat: &mut Vec<(Comment, Option<usize>)>,
    items: &[CommentItem],
    rule: &str,
) {
    complete(flat, items);
    add_missing(context, flat, items, rule);
}

/// Adds the comments that stand in the data alone: a script of the page was to show them.
fn add_missing(
    context: &mut Context<'_>,
    flat: &mut Vec<(Comment, Option<usize>)>,
    items: &[CommentItem],
    rule: &str,
) {
    let in_markup = flat.len();
    let mut places = places_by_id(flat);
    for item in items {
        if places.contains_key(&item.id) {
            continue;
        }
        let parent = item
            .parent
            .as_ref()
            .and_then(|parent| places.get(parent))
            .copied();
        places.insert(item.id.clone(), flat.len());
        flat.push((comment(context, item), parent));
    }
    let added = flat.len() - in_markup;
    if added > 0 {
        let message = format!("{added} comments in the page's data and not in its markup");
        context.note(Note::new(NoteKind::Chosen, rule, message));
    }
}

/// Notes how many comments are left out because nobody was shown them.
pub(super) fn note_hidden(context: &mut Context<'_>, hidden: usize, rule: &str) {
    if hidden > 0 {
        let message = format!("comments in the page's data that are marked as spam: {hidden}");
        context.note(Note::new(NoteKind::Dropped, rule, message));
    }
}

fn comment(context: &mut Context<'_>, item: &CommentItem) -> Comment {
    let author = item.author.clone().map(|name| CommentAuthor {
        name,
        url: item.author_url.clone(),
        is_owner: item.is_owner,
    });
    Comment {
        id: Some(item.id.clone()),
        author,
        published: item.published.clone(),
        body: blocks(context, &item.body),
        deleted: item.is_deleted,
        ..Comment::default()
    }
}

/// HTML that is not a part of the page's tree: what was taken out of that one means nothing here.
fn blocks(context: &mut Context<'_>, html: &str) -> Vec<Block> {
    let part = input::parse_part(html);
    let nothing = Dropped::default();
    let mut reader = Reader::new(context.addresses, &nothing);
    let blocks = reader.blocks(part.root_element());
    context.notes.append(&mut reader.into_notes());
    blocks
}

fn places_by_id(flat: &[(Comment, Option<usize>)]) -> FxHashMap<String, usize> {
    let ids = flat.iter().enumerate();
    ids.filter_map(|(place, (comment, _))| Some((comment.id.clone()?, place)))
        .collect()
}

/// Adds what the data knows of comments with the same id: the exact time, the parent, the
/// commenter's profile, whether the owner wrote it.
fn complete(flat: &mut [(Comment, Option<usize>)], items: &[CommentItem]) {
    if items.is_empty() {
        return;
    }
    let places = places_by_id(flat);
    for item in items {
        let Some(place) = places.get(&item.id).copied() else {
            continue;
        };
        let (comment, parent) = &mut flat[place];
        comment.published = item.published.clone().or(comment.published.take());
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
            published: Some("2013-09-03T17:00:47Z".to_owned()),
            parent: Some("11".to_owned()),
            author: Some("Odalys".to_owned()),
            author_url: Some("http://a.example/odalys".to_owned()),
            is_owner: true,
            ..CommentItem::default()
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
            parent: Some("12".to_owned()),
            ..CommentItem::default()
        };
        complete(&mut flat, &[item]);
        assert_eq!(flat[0].1, None);
    }
}
