//! Comments that the page carries as data besides their markup: what the markup lacks.

use rustc_hash::FxHashMap;

use crate::document::{Block, Comment, CommentAuthor};
use crate::input;
use crate::note::{Note, NoteKind};
use crate::read::Context;
use crate::read::blocks::{Dropped, Reader};
use crate::read::embedded::CommentItem;
use crate::walk;

type Flat = Vec<(Comment, Option<usize>)>;

/// Adds what the data knows: of comments in the markup what that lacks, and other comments.
pub(super) fn add(context: &mut Context<'_>, flat: &mut Flat, items: &[CommentItem], rule: &str) {
    let places = places_by_id(flat);
    let known = items
        .iter()
        .map(|item| places.get(item.id.as_ref()?).copied());
    let known: Vec<Option<usize>> = known.collect();
    complete(flat, items, &known);
    add_missing(context, flat, items, known, rule);
}

/// The same for data that describe what is on the page: they need not know the ids of the markup.
/// What has the same words is the same comment; others are added only where there are none in the
/// markup, or where the ids of both agree, so that none is there twice.
pub(super) fn add_described(
    context: &mut Context<'_>,
    flat: &mut Flat,
    items: &[CommentItem],
    rule: &str,
) {
    if items.is_empty() {
        return;
    }
    let places = places_by_id(flat);
    let by_words: FxHashMap<String, usize> = flat
        .iter()
        .enumerate()
        .map(|(place, (comment, _))| (letters(&comment.body), place))
        .collect();
    let mut agree = flat.is_empty();
    let mut known = Vec::with_capacity(items.len());
    for item in items {
        let by_id = item.id.as_ref().and_then(|id| places.get(id)).copied();
        agree |= by_id.is_some();
        let words = letters(&blocks(context, &item.body));
        known.push(by_id.or_else(|| by_words.get(&words).copied()));
    }
    complete(flat, items, &known);
    if agree {
        add_missing(context, flat, items, known, rule);
    }
}

/// The letters and digits of a text: what two ways to write it have in common.
fn letters(blocks: &[Block]) -> String {
    let text = walk::block_text(blocks);
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Adds the comments that stand in the data alone: a script of the page was to show them. `known`
/// has the place of each that is there already.
fn add_missing(
    context: &mut Context<'_>,
    flat: &mut Flat,
    items: &[CommentItem],
    mut known: Vec<Option<usize>>,
    rule: &str,
) {
    let in_markup = flat.len();
    let mut places = places_by_id(flat);
    for (number, item) in items.iter().enumerate() {
        if known[number].is_some() {
            continue;
        }
        let around = item.within.and_then(|within| known[within]);
        let named = item.parent.as_ref().and_then(|parent| places.get(parent));
        let parent = around.or(named.copied());
        known[number] = Some(flat.len());
        places.extend(item.id.clone().map(|id| (id, flat.len())));
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
    Comment {
        id: item.id.clone(),
        author: author_of(item),
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

/// Adds what the data knows of comments that are there, at the places `known`: the exact time, the
/// parent, the commenter's profile, whether the owner wrote it.
fn complete(flat: &mut [(Comment, Option<usize>)], items: &[CommentItem], known: &[Option<usize>]) {
    let places = places_by_id(flat);
    for (item, place) in items.iter().zip(known) {
        let Some(place) = *place else {
            continue;
        };
        let (comment, parent) = &mut flat[place];
        comment.published = item.published.clone().or(comment.published.take());
        match &mut comment.author {
            Some(author) => complete_author(author, item),
            None => comment.author = author_of(item),
        }
        let named = item.parent.as_ref().and_then(|parent| places.get(parent));
        let around = item.within.and_then(|within| known[within]);
        // A reply stands behind what it replies to.
        let above = around.or(named.copied()).filter(|above| *above < place);
        *parent = parent.or(above);
    }
}

fn author_of(item: &CommentItem) -> Option<CommentAuthor> {
    Some(CommentAuthor {
        name: item.author.clone()?,
        url: item.author_url.clone(),
        is_owner: item.is_owner,
    })
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
            id: Some("12".to_owned()),
            published: Some("2013-09-03T17:00:47Z".to_owned()),
            parent: Some("11".to_owned()),
            author: Some("Odalys".to_owned()),
            author_url: Some("http://a.example/odalys".to_owned()),
            is_owner: true,
            ..CommentItem::default()
        };
        complete(&mut flat, &[item], &[Some(1)]);
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
            id: Some("11".to_owned()),
            parent: Some("12".to_owned()),
            ..CommentItem::default()
        };
        complete(&mut flat, &[item], &[Some(0)]);
        assert_eq!(flat[0].1, None);
    }
}
