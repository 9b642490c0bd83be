//! Comments: found by the shape of their markup, whatever the platform.
//!
//! 1. Every table of every profile is tried; the one with the most comments wins, the comment
//!    systems and the page's own profile before the others ([`find`]).
//! 2. Each item becomes a comment: id, author, date, body ([`item`]).
//! 3. What the page knows of comments as data completes them, or is all there is ([`data`]).
//! 4. Items become threads ([`nesting`], [`thread`]).
//! 5. What the page announces and the file has not is noted ([`missing`]).

use rustc_hash::FxHashSet;
use scraper::ElementRef;

use crate::document::{Block, Comment, Comments};
use crate::note::{Note, NoteKind};
use crate::profile::{CommentRows, Profile};
use crate::read::Context;
use crate::read::blocks::Dropped;
use crate::read::byline;
use crate::read::date::{self, DateOrder};
use crate::read::dom::Dom;
use crate::read::embedded::Embedded;
use crate::walk;

mod data;
mod item;
mod missing;
mod nesting;
pub(crate) mod thread;

pub(crate) use item::{Item, identity};

/// The comments of a page, found but not yet read.
#[derive(Debug)]
pub(crate) struct Found<'a> {
    /// In document order.
    pub(crate) items: Vec<Item<'a>>,
    /// The elements of all items, those that stand twice as well.
    pub(crate) roots: Vec<ElementRef<'a>>,
    rows: Option<&'a CommentRows>,
    rule: &'a str,
    /// How many comments stood twice in the page.
    twins: usize,
    /// For each place in the page whether it is in a comment.
    inside: Vec<bool>,
}

impl<'a> Found<'a> {
    /// Whether an element is a comment or in one.
    pub(crate) fn holds(&self, dom: &Dom<'a>, element: ElementRef<'a>) -> bool {
        self.inside[dom.position(element)]
    }

    /// What stands in the texts of the comments, without names and dates.
    #[cfg(test)]
    pub(crate) fn texts(&self, dom: &Dom<'a>) -> Vec<String> {
        let items = self.items.iter().zip(self.rows.into_iter().cycle());
        items.map(|(item, rows)| item.text(dom, rows)).collect()
    }
}

/// Finds the comments of a page.
pub(crate) fn find<'a>(dom: &Dom<'a>, profiles: &[&'a Profile]) -> Found<'a> {
    let mut best = Found {
        items: Vec::new(),
        roots: Vec::new(),
        rows: None,
        rule: "",
        twins: 0,
        inside: vec![false; dom.elements().len()],
    };
    let mut most = 0;
    for rows in profiles.iter().flat_map(|profile| &profile.comments) {
        for row in &rows.item.0 {
            let items = nesting::collect(dom, rows, dom.select(&row.query));
            let real = items
                .iter()
                .filter(|item| item.is_comment(dom, rows))
                .count();
            if real > most {
                most = real;
                best = Found {
                    items,
                    rows: Some(rows),
                    rule: &row.name,
                    ..best
                };
            }
        }
    }
    best.roots = best
        .items
        .iter()
        .flat_map(|item| item.roots.clone())
        .collect();
    for root in &best.roots {
        best.inside[dom.subtree(*root)].fill(true);
    }
    if let Some(rows) = best.rows {
        (best.items, best.twins) = item::drop_twins(dom, rows, std::mem::take(&mut best.items));
    }
    best
}

/// The order of numeric dates that the comments' dates give away.
pub(crate) fn date_order<'a>(dom: &Dom<'a>, found: &Found<'a>) -> DateOrder {
    let Some(rows) = found.rows else {
        return DateOrder::Unknown;
    };
    let texts = found
        .items
        .iter()
        .filter_map(|item| item.date_text(dom, rows));
    // Where the first one is clear, the others are written the same way.
    let mut texts = texts.peekable();
    let clear = |text: &String| date::parse(text, DateOrder::Unknown, None).is_some();
    if texts.peek().is_none_or(clear) {
        return DateOrder::Unknown;
    }
    DateOrder::learn(texts)
}

/// Marks what of the comments is not their text: nested replies, reply links, avatars.
pub(crate) fn mark(dom: &Dom<'_>, found: &Found<'_>, dropped: &mut Dropped) {
    let Some(rows) = found.rows else { return };
    for item in &found.items {
        item.mark(dom, rows, dropped);
    }
}

/// Reads the comments that were found, and notes what is missing.
pub(crate) fn read<'a>(
    context: &mut Context<'a>,
    found: &Found<'a>,
    embedded: &Embedded,
) -> Comments {
    let here = missing::systems_of(context, found, embedded);
    let declared = missing::declared(context, &here, embedded);
    let mut flat = Vec::with_capacity(found.items.len());
    if let Some(rows) = found.rows {
        let mut leftover = FxHashSet::default();
        for item in &found.items {
            let mut comment = item.read(context, rows);
            leftover.extend(take_verb(&mut comment.body));
            flat.push((comment, item.parent));
            item.leftover(context, rows, &mut leftover);
        }
        let message = format!("{} comments in the page's markup", flat.len());
        context.note(Note::new(NoteKind::Chosen, found.rule, message));
        note_leftover(context, leftover);
        if found.twins > 0 {
            let message = format!("{} comments stand twice in the page", found.twins);
            context.note(Note::new(
                NoteKind::Repaired,
                "read.comments.twins",
                message,
            ));
        }
    }
    hide_addresses(context, &mut flat);
    data::add(context, &mut flat, &embedded.comments, "read.blogger.items");
    if let Some(data) = &embedded.data {
        let rule = format!("{}.comments", data.rule);
        data::add(context, &mut flat, &data.comments, &rule);
    }
    if let Some(thread) = &embedded.system {
        let rule = format!("{}.comments", thread.rule);
        data::add(context, &mut flat, &thread.comments, &rule);
        data::note_hidden(context, thread.hidden, &rule);
    }
    if let Some(article) = &embedded.article {
        let rule = "read.json_ld.comment";
        data::add_described(context, &mut flat, &article.comments, rule);
    }
    let found_in_file = flat.len();
    let (threads, too_deep) = thread::assemble(flat);
    if too_deep > 0 {
        let message = format!("{too_deep} replies nested too deep were attached further up");
        context.note(Note::new(
            NoteKind::Repaired,
            "read.comments.depth",
            message,
        ));
    }
    missing::note(context, &here, declared, found_in_file);
    note_reactions(context);
    Comments { declared, threads }
}

/// Leaves out the e-mail addresses of commenters, which old templates set as their links: nobody
/// gave them to be printed.
fn hide_addresses(context: &mut Context<'_>, flat: &mut [(Comment, Option<usize>)]) {
    let authors = flat
        .iter_mut()
        .filter_map(|(comment, _)| comment.author.as_mut());
    let addressed = authors.filter(|author| {
        let url = author.url.as_deref();
        url.is_some_and(|url| url.starts_with("mailto:"))
    });
    let hidden = addressed.map(|author| author.url = None).count();
    if hidden > 0 {
        let message = format!("e-mail addresses behind commenters' names are left out: {hidden}");
        context.note(Note::new(
            NoteKind::Dropped,
            "read.comments.address",
            message,
        ));
    }
}

/// Takes the verb of the byline off a comment's text: old WordPress themes set it between the two
/// (`<cite>Jane Roe</cite> Says:<br>`).
fn take_verb(body: &mut Vec<Block>) -> Option<String> {
    let Some(Block::Paragraph { content }) = body.first() else {
        return None;
    };
    let text = walk::plain_text(content);
    if !byline::is_verb(&text) {
        return None;
    }
    body.remove(0);
    Some(text)
}

/// Words in a comment's box that are no part of it ("Reply", "Permalink"), each once.
fn note_leftover(context: &mut Context<'_>, leftover: FxHashSet<String>) {
    let mut words: Vec<String> = leftover.into_iter().collect();
    if words.is_empty() {
        return;
    }
    words.sort_unstable();
    let message = "words around the comments' texts: links to reply, labels, counters";
    context.note(Note::dropped(
        "read.comments.controls",
        message,
        words.join(" | "),
    ));
}

/// Notes how many likes and their like are left out: they say nothing.
fn note_reactions(context: &mut Context<'_>) {
    let rows = &context.profiles[0].post.reactions;
    let count: usize = rows
        .0
        .iter()
        .map(|row| context.dom.select(&row.query).len())
        .sum();
    if let Some(rule) = rows.matching(context.dom) {
        let message = format!("{count} likes and reblogs without a word are no comments");
        context.note(Note::new(NoteKind::Dropped, rule, message));
    }
}
