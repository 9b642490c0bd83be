//! Comments apart from their posts: as data for themes, as a file that another system imports.
//!
//! The bodies are HTML, made from the same Markdown that a post's text is: words are escaped, and
//! nothing of a page's own markup is in it.

use serde::Serialize;

use crate::document::{Block, Comment, CommentKind, Document};
use crate::write::date;
use crate::write::markdown;

mod import;
#[cfg(test)]
mod tests;

pub use import::{Import, System};

/// How many comments there are in threads, replies among them.
pub fn count(threads: &[Comment]) -> u32 {
    threads
        .iter()
        .map(|comment| 1 + count(&comment.replies))
        .sum()
}

/// The fragment at which a comment stands in a built page: `c123`.
pub fn anchor(id: &str) -> String {
    markdown::comment::anchor(id)
}

/// The comments of a post as JSON for themes; none where there are none.
///
/// `declared` is the number that the page claimed, `count` the number in the file, and `threads`
/// holds the comments with their `replies`. Each has `html`, and, where it is known, `anchor`,
/// `author`, `author_url`, `published` as the document has it and `date` as people read it.
pub fn data(document: &Document) -> Option<String> {
    let threads = &document.comments.threads;
    if threads.is_empty() {
        return None;
    }
    let data = Data {
        declared: document.comments.declared,
        count: count(threads),
        threads: threads.iter().map(one).collect(),
    };
    let mut text = serde_json::to_string_pretty(&data).expect("its keys are words");
    text.push('\n');
    Some(text)
}

#[derive(Serialize)]
struct Data<'a> {
    declared: Option<u32>,
    count: u32,
    threads: Vec<One<'a>>,
}

#[derive(Serialize)]
struct One<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    anchor: Option<String>,
    kind: CommentKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author_url: Option<String>,
    is_owner: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    deleted: bool,
    html: String,
    replies: Vec<One<'a>>,
}

fn one(comment: &Comment) -> One<'_> {
    let author = comment.author.as_ref();
    One {
        id: comment.id.as_deref(),
        anchor: comment.id.as_deref().map(anchor),
        kind: comment.kind,
        author: author.map(|author| author.name.as_str()),
        author_url: author.and_then(|author| safe(author.url.as_deref()?)),
        is_owner: author.is_some_and(|author| author.is_owner),
        published: comment.published.as_deref(),
        date: comment.published.as_deref().map(date::display),
        deleted: comment.deleted,
        html: html(&comment.body),
        replies: comment.replies.iter().map(one).collect(),
    }
}

/// An address that a page may link to: a stranger wrote it.
fn safe(url: &str) -> Option<String> {
    crate::write::escape::href::href(url)
}

/// Blocks as HTML.
fn html(blocks: &[Block]) -> String {
    use pulldown_cmark::{Event, Options, Parser, Tag, html};
    if blocks.is_empty() {
        return String::new();
    }
    let text = markdown::blocks(blocks);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES;
    let events = Parser::new_ext(&text, options).map(|event| match event {
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => {
            let dest_url = safe_target(&dest_url).into();
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            })
        }
        other => other,
    });
    let mut out = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut out, events);
    out.truncate(out.trim_end().len());
    out
}

/// A link's target: whole addresses as far as they are harmless, places in the site as they are.
fn safe_target(url: &str) -> String {
    if url.starts_with(['/', '#']) && !url.starts_with("//") {
        return url.to_owned();
    }
    safe(url).unwrap_or_else(|| "#".to_owned())
}
