//! Copies of one post to one document: each field from the better copy, no comment twice, none
//! lost, and the differences told.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::{Comment, Document};
use crate::migrate::comments::count;
use crate::note::{Note, NoteKind};
use crate::read::MAX_THREAD_DEPTH;
use crate::read::date::instant;
use crate::walk;

/// The words of a body that is a copy's cut: less than this part of the other's words.
const CUT: f64 = 0.8;

/// Makes one document of copies. An export's copy has the post as it was written, a saved page as
/// it was shown: `copies` are in the order of trust, the exports first.
pub fn merge(copies: Vec<Document>) -> Document {
    let mut copies = copies.into_iter();
    let mut merged = copies.next().unwrap_or_default();
    for copy in copies {
        add(&mut merged, copy);
    }
    merged
}

/// How much a copy holds: of several pages the richest is the first.
pub fn richness(page: &Document) -> (u32, usize, bool) {
    let comments = count(&page.comments.threads);
    (comments, words(page), page.published.is_some())
}

fn add(merged: &mut Document, mut copy: Document) {
    let mut differences = Differences(Vec::new());
    take_body(merged, &mut copy, &mut differences);
    take_meta(merged, &mut copy, &mut differences);
    take_comments(merged, &mut copy);
    for note in copy
        .notes
        .into_iter()
        .filter(|note| note.kind != NoteKind::Chosen)
    {
        if !merged.notes.contains(&note) {
            merged.notes.push(note);
        }
    }
    merged.notes.append(&mut differences.0);
}

/// What the copies say differently.
struct Differences(Vec<Note>);

impl Differences {
    fn tell(&mut self, field: &str, kept: &str, other: &str) {
        if kept.trim() != other.trim() {
            let message = format!("another copy has another {field}: {other}");
            self.0.push(Note::new(
                NoteKind::Chosen,
                format!("migrate.merge.{field}"),
                message,
            ));
        }
    }
}

/// How many words a post has, its comments aside.
pub fn words(document: &Document) -> usize {
    let mut count = walk::words(&walk::block_text(&document.body)).count();
    for update in &document.updates {
        count += walk::words(&walk::block_text(&update.text)).count();
    }
    let groups = document.source_links.iter();
    let sources: usize = groups.map(|group| group.links.len() * 6).sum();
    count + sources
}

/// The body with the fields that were taken out of it: all from one copy.
fn take_body(merged: &mut Document, copy: &mut Document, differences: &mut Differences) {
    let (own, other) = (words(merged), words(copy));
    #[allow(clippy::cast_precision_loss, reason = "words of a post are few")]
    let is_cut = (own as f64) < CUT * other as f64;
    if is_cut {
        std::mem::swap(&mut merged.caption, &mut copy.caption);
        std::mem::swap(&mut merged.headline, &mut copy.headline);
        std::mem::swap(&mut merged.dek, &mut copy.dek);
        std::mem::swap(&mut merged.body, &mut copy.body);
        std::mem::swap(&mut merged.read_more, &mut copy.read_more);
        std::mem::swap(&mut merged.source_links, &mut copy.source_links);
        std::mem::swap(&mut merged.updates, &mut copy.updates);
    }
    let (kept, left) = (own.max(other), own.min(other));
    if words_differ(merged, copy) {
        let message = format!("the body is the copy's with {kept} words; another copy has {left}");
        differences
            .0
            .push(Note::new(NoteKind::Chosen, "migrate.merge.body", message));
    }
}

fn words_differ(one: &Document, other: &Document) -> bool {
    let (one, other) = (walk::block_text(&one.body), walk::block_text(&other.body));
    !walk::words(&one).eq(walk::words(&other))
}

fn take_meta(merged: &mut Document, copy: &mut Document, differences: &mut Differences) {
    let (own, other) = (
        walk::plain_text(&merged.title),
        walk::plain_text(&copy.title),
    );
    if own.is_empty() {
        merged.title = std::mem::take(&mut copy.title);
    } else if !other.is_empty() {
        differences.tell("title", &own, &other);
    }
    match (&mut merged.author, copy.author.take()) {
        (own @ None, other) => *own = other,
        (Some(own), Some(other)) => {
            differences.tell("author", &own.name, &other.name);
            own.url = own.url.take().or(other.url);
        }
        (Some(_), None) => {}
    }
    take_time(
        &mut merged.published,
        copy.published.take(),
        "date",
        differences,
    );
    take_time(
        &mut merged.updated,
        copy.updated.take(),
        "update",
        differences,
    );
    if merged.labels.is_empty() {
        merged.labels = std::mem::take(&mut copy.labels);
    } else if !copy.labels.is_empty() {
        differences.tell(
            "list of labels",
            &merged.labels.join(", "),
            &copy.labels.join(", "),
        );
    }
    merged.language = merged.language.take().or(copy.language.take());
    merged.source.url = merged.source.url.take().or(copy.source.url.take());
    merged.source.saved_at = merged
        .source
        .saved_at
        .take()
        .or(copy.source.saved_at.take());
    merged.source.file = merged.source.file.take().or(copy.source.file.take());
}

/// The more precise time counts; two that are one instant do not differ.
fn take_time(
    own: &mut Option<String>,
    other: Option<String>,
    field: &str,
    differences: &mut Differences,
) {
    let Some(other) = other else { return };
    let Some(time) = own else {
        *own = Some(other);
        return;
    };
    let is_same = time.starts_with(&other)
        || other.starts_with(time.as_str())
        || instant(time) == instant(&other);
    if other.len() > time.len() && is_same {
        *time = other;
    } else if !is_same {
        differences.tell(field, time, &other);
    }
}

/// Adds the comments that only the copy has, each below its parent where that is there.
fn take_comments(merged: &mut Document, copy: &mut Document) {
    let mut known = Known::of(&merged.comments.threads, &copy.comments.threads);
    let mut added = 0;
    let threads = std::mem::take(&mut copy.comments.threads);
    for thread in threads {
        take_thread(
            &mut merged.comments.threads,
            thread,
            None,
            &mut known,
            &mut added,
        );
    }
    merged.comments.declared = match (merged.comments.declared, copy.comments.declared) {
        (Some(one), Some(other)) => Some(one.max(other)),
        (one, other) => one.or(other),
    };
    if added > 0 {
        let message = format!("{added} comments are from another copy of the post");
        merged.notes.push(Note::new(
            NoteKind::Chosen,
            "migrate.merge.comments",
            message,
        ));
    }
}

/// The comments that are there already.
struct Known {
    ids: FxHashSet<String>,
    /// Author and letters of those whose ids the other copy does not have, and how many are alike.
    texts: FxHashMap<(String, String), usize>,
}

impl Known {
    fn of(threads: &[Comment], others: &[Comment]) -> Self {
        let mut other_ids = FxHashSet::default();
        visit(others, &mut |comment| other_ids.extend(comment.id.clone()));
        let mut known = Self {
            ids: FxHashSet::default(),
            texts: FxHashMap::default(),
        };
        visit(threads, &mut |comment| {
            known.ids.extend(comment.id.clone());
            if comment.id.as_ref().is_none_or(|id| !other_ids.contains(id)) {
                *known.texts.entry(fingerprint(comment)).or_default() += 1;
            }
        });
        known
    }

    /// Two comments with ids of one kind are told apart by them; else their words count, each
    /// comment for one of the other copy.
    fn holds(&mut self, comment: &Comment) -> bool {
        if comment.id.as_ref().is_some_and(|id| self.ids.contains(id)) {
            return true;
        }
        match self.texts.get_mut(&fingerprint(comment)) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        }
    }
}

fn visit(threads: &[Comment], visitor: &mut impl FnMut(&Comment)) {
    for comment in threads {
        visitor(comment);
        visit(&comment.replies, visitor);
    }
}

fn fingerprint(comment: &Comment) -> (String, String) {
    let author = comment.author.as_ref().map_or("", |author| &author.name);
    let text = walk::block_text(&comment.body);
    let letters = text
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase);
    (author.to_lowercase(), letters.collect())
}

fn take_thread(
    threads: &mut Vec<Comment>,
    mut comment: Comment,
    parent: Option<&str>,
    known: &mut Known,
    added: &mut usize,
) {
    let replies = std::mem::take(&mut comment.replies);
    let id = comment.id.clone();
    if known.holds(&comment) {
        for reply in replies {
            take_thread(threads, reply, id.as_deref(), known, added);
        }
        return;
    }
    *added += 1;
    let mut below = Vec::new();
    for reply in replies {
        take_thread(&mut below, reply, None, known, added);
    }
    comment.replies = below;
    match parent.and_then(|parent| find(threads, parent, 1)) {
        Some(parent) => parent.replies.push(comment),
        None => threads.push(comment),
    }
}

/// A comment that still may have replies below it.
fn find<'a>(threads: &'a mut [Comment], id: &str, depth: usize) -> Option<&'a mut Comment> {
    if depth >= MAX_THREAD_DEPTH {
        return None;
    }
    for comment in threads {
        if comment.id.as_deref() == Some(id) {
            return Some(comment);
        }
        if let Some(found) = find(&mut comment.replies, id, depth + 1) {
            return Some(found);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, CommentAuthor};

    fn comment(id: Option<&str>, author: &str, text: &str, replies: Vec<Comment>) -> Comment {
        Comment {
            id: id.map(str::to_owned),
            author: Some(CommentAuthor {
                name: author.to_owned(),
                ..CommentAuthor::default()
            }),
            body: vec![Block::text(text)],
            replies,
            ..Comment::default()
        }
    }

    fn post(text: &str, threads: Vec<Comment>) -> Document {
        let mut document = Document {
            body: vec![Block::text(text)],
            ..Document::default()
        };
        document.comments.threads = threads;
        document
    }

    #[test]
    fn no_comment_is_there_twice_and_none_is_lost() {
        let export = post(
            "The ferry came.",
            vec![
                comment(Some("1"), "Wim", "Which?", vec![]),
                comment(Some("3"), "Odalys", "Soon.", vec![]),
            ],
        );
        let page = post(
            "The ferry came.",
            vec![
                comment(
                    Some("1"),
                    "Wim",
                    "Which?",
                    vec![comment(Some("2"), "Teun", "The old one.", vec![])],
                ),
                comment(None, "odalys", "Soon!", vec![]),
            ],
        );
        let merged = merge(vec![export, page]);
        let threads = &merged.comments.threads;
        assert_eq!(count(threads), 3);
        assert_eq!(threads[0].replies[0].id.as_deref(), Some("2"));
    }

    #[test]
    fn a_body_that_is_cut_gives_way_to_the_whole_one() {
        let feed = post("The ferry came", vec![]);
        let page = post(
            "The ferry came back at noon, and nobody had waited for it.",
            vec![],
        );
        let merged = merge(vec![feed, page]);
        assert!(walk::block_text(&merged.body).ends_with("waited for it."));
        assert!(
            merged
                .notes
                .iter()
                .any(|note| note.rule == "migrate.merge.body")
        );
    }

    #[test]
    fn the_more_precise_of_two_equal_times_counts() {
        let mut export = post("x", vec![]);
        export.published = Some("2014-06-12T09:30:00-07:00".to_owned());
        let mut page = post("x", vec![]);
        page.published = Some("2014-06-12".to_owned());
        let merged = merge(vec![page, export]);
        assert_eq!(
            merged.published.as_deref(),
            Some("2014-06-12T09:30:00-07:00")
        );
        assert!(merged.notes.is_empty(), "{:?}", merged.notes);
    }
}
