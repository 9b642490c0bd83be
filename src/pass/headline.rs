//! Finds the headline of the story that the post tells or quotes: [`Document::headline`].
//!
//! On a link blog the post's title is the blogger's, and the story's own headline stands in the
//! post, linked, with its outlet: "Bridge Closed -- Valley News". On an ordinary blog the title
//! is the headline.
//!
//! The headline is the first line with words (photo, caption and a repeated title aside), when it
//! is wholly one link of three words or more to another site, with at most an outlet before or
//! behind it. An outlet counts where it is an agency, where the address says its name, or where
//! the line is bold or has it behind `--`. Without such an outlet more evidence is needed: the
//! link to the rest of the story leads to the same site; or the link's words are the post's
//! title; or the line is bold or a heading and a quote or a link to the rest follows.
//!
//! ```
//! use repost::document::{Block, Document, Inline};
//!
//! let mut post = Document {
//!     title: vec![Inline::text("Trouble On The River")],
//!     body: vec![
//!         Block::Paragraph {
//!             content: vec![
//!                 Inline::Link {
//!                     url: "https://news.example.org/1".into(),
//!                     title: None,
//!                     content: vec![Inline::text("Old Bridge Closed")],
//!                 },
//!                 Inline::text(" -- Valley News"),
//!             ],
//!         },
//!         Block::text("The bridge is closed."),
//!     ],
//!     ..Document::default()
//! };
//! repost::pass::run(&mut post, &[]);
//! let headline = post.headline.unwrap();
//! assert_eq!(headline.text, "Old Bridge Closed");
//! assert_eq!(headline.outlet.as_deref(), Some("Valley News"));
//! assert_eq!(post.body, [Block::text("The bridge is closed.")]);
//! ```
//!
//! When it is wrong: a review whose first line is the linked name of its subject and of its
//! maker, in bold.

use crate::document::{Block, Document, Headline};
use crate::note::{Note, NoteKind};
use crate::pass::credit::{self, Credit};
use crate::pass::story::{self, Story};
use crate::pass::top::{self, Line};
use crate::pass::{address, phrase, words};
use crate::walk;

/// Shorter links are names.
const FEWEST_WORDS: usize = 3;

/// See the module.
pub(super) fn run(document: &mut Document) {
    if let Some(headline) = &mut document.headline
        && headline.url.is_some()
    {
        if headline.text.is_empty() {
            headline.text = walk::plain_text(&document.title);
        }
        return;
    }
    if let Some((line, found)) = find(document) {
        top::remove(&mut document.body, line.block, &[line.index]);
        keep(document, found);
    } else if document.headline.is_none() && !document.title.is_empty() {
        document.headline = Some(Headline {
            text: walk::plain_text(&document.title),
            ..Headline::default()
        });
    }
}

/// A headline with the names that have no field of their own.
struct Found {
    headline: Headline,
    authors: Vec<String>,
}

fn keep(document: &mut Document, found: Found) {
    document.notes.push(Note::new(
        NoteKind::Guessed,
        "pass.headline",
        "the linked line at the top was read as the story's headline",
    ));
    if !found.authors.is_empty() {
        document.notes.push(Note::dropped(
            "pass.headline",
            "the story's authors stood behind its headline",
            found.authors.join(", "),
        ));
    }
    document.headline = Some(found.headline);
}

/// The first line with words, if it is a headline.
fn find(document: &Document) -> Option<(Line, Found)> {
    for line in top::lines(&document.body) {
        if let Some(found) = read(&line, document) {
            return Some((line, found));
        }
        let picture = line.is_picture() && line.text().trim().is_empty();
        if !picture && line.figure.is_none() && !top::is_title(&line, document) {
            return None;
        }
    }
    None
}

/// Whether a line at the top is a headline, for passes that look past it.
pub(super) fn is_candidate(line: &Line, document: &Document) -> bool {
    read(line, document).is_some()
}

fn read(line: &Line, document: &Document) -> Option<Found> {
    if line.figure.is_some() {
        return None;
    }
    let story = story::read(&line.content)?;
    let is_story = phrase::word_count(&story.title) >= FEWEST_WORDS
        && address::is_elsewhere(&story.url, document)
        && !phrase::is_one_of(&story.title, &words::READ_MORE);
    if !is_story {
        return None;
    }
    let (title, credit, sure) = credited(&story, line)?;
    let sure = sure || is_told(title, &story.url, line, document);
    sure.then(|| Found {
        headline: Headline {
            text: title.to_owned(),
            url: Some(story.url.clone()),
            outlet: credit.outlet,
        },
        authors: credit.authors,
    })
}

/// The title, the credit beside it, and whether that credit is evidence enough.
fn credited<'a>(story: &'a Story, line: &Line) -> Option<(&'a str, Credit, bool)> {
    let known = |name: &str| credit::is_agency(name) || address::names_site(name, &story.url);
    let behind = story::credit(&story.after)?;
    if !story.before.is_empty() {
        let marks = |c: char| {
            matches!(
                c,
                ':' | '：' | '-' | '–' | '—' | '|' | '(' | ')' | '[' | ']'
            )
        };
        let name = story
            .before
            .trim_matches(|c: char| marks(c) || c.is_whitespace());
        let marked = story.before.ends_with(marks) && behind.is_empty();
        let credit = Credit {
            authors: Vec::new(),
            outlet: Some(name.to_owned()),
        };
        return (marked && credit::is_outlet(name))
            .then(|| (story.title.as_str(), credit, known(name)));
    }
    if behind.is_empty() {
        let (title, outlet) = story::split_title(&story.title, known);
        let sure = outlet.is_some();
        return Some((title, credit::read(outlet.unwrap_or_default())?, sure));
    }
    let credit = credit::read(behind).filter(|_| credit::is_outlet(behind))?;
    let sure = credit.outlet.as_deref().is_some_and(known)
        || line.heading
        || line.is_set_off()
        || story.after.starts_with("--");
    Some((&story.title, credit, sure))
}

/// Whether other signs tell that a link is the headline.
fn is_told(title: &str, url: &str, line: &Line, document: &Document) -> bool {
    let rest = document.read_more.as_ref();
    if rest.is_some_and(|rest| address::same_site(&rest.url, url)) {
        return true;
    }
    let own = walk::plain_text(&document.title).to_lowercase();
    if walk::words(&own).eq(walk::words(&title.to_lowercase())) {
        return true;
    }
    let quote = matches!(document.body.get(line.block + 1), Some(Block::Quote { .. }));
    (line.heading || line.is_set_off()) && (quote || rest.is_some())
}
