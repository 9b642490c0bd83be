//! A post's content as WordPress keeps it, to HTML.
//!
//! Content with block comments (`<!-- wp:paragraph -->`) is HTML between them; other content is
//! text with some HTML, whose paragraphs are made. Short codes stand in both.

use crate::note::{Note, NoteKind};

use super::autop::autop;
use super::blocks;
use super::library::File;
use super::markup::escaped;
use super::shortcode;

/// Where content finds what it names by number.
pub(super) struct Sources<'a> {
    /// A file of the library.
    pub(super) file: &'a dyn Fn(u64) -> Option<File>,
    /// The files that were uploaded to this post.
    pub(super) uploads: &'a dyn Fn() -> Vec<u64>,
    /// The content of a reusable block.
    pub(super) block: &'a dyn Fn(u64) -> Option<String>,
    /// The post's footnotes as WordPress keeps them: a list in JSON.
    pub(super) footnotes: Option<&'a str>,
}

/// Content as HTML.
#[derive(Debug, Default)]
pub(super) struct Rendered {
    pub(super) html: String,
    pub(super) notes: Vec<Note>,
}

/// Makes HTML of a post's content.
pub(super) fn html(content: &str, sources: &Sources<'_>) -> Rendered {
    let mut maker = shortcode::Maker::new(sources);
    let mut out = String::with_capacity(content.len());
    if blocks::are_in(content) {
        let mut notes = Vec::new();
        for piece in blocks::pieces(content, sources, &mut notes) {
            let html = maker.expand(&piece.html);
            if piece.is_text {
                out.push_str(&autop(&html));
            } else {
                out.push_str(&html);
            }
        }
        maker.notes.extend(notes);
    } else {
        out = autop(&maker.expand(content));
    }
    let (footnotes, notes) = maker.finish();
    out.push_str(&footnotes);
    Rendered { html: out, notes }
}

/// A note that something is named but not there.
pub(super) fn missing(rule: &str, message: String) -> Note {
    Note::new(
        NoteKind::Missing,
        format!("export.wordpress.{rule}"),
        message,
    )
}

/// A note with the words of what was left out.
pub(super) fn dropped(rule: &str, message: String, words: String) -> Note {
    Note::dropped(format!("export.wordpress.{rule}"), message, words)
}

/// A player for a file, by what its name ends in.
pub(super) fn medium(url: &str) -> String {
    const VIDEOS: &[&str] = &["mp4", "m4v", "mov", "ogv", "webm"];
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let ending = path.rsplit('.').next().unwrap_or_default();
    let is_video = VIDEOS
        .iter()
        .any(|known| known.eq_ignore_ascii_case(ending));
    let name = if is_video { "video" } else { "audio" };
    format!("<div><{name} src=\"{}\"></{name}></div>", escaped(url))
}
