//! Lists of teasers: elements side by side, each with a link that stands alone and a line or two.

use std::ops::Range;

use crate::read::dom::Dom;
use crate::read::score::Weights;
use crate::read::score::runs::Runs;

/// As many of a kind make a list.
const LIST: usize = 3;

/// The places of all lists of teasers.
pub(super) fn find(dom: &Dom<'_>, runs: &Runs, weights: &Weights) -> Vec<Range<usize>> {
    let places = 0..dom.elements().len();
    let (all, ..) = runs.sums(places.clone());
    let mut lists: Vec<Range<usize>> = Vec::new();
    for place in places {
        let inside = place..dom.end(place);
        let (prose, _, links) = runs.sums(inside.clone());
        let is_inside = lists.last().is_some_and(|last| place < last.end);
        // What holds half of the page's prose is what the page is about.
        let is_minor = prose > 0.0 && links > 0.0 && prose * 2.0 < all;
        if !is_inside && is_minor && is_list(dom, runs, place, weights) {
            lists.push(inside);
        }
    }
    lists
}

/// Whether most of what holds prose in an element is a teaser.
fn is_list(dom: &Dom<'_>, runs: &Runs, place: usize, weights: &Weights) -> bool {
    let (mut teasers, mut others) = (0, 0);
    let mut child = place + 1;
    while child < dom.end(place) {
        let (prose, _, links) = runs.sums(child..dom.end(child));
        if prose > 0.0 {
            let is_teaser = links > 0.0 && prose < weights.teaser;
            *(if is_teaser { &mut teasers } else { &mut others }) += 1;
        }
        child = dom.end(child);
    }
    teasers >= LIST && teasers > others
}
