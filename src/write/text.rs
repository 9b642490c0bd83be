//! Plain text: the words in the order of reading, without markup, for reading and for scoring.
//!
//! Blocks are apart by an empty line. Pictures and the addresses of links leave no trace: what is
//! written is what a reader of the page would read aloud.

use crate::document::{Comment, Document, Headline, SourceGroup, SourceLink, Update};
use crate::walk;
use crate::write::date;
use crate::write::{CommentsMode, Options};

mod block;

#[cfg(test)]
mod tests;

use block::Lines;

/// Writes a document.
pub fn document(document: &Document, options: &Options) -> String {
    let mut lines = Lines::default();
    lines.paragraph(&walk::plain_text(&document.title));
    if options.comments != CommentsMode::Only {
        post(&mut lines, document);
    }
    if options.comments != CommentsMode::None && !document.comments.threads.is_empty() {
        lines.paragraph("Comments");
        comments(&mut lines, &document.comments.threads);
    }
    lines.finish()
}

/// The words of a document's body alone.
pub fn body(document: &Document) -> String {
    let mut lines = Lines::default();
    lines.blocks(&document.body);
    lines.finish()
}

fn post(lines: &mut Lines, document: &Document) {
    byline(lines, document);
    if let Some(caption) = &document.caption {
        let text = walk::plain_text(&caption.text);
        lines.paragraph(&text);
        if let Some(credit) = caption
            .credit
            .as_ref()
            .filter(|credit| !text.contains(*credit))
        {
            lines.paragraph(credit);
        }
    }
    if let Some(story) = &document.headline {
        headline(lines, document, story);
    }
    if let Some(dek) = &document.dek {
        lines.paragraph(&walk::plain_text(dek));
    }
    lines.blocks(&document.body);
    if let Some(link) = &document.read_more {
        lines.paragraph(&link.text);
    }
    for group in &document.source_links {
        source_group(lines, group);
    }
    for note in &document.updates {
        update(lines, note);
    }
    if !document.labels.is_empty() {
        lines.paragraph(&format!("Labels: {}", document.labels.join(", ")));
    }
}

fn byline(lines: &mut Lines, document: &Document) {
    let author = document.author.as_ref().map(|author| author.name.clone());
    let published = document.published.as_deref().map(date::display);
    let words: Vec<String> = author.into_iter().chain(published).collect();
    lines.paragraph(&words.join(" · "));
}

fn headline(lines: &mut Lines, document: &Document, story: &Headline) {
    let title = walk::plain_text(&document.title);
    let repeated = title.split_whitespace().eq(story.text.split_whitespace());
    let text = if repeated { "" } else { story.text.as_str() };
    lines.paragraph(&joined(text, story.outlet.as_deref().into_iter()));
}

fn source_group(lines: &mut Lines, group: &SourceGroup) {
    lines.paragraph(group.heading.as_deref().unwrap_or_default());
    lines.close(|lines| {
        for link in &group.links {
            lines.item("- ", |lines| lines.paragraph(&source_link(link)));
        }
    });
}

fn source_link(link: &SourceLink) -> String {
    let names = link.authors.iter().chain(&link.outlet).map(String::as_str);
    joined(&link.title, names)
}

/// `words — name, name`.
fn joined<'a>(words: &str, names: impl Iterator<Item = &'a str>) -> String {
    let names = names.collect::<Vec<_>>().join(", ");
    match (words.is_empty(), names.is_empty()) {
        (false, false) => format!("{words} — {names}"),
        (false, true) => words.to_owned(),
        (true, _) => names,
    }
}

fn update(lines: &mut Lines, note: &Update) {
    if !note.label.is_empty() {
        lines.lead(&format!("{}:", note.label));
    }
    lines.blocks(&note.text);
    lines.settle();
}

fn comments(lines: &mut Lines, threads: &[Comment]) {
    for comment in threads {
        lines.paragraph(&comment_byline(comment));
        lines.blocks(&comment.body);
        lines.indented("    ", |lines| comments(lines, &comment.replies));
    }
}

fn comment_byline(comment: &Comment) -> String {
    let name = comment.author.as_ref().map(|author| author.name.clone());
    let time = comment.published.as_deref().map(date::display);
    let removed = (comment.deleted && comment.body.is_empty()).then(|| "[removed]".to_owned());
    let words: Vec<String> = name.into_iter().chain(time).chain(removed).collect();
    words.join(" · ")
}
