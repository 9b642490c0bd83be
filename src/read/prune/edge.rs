//! Where a post's prose begins and ends: what stands before and behind it is more often the
//! theme's than what stands in it.

use std::ops::Range;

use scraper::ElementRef;

use crate::read::blocks::Dropped;
use crate::read::dom::Dom;

/// Bytes of text outside of links that make prose: a long sentence.
const PROSE: u32 = 100;

/// The places of the first and the last element of prose.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Edges(Option<(usize, usize)>);

impl Edges {
    /// Finds them in the post's element.
    pub(super) fn of(dom: &Dom<'_>, range: Range<usize>, dropped: &Dropped) -> Self {
        let mut found: Option<(usize, usize)> = None;
        let mut place = range.start;
        while place < range.end {
            let element = dom.elements()[place];
            let subtree = dom.subtree(element);
            let skipped = words(dom, element) < PROSE
                || dropped.contains(element.id())
                || is_picture(element.value().name());
            if !skipped && !has_prose_inside(dom, element) {
                found = Some((found.map_or(place, |(first, _)| first), place));
            }
            place = if skipped { subtree.end } else { place + 1 };
        }
        Self(found)
    }

    /// Whether those places are all before or all behind the prose. Without prose nothing is.
    pub(super) fn is_outside(self, places: &Range<usize>) -> bool {
        self.is_before(places) || self.is_behind(places)
    }

    /// Whether those places are before the prose.
    pub(super) fn is_before(self, places: &Range<usize>) -> bool {
        self.0.is_some_and(|(first, _)| places.end <= first)
    }

    /// Whether those places are behind the prose.
    fn is_behind(self, places: &Range<usize>) -> bool {
        self.0.is_some_and(|(_, last)| places.start > last)
    }

    /// Whether no prose is before, or none is behind those places; they may hold some.
    pub(super) fn is_first_or_last(self, places: &Range<usize>) -> bool {
        self.0
            .is_none_or(|(first, last)| places.start <= first || places.end > last)
    }
}

/// Bytes of text outside of links.
fn words(dom: &Dom<'_>, element: ElementRef<'_>) -> u32 {
    let weight = dom.weight(element);
    weight.text - weight.links
}

/// Whether an element is prose, and none of the elements in it is by itself.
pub(super) fn is_prose(dom: &Dom<'_>, element: ElementRef<'_>) -> bool {
    words(dom, element) >= PROSE && !has_prose_inside(dom, element)
}

fn has_prose_inside(dom: &Dom<'_>, element: ElementRef<'_>) -> bool {
    element
        .child_elements()
        .any(|child| words(dom, child) >= PROSE)
}

fn is_picture(name: &str) -> bool {
    matches!(name, "figure" | "figcaption" | "nav" | "form")
}
