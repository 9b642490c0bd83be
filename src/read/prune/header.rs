//! The head of a post whose element holds it with the text: what stands above the title, and the
//! byline below it. Pictures stay, and so does whatever is a sentence.

use std::ops::Range;

use scraper::ElementRef;

use crate::read::dom::{self, Dom};
use crate::read::prune::edge::{Edges, is_prose};
use crate::read::prune::kind::Kind;
use crate::read::prune::sentence::Sentences;
use crate::read::{byline, date, score};

/// Bytes of text of the longest byline.
const BYLINE: u32 = 120;

/// Bytes of text of the longest line that begins with a date and is nothing else.
const DATE: usize = 60;

/// What of the places in the post's element is its head, and of what kind; nothing inside another.
pub(super) fn find<'a>(
    dom: &Dom<'a>,
    body: Range<usize>,
    edges: Edges,
    sentences: &Sentences,
) -> Vec<(ElementRef<'a>, Kind)> {
    let headings = score::headings(dom);
    let is_first =
        |heading: &usize| body.contains(heading) && edges.is_before(&(*heading..heading + 1));
    let title = headings.into_iter().find(is_first);
    let mut found = Vec::new();
    let mut prose = 0;
    let mut place = body.start + 1;
    // The first prose may be the standfirst, which stands above the byline.
    while place < body.end && prose < 2 {
        let element = dom.elements()[place];
        let range = place..dom.end(place);
        let is_quote = matches!(element.value().name(), "blockquote" | "figure" | "pre");
        let is_above = title.is_some_and(|title| range.end <= title);
        let kind = match () {
            () if dom.weight(element).text == 0 || shows_something(dom, &range) => None,
            () if is_quote || sentences.hold(element) => None,
            () if is_above => Some(Kind::Header),
            () => is_byline(dom, element).then_some(Kind::Byline),
        };
        let is_prose = is_prose(dom, element);
        prose += usize::from(is_prose);
        let is_done = kind.is_some() || is_prose || is_quote || Some(place) == title;
        place = if is_done { range.end } else { place + 1 };
        found.extend(kind.map(|kind| (element, kind)));
    }
    found
}

/// Elements among which a head is looked for.
const MOST: usize = 400;

/// Where the head of a post ends that may stand with it in its element: before its second prose,
/// since the first may be the standfirst.
pub(crate) fn end(dom: &Dom<'_>, body: ElementRef<'_>) -> usize {
    let body = dom.subtree(body);
    let mut prose = 0;
    let mut place = body.start;
    let last = body.end.min(body.start + MOST);
    while place < last {
        let is_prose = is_prose(dom, dom.elements()[place]);
        prose += usize::from(is_prose);
        if prose == 2 {
            return place;
        }
        place = if is_prose { dom.end(place) } else { place + 1 };
    }
    body.start
}

/// Whether an element is a line that says who wrote the post, or when.
fn is_byline(dom: &Dom<'_>, element: ElementRef<'_>) -> bool {
    let weight = dom.weight(element).text;
    if weight == 0 || weight > BYLINE || element.value().name().starts_with('h') {
        return false;
    }
    let text = dom::text_of(element);
    let is_date = text.len() <= DATE && date::starts_at(&text) == Some(0);
    is_date || byline::is_byline(&text)
}

/// Whether a picture or a film is among these places.
fn shows_something(dom: &Dom<'_>, range: &Range<usize>) -> bool {
    dom.elements()[range.clone()].iter().any(|element| {
        matches!(
            element.value().name(),
            "img" | "figure" | "iframe" | "video" | "audio" | "embed" | "object"
        )
    })
}
