//! Comments: quotes in quotes.

use crate::document::{Comment, CommentKind, Comments, Inline};
use crate::write::date;
use crate::write::escape::xml;
use crate::write::markdown::block::Writer;
use crate::write::markdown::{link, separate};

/// Makes the footnotes of comments known.
pub(super) fn know<'a>(writer: &mut Writer<'a>, threads: &'a [Comment]) {
    for comment in threads {
        writer.know(&comment.body);
        know(writer, &comment.replies);
    }
}

/// All threads under their heading.
pub(super) fn section<'a>(writer: &mut Writer<'a>, comments: &'a Comments) {
    if comments.threads.is_empty() {
        return;
    }
    writer.apart(|writer| writer.titled(2, Some("comments"), &[Inline::text("Comments")]));
    for comment in &comments.threads {
        writer.apart(|writer| writer.quote(|writer| one(writer, comment)));
    }
}

/// A comment and its replies; nesting is bounded by the reader.
fn one<'a>(writer: &mut Writer<'a>, comment: &'a Comment) {
    let id = comment.id.as_deref().map(anchor);
    writer.anchor(id.as_deref());
    writer.paragraph(&byline(comment));
    writer.apart(|writer| writer.blocks(&comment.body));
    for reply in &comment.replies {
        writer.apart(|writer| writer.quote(|writer| one(writer, reply)));
    }
}

/// The fragment of a comment's address: `c123`.
pub(crate) fn anchor(id: &str) -> String {
    format!("c{}", xml::id(id).unwrap_or_default())
}

/// `**[Name](url)** · author · 2014-06-12 09:30`.
fn byline(comment: &Comment) -> Vec<Inline> {
    let mut line = Vec::new();
    let mark = |line: &mut Vec<Inline>, words: &str| {
        separate(line, " · ");
        line.push(Inline::text(words));
    };
    if let Some(author) = &comment.author {
        let content = vec![link(&author.name, author.url.as_deref())];
        line.push(Inline::Strong { content });
        if author.is_owner {
            mark(&mut line, "author");
        }
    }
    match comment.kind {
        CommentKind::Comment => {}
        CommentKind::Pingback => mark(&mut line, "pingback"),
        CommentKind::Trackback => mark(&mut line, "trackback"),
    }
    if let Some(published) = &comment.published {
        mark(&mut line, &date::display(published));
    }
    if comment.deleted {
        mark(&mut line, "deleted");
    }
    if line.is_empty() {
        mark(&mut line, "·");
    }
    line
}
