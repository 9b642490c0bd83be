//! Why a page gives no post: what it is instead, and in the error's notes what was looked for.

use scraper::ElementRef;

use crate::error::{Error, ErrorKind};
use crate::note::{Note, NoteKind};
use crate::profile::{Profile, Row, Rows};
use crate::read::dom::{self, Dom};
use crate::read::score::Score;

/// The error for a page that says it is a list, or shows several posts and says nowhere that it
/// is about one.
pub(crate) fn front_page<'a>(
    dom: &Dom<'a>,
    profile: &'a Profile,
    score: &Score<'_, 'a>,
) -> Option<Error> {
    let post = &profile.post;
    let marker = dom.script_marker(&profile.list_script);
    if marker.is_none() && post.single.matching(dom).is_some() {
        return None;
    }
    let least = if marker.is_some() { 0 } else { 2 };
    let rows = post
        .item
        .0
        .iter()
        .map(|row| (row, outermost(dom, &dom.select(&row.query))));
    let (row, outer) =
        rows.max_by_key(|(row, outer)| (outer.len(), std::cmp::Reverse(&row.name)))?;
    let outer: Vec<_> = outer
        .into_iter()
        .filter(|item| marker.is_some() || score.links_on(*item))
        .collect();
    if outer.len() < least || (marker.is_none() && are_beside_a_post(dom, &outer, score)) {
        return None;
    }
    let posts = outer.len();
    let mut notes = listing(row, posts, &post.single);
    notes.extend(marker.map(|marker| {
        let message = format!("a script of the page says `{marker}`");
        Note::new(
            NoteKind::Chosen,
            format!("{}.list_script", profile.name()),
            message,
        )
    }));
    Some(Error::new(ErrorKind::FrontPage { posts }, "").with_notes(notes))
}

/// Whether elements that are called posts stand beside the page's own one: one long text among
/// teasers is a post with its "related" boxes, and so is text that is in none of them.
fn are_beside_a_post<'a>(dom: &Dom<'a>, items: &[ElementRef<'a>], score: &Score<'_, 'a>) -> bool {
    let weights = items.iter().map(|item| dom.weight(*item).text);
    let (total, largest) = (weights.clone().sum::<u32>(), weights.max().unwrap_or(0));
    let prose: f64 = items.iter().map(|item| score.prose(*item)).sum();
    largest * 10 >= total * 7 || prose * 2.0 < score.all_prose()
}

/// The elements that are in no other one.
fn outermost<'a>(dom: &Dom<'a>, items: &[ElementRef<'a>]) -> Vec<ElementRef<'a>> {
    let is_inside = |item| {
        let mut others = items.iter().filter(|other| **other != item);
        others.any(|other| dom.holds(*other, item))
    };
    let outer = items.iter().copied().filter(|item| !is_inside(*item));
    outer.collect()
}

fn listing(item: &Row, posts: usize, single: &Rows) -> Vec<Note> {
    let message = format!("{posts} posts are `{}`", item.selector);
    let mut notes = vec![Note::new(NoteKind::Chosen, item.name.clone(), message)];
    notes.extend(single.0.iter().map(|row| {
        let message = format!("nothing is `{}`, as on the page of one post", row.selector);
        Note::new(NoteKind::Missing, row.name.clone(), message)
    }));
    notes
}

/// The error for a page in which no post was found.
pub(crate) fn no_post<'a>(dom: &Dom<'a>, profiles: &[&'a Profile]) -> Error {
    let script_only = profiles[0].post.script_only.0.iter();
    let mut dynamic = script_only.filter(|row| dom.has(&row.query));
    if let Some(row) = dynamic.next() {
        let message = format!("`{}` belongs to a dynamic view", row.selector);
        let note = Note::new(NoteKind::Chosen, row.name.clone(), message);
        return Error::new(ErrorKind::DynamicView, "").with_notes(vec![note]);
    }
    let rows = |profile: &&'a Profile| {
        let post = &profile.post;
        post.body.0.iter().chain(&post.body_by_default.0)
    };
    let mut notes = vec![platform(profiles[0])];
    notes.extend(profiles.iter().flat_map(rows).map(|row| tried(dom, row)));
    notes.push(Note::new(
        NoteKind::Missing,
        "read.score",
        "no element holds enough running text outside of links",
    ));
    Error::new(ErrorKind::NoPost(seen(dom)), "").with_notes(notes)
}

fn platform(profile: &Profile) -> Note {
    let message = format!("looked for the post by the rows of {}", profile.name());
    Note::new(NoteKind::Chosen, "read.detect", message)
}

/// What became of a row that was to give the post's element.
fn tried<'a>(dom: &Dom<'a>, row: &'a Row) -> Note {
    let outcome = if dom.has(&row.query) {
        "gives no text of a post"
    } else {
        "is not on the page"
    };
    let message = format!("`{}` {outcome}", row.selector);
    Note::new(NoteKind::Missing, row.name.clone(), message)
}

/// What was seen on a page in which no post was found, in words.
fn seen(dom: &Dom<'_>) -> String {
    let root = dom.elements().first().copied();
    let weight = root.map(|root| dom.weight(root)).unwrap_or_default();
    let title = dom
        .elements()
        .iter()
        .find(|element| element.value().name() == "title");
    let title = title.map(|element| {
        element
            .text()
            .collect::<String>()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    });
    let words = root.map_or(0, |root| dom::text_of(root).split_whitespace().count());
    match (title.filter(|title| !title.is_empty()), weight.text) {
        (Some(title), 0) => format!("the page “{title}” shows no text"),
        (None, 0) => "the page shows no text".to_owned(),
        (Some(title), _) => format!("the page “{title}” shows {words} words, mostly links"),
        (None, _) => format!("the page shows {words} words, mostly links"),
    }
}
