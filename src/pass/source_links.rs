//! Moves lists of further sources into [`Document::source_links`].
//!
//! A link blog ends its excerpt with what others wrote on the matter, an essay with where its
//! facts are from. As data, title, author and outlet can be searched and set as a bibliography.
//!
//! A group is a heading of the word list ("More News On …", "See also", "Quellen:") that is set
//! off by bold, by being a heading or by its colon, with lines below it that are each one link
//! with at most a credit: the other lines of its paragraph, paragraphs of such lines, or one
//! list. "Source: Title -- Outlet" on one line is a group of one, but only at the post's end:
//! in the middle it belongs to a quote or a picture. A block belongs to a group only if all of
//! its lines do. A group without any link to another site and without any credit
//! is the blog's own navigation and stays.
//!
//! ```
//! use repost::document::{Block, Document, Inline};
//!
//! let link = Inline::Link {
//!     url: "https://news.example.org/1".into(),
//!     title: None,
//!     content: vec![Inline::text("Bridge Closed")],
//! };
//! let mut post = Document {
//!     body: vec![
//!         Block::text("The bridge is closed."),
//!         Block::Paragraph {
//!             content: vec![
//!                 Inline::text("More News On The Bridge:"),
//!                 Inline::LineBreak,
//!                 link,
//!                 Inline::text(" -- Jane Roe, Valley News"),
//!             ],
//!         },
//!     ],
//!     ..Document::default()
//! };
//! repost::pass::run(&mut post, &[]);
//! let group = &post.source_links[0];
//! assert_eq!(group.heading.as_deref(), Some("More News On The Bridge"));
//! assert_eq!(group.links[0].title, "Bridge Closed");
//! assert_eq!(group.links[0].authors, ["Jane Roe"]);
//! assert_eq!(group.links[0].outlet.as_deref(), Some("Valley News"));
//! ```
//!
//! When it is wrong: of two outlets parted by a comma ("Valley News, Hill Gazette") the first is
//! taken for an author.

mod entry;

use std::mem;

use crate::document::{Block, Document, Inline, ListItem, SourceGroup, SourceLink};
use crate::note::{Note, NoteKind};
use crate::pass::{address, phrase, words};
use crate::walk;

/// Headings are no longer than this.
const MOST_WORDS_OF_HEADING: usize = 16;

/// See the module.
pub(super) fn run(document: &mut Document) {
    let closing = closing(&document.body);
    let mut places: Vec<Place> = Vec::new();
    for index in 0..document.body.len() {
        if places.last().is_some_and(|last| index < last.end) {
            continue;
        }
        places.extend(place(document, index, closing));
    }
    if places.is_empty() {
        return;
    }
    let mut places = places.into_iter().peekable();
    let mut blocks = mem::take(&mut document.body).into_iter().enumerate();
    while let Some((index, block)) = blocks.next() {
        let Some(place) = places.next_if(|place| place.start == index) else {
            document.body.push(block);
            continue;
        };
        document.body.extend(first_lines(&block, place.line));
        let mut numbers = entry_numbers(&block, place.line);
        for (_, block) in blocks.by_ref().take(place.end - index - 1) {
            numbers.append(&mut entry_numbers(&block, 0));
        }
        if !numbers.is_empty() {
            let message = "the order of the sources tells their numbers";
            let note = Note::dropped("pass.source_links", message, numbers.join(" "));
            document.notes.push(note);
        }
        for group in place.groups {
            document.notes.push(note(&group));
            document.source_links.push(group);
        }
    }
}

fn note(group: &SourceGroup) -> Note {
    let message = format!(
        "“{}” was read as the heading of {} source links",
        group.heading.as_deref().unwrap_or_default(),
        group.links.len()
    );
    Note::new(NoteKind::Guessed, "pass.source_links", message)
}

/// The numbers before the entries in a block, from a line on.
fn entry_numbers(block: &Block, from: usize) -> Vec<String> {
    let mut numbers = Vec::new();
    walk::blocks(std::slice::from_ref(block), &mut |block| {
        for text in walk::texts(block) {
            let lines = walk::lines(text.to_vec());
            numbers.extend(
                lines
                    .iter()
                    .skip(from)
                    .filter_map(|line| entry::number(line)),
            );
        }
    });
    numbers
}

/// What is left of the block that a group begins in: the lines above its heading.
fn first_lines(block: &Block, line: usize) -> Option<Block> {
    let content = content(block)?.to_vec();
    let above = walk::join_lines(walk::lines(content).into_iter().take(line));
    (!above.is_empty()).then_some(Block::Paragraph { content: above })
}

/// Where groups stand: from a line of the first block to the end of the last.
struct Place {
    start: usize,
    line: usize,
    end: usize,
    groups: Vec<SourceGroup>,
}

/// Where the post's text ends: behind it come groups of one line each, and nothing else.
fn closing(body: &[Block]) -> usize {
    let text = body.iter().rposition(|block| {
        let groups = content(block).is_some_and(|content| {
            let mut lines = walk::lines(content.to_vec()).into_iter();
            lines.all(|line| inline_group(&line).is_some())
        });
        !groups && walk::has_words(std::slice::from_ref(block))
    });
    text.map_or(0, |index| index + 1)
}

/// The groups that begin in a block; the post's text ends before `closing`.
fn place(document: &Document, start: usize, closing: usize) -> Option<Place> {
    let body = &document.body;
    let content = content(&body[start])?;
    if !walk::any_line(content, |text, _| begins_like_heading(text)) {
        return None;
    }
    let lines = walk::lines(content.to_vec());
    let line = lines
        .iter()
        .position(|line| heading(line, &body[start]).is_some() || inline_group(line).is_some())?;
    let mut groups = groups(&lines[line..], &body[start])?;
    let mut end = start + 1;
    if groups.last().is_some_and(|group| group.links.is_empty()) {
        let (below, behind) = links_below(document, start + 1);
        groups.last_mut()?.links = below;
        end = behind;
    }
    let on_one_line = heading(&lines[line], &body[start]).is_none();
    let placed = !on_one_line || end >= closing;
    let real = placed && groups.iter().all(|group| is_group(group, document));
    real.then_some(Place {
        start,
        line,
        end,
        groups,
    })
}

/// Whether a group has a source in it.
fn is_group(group: &SourceGroup, document: &Document) -> bool {
    let linked = group.links.iter().any(|link| link.url.is_some());
    let credited = |link: &SourceLink| link.outlet.is_some() || !link.authors.is_empty();
    let elsewhere = |link: &SourceLink| {
        let url = link.url.as_deref();
        url.is_some_and(|url| address::is_elsewhere(url, document))
    };
    let first = group.links.first().is_some_and(|link| link.url.is_some()) || !linked;
    first
        && (linked || group.links.len() > 1)
        && group
            .links
            .iter()
            .any(|link| credited(link) || elsewhere(link))
}

/// The running text that a group can begin in.
fn content(block: &Block) -> Option<&[Inline]> {
    match block {
        Block::Paragraph { content } | Block::Heading { content, .. } => Some(content),
        Block::List { .. }
        | Block::Quote { .. }
        | Block::Code { .. }
        | Block::Figure { .. }
        | Block::Table { .. }
        | Block::Embed { .. }
        | Block::Rule
        | Block::DefinitionList { .. }
        | Block::Footnotes { .. }
        | Block::Raw { .. } => None,
    }
}

/// Whether a paragraph is the heading of a group, for passes that stop there.
pub(super) fn is_heading(content: &[Inline]) -> bool {
    let text = walk::plain_text(content);
    is_phrase(&text) && is_set_off(content, &text)
}

/// Whether a line is worth a closer look.
fn begins_like_heading(text: &str) -> bool {
    phrase::starts_with(text, &words::GROUP_PREFIX).is_some()
        || phrase::starts_with(text, &words::GROUP_WHOLE).is_some()
        || text.starts_with(['(', '[', '*', '=', '-', '"', '“'])
}

fn is_phrase(text: &str) -> bool {
    let text = phrase::bare(text);
    let long = phrase::word_count(text) > MOST_WORDS_OF_HEADING;
    phrase::is_one_of(text, &words::GROUP_WHOLE)
        || (!long && phrase::starts_with(text, &words::GROUP_PREFIX).is_some())
}

/// Whether a line is bold or italic throughout, or ends with a colon.
fn is_set_off(line: &[Inline], text: &str) -> bool {
    text.trim_end().ends_with([':', '：'])
        || walk::runs(line)
            .iter()
            .all(|run| run.strong || run.emphasis)
}

/// The heading that a line is, as it stands, without its colon.
fn heading(line: &[Inline], block: &Block) -> Option<String> {
    let text = walk::plain_text(line);
    let plain = walk::runs(line).iter().all(|run| run.url.is_none());
    let set_off = matches!(block, Block::Heading { .. }) || is_set_off(line, &text);
    (plain && set_off && is_phrase(&text)).then(|| clean(&text))
}

/// A heading without the marks at its end.
fn clean(text: &str) -> String {
    let marks = |c: char| matches!(c, ':' | '：' | '.' | '-' | '–' | '—') || c.is_whitespace();
    text.trim_matches(marks).to_owned()
}

/// "Related: Title -- Outlet": a group on one line.
fn inline_group(line: &[Inline]) -> Option<SourceGroup> {
    let text = walk::plain_text(line);
    let length = phrase::starts_with(&text, &words::GROUP_WHOLE)?;
    let mark = text[length..].trim_start();
    let colon = mark.starts_with([':', '：']);
    let word = phrase::is_one_of(&text[..length], &words::GROUP_VIA);
    if !colon && !word {
        return None;
    }
    let behind = mark.trim_start_matches([':', '：', ' ', '\u{a0}']);
    let (before, rest) = walk::split_at(line.to_vec(), text.len() - behind.len());
    let plain = walk::runs(&before)
        .iter()
        .all(|run| run.url.is_none() && matches!(run.leaf, walk::Leaf::Text(_)));
    let links = entry::several(&rest)?;
    (plain && !links.is_empty() && links.iter().all(|link| link.url.is_some())).then(|| {
        SourceGroup {
            heading: Some(clean(&text[..length])),
            links,
        }
    })
}

/// The groups in the lines of one block; None where one line is neither heading nor entry. The
/// last group is empty where its heading is the last line.
fn groups(lines: &[Vec<Inline>], block: &Block) -> Option<Vec<SourceGroup>> {
    let mut groups: Vec<SourceGroup> = Vec::new();
    for line in lines {
        if let Some(heading) = heading(line, block) {
            groups.push(SourceGroup {
                heading: Some(heading),
                links: Vec::new(),
            });
        } else if let Some(group) = inline_group(line) {
            groups.push(group);
        } else {
            let entries = &mut groups.last_mut()?.links;
            entries.push(entry::one(line, entries.len() + 1)?);
        }
    }
    Some(groups)
}

/// The entries in the blocks from `start` on, and where they end: one list, one paragraph of
/// several lines, or paragraphs of one line each that are alike.
fn links_below(document: &Document, start: usize) -> (Vec<SourceLink>, usize) {
    let mut links: Vec<SourceLink> = Vec::new();
    let mut end = start;
    for block in &document.body[start..] {
        let Some(found) = block_links(block, links.len() + 1) else {
            break;
        };
        let single = found.len() == 1 && matches!(block, Block::Paragraph { .. });
        let alike = links
            .last()
            .is_none_or(|last| single && are_alike(last, &found[0], document));
        if !alike {
            break;
        }
        links.extend(found);
        end += 1;
        if !single {
            break;
        }
    }
    (links, end)
}

/// Whether two paragraphs are entries of one list: both have an outlet or none, and both lead to
/// another site or none does.
fn are_alike(one: &SourceLink, other: &SourceLink, document: &Document) -> bool {
    let elsewhere = |link: &SourceLink| {
        let url = link.url.as_deref();
        url.is_some_and(|url| address::is_elsewhere(url, document))
    };
    one.outlet.is_some() == other.outlet.is_some() && elsewhere(one) == elsewhere(other)
}

/// The entries of a block that holds nothing else, where `number` is that of the first.
fn block_links(block: &Block, number: usize) -> Option<Vec<SourceLink>> {
    let links: Vec<SourceLink> = match block {
        Block::Paragraph { content } => walk::lines(content.clone())
            .iter()
            .zip(number..)
            .map(|(line, number)| entry::one(line, number))
            .collect::<Option<_>>()?,
        Block::List { items, .. } => items
            .iter()
            .zip(number..)
            .map(|(item, number)| item_link(item, number))
            .collect::<Option<_>>()?,
        Block::Heading { .. }
        | Block::Quote { .. }
        | Block::Code { .. }
        | Block::Figure { .. }
        | Block::Table { .. }
        | Block::Embed { .. }
        | Block::Rule
        | Block::DefinitionList { .. }
        | Block::Footnotes { .. }
        | Block::Raw { .. } => return None,
    };
    (!links.is_empty()).then_some(links)
}

/// The entry that a list's item is.
fn item_link(item: &ListItem, number: usize) -> Option<SourceLink> {
    let [Block::Paragraph { content }] = item.blocks.as_slice() else {
        return None;
    };
    entry::one(content, number)
}
